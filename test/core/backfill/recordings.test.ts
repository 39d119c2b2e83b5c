import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { parseBackfillAnswer, type BackfillAnswer } from '../../../src/core/backfill/answer';
import { newCursor, readCursor, writeCursor, type BackfillCursor } from '../../../src/core/backfill/cursor';
import { toRecords, type BackfillRecords, type KnownHistory } from '../../../src/core/backfill/result';

const folder = new URL('../../fixtures/backfill/', import.meta.url);
const times = JSON.parse(readFileSync(new URL('times.json', folder), 'utf8')) as Readonly<
  Record<string, { readonly sentAt: number; readonly receivedAt: number }>
>;

const nobodyLooked: KnownHistory = {
  unseen: (range) => [range],
  looks: () => [],
  incidents: () => [],
  notes: () => [],
};

/** The readings in their order, as the shell would have made them. Nobody looked in all that time. */
function readAll(): readonly { readonly answer: BackfillAnswer; readonly records: BackfillRecords }[] {
  let before: BackfillCursor = newCursor;
  return Object.entries(times).map(([name, exchange]) => {
    const stdout = readFileSync(new URL(`${name}.txt`, folder), 'utf8');
    const answer = parseBackfillAnswer(stdout, {
      nonce: 'rec0rded7n0nce42',
      cursor: before,
      host: 'portalenergetico.minenergia.gov.co',
      sinceSeconds: Math.floor(exchange.sentAt / 1000) - 40 * 86_400,
      ...exchange,
    });
    if (!answer.ok) throw new Error(answer.error.kind);
    const facts = {
      dashboardUnit: 'dashboard-mme',
      watchdogIntervalMs: 300_000,
      hasMore: answer.value.hasMore,
      isSettled: answer.value.isSettled,
    };
    const records = toRecords(before, answer.value.cursor, facts, nobodyLooked);
    before = readCursor(writeCursor(records.cursor)) ?? newCursor;
    return { answer: answer.value, records };
  });
}

const readings = readAll();
const clock = (moment: number) => new Date(moment - 5 * 3_600_000).toISOString().slice(11, 19);
const spans = readings
  .at(-1)
  ?.records.spans.map(
    ({ fromAt, toAt, state, source, atMost, cause }) =>
      `${clock(fromAt)}–${clock(toAt)} ${state} ${source}${cause === null ? '' : ` ${cause}`}${atMost ? (state === 'up' ? ' one part' : ' at most') : ''}`,
  );

test('what all readings together prove is what the last one says', () => {
  expect(spans).toEqual([
    // Starts of the system, clean and not, and a repair by the watchdog.
    '10:36:46–10:36:49 down service-journal server-booting',
    '10:40:01–10:40:29 up watchdog-log one part',
    '10:40:29–10:40:34 down boot server-unreachable',
    '10:40:34–10:40:36 down service-journal server-booting',
    '10:41:12–10:41:14 down watchdog-log api-down',
    '10:41:14–10:41:28 up watchdog-log one part',
    '10:41:28–10:41:33 down boot server-unreachable at most',
    '10:41:33–10:41:36 down service-journal server-booting',
    '10:41:52–10:41:57 down boot server-unreachable',
    '10:41:57–10:41:59 down service-journal server-booting',
    '10:45:37–10:46:19 down boot server-unreachable',
    '10:46:19–10:46:22 down service-journal server-booting',
    // Services that were stopped, to the second, between users who were served.
    '10:47:00–10:48:24 up access-log',
    '10:48:24–10:49:45 down service-journal dashboard-down',
    '10:49:45–10:50:25 up access-log',
    '10:50:25–10:51:37 down service-journal database-down',
    '10:51:37–10:52:00 up access-log one part',
    // Over two readings, a cut without a shutdown, and logs that were rotated meanwhile.
    '10:52:00–10:55:01 down access-log api-down',
    '10:55:01–10:55:03 down watchdog-log api-down',
    '10:55:03–10:55:23 down boot server-unreachable at most',
    '10:55:23–10:55:26 down service-journal server-booting',
    // A clean reboot.
    '10:56:00–11:01:34 up access-log',
    '11:01:34–11:01:39 down boot server-unreachable',
    '11:01:39–11:01:41 down service-journal server-booting',
    '11:02:00–11:02:25 up access-log',
  ]);
});

test('logs that were rotated meanwhile are read on', () => {
  expect(readings[2]?.answer.logs).toEqual({
    watchdog: { isReadable: true, lines: 5, unknown: 0, untimed: 0, isLost: false },
    proxy: { isReadable: true, lines: 94, unknown: 0, untimed: 0, isLost: false },
    access: { isReadable: true, lines: 20, unknown: 0, untimed: 20, isLost: false },
    // That version did not ask for it.
    errors: null,
  });
});

test('the outages, each once', () => {
  const told = new Map(readings.flatMap(({ records }) => records.incidents).map((one) => [one.id, one]));
  expect(
    [...told.values()].map(
      ({ cause, firstFailureAt, recoveredAt, repairedBy, atMost }) =>
        `${clock(firstFailureAt)}–${clock(recoveredAt ?? 0)} ${cause} ${String(repairedBy)}${atMost ? ' at most' : ''}`,
    ),
  ).toEqual([
    '10:36:46–10:40:01 server-booting unknown at most',
    '10:40:29–10:41:14 server-unreachable watchdog at most',
    '10:41:28–10:41:52 server-unreachable boot at most',
    '10:41:52–10:45:37 server-unreachable boot at most',
    '10:45:37–10:48:00 server-unreachable boot at most',
    '10:48:24–10:49:45 dashboard-down unknown',
    '10:50:25–10:51:37 database-down unknown',
    '10:52:00–10:57:00 api-down boot at most',
    '11:01:34–11:02:25 server-unreachable boot at most',
  ]);
});
