/** The whole history as a file: in small steps, for the tray must not stand still meanwhile. */
import { open, rename, rm } from 'node:fs/promises';
import { basename } from 'node:path';
import { setImmediate as breathe } from 'node:timers/promises';
import type { FileSaved } from '../../shared/ipc';
import { systemReason } from '../atomic-file';
import type { History } from './history';

const linesAtOnce = 1000;

export async function exportHistory(history: Pick<History, 'exportLines'>, path: string): Promise<FileSaved> {
  const temporary = `${path}.${String(process.pid)}.tmp`;
  try {
    // As in atomic-file.ts: what lies there by this name is never written through.
    await rm(temporary, { force: true });
    const file = await open(temporary, 'wx', 0o600);
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
