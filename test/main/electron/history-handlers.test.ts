import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { createHistoryHandlers, type HistoryHandlers } from '../../../src/main/electron/history-handlers';
import { createHistory } from '../../../src/main/history/create-history';
import type { History } from '../../../src/main/history/history';
import { createTranslator } from '../../../src/shared/i18n';
import { server, settings } from '../../support/builders';
import { fakeClock, type FakeClock } from '../../support/fake-clock';
import { createTempFolder, type TempFolder } from '../../support/temp-folder';
import { downRound, minuteMs, sampleRound } from '../history/sample';

const timeZone = 'America/Bogota';
const serverId = server.id;
/** 24 November 2026, 5:00 in Bogotá. */
const beganAt = Date.UTC(2026, 10, 24, 10);
const today = { kind: 'day', steps: 0 } as const;

let temp: TempFolder;
let clock: FakeClock;
let history: History;
let handlers: HistoryHandlers;
/** Where she saves and opens next; null: she cancels. */
let chosen: string | null;
let suggested: string[];
/** As she set it. */
let targetPercent: number;

beforeEach(() => {
  temp = createTempFolder('history-handlers');
  clock = fakeClock(beganAt);
  history = createHistory({ dataDir: temp.path, clock });
  chosen = null;
  suggested = [];
  targetPercent = 99.5;
  handlers = makeHandlers(history);
});
afterEach(() => {
  history.close();
  temp.remove();
});

function makeHandlers(of: History): HistoryHandlers {
  let id = 0;
  return createHistoryHandlers({
    clock,
    timeZone: () => timeZone,
    history: of,
    settings: () => settings({ servers: [{ ...server, targetPercent }] }),
    translator: () => createTranslator({ language: 'es', now: clock.now, timeZone, address: 'tranquila' }),
    choose: {
      save: ({ name }) => {
        suggested.push(name);
        return Promise.resolve(chosen);
      },
      open: () => Promise.resolve(chosen),
    },
    by: 'ana',
    newId: () => `c${String((id += 1))}`,
  });
}

/** Twelve rounds an hour; the API was down for ten minutes of the first one. */
function watch(hours: number): void {
  for (let n = 0; n < hours * 12; n += 1) {
    const make = n === 4 || n === 5 ? downRound : sampleRound;
    history.recordRound(make(clock.now(), { serverId }));
    clock.advance(5 * minuteMs);
  }
  const outage = { serverId, id: `${serverId}:1`, cause: 'api-down', firstFailureAt: beganAt + 20 * minuteMs } as const;
  history.recordEntry({
    kind: 'incident-opened',
    ...outage,
    at: beganAt + 21 * minuteMs,
    evidence: [{ text: 'no process' }],
  });
  history.recordEntry({
    kind: 'incident-closed',
    ...outage,
    at: beganAt + 30 * minuteMs,
    repairedBy: 'watchdog',
  } as never);
}

const view = async () => {
  const answer = await handlers['history:view']({ serverId, choice: today });
  if (answer === null) throw new Error('no view');
  return answer;
};

describe('reading', () => {
  test('before the first round nothing is known', async () => {
    const { extent, report } = await view();
    expect([extent, report.figure.availability, report.incidents]).toEqual([null, null, []]);
  });

  test('what was seen is in the figures, and every millisecond of the range is in one of them', async () => {
    watch(3);
    const { report } = await view();
    expect([report.incidents.map(({ cause }) => cause), report.totals.down > 0]).toEqual([['api-down'], true]);
    expect(Object.values(report.totals).reduce((sum, ms) => sum + ms, 0)).toBe(report.range.toAt - report.range.fromAt);
  });

  test('what the target still allows follows the settings at once', async () => {
    watch(3);
    const target = async () => (await view()).report.target.value;
    expect(await target()).toBe(0.995);
    targetPercent = 99.9;
    expect(await target()).toBe(0.999);
    const page = join(temp.path, 'r.json');
    chosen = page;
    await handlers['history:save-report']({ serverId, choice: today, format: 'json' });
    expect(JSON.parse(readFileSync(page, 'utf8'))).toMatchObject({ target: { value: 0.999 } });
  });

  test('a server that is not in the settings has no history to show', async () => {
    const other = { serverId: 'other', choice: today };
    expect(await handlers['history:view'](other)).toBeNull();
    expect(await handlers['history:charts']({ ...other, part: 'api' })).toBeNull();
    expect(await handlers['history:day']({ serverId: 'other', at: beganAt })).toBeNull();
    expect(await handlers['history:incident']({ serverId: 'other', incidentId: 'x' })).toBeNull();
  });

  test('the chart has the measured phases and disks', async () => {
    watch(3);
    const charts = await handlers['history:charts']({ serverId, choice: today, part: 'portal' });
    const seen = charts?.response.map(({ check, points }) => [check, points.some(({ n }) => n > 0)]);
    expect(seen).toEqual(['dns', 'tcp', 'tls', 'firstByte', 'total'].map((phase) => [`portal.${phase}`, true]));
    expect(charts?.disks.map(({ check }) => check)).toEqual(['disk:/']);
  });
});

