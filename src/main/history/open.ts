/** For whoever only reads: the command line's report, while the tray application writes or does not. */
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { HistoryReader } from '../../core/history/types';
import { createSystemClock, type Clock } from '../clock';
import { chooseDriver } from './choose-driver';
import { openConnection, type Connection } from './connection';
import type { Driver } from './driver';
import { createReader } from './reader';

/** How long a question waits while another process writes. */
const readerBusyMs = 3_000;

export interface HistoryOpening {
  readonly driver?: Driver;
  readonly clock?: Clock;
}

/**
 * A missing file is an empty history; one that cannot be read too, and `problem` says why. Nothing is written but signs
 * of being there.
 */
export function openHistoryReader(
  dataDir: string,
  { driver = chooseDriver(), clock = createSystemClock() }: HistoryOpening = {},
): HistoryReader & { close(): void; problem(): string | null } {
  const path = join(dataDir, 'history.db');
  let problem: string | null = null;
  let connection: Connection | null = null;
  const ask = <T>(question: (connection: Connection) => T): T | null => {
    try {
      if (connection === null && !existsSync(path)) return null;
      const open = connection ?? openConnection({ driver, path, readOnly: true, busyMs: readerBusyMs });
      connection = open;
      problem = null;
      return open.database.transaction('read', () => question(open));
    } catch (error) {
      problem = error instanceof Error ? error.message : String(error);
      return null;
    }
  };
  return {
    ...createReader({ now: clock.now, ask }),
    problem: () => problem,
    close: () => {
      connection?.database.close();
      connection = null;
    },
  };
}
