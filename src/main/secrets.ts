import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import * as v from 'valibot';
import { secretPlace, type Access, type SecretKind } from '../core/access-change';
import type { AppWarning } from '../core/snapshot-types';
import { systemReason, writeFileAtomic } from './atomic-file';
import type { Clock } from './clock';
import { putAside } from './put-aside';

/** The system's keyring, as far as it is needed. Every call may block for long: nothing here is called at start. */
export interface SafeStorage {
  /** Whether what is encrypted now is safe from other programs. May ask the user to unlock the keyring. */
  available(): Promise<boolean>;
  encrypt(secret: string): Buffer;
  /** Throws where the keyring is another one than at the time of encryption. */
  decrypt(encrypted: Buffer): string;
}

export type SecretKept = 'stored' | 'memory-only';

/** Whose secret it is: it is given out only as long as host, port, user and key file are those that it was given for. */
export type SecretOwner = Access & { readonly id: string };

/** Secrets in memory, and in the system's keyring where it has one. They never enter a snapshot, a log or an error. */
export interface Secrets {
  /** From memory only, never blocks. Call `load` before a round that may need it. */
  recall(server: SecretOwner, kind: SecretKind): string | null;
  /** Decrypts what is stored, the first time something is. With nothing stored the keyring is not touched. */
  load(): Promise<void>;
  /** For the session, and for later where that is safe. */
  remember(server: SecretOwner, kind: SecretKind, secret: string): Promise<SecretKept>;
  /** For the session only: to try it. */
  lend(server: SecretOwner, kind: SecretKind, secret: string): void;
  /** Forgets a server's secrets, here and on disk. */
  forget(serverId: string): void;
  warning(): AppWarning | null;
}

export interface SecretsOptions {
  readonly dataDir: string;
  /** null: none on this way (command line). */
  readonly safe: SafeStorage | null;
  readonly clock: Clock;
  readonly log: (line: string) => void;
}

/** What is encrypted: place and secret together, for only then nobody can give the secret another place. */
const boundSchema = v.object({ place: v.string(), secret: v.string() });
type BoundSecret = v.InferOutput<typeof boundSchema>;

type Stored = Readonly<Record<string, string>>;
const fileSchema = v.object({ version: v.literal(1), secrets: v.record(v.string(), v.string()) });

export function createSecrets(options: SecretsOptions): Secrets {
  const { safe, log } = options;
  const path = join(options.dataDir, 'secrets.json');
  const memory = new Map<string, BoundSecret>();
  let warning: AppWarning | null = null;
  let loading: Promise<void> | null = null;

  async function readStored(): Promise<void> {
    const stored = readSecrets(path);
    if (stored === 'damaged') warning = { kind: 'secrets-unreadable' };
    if (stored === 'damaged' || Object.keys(stored).length === 0 || safe === null) return;
    if (!(await safe.available())) {
      warning = { kind: 'secrets-unavailable' };
      // She may unlock her keyring later.
      loading = null;
      return;
    }
    if (warning?.kind === 'secrets-unavailable') warning = null;
    for (const [name, encrypted] of Object.entries(stored)) {
      const secret = decrypt(safe, encrypted);
      // Kept on disk: the keyring may come back. She is asked again, nothing is wiped.
      const bound = secret === null ? null : readBound(secret);
      if (bound === null) warning = { kind: 'secrets-unreadable' };
      else if (!memory.has(name)) memory.set(name, bound);
    }
  }

  /** Writes the file anew; a damaged one is put aside first. */
  function write(change: (stored: Stored) => Stored): boolean {
    try {
      const before = readSecrets(path);
      if (before === 'damaged' && !putAside(path, options.clock.now()).ok) return false;
      const secrets = change(before === 'damaged' ? {} : before);
      writeFileAtomic(path, `${JSON.stringify({ version: 1, secrets }, null, 2)}\n`);
      return true;
    } catch (error) {
      log(`secrets.json could not be written: ${systemReason(error)}`);
      return false;
    }
  }

  return {
    recall: (server, kind) => {
      const kept = memory.get(nameOf(server.id, kind));
      return kept?.place === secretPlace(server, kind) ? kept.secret : null;
    },
    load: () => (loading ??= readStored()),
    remember: async (server, kind, secret) => {
      const name = nameOf(server.id, kind);
      const bound = { place: secretPlace(server, kind), secret };
      memory.set(name, bound);
      const encrypted = safe !== null && (await safe.available()) ? encrypt(safe, JSON.stringify(bound)) : null;
      const stored = encrypted !== null && write((before) => ({ ...before, [name]: encrypted }));
      warning = stored ? null : { kind: 'secrets-unavailable' };
      return stored ? 'stored' : 'memory-only';
    },
    lend: (server, kind, secret) => {
      memory.set(nameOf(server.id, kind), { place: secretPlace(server, kind), secret });
    },
    forget: (serverId) => {
      for (const kind of ['passphrase', 'password'] as const) memory.delete(nameOf(serverId, kind));
      const stored = readSecrets(path);
      if (stored === 'damaged' || !Object.keys(stored).some((name) => belongsTo(name, serverId))) return;
      write((before) => Object.fromEntries(Object.entries(before).filter(([name]) => !belongsTo(name, serverId))));
    },
    warning: () => warning,
  };
}

function nameOf(serverId: string, kind: SecretKind): string {
  return `${serverId}/${kind}`;
}

function belongsTo(name: string, serverId: string): boolean {
  return name.startsWith(`${serverId}/`);
}

function readSecrets(path: string): Stored | 'damaged' {
  let text: string;
  try {
    text = readFileSync(path, 'utf8');
  } catch (error) {
    return systemReason(error) === 'ENOENT' ? {} : 'damaged';
  }
  try {
    const parsed = v.safeParse(fileSchema, JSON.parse(text));
    return parsed.success ? parsed.output.secrets : 'damaged';
  } catch {
    return 'damaged';
  }
}

function readBound(text: string): BoundSecret | null {
  try {
    const parsed = v.safeParse(boundSchema, JSON.parse(text));
    return parsed.success ? parsed.output : null;
  } catch {
    return null;
  }
}

function encrypt(safe: SafeStorage, secret: string): string | null {
  try {
    return safe.encrypt(secret).toString('base64');
  } catch {
    return null;
  }
}

function decrypt(safe: SafeStorage, encrypted: string): string | null {
  try {
    return safe.decrypt(Buffer.from(encrypted, 'base64'));
  } catch {
    return null;
  }
}
