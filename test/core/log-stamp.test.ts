import fc from 'fast-check';
import { expect, test } from 'vitest';
import { parseLogStamp, parseZone } from '../../src/core/log-stamp';

const bogota = -300;

test.each([
  ['[2026-11-24 05:15:01] OK: API responde', '2026-11-24T10:15:01Z'],
  ['2026-11-24T05:15:01-05:00 ok', '2026-11-24T10:15:01Z'],
  ['2026-11-24T10:15:01.123Z ok', '2026-11-24T10:15:01Z'],
  ['2026-11-24 05:15:01,123 INFO ok', '2026-11-24T10:15:01Z'],
  ['[2026-11-24 05:10:05 -0500] [229] [INFO] Starting', '2026-11-24T10:10:05Z'],
  ['2026-11-24 05:15 - ok', '2026-11-24T10:15:00Z'],
  ['127.0.0.1 - - [24/Nov/2026:05:09:31 -0500] "GET /"', '2026-11-24T10:09:31Z'],
  ['24/11/2026 05:15:01 - ok', '2026-11-24T10:15:01Z'],
  ['Tue Nov 24 05:15:01 -05 2026: ok', '2026-11-24T10:15:01Z'],
])('%s', (line, expected) => {
  expect(new Date(parseLogStamp(line, bogota) ?? 0).toISOString()).toBe(expected.replace('Z', '.000Z'));
});

test.each(['API iniciada (PID 229)', '', '2026-13-41 25:61:00', '1999-01-01 00:00:00', 'Nov 24 05:15:01 x'])(
  'no moment in: %s',
  (line) => {
    expect(parseLogStamp(line, bogota)).toBeNull();
  },
);

test.each([
  ['Z', 0],
  ['UTC', 0],
  ['-05', -300],
  ['+0530', 330],
  ['-03:30', -210],
  ['COT', null],
  [undefined, null],
])('zone %s', (text, expected) => {
  expect(parseZone(text)).toBe(expected);
});

test('a moment written without a zone is read back in any zone', () => {
  fc.assert(
    fc.property(
      fc.integer({ min: 1_000_000_000, max: 4_000_000_000 }),
      fc.integer({ min: -720, max: 840 }),
      (seconds, zone) => {
        const local = new Date((seconds + zone * 60) * 1000).toISOString().slice(0, 19).replace('T', ' ');
        expect(parseLogStamp(`[${local}] ok`, zone)).toBe(seconds * 1000);
      },
    ),
  );
});
