import { mkdtempSync, rmSync, statSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { availabilityOf } from '../../src/core/history/availability';
import { totalsOf, unsureOf } from '../../src/core/history/totals';
import type { CheckResult, Level } from '../../src/core/model';
import { chooseDriver } from '../../src/main/history/choose-driver';
import { openConnection, type Connection } from '../../src/main/history/connection';
import { createHistory } from '../../src/main/history/create-history';
import { rollDay } from '../../src/main/history/days';
import { freezeDay } from '../../src/main/history/frozen';
import { emptyIncident } from '../../src/main/history/incident-fold';
import { writeIncident } from '../../src/main/history/incident-rows';
import { openHistoryReader } from '../../src/main/history/open';
import { insertRound, toPlainRound } from '../../src/main/history/rounds';
import { fakeClock } from '../support/fake-clock';
import { median } from './median';

const dayMs = 86_400_000;
const everyMs = 300_000;
const days = 365;
const servers = 5;
const checks = 15;
const endAt = Date.parse('2026-11-01T00:00:00Z');
const beginAt = endAt - days * dayMs;
const runs = 9;

export interface HistoryFigures {
  readonly driver: string;
  readonly rows: number;
  readonly buildMs: number;
  readonly plainBuildMs: number;
  readonly openColdMs: number;
  readonly openMs: number;
  readonly yearMs: number;
  readonly roundMs: number;
  readonly slowestRoundMs: number;
  readonly bytesPerRow: number;
  readonly plain: {
    readonly openMs: number;
    readonly yearMs: number;
    readonly roundMs: number;
    readonly bytesPerRow: number;
  };
}

/** A year of rounds of five servers in our file, and the same rows in a plain table by the same SQLite. Medians. */
export function compareHistory(): HistoryFigures {
  const folder = mkdtempSync(path.join(os.tmpdir(), 'vigia-bench-history-'));
  try {
    const ours = measureOurs(folder);
    const { file, ...plain } = measurePlain(path.join(folder, 'plain.db'));
    const { plainMs, ...rounds } = measureRounds(folder, file);
    file.close();
    return { ...ours, ...rounds, plainBuildMs: plain.buildMs, plain: { ...plain, roundMs: plainMs } };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

// ── Ours ─────────────────────────────────────────────────────────────────────

function measureOurs(dataDir: string): Omit<HistoryFigures, 'plain' | 'plainBuildMs' | 'roundMs' | 'slowestRoundMs'> {
  const driver = chooseDriver();
  const file = path.join(dataDir, 'history.db');
  const buildMs = timed(() => {
    const connection = openConnection({ driver, path: file, readOnly: false, busyMs: 1_000 });
    buildYear(connection);
    connection.database.close();
  });
  const bytesPerRow = statSync(file).size / rowCount;
  const clock = fakeClock(endAt);
  const view = () => {
    const reader = openHistoryReader(dataDir, { driver, clock });
    const range = { fromAt: endAt - 30 * dayMs, toAt: endAt };
    const found = [
      reader.segments('server-2', range).length,
      reader.incidents('server-2', range).length,
      reader.series('server-2', 'check-4', range, 240).length,
    ];
    if (found.includes(0)) throw new Error(`nothing was found: ${found.join()}, ${JSON.stringify(reader.problem())}`);
    reader.close();
  };
  const openColdMs = timed(view);
  const openMs = repeat(view);
  const reader = openHistoryReader(dataDir, { driver, clock });
  const yearMs = repeat(() => {
    const segments = reader.segments('server-3', { fromAt: beginAt, toAt: endAt });
    const { availability } = availabilityOf(totalsOf(segments), unsureOf(segments), 0.995);
    if (availability === null || availability > 0.9999) throw new Error('outages are missing');
  });
  reader.close();
  return { driver: driver.name, rows: rowCount, buildMs, openColdMs, openMs, yearMs, bytesPerRow };
}

const rowCount = (days * dayMs * servers * checks) / everyMs;

function buildYear(connection: Connection): void {
  const { database, names } = connection;
  for (let at = beginAt; at < endAt; at += dayMs) {
    database.transaction('write', () => {
      for (let startedAt = at; startedAt < at + dayMs; startedAt += everyMs)
        for (let server = 1; server <= servers; server += 1)
          insertRound(connection, toPlainRound(round(server, startedAt)));
    });
    database.transaction('write', () => {
      for (let server = 1; server <= servers; server += 1) {
        const id = names.server(nameOf(server));
        rollDay(connection, id, at + 2 * dayMs);
        freezeDay(connection, id, at);
        const failedAt = at + outageOf(server, at) * everyMs;
        const incident = emptyIncident({
          id: `${nameOf(server)}:${String(failedAt)}`,
          cause: 'api-down',
          firstFailureAt: failedAt,
        });
        if (isBadDay(at))
          writeIncident(connection, id, {
            ...incident,
            confirmedAt: failedAt + 30_000,
            recoveredAt: failedAt + everyMs,
          });
      }
    });
  }
}

function nameOf(server: number): string {
  return `server-${String(server)}`;
}

/** An outage every third day, at another time on each server. */
function isBadDay(at: number): boolean {
  return Math.floor(at / dayMs) % 3 === 0;
}

function outageOf(server: number, at: number): number {
  return (server * 37 + Math.floor(at / dayMs) * 13) % 288;
}

function round(server: number, startedAt: number) {
  const dayAt = Math.floor(startedAt / dayMs) * dayMs;
  const isDown = isBadDay(dayAt) && (startedAt - dayAt) / everyMs === outageOf(server, dayAt);
  return {
    serverId: nameOf(server),
    startedAt,
    endedAt: startedAt + 1_500,
    status: isDown ? ('down' as const) : ('calm' as const),
    cause: isDown ? ('api-down' as const) : null,
    confidence: 'certain' as const,
    checks: Array.from({ length: checks }, (_, index) => check(index, server, startedAt)),
    portal: null,
    api: null,
  };
}

/** Answer times, percentages and words, as rounds have them. */
function check(index: number, server: number, at: number): CheckResult {
  const noise = (Math.floor(at / everyMs) * 7919 + index * 104_729 + server * 31) % 1000;
  const level: Level = noise === 0 ? 'warning' : 'ok';
  const common = { id: `check-${String(index)}`, level, message: '' };
  if (index % 5 < 2) return { ...common, value: 200, unit: 'status', ms: 80 + noise };
  if (index % 5 === 2) return { ...common, value: 50 + noise / 100, unit: '%', ms: null };
  if (index % 5 === 3) return { ...common, value: 'active', unit: null, ms: null };
  return { ...common, value: noise, unit: 'ms', ms: 10 + noise };
}

/** Taking turns, so that whatever else the disk has to do meets both. */
function measureRounds(
  dataDir: string,
  plain: PlainFile,
): Pick<HistoryFigures, 'roundMs' | 'slowestRoundMs'> & {
  readonly plainMs: number;
} {
  const clock = fakeClock(endAt);
  const history = createHistory({ dataDir, clock });
  const times: { readonly ours: number[]; readonly plain: number[] } = { ours: [], plain: [] };
  history.recordRound(round(1, clock.now()));
  for (let run = 0; run < 60; run += 1) {
    clock.advance(everyMs);
    times.ours.push(
      timed(() => {
        if (!history.recordRound(round(1, clock.now()))) throw new Error('a round was not stored');
      }),
    );
    times.plain.push(
      timed(() => {
        plain.recordRound(clock.now());
      }),
    );
  }
  history.close();
  return { roundMs: median(times.ours), slowestRoundMs: Math.max(...times.ours), plainMs: median(times.plain) };
}

// ── Plain ────────────────────────────────────────────────────────────────────

interface PlainFile {
  recordRound(at: number): void;
  close(): void;
}

/** One table with a row for each measurement, sorted as the questions want it. */
function measurePlain(
  file: string,
): Omit<HistoryFigures['plain'], 'roundMs'> & { readonly buildMs: number; readonly file: PlainFile } {
  const database = chooseDriver().open(file, { readOnly: false, busyMs: 1_000 });
  database.prepare('PRAGMA journal_mode = TRUNCATE').get();
  const buildMs = timed(() => {
    database.exec('PRAGMA synchronous = FULL; PRAGMA temp_store = MEMORY');
    database.exec(`CREATE TABLE plain (server INTEGER, item INTEGER, at INTEGER, level INTEGER, value, ms INTEGER,
      PRIMARY KEY (server, item, at)) WITHOUT ROWID`);
    for (let server = 1; server <= servers; server += 1)
      for (let item = 0; item < checks; item += 1) database.exec(plainRows(server, item));
  });
  const year = database.prepare(
    'SELECT sum(level = 2) AS down, count(*) AS n FROM plain WHERE server = ? AND item = 0 AND at >= ? AND at < ?',
  );
  const yearMs = repeat(() => database.transaction('read', () => year.all(3, beginAt, endAt)));
  const looks = database.prepare('SELECT at, level FROM plain WHERE server = ? AND item = 0 AND at >= ? AND at < ?');
  const series = database.prepare(
    `SELECT at / 10800000 AS bucket, avg(ms), min(ms), max(ms) FROM plain
    WHERE server = ? AND item = ? AND at >= ? AND at < ? GROUP BY 1`,
  );
  const openMs = repeat(() =>
    database.transaction('read', () => [
      looks.all(2, endAt - 30 * dayMs, endAt),
      series.all(2, 4, endAt - 30 * dayMs, endAt),
    ]),
  );
  const insert = database.prepare('INSERT INTO plain VALUES (?, ?, ?, ?, ?, ?)');
  const recordRound = (at: number) => {
    database.transaction('write', () => {
      for (let item = 0; item < checks; item += 1) insert.run(1, item, at, 0, 200, 80 + item);
    });
  };
  const bytesPerRow = statSync(file).size / rowCount;
  return { buildMs, openMs, yearMs, bytesPerRow, file: { recordRound, close: database.close } };
}

function plainRows(server: number, item: number): string {
  const noise = `((n * 7919 + ${String(item * 104_729 + server * 31)}) % 1000)`;
  const value = ['200', '200', `50 + ${noise} / 100.0`, `'active'`, noise][item % 5] ?? 'NULL';
  const ms = item % 5 === 2 || item % 5 === 3 ? 'NULL' : `80 + ${noise}`;
  return `WITH RECURSIVE r(n) AS (SELECT ${String(beginAt / everyMs)} UNION ALL SELECT n + 1 FROM r WHERE n + 1 < ${String(endAt / everyMs)})
    INSERT INTO plain SELECT ${String(server)}, ${String(item)}, n * ${String(everyMs)}, iif(n % 864 = 37, 2, 0), ${value}, ${ms} FROM r`;
}

function repeat(work: () => unknown): number {
  return median(Array.from({ length: runs }, () => timed(work)));
}

function timed(work: () => unknown): number {
  const startedAt = performance.now();
  work();
  return performance.now() - startedAt;
}
