import { readWatchdogLines } from '../../src/core/backfill/watchdog-lines';
import { mapMinutes, noEvidence, type Evidence, type MinuteKind } from '../../src/core/backfill/evidence';
import { readErrorLines } from '../../src/core/backfill/error-lines';
import { reconstructSpans } from '../../src/core/backfill/reconstruct';
import { toServerZone } from '../../src/core/backfill/server-zone';
import { findWorkerEvents } from '../../src/core/backfill/workers';
import { median } from './median';

const minuteMs = 60_000;
const startAt = Date.parse('2026-10-01T00:00:00Z');
const zone = toServerZone('America/Bogota', -300, startAt);
const runs = 7;

export interface Growth {
  readonly what: string;
  readonly size: number;
  readonly ms: number;
  /** The same with four times as much. */
  readonly fourfoldMs: number;
}

/** How the work grows with what a server, perhaps a hostile one, has written: four times as much must take about four times as long. */
export function measureBackfill(): readonly Growth[] {
  return [
    growth('watchdog lines that are almost something', 10_000, (size) => {
      const lines = hostileLines(size);
      return () => readWatchdogLines(lines, zone, { fromAt: 0, toAt: startAt * 2, previousAt: null });
    }),
    growth('worker lines of an error log', 10_000, (size) => {
      const lines = workerLines(size);
      return () => findWorkerEvents(readErrorLines(lines, zone, { fromAt: 0, toAt: startAt * 2 }).marks, startAt * 2);
    }),
    growth('minutes of users, each with something exact in it', 5_000, (size) => concluding(busyMinutes(size))),
    growth('all that is kept of weeks', 5_000, (size) => concluding(quietWeeks(size))),
  ];
}

function growth(what: string, size: number, prepare: (size: number) => () => unknown): Growth {
  return { what, size, ms: timeOf(prepare(size)), fourfoldMs: timeOf(prepare(4 * size)) };
}

function timeOf(work: () => unknown): number {
  work();
  return median(
    Array.from({ length: runs }, () => {
      const begun = performance.now();
      work();
      return performance.now() - begun;
    }),
  );
}

function concluding(evidence: Evidence): () => unknown {
  const askedAt = startAt + 365 * 24 * 60 * minuteMs;
  const context = { offsetMs: 0, askedAt, journalThroughAt: askedAt, dashboardUnit: 'dashboard-mme' };
  return () => reconstructSpans(evidence, { ...context, watchdogIntervalMs: 5 * minuteMs });
}

/** What comes near to every pattern and is none: long rows of the words and negations that they begin with. */
function hostileLines(size: number): readonly string[] {
  const near = [
    'no '.repeat(60),
    'sin hay hubo '.repeat(20),
    'HTTP    '.repeat(30),
    'not está '.repeat(25),
    'reinicia'.repeat(25),
  ];
  return Array.from(
    { length: size },
    (_line, index) => `[${stamp(index * minuteMs)}] ${near[index % near.length] ?? ''}`,
  );
}

function workerLines(size: number): readonly string[] {
  return Array.from({ length: size }, (_line, index) => {
    const pid = String(index >> 1);
    const said =
      index % 2 === 0 ? `Worker with pid ${pid} was terminated due to signal 9` : `Booting worker with pid: ${pid}`;
    return `[${stamp(index * 1000)} +0000] [1] [INFO] ${said}`;
  });
}

function stamp(ms: number): string {
  return new Date(startAt + ms).toISOString().slice(0, 19).replace('T', ' ');
}

function busyMinutes(size: number): Evidence {
  const minutes = Array.from({ length: size }, (_minute, index) => {
    const fromAt = startAt + 2 * index * minuteMs;
    return { fromAt, toAt: fromAt + minuteMs };
  });
  return {
    ...noEvidence,
    minutes: mapMinutes((kind) => (kind === 'served-web' || kind === 'served-api' ? minutes : [])),
    units: minutes.flatMap(({ fromAt }) => [
      { at: fromAt + 5_000, unit: 'dashboard-mme', word: 'down' as const },
      { at: fromAt + 9_000, unit: 'dashboard-mme', word: 'up' as const },
    ]),
  };
}

/** Every other minute with users, some with errors, a watchdog that is content, and sixty starts of the system. */
function quietWeeks(size: number): Evidence {
  const minutes = Array.from({ length: size }, (_minute, index) => {
    const fromAt = startAt + 2 * index * minuteMs;
    return { fromAt, toAt: fromAt + minuteMs };
  });
  const some: readonly MinuteKind[] = ['served-api', 'served-web', 'gateway-web'];
  return {
    ...noEvidence,
    minutes: mapMinutes((kind) => (some.includes(kind) ? minutes : [])),
    watchdog: minutes.map(({ fromAt }) => ({ at: fromAt, word: 'ok' as const, status: null })),
    boots: Array.from({ length: 60 }, (_boot, index) => startAt + index * Math.floor((size * minuteMs) / 30)),
  };
}
