/**
 * A lock that is a file: made by one process only, whole with what it says. One that was left behind is taken away under a
 * gate, a lock of the same kind on that very content, so that nobody takes away what was made since it looked:
 *
 *   read ─► none ───────► make ─► there? read again
 *        ├► of a living one ─► held
 *        └► left behind ─► gate "<file>.<hash of what it says>" ─► still the same? remove ─► read again
 */
import { createHash } from 'node:crypto';
import { closeSync, linkSync, openSync, readFileSync, rmSync, statSync, writeFileSync, type Stats } from 'node:fs';
import { removeQuietly } from './atomic-file';
import { createSystemClock } from './clock';
import { bootId, isSignAlive } from './process-alive';

/** Whether who wrote it is still at it; null: it says nothing that can be understood. */
type Judge = (content: string) => boolean | null;

interface LockWanted {
  readonly file: string;
  /** Another one for each taking: a lock is told from a later one by it. */
  readonly content: string;
  readonly isHeld: Judge;
}

type LockTaken =
  /** `isMine`: it may have been taken away since, or its folder. */
  | { readonly kind: 'taken'; isMine(): boolean; give(): void }
  /** `content` null: somebody is just taking it. */
  | { readonly kind: 'held'; readonly content: string | null }
  /** Nothing can be written there: a full disk, a folder of somebody else. */
  | { readonly kind: 'unwritable' };

/** May be a newer version's, or half written where a file cannot be made at one go; it is believed for so long. */
const unreadableMs = 10_000;
/** Given back between two looks, over and over: then it is in use. */
const mostAttempts = 5;
/** Who holds it is no secret, and another user must be able to tell a dead one's. */
const mode = 0o644;

export function takeLockFile({ file, content, isHeld }: LockWanted): LockTaken {
  for (let attempt = 0; attempt < mostAttempts; attempt += 1) {
    const found = readLock(file);
    if (found !== null && isBelieved(file, found, isHeld)) return { kind: 'held', content: found };
    const step = found === null ? make(file, content) : removeLeft(file, found);
    if (step === 'unwritable') return { kind: 'unwritable' };
    if (step === 'held') return { kind: 'held', content: null };
    if (step === 'made') {
      const isMine = (): boolean => readLock(file) === content;
      return {
        kind: 'taken',
        isMine,
        give: () => {
          if (isMine()) removeQuietly(file);
        },
      };
    }
  }
  return { kind: 'held', content: null };
}

export function isLockFileHeld(file: string, isHeld: Judge): boolean {
  const found = readLock(file);
  return found !== null && isBelieved(file, found, isHeld);
}

/** What a lock says that is held as long as its process lives. */
export function ownSign(at: number): string {
  return JSON.stringify({ pid: process.pid, at, boot: bootId() });
}

/** Of `ownSign`. This process's own number, where it did not make the lock, is that of a dead one. */
export function isOthersSign(content: string, now: number): boolean | null {
  const sign = parseSign(content);
  return sign === null ? null : sign.pid !== process.pid && isSignAlive(sign, now);
}

function parseSign(content: string): Parameters<typeof isSignAlive>[0] | null {
  try {
    const { pid, at, boot } = JSON.parse(content) as Readonly<Record<string, unknown>>;
    if (typeof pid !== 'number' || typeof at !== 'number') return null;
    return { pid, at, boot: typeof boot === 'string' ? boot : null };
  } catch {
    return null;
  }
}

function isBelieved(file: string, content: string, isHeld: Judge): boolean {
  return isHeld(content) ?? ageMs(file) < unreadableMs;
}

/** `gone`: look again. */
function removeLeft(file: string, found: string): 'gone' | 'held' | 'unwritable' {
  const now = createSystemClock().now;
  const gate = `${file}.${createHash('sha256').update(found).digest('hex').slice(0, 12)}`;
  const taken = takeLockFile({ file: gate, content: ownSign(now()), isHeld: (text) => isOthersSign(text, now()) });
  if (taken.kind !== 'taken') return taken.kind;
  try {
    if (readLock(file) === found) rmSync(file);
    return 'gone';
  } catch {
    return 'held';
  } finally {
    taken.give();
  }
}

/** A link, so that it is there with all that it says. */
function make(file: string, content: string): 'made' | 'there' | 'unwritable' {
  const draft = `${file}.${process.pid}`;
  try {
    writeFileSync(draft, content, { mode });
    linkSync(draft, file);
    return 'made';
  } catch (error) {
    return isThere(error) ? 'there' : makeWithoutLink(file, content);
  } finally {
    removeQuietly(draft);
  }
}

/** On a file system without hard links (FAT, some network drives) others may see it before it says anything. */
function makeWithoutLink(file: string, content: string): 'made' | 'there' | 'unwritable' {
  let handle: number;
  try {
    handle = openSync(file, 'wx', mode);
  } catch (error) {
    return isThere(error) ? 'there' : 'unwritable';
  }
  try {
    writeFileSync(handle, content);
    return 'made';
  } catch {
    removeQuietly(file);
    return 'unwritable';
  } finally {
    closeSync(handle);
  }
}

function isThere(error: unknown): boolean {
  return (error as NodeJS.ErrnoException).code === 'EEXIST';
}

/** Null: there is none. One that may not be read stands for itself, so that it is told from a later one. */
function readLock(file: string): string | null {
  try {
    return readFileSync(file, 'utf8');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return null;
    const stat = statOf(file);
    return stat === null ? null : `unreadable ${stat.ino} ${stat.mtimeMs}`;
  }
}

/** Null: there is none, or its folder is no folder any more. */
function statOf(file: string): Stats | null {
  try {
    return statSync(file);
  } catch {
    return null;
  }
}

function ageMs(file: string): number {
  const stat = statOf(file);
  return stat === null ? Infinity : Math.abs(createSystemClock().now() - stat.mtimeMs);
}
