/** What the application would have written after the set-up. */
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Settings } from '../../src/core/settings';
import { createHostKeyStore } from '../../src/main/ssh/host-keys';

/** A data folder in which these servers are set up, and their identity is accepted. */
export function prepareDataDir(
  dataDir: string,
  {
    settings,
    hostKey,
  }: { readonly settings: Settings; readonly hostKey: { readonly type: string; readonly base64: string } },
): void {
  mkdirSync(dataDir, { recursive: true, mode: 0o700 });
  writeSettings(dataDir, settings);
  const hostKeys = createHostKeyStore({ file: join(dataDir, 'known_hosts') });
  for (const { host, port } of settings.servers) hostKeys.accept(host, port ?? 22, hostKey);
}

/** Also as somebody who changes the file by hand. */
export function writeSettings(dataDir: string, settings: Settings): void {
  writeFileSync(join(dataDir, 'settings.json'), JSON.stringify(settings), { mode: 0o600 });
}
