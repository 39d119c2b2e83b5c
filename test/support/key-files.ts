import { execFile } from 'node:child_process';
import { createHash, generateKeyPairSync } from 'node:crypto';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';

const run = promisify(execFile);

/** The secret of every key whose kind ends in `-pass`. */
export const passphrase = 'frase con ñ y espacios';

const keygenOptions = {
  ed25519: ['-t', 'ed25519'],
  'ed25519-pass': ['-t', 'ed25519'],
  'ed25519-gcm-pass': ['-t', 'ed25519', '-Z', 'aes256-gcm@openssh.com'],
  'ed25519-chacha20-pass': ['-t', 'ed25519', '-Z', 'chacha20-poly1305@openssh.com'],
  rsa: ['-t', 'rsa', '-b', '2048'],
  'rsa-pass': ['-t', 'rsa', '-b', '2048'],
  'rsa-pem': ['-t', 'rsa', '-b', '2048', '-m', 'PEM'],
  'rsa-pem-pass': ['-t', 'rsa', '-b', '2048', '-m', 'PEM'],
  'rsa-pkcs8': ['-t', 'rsa', '-b', '2048', '-m', 'PKCS8'],
  'rsa-pkcs8-pass': ['-t', 'rsa', '-b', '2048', '-m', 'PKCS8'],
  ecdsa: ['-t', 'ecdsa'],
  'ecdsa-pass': ['-t', 'ecdsa'],
  'ecdsa-pem': ['-t', 'ecdsa', '-m', 'PEM'],
  'ecdsa-pem-pass': ['-t', 'ecdsa', '-m', 'PEM'],
  'ecdsa-pkcs8': ['-t', 'ecdsa', '-m', 'PKCS8'],
  'ecdsa-pkcs8-pass': ['-t', 'ecdsa', '-m', 'PKCS8'],
} as const;

export type KeyKind = keyof typeof keygenOptions;
export const keyKinds = Object.keys(keygenOptions) as readonly KeyKind[];

/** A new key pair made by ssh-keygen as `folder/name` and `folder/name.pub`; returns the private file. */
export async function makeKeyFile(folder: string, kind: KeyKind, name: string = kind): Promise<string> {
  const file = join(folder, name);
  const secret = kind.endsWith('-pass') ? passphrase : '';
  await run('ssh-keygen', ['-q', '-a', '4', ...keygenOptions[kind], '-N', secret, '-C', 'test', '-f', file]);
  return file;
}

/** Ed25519 in PKCS#8, which ssh-keygen does not write but OpenSSL does. */
export async function makeEd25519Pkcs8(folder: string): Promise<string> {
  const file = join(folder, 'ed25519-pkcs8');
  const { privateKey } = generateKeyPairSync('ed25519');
  await writeFile(file, privateKey.export({ type: 'pkcs8', format: 'pem' }), { mode: 0o600 });
  return file;
}

export interface PublicKey {
  readonly type: string;
  readonly base64: string;
  /** `SHA256:…`, as OpenSSH prints it. */
  readonly fingerprint: string;
}

/** Reads a `.pub` file. */
export async function readPublicKey(file: string): Promise<PublicKey> {
  const [type = '', base64 = ''] = (await readFile(file, 'utf8')).split(' ');
  const digest = createHash('sha256').update(Buffer.from(base64, 'base64')).digest('base64');
  return { type, base64, fingerprint: `SHA256:${digest.replace(/=+$/, '')}` };
}
