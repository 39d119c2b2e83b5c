/**
 * `history.ndjson`: the waiting room of what could not be written into the history before the process ended, and the
 * history of versions that had no other. The writer takes it in and takes it away.
 */
import { existsSync, readFileSync, renameSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { removeQuietly } from '../atomic-file';
import { rotatedPath } from '../rotate-file';
import type { RecordedEntry } from './history';

const files = 3;

/** Oldest first; null: there is nothing. `done` takes away what was read, once it is on the disk elsewhere. */
export function readSpool(dataDir: string): { readonly entries: readonly RecordedEntry[]; done(): void } | null {
  const path = join(dataDir, 'history.ndjson');
  const taken = join(dataDir, 'history-taken.ndjson');
  const older = Array.from({ length: files - 1 }, (_, index) => rotatedPath(path, files - 1 - index)).filter(
    existsSync,
  );
  // What others append from now on is in a new file. One that was taken before and not finished comes first.
  if (!existsSync(taken) && existsSync(path)) tryRename(path, taken);
  const found = [...older, ...(existsSync(taken) ? [taken] : [])];
  if (found.length === 0) return null;
  const bytes = found.map(sizeOf);
  return {
    entries: found.flatMap(readEntries),
    done: () => {
      // Somebody was still writing into the one that was renamed: it is read once more, and what is there already stays single.
      found.filter((file, index) => sizeOf(file) === bytes[index]).forEach(removeQuietly);
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

function readEntries(path: string): readonly RecordedEntry[] {
  try {
    return readFileSync(path, 'utf8').split('\n').flatMap(parseEntry);
  } catch {
    return [];
  }
}

function parseEntry(line: string): readonly RecordedEntry[] {
  if (line === '') return [];
  try {
    const entry = JSON.parse(line) as Readonly<Record<string, unknown>> | null;
    return typeof entry === 'object' && entry !== null && isSound(entry) ? [entry as unknown as RecordedEntry] : [];
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
      return has('string', 'id');
    case 'restart':
      return typeof (entry['run'] as { startedAt?: unknown } | null)?.startedAt === 'number';
    case 'note':
      return has('string', 'note');
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