describe('what she writes', () => {
  const incidentId = `${serverId}:1`;
  const incident = () => handlers['history:incident']({ serverId, incidentId });

  test('a note is kept with its time and her name', async () => {
    watch(1);
    expect(await handlers['history:note']({ serverId, incidentId, text: 'Fue el disco.' })).toEqual({ kind: 'stored' });
    expect((await incident())?.incident.notes).toEqual([{ at: clock.now(), by: 'ana', text: 'Fue el disco.' }]);
  });

  test('a correction changes the figures, keeps what was measured, and can be undone', async () => {
    watch(1);
    const before = (await view()).report.totals;
    const range = { fromAt: beganAt + 15 * minuteMs, toAt: beganAt + 35 * minuteMs };
    await handlers['history:correct']({ serverId, ...range, kind: 'planned', reason: 'Acordado.' });
    const corrected = await view();
    expect([corrected.report.totals.down, corrected.report.totals.planned]).toEqual([0, 20 * minuteMs]);
    expect(corrected.report.corrections).toMatchObject([
      { id: 'c1', by: 'ana', reason: 'Acordado.', madeAt: clock.now(), original: { down: before.down } },
    ]);
    expect((await incident())?.counted).toBe(false);
    expect(await handlers['history:uncorrect']({ serverId, correctionId: 'c1' })).toEqual({ kind: 'stored' });
    expect((await view()).report.totals).toEqual(before);
  });

  test('about a server that is not there is refused', async () => {
    expect(await handlers['history:note']({ serverId: 'other', incidentId, text: 'x' })).toEqual({
      kind: 'refused',
      reason: 'unknown',
    });
  });
});

describe('files', () => {
  const save = (format: 'html' | 'csv' | 'json') =>
    handlers['history:save-report']({ serverId, choice: today, format });
  const path = (name: string) => join(temp.path, name);

  test.each([
    ['html', '<!doctype html>'],
    ['csv', '"'],
    ['json', '{\n  "server"'],
  ] as const)('the report is saved as %s, whole, under a name that says what it is', async (format, begin) => {
    watch(1);
    chosen = path(`mine.${format}`);
    expect(await save(format)).toEqual({ kind: 'saved', path: `mine.${format}` });
    const text = readFileSync(chosen, 'utf8');
    expect([suggested, text.length > 100]).toEqual([[`disponibilidad-${serverId}-2026-11-24.${format}`], true]);
    if (format !== 'csv') expect(text.startsWith(begin)).toBe(true);
  });

  test('cancelled, nothing is written', async () => {
    watch(1);
    const before = readdirSync(temp.path);
    expect(await save('html')).toEqual({ kind: 'cancelled' });
    expect(await handlers['history:export'](null)).toEqual({ kind: 'cancelled' });
    expect(await handlers['history:import'](null)).toEqual({ kind: 'cancelled' });
    expect(readdirSync(temp.path)).toEqual(before);
  });

  test('a folder that is not there is said with its reason, and leaves nothing behind', async () => {
    watch(1);
    const before = readdirSync(temp.path);
    chosen = path('none/report.html');
    expect(await save('html')).toEqual({ kind: 'failed', reason: 'ENOENT' });
    expect(await handlers['history:export'](null)).toEqual({ kind: 'failed', reason: 'ENOENT' });
    expect(await handlers['history:import'](null)).toEqual({ kind: 'failed', reason: 'ENOENT' });
    expect(readdirSync(temp.path)).toEqual(before);
  });

  test('what is exported and imported elsewhere tells the same', async () => {
    watch(30);
    await handlers['history:note']({ serverId, incidentId: `${serverId}:1`, text: 'Fue el disco.' });
    chosen = path('all.ndjson');
    expect(await handlers['history:export'](null)).toEqual({ kind: 'saved', path: 'all.ndjson' });
    const elsewhere = createTempFolder('history-elsewhere');
    const other = createHistory({ dataDir: elsewhere.path, clock });
    const imported = await makeHandlers(other)['history:import'](null);
    expect(imported).toMatchObject({ kind: 'taken', refused: 0, stored: true });
    const range = { fromAt: beganAt, toAt: clock.now() };
    expect(other.reader.segments(serverId, range)).toEqual(history.reader.segments(serverId, range));
    expect(other.reader.incidents(serverId, range)).toEqual(history.reader.incidents(serverId, range));
    other.close();
    elsewhere.remove();
  });

  test('a file that is something else changes nothing and says how many lines were not understood', async () => {
    watch(1);
    const before = await view();
    chosen = path('letter.txt');
    writeFileSync(chosen, 'Querida Ana,\nnada de esto es un historial.\n');
    expect(await handlers['history:import'](null)).toEqual({ kind: 'taken', taken: 0, refused: 2, stored: true });
    expect((await view()).report.totals).toEqual(before.report.totals);
  });

  test('its size is known', async () => {
    watch(1);
    expect(await handlers['history:about'](null)).toMatchObject({ rounds: 12, oldestRoundAt: beganAt });
  });
});
