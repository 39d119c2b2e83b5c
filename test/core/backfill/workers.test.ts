import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { readErrorLines } from '../../../src/core/backfill/error-lines';
import { gunicornWords, joinEvidence, noEvidence, type GunicornMark } from '../../../src/core/backfill/evidence';
import { reconstructNotes } from '../../../src/core/backfill/notes';
import { toServerZone } from '../../../src/core/backfill/server-zone';
import { findWorkerEvents, joinEvents } from '../../../src/core/backfill/workers';
import type { NoteRecord } from '../../../src/core/history/types';

const at = (time: string) => Date.parse(`2026-11-29T${time}-05:00`);
const clock = (moment: number) => new Date(moment - 5 * 3_600_000).toISOString().slice(11, 19);
const zone = toServerZone('America/Bogota', -300, at('14:00:00'));
const limits = { fromAt: at('00:00:00') - 10 * 86_400_000, toAt: at('14:00:00') };
const read = (lines: readonly string[]) => readErrorLines(lines, zone, limits).marks;
const recorded = (name: string) =>
  read(readFileSync(new URL(`../../fixtures/error-log/${name}.txt`, import.meta.url), 'utf8').split('\n'));

/** `13:02:37 WARNING 7020 Worker with pid …`, as gunicorn writes it. */
const written = (...lines: readonly string[]) =>
  read(
    lines.map((line) => {
      const [time = '', level = '', pid = '', ...words] = line.split(' ');
      return `[2026-11-29 ${time} -0500] [${pid}] [${level}] ${words.join(' ')}`;
    }),
  );
const told = (marks: readonly GunicornMark[], throughAt = at('14:00:00')) =>
  findWorkerEvents(marks, throughAt).map(
    ({ at: moment, note, took }) =>
      `${clock(moment)} ${note}${took === null ? '' : ` ${String(took.atLeastMs)}–${String(took.atMostMs)} ms`}`,
  );

describe('what gunicorn really wrote', () => {
  test('workers that were killed, crashed or hung were replaced within the second; what was asked for is no crash', () => {
    expect(told(recorded('gunicorn-uvicorn-workers'))).toEqual([
      '13:02:37 worker-restarted 0–1000 ms',
      // Two at once.
      '13:02:40 worker-restarted 0–1000 ms',
      '13:02:43 worker-restarted 0–1000 ms',
      '13:02:53 worker-restarted 0–1000 ms',
      '13:03:18 worker-restarted 0–1000 ms',
    ]);
  });

  test('a sync worker whose time is up says goodbye itself; a recycled one and a reload are no crash', () => {
    expect(told(recorded('gunicorn-sync'))).toEqual([
      '09:12:02 worker-restarted 0–1000 ms',
      '09:12:12 worker-restarted 0–1000 ms',
    ]);
  });

  test('each start that failed, and no worker that went with it', () => {
    expect(told(recorded('gunicorn-boot-failures'))).toEqual([
      '13:32:00 api-start-failed',
      '13:32:01 api-start-failed',
      '13:32:02 api-start-failed',
    ]);
  });
});

