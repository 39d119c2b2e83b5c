/** The whole history as a file, and from one: in small steps, for the tray must not stand still meanwhile. */
import { createReadStream } from 'node:fs';
import { open, rename, rm } from 'node:fs/promises';
import { createInterface } from 'node:readline';
import { basename } from 'node:path';
import { setImmediate as breathe } from 'node:timers/promises';
import type { FileSaved, HistoryImported } from '../../shared/ipc';
import { systemReason } from '../atomic-file';
import type { History } from './history';

const linesAtOnce = 1000;

export async function exportHistory(history: Pick<History, 'exportLines'>, path: string): Promise<FileSaved> {
  const temporary = `${path}.${String(process.pid)}.tmp`;
  try {
    const file = await open(temporary, 'w', 0o600);
    try {
      for (const lines of inParts(history.exportLines())) {
        await file.writeFile(`${lines.join('\n')}\n`);
        await breathe();
      }
      await file.sync();
    } finally {
      await file.close();
    }
    await rename(temporary, path);
    return { kind: 'saved', path: basename(path) };
  } catch (error) {
    await rm(temporary, { force: true }).catch(() => undefined);
    return { kind: 'failed', reason: systemReason(error) };
  }
}

export async function importHistory(history: Pick<History, 'importLines'>, path: string): Promise<HistoryImported> {
  let sum = { taken: 0, refused: 0, stored: true };
  const take = (lines: readonly string[]): void => {
    const { taken, refused, stored } = history.importLines(lines);
    sum = { taken: sum.taken + taken, refused: sum.refused + refused, stored: sum.stored && stored };
  };
  try {
    let waiting: string[] = [];
    for await (const line of createInterface({ input: createReadStream(path, 'utf8'), crlfDelay: Infinity })) {
      waiting.push(line);
      if (waiting.length < linesAtOnce) continue;
      take(waiting);
      waiting = [];
      await breathe();
    }
    take(waiting);
    return { kind: 'taken', ...sum };
  } catch (error) {
    return { kind: 'failed', reason: systemReason(error) };
  }
}

function* inParts(lines: Iterable<string>): Generator<readonly string[]> {
  let part: string[] = [];
  for (const line of lines) {
    part.push(line);
    if (part.length < linesAtOnce) continue;
    yield part;
    part = [];
  }
  if (part.length > 0) yield part;
}
