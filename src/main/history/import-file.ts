/** A history from a file, which may be anybody's: in small steps, for the tray must not stand still meanwhile. */
import { setImmediate as breathe } from 'node:timers/promises';
import type { HistoryImported } from '../../shared/ipc';
import { systemReason } from '../atomic-file';
import { readBoundedLines } from './bounded-lines';
import type { History } from './history';
import { judgeLine, longestLine } from './import-judgement';

const linesAtOnce = 1_000;

type OutOfBounds = Extract<HistoryImported, { kind: 'out-of-bounds' }>;

/** It is looked through before anything is taken from it: of a file that is refused nothing is in the history. */
export async function importHistory(history: Pick<History, 'importLines'>, path: string): Promise<HistoryImported> {
  try {
    return (await findOutOfBounds(path)) ?? (await take(history, path));
  } catch (error) {
    return { kind: 'failed', reason: systemReason(error) };
  }
}

async function findOutOfBounds(path: string): Promise<OutOfBounds | null> {
  for await (const lines of readBoundedLines(path, longestLine)) {
    for (const { number, text } of lines) {
      if (text === null) return { kind: 'out-of-bounds', what: 'line', line: number };
      if (judgeLine(text).kind === 'too-many-measurements')
        return { kind: 'out-of-bounds', what: 'measurements', line: number };
    }
    await breathe();
  }
  return null;
}

/** Ends where something cannot be stored: the rest could not be either. */
async function take(history: Pick<History, 'importLines'>, path: string): Promise<HistoryImported> {
  let sum = { taken: 0, refused: 0, stored: true };
  let waiting: string[] = [];
  const takeWaiting = (): void => {
    const { taken, refused, stored } = history.importLines(waiting);
    sum = { taken: sum.taken + taken, refused: sum.refused + refused, stored };
    waiting = [];
  };
  for await (const lines of readBoundedLines(path, longestLine)) {
    waiting.push(...lines.map(({ text }) => text ?? ''));
    if (waiting.length >= linesAtOnce) takeWaiting();
    if (!sum.stored) break;
    await breathe();
  }
  if (sum.stored) takeWaiting();
  return { kind: 'taken', ...sum };
}
