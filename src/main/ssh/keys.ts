/** Private key files: read, told apart, decrypted and handed to ssh2 in a form that it knows. */
import { join } from 'node:path';
import ssh2, { type ParsedKey } from 'ssh2';
import type { KeyFormatProblem, RemoteError } from '../../core/errors';
import { err, ok, type Result } from '../../core/result';
import { readBoundedFile } from '../bounded-file';
import { detectKeyKind } from './key-kind';
import { convertPkcs8 } from './pkcs8';

/** Far above any key: 16384-bit RSA takes 13 KB. */
const maxFileBytes = 64 * 1024;

/**
 * The key of a file. `passphrase` is asked only when the file needs one; null: nobody may be asked now.
 * Decryption is synchronous and can take a quarter of a second (bcrypt): once per connection.
 */
export function loadPrivateKey(file: string, passphrase: () => string | null): Result<ParsedKey, RemoteError> {
  const text = readKeyFile(file);
  if (!text.ok) return text;
  const kind = detectKeyKind(text.value);
  if (kind.kind === 'unusable') return err(formatError(file, kind.problem));
  // An empty passphrase cannot be one: ssh-keygen takes it as "none".
  const secret = kind.isEncrypted ? passphrase() || null : null;
  if (kind.isEncrypted && secret === null) return err({ kind: 'secret-needed', what: 'passphrase' });
  const usable = kind.kind === 'pkcs8' ? convertPkcs8(text.value, secret) : ok(text.value);
  if (!usable.ok) {
    return err(usable.error === 'wrong-passphrase' ? { kind: 'passphrase-wrong', file } : formatError(file, 'pkcs8'));
  }
  return parse(file, usable.value, kind.kind === 'pkcs8' ? null : secret);
}

/** The public half beside (or in) an identity file, to recognise it among an agent's keys; null if there is none. */
export function readPublicKeyBlob(file: string): Buffer | null {
  for (const path of file.endsWith('.pub') ? [file] : [`${file}.pub`, file]) {
    const text = readKeyFile(path);
    const base64 = text.ok ? /^(?:ssh|ecdsa)-\S+ (AAAA[A-Za-z0-9+/=]+)/.exec(text.value)?.[1] : undefined;
    if (base64 !== undefined) return Buffer.from(base64, 'base64');
  }
  return null;
}

/** `~/…` as people type it in a form. */
export function expandHome(path: string, home: string): string {
  return /^~[/\\]/.test(path) ? join(home, path.slice(2)) : path;
}

function readKeyFile(file: string): Result<string, RemoteError> {
  try {
    const text = readBoundedFile(file, maxFileBytes);
    if (!text.ok)
      return err(text.error === 'too-large' ? formatError(file, 'unknown') : { kind: 'key-unreadable', file });
    // Editors on Windows add a byte order mark and carriage returns, which ssh2 takes for a malformed key.
    return ok(
      text.value
        .replace(/^\uFEFF/, '')
        .replace(/\r\n?/g, '\n')
        .trim(),
    );
  } catch {
    return err({ kind: 'key-unreadable', file });
  }
}

function parse(file: string, text: string, secret: string | null): Result<ParsedKey, RemoteError> {
  const parsed = parseWithSsh2(text, secret);
  if (parsed instanceof Error) {
    if (/not supported|unsupported (?:cipher|kdf)/i.test(parsed.message)) return err(formatError(file, 'cipher'));
    // A wrong passphrase shows as bad padding, a failed check or plain garbage, by format and by runtime.
    return err(secret === null ? formatError(file, 'unknown') : { kind: 'passphrase-wrong', file });
  }
  return parsed.isPrivateKey() ? ok(parsed) : err(formatError(file, 'public'));
}

function parseWithSsh2(text: string, secret: string | null): ParsedKey | Error {
  try {
    // An OpenSSH file comes as a list, which ssh2's types do not say.
    const parsed: unknown = ssh2.utils.parseKey(text, secret ?? undefined);
    const first: unknown = Array.isArray(parsed) ? parsed[0] : parsed;
    if (isParsedKey(first)) return first;
    return first instanceof Error ? first : new Error('no key in the file');
  } catch (error) {
    return error instanceof Error ? error : new Error(String(error));
  }
}

/** Whether ssh2 made a key of it: an agent's list may hold keys of types that it does not know. */
export function isParsedKey(key: unknown): key is ParsedKey {
  return typeof key === 'object' && key !== null && 'getPublicSSH' in key;
}

function formatError(file: string, format: KeyFormatProblem): RemoteError {
  return { kind: 'key-format', file, format };
}
