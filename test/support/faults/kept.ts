import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { IncidentRecord } from '../../../src/core/history/types';
import { openHistoryReader } from '../../../src/main/history/open';

const always = { fromAt: 0, toAt: Number.MAX_SAFE_INTEGER };

/** What another process finds of a server in the data folder. */
export interface Kept {
  readonly looks: readonly number[];
  readonly incidents: readonly IncidentRecord[];
  readonly serverIds: readonly string[];
  readonly problem: string | null;
}

export function readKept(dataDir: string, serverId: string): Kept {
  const reader = openHistoryReader(dataDir);
  const looks = reader.looks(serverId, always).map(({ at }) => at);
  const incidents = reader.incidents(serverId, always).filter(({ source }) => source === 'observed');
  const problem = reader.problem()?.detail ?? null;
  reader.close();
  return { looks, incidents, serverIds: serverIdsOf(dataDir), problem };
}

function serverIdsOf(dataDir: string): readonly string[] {
  const settings = JSON.parse(readFileSync(join(dataDir, 'settings.json'), 'utf8')) as { servers: { id: string }[] };
  return settings.servers.map(({ id }) => id);
}
