import fc from 'fast-check';
import { expect, test } from 'vitest';
import { parseBackfillAnswer, type BackfillContext } from '../../../src/core/backfill/answer';
import { newCursor, readCursor, writeCursor } from '../../../src/core/backfill/cursor';
import { isPortalAlone } from '../../../src/core/backfill/proxy-sites';
import { reconstructSpans } from '../../../src/core/backfill/reconstruct';

const nonce = 'abcdef0123456789';
const sentAt = Date.parse('2026-11-24T17:00:00Z');
const context: BackfillContext = {
  nonce,
  cursor: newCursor,
  host: 'portalenergetico.minenergia.gov.co',
  sentAt,
  receivedAt: sentAt + 800,
  sinceSeconds: sentAt / 1000 - 40 * 86_400,
};

const section = (name: string, ...lines: readonly string[]) =>
  [`${nonce} begin ${name}`, ...lines, '', `${nonce} end ${name} 0`].join('\n');
const seconds = String(sentAt / 1000);
const whole = [
  section('clock', `${seconds} 100000000 -0500`),
  section('zone', 'America/Bogota'),
  section('sites', '  server_name portalenergetico.minenergia.gov.co;'),
  section(
    'watchdog',
    'open',
    `f ${seconds} 0 900150983cd24fb0d6963f7d28e17f72 256`,
    'l [2026-11-24 05:15:01] OK: API responde (HTTP 200)',
    'l [2026-11-24 05:20:01] OK: API responde (HTTP 200)',
    't 2 0 0 106 0',
  ),
  section(
    'proxy',
    'open',
    `f ${seconds} 0 900150983cd24fb0d6963f7d28e17f72 256`,
    'd 24/Nov/2026 -0500',
    '05:46 3 0 0 0 0 0 1 1',
    '05:47 0 0 0 2 0 0 0 0',
    't 7 0 0 700 0',
  ),
  section('access', 'closed'),
  section('boots', 'w reboot   system boot  6.1.0-18-amd64   Tue Nov 24 08:00:00 2026   still running'),
  section('journal', `j ${seconds}000000 dashboard-mme.service 39f53479d3a045ac8e11786248231fbf`, 't 1 0 0'),
  section(
    'kernel',
    `${seconds}.5 vm kernel: I/O error, dev sda, sector 20482 op 0x0:(READ) flags 0x0 phys_seg 1 prio class 2`,
  ),
  section(
    'errors',
    'open',
    `f ${seconds} 0 900150983cd24fb0d6963f7d28e17f72 256`,
    'l [2026-11-24 05:15:01 -0500] [7020] [WARNING] Worker with pid 7024 was terminated due to signal 9',
    't 9 0 0 910 0',
  ),
  section('clock_end', `${seconds} 700000000 -0500`),
  `${nonce} done`,
  '',
].join('\n');

test('a whole answer is understood to the last section', () => {
  const answer = parseBackfillAnswer(whole, context);
  if (!answer.ok) throw new Error(answer.error.kind);
  const { cursor, hasMore, logs } = answer.value;
  expect(hasMore).toBe(false);
  expect(logs).toEqual({
    watchdog: { isReadable: true, lines: 2, unknown: 0, untimed: 0, isLost: false },
    proxy: { isReadable: true, lines: 7, unknown: 0, untimed: 0, isLost: false },
    access: { isReadable: false, lines: 0, unknown: 0, untimed: 0, isLost: false },
    errors: { isReadable: true, lines: 9, unknown: 0, untimed: 0, isLost: false },
  });
  expect(cursor.logs.watchdog).toEqual({
    headBytes: 256,
    headSum: '900150983cd24fb0d6963f7d28e17f72',
    offset: 106,
    modifiedSeconds: sentAt / 1000,
  });
  const { watchdog, minutes, units, boots, damages, gunicorn } = cursor.evidence;
  expect([damages.length, gunicorn.length]).toEqual([1, 1]);
  expect([watchdog.length, units.length, boots.length]).toEqual([2, 1, 1]);
  expect([minutes['served-api'].length, minutes['gateway-web'].length]).toEqual([1, 1]);
});

test('a log whose piece was cut off is read again from where it was', () => {
  const cut = whole.replace('t 2 0 0 106 0\n', '');
  const answer = parseBackfillAnswer(cut, context);
  expect(answer.ok && [answer.value.cursor.logs.watchdog, answer.value.cursor.evidence.watchdog]).toEqual([null, []]);
  const unended = parseBackfillAnswer(whole.slice(0, whole.indexOf(`${nonce} end watchdog`)), context);
  expect(unended.ok && [unended.value.cursor.logs.watchdog, unended.value.hasMore]).toEqual([null, true]);
});

test('an answer without marks or without a clock is none', () => {
  expect(parseBackfillAnswer('Bienvenida\n', context)).toEqual({ ok: false, error: { kind: 'answer-unreadable' } });
  expect(parseBackfillAnswer(section('zone', 'UTC'), context).ok).toBe(false);
});

test('whatever comes back, it is parsed in time, and its cursor can be kept and spans be made', () => {
  const damage = fc.array(
    fc.tuple(
      fc.nat(whole.length),
      fc.nat(40),
      fc.oneof(fc.string(), fc.constantFrom('\0', '99999999999', '-', '\n', nonce)),
    ),
    { maxLength: 6 },
  );
  fc.assert(
    fc.property(damage, (changes) => {
      const text = changes.reduce((now, [at, length, into]) => now.slice(0, at) + into + now.slice(at + length), whole);
      const answer = parseBackfillAnswer(text, context);
      if (!answer.ok) return;
      const { cursor, read } = answer.value;
      expect(readCursor(writeCursor(cursor))).toEqual(cursor);
      const spans = reconstructSpans(cursor.evidence, {
        ...read,
        offsetMs: cursor.offsetMs,
        dashboardUnit: 'dashboard-mme',
        watchdogIntervalMs: 300_000,
      });
      for (const { fromAt, toAt } of spans) expect(toAt).toBeGreaterThan(fromAt);
    }),
    { numRuns: 500 },
  );
});

test.each([
  [['server_name portalenergetico.minenergia.gov.co;', '  server_name localhost 127.0.0.1;'], true],
  [['server_name _;'], true],
  [['server_name portalenergetico.minenergia.gov.co;', 'server_name _;'], false],
  [['server_name portalenergetico.minenergia.gov.co otro.gov.co;'], false],
  [['# server_name portalenergetico.minenergia.gov.co;'], false],
  [[], false],
])('nginx with %j serves the portal alone: %s', (lines, expected) => {
  expect(isPortalAlone(lines, context.host)).toBe(expected);
});
