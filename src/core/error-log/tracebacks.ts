import type { StampedLine } from '../error-log';
import { isMasterCrash, readBlocks, type TracebackBlock } from './traceback-blocks';

/**
 * What a traceback tells of: the application's own code, the database, the disk or the memory, a start that failed, or
 * a process that was told to stop and a visitor who left, which are nobody's fault.
 */
export type TracebackKind = 'code' | 'database' | 'resources' | 'boot' | 'harmless';

export interface Traceback {
  /** Exception type and the place that raised it, in the application where one of its files is in the list. */
  readonly fingerprint: string;
  readonly kind: TracebackKind;
  /** The exception's own line: server text, capped. */
  readonly error: string;
  readonly count: number;
  /** Of the last one, or of the last stamped line before it. */
  readonly at: number | null;
  /** When each of them happened, the earliest first; one that bears no date is not among them. */
  readonly moments: readonly number[];
  /** Those of them that a record of their own dates: the others move with the file. */
  readonly stampedMoments: readonly number[];
}

/** Code that is not the application's own. */
const libraryPattern = /(?:^|\/)(?:site-packages|dist-packages|lib\/python[\d.]+)\/|^<frozen |^\/usr\/bin\//;
/** Exceptions that mean "no connection to the database", by name; a missing table is the API's own error. */
const databasePattern =
  /^(?:[\w.]*\.)?(?:OperationalError|InterfaceError|TooManyConnections\w*|CannotConnectNow\w*|AdminShutdown\w*|InvalidPassword\w*|InvalidAuthorization\w*|ConnectionDoesNotExistError|PoolTimeout)\b|^FATAL:|^sqlalchemy\.exc\.TimeoutError|Connect call failed .*5432|server closed the connection unexpectedly/;
const resourcesPattern = /^MemoryError\b|No space left on device|Read-only file system|psycopg2?\.errors\.DiskFull/;
const harmlessPattern =
  /^(?:[\w.]*\.)?(?:SystemExit|KeyboardInterrupt|GeneratorExit|CancelledError|BrokenPipeError|ConnectionResetError|ClientDisconnect)\b/;
const maxErrorChars = 200;

export function isLibraryFile(path: string): boolean {
  return libraryPattern.test(path);
}

/**
 * Tracebacks of the tail by fingerprint, the most recent last. A chain ("During handling of the above exception…") is
 * one, named by its last exception. One that was cut off at the beginning of the tail does not count. `writtenAt`: when
 * the file was last written, which dates a last traceback without a stamp of its own.
 */
export function findTracebacks(lines: readonly StampedLine[], writtenAt: number | null = null): readonly Traceback[] {
  const found = new Map<string, Traceback>();
  for (const block of readBlocks(lines)) {
    const fingerprint = `${typeOf(block.error)} ${placeOf(block.frames)}`;
    const known = found.get(fingerprint);
    const stampedAt = block.isDated ? block.at : null;
    const momentAt = stampedAt ?? (block.isLast ? writtenAt : null);
    // Deleted first, so that the most recent one is last.
    found.delete(fingerprint);
    found.set(fingerprint, {
      fingerprint,
      kind: kindOf(block),
      error: block.error.slice(0, maxErrorChars),
      count: (known?.count ?? 0) + 1,
      at: block.at ?? momentAt,
      moments: [...(known?.moments ?? []), ...(momentAt === null ? [] : [momentAt])],
      stampedMoments: [...(known?.stampedMoments ?? []), ...(stampedAt === null ? [] : [stampedAt])],
    });
  }
  return [...found.values()];
}

function kindOf(block: TracebackBlock): TracebackKind {
  if (block.isBoot || isMasterCrash(block)) return 'boot';
  const errors = block.chain;
  if (errors.some((error) => databasePattern.test(error))) return 'database';
  if (errors.some((error) => resourcesPattern.test(error))) return 'resources';
  return harmlessPattern.test(block.error) ? 'harmless' : 'code';
}

function typeOf(error: string): string {
  return /^[\w.]+/.exec(error)?.[0] ?? '';
}

function placeOf(frames: readonly string[]): string {
  return frames.findLast((frame) => !isLibraryFile(frame)) ?? frames.at(-1) ?? '';
}
