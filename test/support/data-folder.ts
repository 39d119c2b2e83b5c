import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import type { Settings } from '../../src/core/settings';
import { createHostKeyStore } from '../../src/main/ssh/host-keys';

/** A data folder in which these servers are set up, and their identity is accepted. */
export function prepareDataDir(
  dataDir: string,
  { settings, hostKey }: { readonly settings: Settings; readonly hostKey: { type: string; base64: string } },
): void {
  mkdirSync(dataDir, { recursive: true, mode: 0o700 });
  writeFileSync(path.join(dataDir, 'settings.json'), JSON.stringify(settings), { mode: 0o600 });
  const hostKeys = createHostKeyStore({ file: path.join(dataDir, 'known_hosts') });
  for (const { host, port } of settings.servers) hostKeys.accept(host, port ?? 22, hostKey);
}
