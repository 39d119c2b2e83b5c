/**
 * `history.ndjson`: the waiting room of what could not be written into the history before the process ended, and the
 * history of versions that had no other. The writer takes it in and takes it away.
 */
import { existsSync, readFileSync, renameSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { removeQuietly } from '../atomic-file';
import type { Clock } from '../clock';
import { createJournal } from '../journal';
import type { Redactor } from '../redact';
import { rotatedPath } from '../rotate-file';
import type { RecordedEntry } from './history';
import type { ExportedLine } from './import-judgement';

const files = 3;

/** What can wait there: an entry, a row as an export has it, or a row that she took back. */
export type Spare =
  | RecordedEntry
  | { readonly kind: 'line'; readonly at: number; readonly line: ExportedLine }
  | { readonly kind: 'correction-undone'; readonly at: number; readonly serverId: string; readonly id: string };

/** Puts them on the disk before it returns, where that is possible; what is not is lost with the process. */
export function createWaitingRoom(options: {
  readonly dataDir: string;
  readonly redactor: Redactor;
  readonly clock: Clock;
}): (spares: readonly Spare[]) => void {
  const journal = createJournal(options);
  return (spares) => {
    // Only the last waits for the disk: there may be thousands.
    spares.forEach((spare, index) => {
      journal.append(spare, { durable: index === spares.length - 1 });
    });
  };
}

/** Oldest first; null: there is nothing. `done` takes away what was read, once it is on the disk elsewhere. */
export function readSpool(dataDir: string): { readonly spares: readonly Spare[]; done(): void } | null {
  const path = join(dataDir, 'history.ndjson');
  const taken = join(dataDir, 'history-taken.ndjson');
  const older = Array.from({ length: files - 1 }, (_, index) => rotatedPath(path, files - 1 - index)).filter(
    existsSync,
  );
  // What others append from now on is in a new file. One that was taken before and not finished comes first.
  if (!existsSync(taken) && existsSync(path)) tryRename(path, taken);
  const found = [...older, ...(existsSync(taken) ? [taken] : [])].flatMap((file) => readSpoolFile(file) ?? []);
  if (found.length === 0) return null;
  return {
    spares: found.flatMap(({ spares }) => spares),
    done: () => {
      // Somebody was still writing into the one that was renamed: it is read once more, and what is there already stays single.
      for (const { file, bytes } of found) if (sizeOf(file) === bytes) removeQuietly(file);
    },
  };
}

function sizeOf(path: string): number {
  return statSync(path, { throwIfNoEntry: false })?.size ?? 0;
}

function tryRename(from: string, to: string): void {
  try {
    renameSync(from, to);
  } catch {
    // Held open by another process (Windows): next time.
  }
}

/** Null: it cannot be read now, and stays. */
function readSpoolFile(
  file: string,
): { readonly file: string; readonly bytes: number; readonly spares: readonly Spare[] } | null {
  try {
    const content = readFileSync(file);
    return { file, bytes: content.length, spares: content.toString('utf8').split('\n').flatMap(parseSpare) };
  } catch {
    return null;
  }
}

function parseSpare(line: string): readonly Spare[] {
  if (line === '') return [];
  try {
    const entry = JSON.parse(line) as Readonly<Record<string, unknown>> | null;
    return typeof entry === 'object' && entry !== null && isSound(entry) ? [entry as unknown as Spare] : [];
  } catch {
    return [];
  }
}

/** Lines of earlier versions, or torn by a crash: what would not be understood is left out. */
function isSound(entry: Readonly<Record<string, unknown>>): boolean {
  const { kind, at, serverId } = entry;
  const has = (type: 'string' | 'number', ...fields: readonly string[]) =>
    fields.every((field) => typeof entry[field] === type);
  if (typeof kind !== 'string' || typeof at !== 'number' || (serverId !== undefined && typeof serverId !== 'string'))
    return false;
  switch (kind) {
    case 'incident-opened':
    case 'incident-closed':
      return has('string', 'id', 'cause') && has('number', 'firstFailureAt');
    case 'cause-changed':
      return has('string', 'id', 'cause') && Array.isArray(entry['evidence']);
    case 'notified':
    case 'acknowledged':
    case 'unacknowledged':
    case 'correction-undone':
      return has('string', 'id');
    case 'restart':
      return typeof (entry['run'] as { startedAt?: unknown } | null)?.startedAt === 'number';
    case 'note':
      return has('string', 'note');
    case 'line':
      return typeof entry['line'] === 'object' && entry['line'] !== null;
    case 'slept':
    case 'blind-ended':
    case 'maintenance-ended':
      return has('number', 'fromAt');
    case 'maintenance-started':
      return entry['untilAt'] === null || has('number', 'untilAt');
    default:
      return true;
  }
}
