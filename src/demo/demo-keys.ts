import { chmodSync, existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import ssh2 from 'ssh2';
import type { ParsedKey } from 'ssh2';

export interface DemoKeys {
  /** File with the key that the demo's server accepts. */
  readonly clientKeyFile: string;
  readonly clientKey: ParsedKey;
  readonly hostKey: string;
  /** Shown instead of `hostKey` while the fault host-key-changed is on. */
  readonly otherHostKey: string;
  /** The public half of `hostKey`, as a line of known_hosts has it. */
  readonly publicHostKey: { readonly type: string; readonly base64: string };
}

/** The demo's keys in `folder`, made at the first start and kept: a changed host key would be an alarm. */
export function readOrCreateKeys(folder: string): DemoKeys {
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  const clientKeyFile = join(folder, 'demo_ed25519');
  const hostKey = readOrCreateKey(join(folder, 'host_ed25519'));
  const parsedHostKey = parseKey(hostKey);
  return {
    clientKeyFile,
    clientKey: parseKey(readOrCreateKey(clientKeyFile)),
    hostKey,
    otherHostKey: readOrCreateKey(join(folder, 'other_host_ed25519')),
    publicHostKey: { type: parsedHostKey.type, base64: parsedHostKey.getPublicSSH().toString('base64') },
  };
}

function readOrCreateKey(file: string): string {
  const present = existsSync(file) ? readFileSync(file, 'utf8') : null;
  if (present !== null && !(ssh2.utils.parseKey(present) instanceof Error)) return present;
  const privateKey = createKey();
  writeFileSync(file, privateKey, { mode: 0o600 });
  chmodSync(file, 0o600);
  return privateKey;
}

/** One key in 256 has a public half that begins with a zero byte; ssh2 1.17 drops it and writes a broken file. */
function createKey(): string {
  for (;;) {
    const { private: privateKey } = ssh2.utils.generateKeyPairSync('ed25519', { comment: 'vigia-demo' });
    if (!(ssh2.utils.parseKey(privateKey) instanceof Error)) return privateKey;
  }
}

function parseKey(text: string): ParsedKey {
  const parsed = ssh2.utils.parseKey(text);
  if (parsed instanceof Error) throw parsed;
  return parsed;
}
