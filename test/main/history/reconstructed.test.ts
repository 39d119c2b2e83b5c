/** What readings of the server's records leave in the file, however the readings were cut. */
import { copyFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { newCursor, readCursor, writeCursor, type BackfillCursor } from '../../../src/core/backfill/cursor';
import {
  dropBefore,
  joinEvidence,
  mapMinutes,
  minuteKinds,
  noEvidence,
  type Evidence,
} from '../../../src/core/backfill/evidence';
import { toRecords } from '../../../src/core/backfill/result';
import type { ReconstructedSpan } from '../../../src/core/history/types';
import { createHistory } from '../../../src/main/history/create-history';
import type { History } from '../../../src/main/history/history';
import { schemaVersion } from '../../../src/main/history/schema';
import { fakeClock, type FakeClock } from '../../support/fake-clock';
import { fixtureAt } from '../../support/history-fixture';
import { incident } from '../../support/hand-made-history';
import { createTempFolder, type TempFolder } from '../../support/temp-folder';
import { drivers } from './drivers';
import { beganAt, dayMs, minuteMs, sampleRound } from './sample';

let temp: TempFolder;
let clock: FakeClock;
beforeEach(() => {
  temp = createTempFolder('reconstructed');
  clock = fakeClock(beganAt + 20 * dayMs);
});
afterEach(() => {
  temp.remove();
});

const span = (from: number, to: number, change: Partial<ReconstructedSpan> = {}): ReconstructedSpan => ({
  fromAt: beganAt + from * minuteMs,
  toAt: beganAt + to * minuteMs,
  state: 'up',
  source: 'watchdog-log',
  atMost: false,
  cause: null,
  ...change,
});
const from = (minute: number) => ({ 'watchdog-log': beganAt + minute * minuteMs });

/** The rows as minutes since the beginning. */
function rowsOf(history: History): readonly string[] {
  return [...history.exportLines()]
    .map((line) => JSON.parse(line) as Readonly<Record<string, unknown>>)
    .filter(({ record }) => record === 'spans')
    .map((row) => {
      const minute = (name: string) => String((Number(row[name]) - beganAt) / minuteMs);
      const by = String(row['source']);
      return `${minute('from_at')}–${minute('to_at')} ${String(row['state'])} ${by}${row['at_most'] === 1 ? ' unsure' : ''}`;
    })
    .sort();
}

describe.each(drivers.map((driver) => [driver.name, driver] as const))('with %s', (_, driver) => {
  let history: History;
  beforeEach(() => {
    history = createHistory({ dataDir: temp.path, clock, driver });
  });
  afterEach(() => {
    history.close();
  });

  test('what a later reading does not conclude any more is gone, what lies before its evidence stays', () => {
    history.recordBackFill('portal', { spans: [span(0, 10), span(20, 40), span(50, 60)], replacedFrom: from(0) });
    history.recordBackFill('portal', { spans: [span(30, 45)], replacedFrom: from(30) });
    expect(rowsOf(history)).toEqual(['0–10 up watchdog-log', '20–45 up watchdog-log']);
  });

  test('a span that is cut where the evidence begins is put together again, and one that changed is not', () => {
    history.recordBackFill('portal', { spans: [span(20, 40)], replacedFrom: from(0) });
    history.recordBackFill('portal', { spans: [span(30, 40)], replacedFrom: from(30) });
    expect(rowsOf(history)).toEqual(['20–40 up watchdog-log']);
    history.recordBackFill('portal', { spans: [span(30, 40, { atMost: true })], replacedFrom: from(30) });
    expect(rowsOf(history)).toEqual(['20–30 up watchdog-log', '30–40 up watchdog-log unsure']);
  });

  test('a source of which a reading says nothing keeps what it had', () => {
    const served = span(5, 15, { source: 'access-log' });
    history.recordBackFill('portal', { spans: [served, span(20, 30)], replacedFrom: {} });
    history.recordBackFill('portal', { spans: [], replacedFrom: { ...from(0), 'access-log': null } });
    expect(rowsOf(history)).toEqual(['5–15 up access-log']);
  });

  test('what came from elsewhere no reading takes back', () => {
    history.recordSpans('portal', [span(0, 10)]);
    const line = { record: 'spans', server: 'portal', state: 'up', source: 'watchdog-log', at_most: 0, cause: null };
    const [fromAt, toAt] = [beganAt + 20 * minuteMs, beganAt + 30 * minuteMs];
    history.recordRound(sampleRound(clock.now()));
    const taken = history.importLines([JSON.stringify({ ...line, from_at: fromAt, to_at: toAt, own: 1 })]);
    expect(taken).toMatchObject({ taken: 1, refused: 0 });
    history.recordBackFill('portal', { spans: [span(20, 30), span(40, 50)], replacedFrom: from(0) });
    history.recordBackFill('portal', { spans: [], replacedFrom: from(0) });
    expect(rowsOf(history)).toEqual(['0–10 up watchdog-log', '20–30 up watchdog-log']);
  });

  test('a history that is carried to another computer goes on there, with what it may take back', () => {
    history.recordBackFill('portal', { spans: [span(20, 40)], replacedFrom: from(0) });
    const lines = [...history.exportLines()];
    const other = createTempFolder('reconstructed-other');
    const copy = createHistory({ dataDir: other.path, clock, driver });
    copy.importLines(lines);
    copy.recordBackFill('portal', { spans: [], replacedFrom: from(30) });
    expect(rowsOf(copy)).toEqual(['20–30 up watchdog-log']);
    copy.close();
    other.remove();
  });

  test('rows of an export of before are taken', () => {
    const line = { record: 'notes', server: 'portal', at: beganAt, note: 'rebooted', source: 'observed' };
    expect(history.importLines([JSON.stringify(line)])).toMatchObject({ taken: 1, refused: 0, stored: true });
    expect(history.reader.notes('portal', { fromAt: beganAt, toAt: beganAt + 1 })).toEqual([
      { at: beganAt, note: 'rebooted', source: 'observed', took: null },
    ]);
  });

  test('segments that were kept follow', () => {
    for (let n = 0; n < 10; n += 1) history.recordRound(sampleRound(beganAt + n * dayMs));
    const range = { fromAt: beganAt + dayMs / 2, toAt: beganAt + dayMs / 2 + 60 * minuteMs };
    history.recordBackFill('portal', { spans: [span(720, 780)], replacedFrom: from(0) });
    while (history.maintain());
    const kinds = () => history.reader.segments('portal', range).map(({ kind }) => kind);
    expect(kinds()).toEqual(['reconstructedUp']);
    history.recordBackFill('portal', { spans: [span(720, 750)], replacedFrom: from(0) });
    expect(kinds()).toEqual(['reconstructedUp', 'noData']);
    while (history.maintain());
    expect(kinds()).toEqual(['reconstructedUp', 'noData']);
  });

  test('an outage that was none goes, but not one that she wrote about, nor one that was watched', () => {
    const told = (id: string, source: 'observed' | 'reconstructed') => incident(beganAt, 1000, { id, source });
    const incidents = [told('a', 'reconstructed'), told('b', 'reconstructed'), told('c', 'observed')];
    history.recordBackFill('portal', { spans: [], incidents });
    history.addNote('portal', 'b', { at: beganAt, by: 'Ana', text: 'se fue la luz' });
    history.recordBackFill('portal', { spans: [], withdrawn: ['a', 'b', 'c', 'd'] });
    const ids = history.reader.incidents('portal', { fromAt: 0, toAt: clock.now() }).map(({ id }) => id);
    expect(ids).toEqual(['b', 'c']);
  });

  test('the end by the server’s records stands beside the one that was seen', () => {
    const recovery = { at: beganAt + 500, source: 'watchdog-log', atMost: true } as const;
    history.recordBackFill('portal', { spans: [], incidents: [incident(beganAt, 1000, { id: 'a' })] });
    history.recordBackFill('portal', { spans: [], signs: { a: { firstSignAt: beganAt - 5, recovery } } });
    const [found] = history.reader.incidents('portal', { fromAt: 0, toAt: clock.now() });
    expect(found).toMatchObject({ firstSignAt: beganAt - 5, recoveredAt: beganAt + 1000, recovery });
  });

  test.each(Array.from({ length: schemaVersion }, (_file, index) => index + 1))(
    'a file of version %i keeps how long something took, and gives up what is superseded',
    (version) => {
      history.close();
      const folder = createTempFolder('reconstructed-old');
      const file = join(folder.path, 'history.db');
      copyFileSync(join(import.meta.dirname, `../../fixtures/history/v${String(version)}.db`), file);
      const raw = driver.open(file, { readOnly: false, busyMs: 1000 });
      const columns = version < 3 ? '' : ', own';
      raw.transaction('write', () => {
        raw.exec(`INSERT INTO spans (server, from_at, to_at, state, source, at_most, cause${columns})
          VALUES (1, ${String(beganAt)}, ${String(beganAt + minuteMs)}, 'up', 'watchdog-log', 0, NULL${version < 3 ? '' : ', 1'})`);
      });
      raw.close();
      const old = createHistory({ dataDir: folder.path, clock, driver });
      expect(rowsOf(old)).toEqual(['0–1 up watchdog-log']);
      const note = {
        at: fixtureAt,
        note: 'rebooted',
        source: 'observed',
        took: { atLeastMs: 1, atMostMs: 2000 },
      } as const;
      const worker = { ...note, at: fixtureAt + 1, note: 'worker-restarted' };
      old.recordBackFill('portal', { spans: [], replacedFrom: from(0), notes: [note, worker] });
      expect(rowsOf(old)).toEqual([]);
      expect(old.reader.notes('portal', { fromAt: fixtureAt, toAt: fixtureAt + 2 })).toEqual([note, worker]);
      // Told again without its time it keeps it.
      old.recordBackFill('portal', { spans: [], notes: [{ ...worker, took: null }] });
      expect(old.reader.notes('portal', { fromAt: fixtureAt, toAt: fixtureAt + 2 })).toEqual([note, worker]);
      expect([old.problem(), old.warning()]).toEqual([null, null]);
      old.close();
      folder.remove();
      history = createHistory({ dataDir: temp.path, clock, driver });
    },
  );
});

// ── Whole readings ───────────────────────────────────────────────────────────

const facts = { dashboardUnit: 'dashboard-mme', watchdogIntervalMs: 300_000 };
const days = 12;
const endAt = beganAt + days * dayMs;

const moment = fc.integer({ min: 0, max: days * 86_400 - 1 }).map((second) => beganAt + second * 1000);
const near = fc.tuple(moment, fc.integer({ min: 1, max: 25 }));
/** One or some records that belong together, as the evidence that they are on their own. */
const record: fc.Arbitrary<Evidence> = fc.oneof(
  near.map(([first, length]) => ({
    ...noEvidence,
    watchdog: Array.from({ length }, (_mark, index) => ({
      at: first + index * 300_000,
      word: 'ok' as const,
      status: null,
    })),
  })),
  fc.tuple(moment, fc.constantFrom('ok', 'failed', 'recovered')).map(([at, word]) => ({
    ...noEvidence,
    watchdog: [{ at, word: word, status: null }],
  })),
  fc
    .record({
      at: moment,
      unit: fc.constantFrom('dashboard-mme', 'nginx', 'postgresql@15-main'),
      word: fc.constantFrom('up', 'down', 'up'),
    })
    .map((mark) => ({ ...noEvidence, units: [mark as Evidence['units'][number]] })),
  fc.tuple(near, fc.constantFrom(...minuteKinds)).map(([[first, length], kind]) => {
    const fromAt = Math.floor(first / minuteMs) * minuteMs;
    const range = { fromAt, toAt: fromAt + length * minuteMs };
    return { ...noEvidence, minutes: mapMinutes((one) => (one === kind || one === 'seen' ? [range] : [])) };
  }),
  moment.map((at) => ({ ...noEvidence, boots: [at] })),
  moment.map((at) => ({ ...noEvidence, shutdowns: [at] })),
  moment.map((at) => ({ ...noEvidence, lastEntries: [at] })),
);

/** What had been written by a moment; a minute counts once it is over. */
function writtenBy(evidence: Evidence, at: number): Evidence {
  const isThere = (mark: { readonly at: number }) => mark.at <= at;
  const minute = Math.floor(at / minuteMs) * minuteMs;
  return {
    ...evidence,
    watchdog: evidence.watchdog.filter(isThere),
    units: evidence.units.filter(isThere),
    minutes: mapMinutes((kind) =>
      evidence.minutes[kind]
        .map((range) => ({ ...range, toAt: Math.min(range.toAt, minute) }))
        .filter(({ fromAt, toAt }) => toAt > fromAt),
    ),
    boots: evidence.boots.filter((boot) => boot <= at),
    shutdowns: evidence.shutdowns.filter((one) => one <= at),
    // The last entry of a journal is one once the system has started again.
    lastEntries: evidence.lastEntries.filter((one) => evidence.boots.some((boot) => boot > one && boot <= at)),
  };
}

interface Plan {
  readonly at: number;
  /** Its logs in this order, one after the other. */
  readonly order: readonly (keyof Evidence)[];
  readonly offsetMs?: number;
}

/** What the readings leave in the file: each may take several goes. `goodAt`: when a round found all well. */
function afterReadings(
  history: History,
  evidence: Evidence,
  plans: readonly Plan[],
  goodAt: readonly number[] = [],
): readonly string[] {
  const { reader } = history;
  let cursor: BackfillCursor = newCursor;
  for (const { at, order, offsetMs = 0 } of plans) {
    const all = dropBefore({ ...writtenBy(evidence, at) }, cursor.keptFromAt ?? 0);
    order.forEach((kind, index) => {
      const isSettled = index === order.length - 1;
      const part = isSettled ? all : { ...noEvidence, [kind]: all[kind] };
      const after: BackfillCursor = {
        ...cursor,
        offsetMs,
        read: { askedAt: at, journalThroughAt: at },
        evidence: joinEvidence(cursor.evidence, part),
      };
      const {
        cursor: next,
        fresh,
        ...found
      } = toRecords(
        cursor,
        after,
        { ...facts, isSettled, hasMore: !isSettled },
        {
          unseen: (range) => [range],
          looks: () => goodAt.filter((one) => one <= at).map((one) => ({ at: one, state: 'up', cause: null })),
          incidents: (range) => reader.incidents('portal', range),
          notes: (range) => reader.notes('portal', range),
        },
      );
      expect(fresh).toBeGreaterThanOrEqual(0);
      history.recordBackFill('portal', found);
      cursor = readCursor(writeCursor(next)) ?? newCursor;
    });
  }
  const rows = rowsOf(history);
  const told = reader
    .incidents('portal', { fromAt: 0, toAt: endAt + dayMs })
    .map(({ id, firstFailureAt, recoveredAt }) => `${id} ${String(firstFailureAt)} ${String(recoveredAt)}`);
  history.removeServer('portal');
  return [...rows, ...told];
}

const kinds = Object.keys(noEvidence) as (keyof Evidence)[];
const plan: fc.Arbitrary<Plan> = fc.record({
  at: moment,
  order: fc.shuffledSubarray(kinds, { minLength: 1 }),
});
const lastReading: Plan = { at: endAt, order: ['watchdog'] };

test(
  'however readings are cut and whatever order logs come in, the file has what one reading would have left',
  { timeout: 120_000 },
  () => {
    const history = createHistory({ dataDir: temp.path, clock });
    fc.assert(
      fc.property(fc.array(record, { maxLength: 60 }), fc.array(plan, { maxLength: 5 }), (records, plans) => {
        const inOrder = plans.toSorted((a, b) => a.at - b.at);
        // A reading follows a round: where no record tells of an end, that does.
        const goodAt = [...inOrder, lastReading].map(({ at }) => at);
        // Who was let in to read has left an entry: a server that is off answers nobody.
        const logins: Evidence = { ...noEvidence, lastEntries: plans.map(({ at }) => at) };
        const evidence = [...records, logins].reduce(joinEvidence, noEvidence);
        expect(afterReadings(history, evidence, [...inOrder, lastReading], goodAt)).toEqual(
          afterReadings(history, evidence, [lastReading], goodAt),
        );
      }),
      { numRuns: 60 },
    );
    history.close();
  },
);

test('after a change of the measured clocks nothing stands twice', { timeout: 120_000 }, () => {
  const history = createHistory({ dataDir: temp.path, clock });
  fc.assert(
    fc.property(
      fc.array(record, { maxLength: 40 }),
      fc.integer({ min: -3600, max: 3600 }),
      fc.integer({ min: -3600, max: 3600 }),
      (records, first, second) => {
        const evidence = records.reduce(joinEvidence, noEvidence);
        const from = (offset: number): Plan => ({ at: endAt, order: ['watchdog'], offsetMs: offset * 1000 });
        // Everything that is still concluded stands where the second reading puts it.
        const moved = afterReadings(history, evidence, [{ ...from(first), at: endAt - 60 * minuteMs }, from(second)]);
        const alone = afterReadings(history, evidence, [from(second)]);
        expect(moved.filter((row) => isRecent(row) && !alone.includes(row))).toEqual([]);
      },
    ),
    { numRuns: 40 },
  );
  history.close();
});

/** A row of the last day: what the second reading concludes for sure. */
function isRecent(row: string): boolean {
  return Number(row.split('–')[0]) > (days - 1) * 24 * 60;
}
