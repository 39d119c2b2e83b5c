import fc from 'fast-check';
import { expect, test } from 'vitest';
import { readMinutes } from '../../../src/core/backfill/access-minutes';
import { newCursor, readCursor, writeCursor } from '../../../src/core/backfill/cursor';
import {
  joinEvidence,
  mapMinutes,
  minuteKinds,
  noEvidence,
  type Evidence,
  type MinuteKind,
} from '../../../src/core/backfill/evidence';
import { joinRanges, withoutRanges } from '../../../src/core/history/ranges';
import { reconstructSpans, type ReconstructContext } from '../../../src/core/backfill/reconstruct';
import { toServerZone } from '../../../src/core/backfill/server-zone';
import { readWatchdogLines } from '../../../src/core/backfill/watchdog-lines';

const startAt = Date.parse('2026-11-24T10:00:00Z');
const minuteMs = 60_000;
const spanMs = 6 * 3_600_000;
const context: ReconstructContext = {
  offsetMs: 0,
  askedAt: startAt + spanMs,
  journalThroughAt: startAt + spanMs,
  dashboardUnit: 'dashboard-mme',
  watchdogIntervalMs: 300_000,
};
const limits = { fromAt: startAt - 86_400_000, toAt: startAt + 2 * spanMs, previousAt: null };
const bogota = toServerZone('America/Bogota', -300, startAt);

const moment = fc.integer({ min: 0, max: spanMs / 1000 - 1 }).map((seconds) => startAt + seconds * 1000);
const watchdogMark = fc.record({
  at: moment,
  word: fc.constantFrom('ok', 'ok', 'ok', 'failed', 'recovered'),
  status: fc.constant(null),
});
const unitMark = fc.record({
  at: moment,
  unit: fc.constantFrom('dashboard-mme', 'nginx', 'postgresql@15-main'),
  word: fc.constantFrom('up', 'down'),
});
const minute = fc.record({
  kind: fc.constantFrom<MinuteKind>(...minuteKinds),
  index: fc.integer({ min: 0, max: spanMs / minuteMs - 1 }),
});

/** One record, as the evidence that it is on its own. */
const record: fc.Arbitrary<Evidence> = fc.oneof(
  watchdogMark.map((mark) => ({ ...noEvidence, watchdog: [mark as Evidence['watchdog'][number]] })),
  unitMark.map((mark) => ({ ...noEvidence, units: [mark as Evidence['units'][number]] })),
  minute.map(({ kind, index }) => {
    const range = { fromAt: startAt + index * minuteMs, toAt: startAt + (index + 1) * minuteMs };
    return { ...noEvidence, minutes: mapMinutes((one) => (one === kind || one === 'seen' ? [range] : [])) };
  }),
  moment.map((at) => ({ ...noEvidence, boots: [at] })),
  moment.map((at) => ({ ...noEvidence, shutdowns: [at] })),
  moment.map((at) => ({ ...noEvidence, lastEntries: [at] })),
);
const records = fc.array(record, { maxLength: 80 });
const joined = (list: readonly Evidence[]) => list.reduce(joinEvidence, noEvidence);

test('the order of records and how often they are read make no difference', () => {
  fc.assert(
    fc.property(records, fc.array(fc.nat()), (list, keys) => {
      const shuffled = list
        .map((one, index) => ({ one, key: keys[index] ?? 0 }))
        .sort((a, b) => a.key - b.key)
        .map(({ one }) => one);
      expect(joined([...shuffled, ...list.slice(0, 20)])).toEqual(joined(list));
    }),
  );
});

test('spans are in order, do not overlap, are never of the future, and no record makes no span', () => {
  fc.assert(
    fc.property(records, (list) => {
      const spans = reconstructSpans(joined(list), context);
      for (const [index, { fromAt, toAt }] of spans.entries()) {
        expect(toAt).toBeGreaterThan(fromAt);
        expect(fromAt).toBeGreaterThanOrEqual(spans[index - 1]?.toAt ?? -Infinity);
        expect(toAt).toBeLessThanOrEqual(context.askedAt);
      }
    }),
  );
  expect(reconstructSpans(noEvidence, context)).toEqual([]);
});

