/** Files that are anybody's: nothing is read into memory without bounds, nothing is half taken without a word. */
import { fork } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, readFileSync, rmdirSync, rmSync, truncateSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { createHistory } from '../../../src/main/history/create-history';
import { exportHistory } from '../../../src/main/history/export-file';
import type { History } from '../../../src/main/history/history';
import { importHistory } from '../../../src/main/history/import-file';
import { longestLine, mostMeasurements } from '../../../src/main/history/import-judgement';
import { toPlainRound, type PlainRound } from '../../../src/main/history/rounds';
import { describeImported } from '../../../src/renderer/history/files';
import { createWords, loadSpoken } from '../../../src/renderer/words';
import { buildScript } from '../../support/build-script';
import { fakeClock, type FakeClock } from '../../support/fake-clock';
import { fixtureContext } from '../../support/renderer/fixtures';
import { createTempFolder, type TempFolder } from '../../support/temp-folder';
import { beganAt, dayMs, minuteMs, sampleRound } from './sample';

let temp: TempFolder;
let clock: FakeClock;
let history: History;
beforeEach(() => {
  temp = createTempFolder('import');
  clock = fakeClock(beganAt + 8 * dayMs);
  history = createHistory({ dataDir: temp.path, clock });
});
afterEach(() => {
  history.close();
  temp.remove();
});

const everyMs = 5 * minuteMs;
const always = { fromAt: 0, toAt: Number.MAX_SAFE_INTEGER };
const file = () => join(temp.path, 'given.ndjson');
const round = (n: number): PlainRound => toPlainRound(sampleRound(beganAt + n * everyMs));
const line = (plain: PlainRound) => JSON.stringify({ record: 'round', ...plain });
const lines = (from: number, to: number) => Array.from({ length: to - from }, (_, n) => line(round(from + n)));
const looks = (of = history) => of.reader.looks('portal', always).length;

function give(...all: readonly string[]): Promise<unknown> {
  writeFileSync(file(), all.join('\n'));
  return importHistory(history, file());
}

function withMeasurements(count: number): string {
  const plain = round(9);
  const [one] = plain.measurements;
  if (one === undefined) throw new Error('a round without measurements');
  return line({
    ...plain,
    measurements: Array.from({ length: count }, (_, n) => ({ ...one, item: `disk:/${String(n)}` })),
  });
}

describe('bounds', () => {
  test('of a line of a gigabyte only the beginning is read', async () => {
    writeFileSync(file(), '');
    truncateSync(file(), 1_000_000_000);
    const before = process.resourceUsage().maxRSS;
    expect(await importHistory(history, file())).toEqual({ kind: 'out-of-bounds', what: 'line', line: 1 });
    // In kilobytes. What was read, and what the collector had not taken away by then.
    expect(process.resourceUsage().maxRSS - before).toBeLessThan(250_000);
  });

  test('a line that is too long is told by its number, and nothing of the file is taken', async () => {
    const long = JSON.stringify({ record: 'cursors', server: 'portal', key: 'k', value: 'x'.repeat(longestLine) });
    expect(await give(...lines(0, 3), long, ...lines(3, 6))).toEqual({ kind: 'out-of-bounds', what: 'line', line: 4 });
    expect(looks()).toBe(0);
  });

  test('so is a round with too many measurements; with as many as may be it is taken', async () => {
    const refused = { kind: 'out-of-bounds', what: 'measurements', line: 3 };
    expect(await give(...lines(1, 3), withMeasurements(mostMeasurements + 1))).toEqual(refused);
    expect(looks()).toBe(0);
    expect(await give(...lines(1, 3), withMeasurements(mostMeasurements))).toMatchObject({ taken: 3, refused: 0 });
    expect([looks(), history.reader.checks('portal').includes('disk:/999')]).toEqual([3, true]);
  });

  test.each([
    [
      'es',
      'line',
      'El renglón 12.345 tiene más de 64 MB: ningún historial de Vigía tiene renglones así. No se importó nada.',
    ],
    ['en', 'line', 'Line 12,345 is longer than 64 MB: no history of Vigía has such lines. Nothing was imported.'],
    [
      'es',
      'measurements',
      'El renglón 12.345 tiene más de mil mediciones en una sola revisión: ningún historial de Vigía tiene tantas. No se importó nada.',
    ],
    [
      'en',
      'measurements',
      'Line 12,345 has more than a thousand measurements in one check: no history of Vigía has so many. Nothing was imported.',
    ],
  ] as const)('she is told which line, in %s (%s)', async (language, what, sentence) => {
    const words = createWords(await loadSpoken(language), fixtureContext, () => beganAt);
    expect(describeImported({ kind: 'out-of-bounds', what, line: 12_345 }, words)).toBe(sentence);
  });
});

