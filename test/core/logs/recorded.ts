import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseLogLine } from '../../../src/core/logs/parse-line';
import type { LogSource } from '../../../src/core/logs/types';

export const bogota = { utcOffsetMinutes: -300 };
const folder = join(import.meta.dirname, '..', '..', 'fixtures');

/** The lines of a recording (see the README beside it), parsed. */
export function recorded(source: LogSource, file = `logs/${source}.txt`) {
  const lines = readFileSync(join(folder, file), 'utf8').split('\n').slice(0, -1);
  return lines.map((text) => ({ text, ...parseLogLine(source, text, bogota) }));
}