/** The records that can prove that all is well, and none of them within reach: then nothing is up. */
test('up is never said further from a good word than the watchdog’s patience', () => {
  fc.assert(
    fc.property(records, (list) => {
      const evidence = joined(list);
      const good = joinRanges([
        ...evidence.watchdog
          .filter(({ word }) => word !== 'failed')
          .map(({ at }) => ({ fromAt: at, toAt: at + Math.max(minuteMs, context.watchdogIntervalMs * 1.5) })),
        ...evidence.minutes['served-api'],
        ...evidence.minutes['served-web'],
      ]);
      const up = reconstructSpans(evidence, context).filter(({ state }) => state === 'up');
      expect(withoutRanges(up, good)).toEqual([]);
    }),
  );
});

test('what a unit’s own word says is down is never up because of another part', () => {
  fc.assert(
    fc.property(records, (list) => {
      const evidence = joined(list);
      const nginxOff = joinEvidence(
        { ...evidence, units: evidence.units.filter(({ unit }) => unit !== 'nginx'), minutes: noEvidence.minutes },
        { ...noEvidence, units: [{ at: startAt, unit: 'nginx', word: 'down' }] },
      );
      expect(reconstructSpans(nginxOff, context).filter(({ state }) => state === 'up')).toEqual([]);
    }),
  );
});

const watchdogLine = fc.tuple(
  fc.integer({ min: 0, max: spanMs / 1000 }),
  fc.constantFrom(
    'OK: API responde (HTTP 200)',
    'ALERTA: API no responde (HTTP 000). Reiniciando...',
    'RECUPERADA: API reiniciada',
    'ERROR: no se pudo reiniciar la API',
    'otra cosa',
  ),
);

test('a watchdog log that is cut anywhere into two readings says the same as in one', () => {
  fc.assert(
    fc.property(fc.array(watchdogLine, { maxLength: 40 }), fc.nat(), (lines, cut) => {
      const text = lines
        .sort(([a], [b]) => a - b)
        .map(([seconds, words]) => {
          const local = new Date(startAt + seconds * 1000 - 5 * 3_600_000).toISOString().slice(0, 19).replace('T', ' ');
          return `[${local}] ${words}\n`;
        })
        .join('');
      // What the server hands over are whole lines: a half one stays for the next time.
      const whole = text.lastIndexOf('\n', cut % (text.length + 1)) + 1;
      const read = (part: string, previousAt: number | null) =>
        readWatchdogLines(part.split('\n').slice(0, -1), bogota, { ...limits, previousAt });
      const first = read(text.slice(0, whole), null);
      const second = read(text.slice(whole), first.lastAt);
      const twice = joinEvidence({ ...noEvidence, watchdog: first.marks }, { ...noEvidence, watchdog: second.marks });
      const once = joinEvidence(noEvidence, { ...noEvidence, watchdog: read(text, null).marks });
      expect(reconstructSpans(twice, context)).toEqual(reconstructSpans(once, context));
    }),
  );
});

test('minutes that are cut into two readings are the same minutes', () => {
  const line = fc.tuple(
    fc.integer({ min: 0, max: 59 }),
    fc.array(fc.integer({ min: 0, max: 3 }), { minLength: 8, maxLength: 8 }),
  );
  fc.assert(
    fc.property(fc.array(line, { maxLength: 40 }), fc.nat(), (lines, cut) => {
      const texts = lines.map(([index, counts]) => `05:${String(index).padStart(2, '0')} ${counts.join(' ')}`);
      const head = 'd 24/Nov/2026 -0500';
      const read = (part: readonly string[]): Evidence => ({
        ...noEvidence,
        minutes: readMinutes([head, ...part], limits).minutes,
      });
      const at = cut % (texts.length + 1);
      expect(joinEvidence(read(texts.slice(0, at)), read(texts.slice(at)))).toEqual(
        joinEvidence(read(texts), noEvidence),
      );
    }),
  );
});

test('a cursor is read back as it was written, and nothing else is one', () => {
  fc.assert(
    fc.property(records, (list) => {
      const cursor = { ...newCursor, evidence: joined(list) };
      expect(readCursor(writeCursor(cursor))).toEqual(cursor);
    }),
  );
  for (const text of [null, '', '{', 'null', '[]', '{"version":2}', '{"version":1}'])
    expect(readCursor(text)).toBeNull();
});