test('lines are found whatever ends them, and whatever falls between two parts of the file', async () => {
  const note = (n: number) =>
    JSON.stringify({
      record: 'incident_notes',
      server: 'portal',
      incident: 'i',
      at: n,
      by: 'Íñigo',
      text: 'añ😀'.repeat(2_000),
    });
  writeFileSync(
    file(),
    `\uFEFF${JSON.stringify({ vigia: 'history', format: 1 })}\r\n${Array.from({ length: 40 }, (_, n) => note(n)).join('\r\n')}`,
  );
  expect(await importHistory(history, file())).toEqual({ kind: 'taken', taken: 41, refused: 0, stored: true });
  const exported = [...history.exportLines()].filter((one) => one.includes('incident_notes'));
  expect(exported).toEqual(Array.from({ length: 40 }, (_, n) => note(n)));
});

describe('what cannot be stored', () => {
  const user = () => join(temp.path, `history.db.user-${String(process.ppid)}-0`);
  const lock = () => join(temp.path, 'history.db.lock');
  const holdFile = () => {
    mkdirSync(lock());
    writeFileSync(user(), '');
  };
  const giveFile = () => {
    rmdirSync(lock());
    rmSync(user());
  };

  test('ends an import, which says so; again, it is whole', async () => {
    history.recordRound(sampleRound(beganAt - dayMs));
    holdFile();
    expect(await give(...lines(0, 5_000))).toMatchObject({ kind: 'taken', taken: 0, stored: false });
    giveFile();
    expect(looks()).toBe(1);
    expect(await importHistory(history, file())).toMatchObject({ kind: 'taken', taken: 5_000, stored: true });
    expect([looks(), history.problem()]).toEqual([5_001, null]);
  });

  test('what waits already is not pushed out by an import', async () => {
    history.recordRound(sampleRound(beganAt - 2 * dayMs));
    holdFile();
    expect(history.recordRound(sampleRound(beganAt - dayMs))).toBe(false);
    await give(...lines(0, 6_000));
    giveFile();
    expect(history.recordRound(sampleRound(beganAt - dayMs + everyMs))).toBe(true);
    expect([looks(), history.problem()]).toEqual([3, null]);
  });

  test('an export that cannot be read to its end is none', async () => {
    history.importLines(lines(0, 1_200));
    const target = join(temp.path, 'all.ndjson');
    const read = history.exportLines()[Symbol.iterator]();
    for (let n = 0; n < 50; n += 1) read.next();
    holdFile();
    expect(() => {
      for (let next = read.next(); next.done !== true; next = read.next());
    }).toThrow();
    expect(await exportHistory(history, target)).toMatchObject({ kind: 'failed' });
    giveFile();
    expect(await exportHistory(history, target)).toMatchObject({ kind: 'saved' });
    expect(
      readFileSync(target, 'utf8')
        .split('\n')
        .filter((one) => one.includes('"record":"round"')),
    ).toHaveLength(1_200);
  });
});

test('an import that was killed on the way is told as far as it came, and whole after the next one', async () => {
  const built = createTempFolder('history-importer');
  const script = await buildScript(join(import.meta.dirname, '../../support/history-importer.ts'), built.path);
  // Days at both ends are kept already, those between come by the import.
  const ends = [...lines(0, 288), ...lines(5 * 288, 6 * 288)];
  writeFileSync(file(), lines(288, 5 * 288).join('\n'));
  const told = (of: History) => of.reader.segments('portal', { fromAt: beganAt, toAt: beganAt + 6 * dayMs });
  const found: number[] = [];
  for (const transactions of [1, 2, 3, 4]) {
    const folder = createTempFolder('killed-import');
    const first = createHistory({ dataDir: folder.path, clock });
    first.importLines(ends);
    while (first.maintain());
    first.close();
    const child = fork(script, [folder.path, file(), String(transactions)]);
    expect(await once(child, 'exit')).toEqual([null, 'SIGKILL']);
    const after = createHistory({ dataDir: folder.path, clock });
    after.recordRound(sampleRound(clock.now()));
    const known = after.reader.looks('portal', always).map(({ at }) => at);
    const between = known.filter((at, index) => (known[index + 1] ?? Infinity) - at === everyMs).length;
    const up = told(after).filter(({ kind }) => kind === 'up');
    expect(up.reduce((sum, { fromAt, toAt }) => sum + toAt - fromAt, 0)).toBe(between * everyMs);
    found.push(known.length);
    await importHistory(after, file());
    expect(told(after).map(({ kind }) => kind)).toEqual(['up', 'noData']);
    after.close();
    folder.remove();
  }
  // Before the first lines, behind some, once more when those were settled, behind the last.
  const [none, some, settled, all] = found;
  expect([none, some === settled, Number(some) > 577, Number(some) < 577 + 1_152, all]).toEqual([
    577,
    true,
    true,
    true,
    577 + 1_152,
  ]);
  built.remove();
}, 120_000);