describe('how long it took', () => {
  const died = '13:02:37 WARNING 7020 Worker with pid 7024 was terminated due to signal 9';
  const booted = (time: string, pid = 7299) => `${time} INFO ${String(pid)} Booting worker with pid: ${String(pid)}`;

  test('is bounded by what a stamp of a whole second can hide', () => {
    expect(told(written(died, booted('13:02:38')))).toEqual(['13:02:37 worker-restarted 1–2000 ms']);
    expect(told(written(died, booted('13:02:41')))).toEqual(['13:02:37 worker-restarted 3001–5000 ms']);
  });

  test('counts until as many are there again as were gone: who took whose place nobody wrote down', () => {
    const other = '13:02:37 WARNING 7020 Worker with pid 7026 was terminated due to signal 9';
    expect(told(written(died, other, booted('13:02:37'), booted('13:02:40', 7300)))).toEqual([
      '13:02:37 worker-restarted 2001–4000 ms',
    ]);
  });

  test('a worker that is recycled at the same time needs a new one too', () => {
    const recycled = '13:02:37 INFO 7026 Autorestarting worker after current request.';
    expect(told(written(died, recycled, booted('13:02:37'), booted('13:02:40', 7300)))).toEqual([
      '13:02:37 worker-restarted 2001–4000 ms',
    ]);
  });

  test.each([
    '13:02:37 ERROR 7020 Worker (pid:7024) was sent SIGKILL! Perhaps out of memory?',
    '13:02:37 WARNING 7020 Worker (pid:7024) was sent SIGSEGV!',
    '13:02:37 ERROR 7020 Worker (pid:7024) exited with code 1',
    '13:02:37 ERROR 7020 Worker (pid:7024) exited with code 1.',
  ])('the words of later versions: %s', (line) => {
    expect(told(written(line, booted('13:02:37')))).toEqual(['13:02:37 worker-restarted 0–1000 ms']);
  });

  test.each([
    '13:02:37 INFO 7020 Worker (pid:7024) was sent SIGTERM!',
    '13:02:37 WARNING 7020 Worker with pid 7024 was terminated due to signal 15',
    '13:02:37 INFO 7024 Worker exiting (pid: 7024)',
  ])('who was asked to go did not crash: %s', (line) => {
    expect(told(written(line, booted('13:02:37')))).toEqual([]);
  });

  test('one that nobody replaces is lost, but not before there was time to', () => {
    expect(told(written(died), at('13:05:00'))).toEqual([]);
    expect(told(written(died), at('13:20:00'))).toEqual(['13:02:37 worker-lost']);
    expect(told(written(died, '13:04:00 INFO 9210 Starting gunicorn 20.1.0', booted('13:04:00')))).toEqual([
      '13:02:37 worker-lost',
    ]);
  });

  test('who dies while its master stops went with it', () => {
    expect(told(written('13:02:30 INFO 7020 Handling signal: term', died))).toEqual([]);
    expect(told(written(died, '13:02:39 INFO 7020 Shutting down: Master'))).toEqual([]);
  });

  test('a line that only quotes one of gunicorn’s is none', () => {
    expect(
      told(read(['[2026-11-29 13:02:37 -0500] [8] [ERROR] x Worker with pid 7024 was terminated due to signal 9'])),
    ).toEqual([]);
    expect(read(['Worker with pid 7024 was terminated due to signal 9'])).toEqual([]);
  });

  test('where nothing caught it, the stamp of the line before dates it', () => {
    const line = "[2026-11-29 13:02:37 -0500] gunicorn.errors.HaltServer: <HaltServer 'Worker failed to boot.' 3>";
    expect(told(read([line]))).toEqual(['13:02:37 api-start-failed']);
  });
});

test('a trouble that goes on is one note, with the worst time', () => {
  const lines = [0, 10, 20].flatMap((second) => [
    `13:02:${String(10 + second)} WARNING 7020 Worker with pid ${String(100 + second)} was terminated due to signal 11`,
    `13:02:${String(10 + second + second / 10)} INFO 9 Booting worker with pid: ${String(110 + second)}`,
  ]);
  const [note, ...others] = joinEvents(findWorkerEvents(written(...lines), at('14:00:00')));
  expect([note?.took, others]).toEqual([{ atLeastMs: 1001, atMostMs: 3000 }, []]);
});

describe('as notes', () => {
  const context = {
    offsetMs: 2000,
    askedAt: at('14:00:00'),
    journalThroughAt: null,
    dashboardUnit: 'dashboard-mme',
    watchdogIntervalMs: 300_000,
  };
  const evidence = {
    ...noEvidence,
    gunicorn: written(
      '13:02:37 WARNING 7020 Worker with pid 7024 was terminated due to signal 9',
      '13:02:37 INFO 7299 Booting worker with pid: 7299',
    ),
  };

  test('they are by the laptop’s clock, watched time or not', () => {
    expect(reconstructNotes(evidence, context, [])).toEqual([
      {
        at: at('13:02:35'),
        note: 'worker-restarted',
        source: 'reconstructed',
        took: { atLeastMs: 0, atMostMs: 1000 },
      },
    ]);
  });

  test('one that a round has noted gets its time and is not told again', () => {
    const seen: NoteRecord = { at: at('13:02:38'), note: 'worker-restarted', source: 'observed', took: null };
    expect(reconstructNotes(evidence, context, [], [seen])).toEqual([
      { ...seen, took: { atLeastMs: 0, atMostMs: 1000 } },
    ]);
  });

  test('what the next round still has to see is left to it', () => {
    expect(reconstructNotes(evidence, { ...context, askedAt: at('13:03:37') }, [])).toEqual([]);
  });
});

test('the order of readings makes no difference, and no log makes it stumble', () => {
  const mark = fc.record({
    at: fc.integer({ min: 0, max: 2000 }).map((second) => at('10:00:00') + second * 1000),
    word: fc.constantFrom(...gunicornWords),
    pid: fc.integer({ min: 1, max: 6 }),
  });
  fc.assert(
    fc.property(fc.array(mark, { maxLength: 60 }), fc.nat(), (marks, cut) => {
      const part = (some: readonly GunicornMark[]) => ({ ...noEvidence, gunicorn: some });
      const index = cut % (marks.length + 1);
      const twice = joinEvidence(part(marks.slice(index)), part(marks.slice(0, index)));
      const once = joinEvidence(part(marks), noEvidence);
      const events = findWorkerEvents(twice.gunicorn, at('14:00:00'));
      expect(events).toEqual(findWorkerEvents(once.gunicorn, at('14:00:00')));
      for (const { took } of events) if (took !== null) expect(took.atMostMs).toBeGreaterThan(took.atLeastMs);
    }),
  );
});
