import { assertNever } from '../core/result';
import { logLine, proxyLine, tracebackLines, watchdogLine } from './log-lines';
import { startApi, stopApi } from './world-services';
import { apiCondition, isOn, withLines, type World } from './world';

const minuteMs = 60_000;
const watchdogEveryMs = 5 * minuteMs;
const visitEveryMs = 3_000;
const tracebackEveryMs = 15_000;
/** After a long gap only the last part is written out: nobody reads further back. */
const visitsKeptMs = 20 * minuteMs;
const marksKeptMs = 24 * 60 * minuteMs;
/** The watchdog's first look after a fault comes by chance; the second one repairs, so that a fault can be watched. */
const repairsAfterMs = 4 * minuteMs;

/** Lets everything happen that the time up to `at` brings: visitors, the watchdog, the dashboard's own lines. */
export function advance(world: World, at: number): World {
  if (at <= world.at) return world;
  let next = world;
  if (!isOn(world, 'server-off')) {
    for (const mark of marksBetween(world.at, at)) next = happen(next, mark);
  }
  return { ...next, at };
}

type Mark = { readonly kind: 'visit' | 'watchdog' | 'refresh'; readonly at: number };

function marksBetween(from: number, to: number): readonly Mark[] {
  const recent = Math.max(from, to - visitsKeptMs);
  const kept = Math.max(from, to - marksKeptMs);
  return [
    ...every(visitEveryMs, recent, to).map((at) => ({ kind: 'visit' as const, at })),
    // cron takes a second, and so does the script.
    ...every(watchdogEveryMs, kept - 1000, to - 1000).map((at) => ({ kind: 'watchdog' as const, at: at + 1000 })),
    ...every(minuteMs, recent, to).map((at) => ({ kind: 'refresh' as const, at })),
  ].sort((a, b) => a.at - b.at);
}

/** Multiples of `stepMs` after `from`, up to and with `to`. */
function every(stepMs: number, from: number, to: number): readonly number[] {
  const first = Math.floor(from / stepMs) + 1;
  const last = Math.floor(to / stepMs);
  return Array.from({ length: Math.max(0, last - first + 1) }, (_, index) => (first + index) * stepMs);
}

function happen(world: World, mark: Mark): World {
  switch (mark.kind) {
    case 'visit':
      return visit(world, mark.at);
    case 'watchdog':
      return isOn(world, 'watchdog-silent') ? world : watchdogLooks(world, mark.at);
    case 'refresh':
      return refreshDashboard(world, mark.at);
    default:
      return assertNever(mark.kind);
  }
}

const visited = ['/api/', '/api/v1/metricas', '/api/v1/metricas?limite=50', '/api/v1/metricas?limite=200'] as const;

function visit(world: World, at: number): World {
  if (isOn(world, 'nginx-down')) return world;
  const count = Math.floor(at / visitEveryMs);
  const path = visited[(count * 7) % visited.length] ?? '/api/';
  const condition = apiCondition(world);
  if (condition === 'none') return withLines(world, 'proxy', [proxyLine(at, path, 'refused')]);
  if (condition === 'silence') return withLines(world, 'proxy', [proxyLine(at, path, 'timeout')]);
  return answered(world, { at, path, port: 0, version: '1.0' });
}

interface Request {
  readonly at: number;
  readonly path: string;
  /** The client's port; nginx is asked through a socket without one. */
  readonly port: number;
  readonly version: '1.0' | '1.1';
}

/** The lines that one request to the API leaves behind; a worker that hangs writes none. */
export function answered(world: World, request: Request): World {
  const condition = apiCondition(world);
  if (condition === 'none' || condition === 'silence') return world;
  const status = condition === 'well' ? 200 : 500;
  const client = request.port === 0 ? `10.20.4.${Math.floor(request.at / 1000) % 200}:0` : `127.0.0.1:${request.port}`;
  const line = logLine(request.at, `${client} - "GET ${request.path} HTTP/${request.version}" ${status}`);
  const next = withLines(world, 'access', [line]);
  return condition === 'well' ? next : withTraceback(next, request.at, condition);
}

/** Not one for each request: the log stays readable. */
function withTraceback(world: World, at: number, cause: 'error' | 'database'): World {
  const lines = tracebackLines(at, world.api?.workers[0]?.pid ?? 0, cause);
  const last = world.logs.error.at(-1);
  const isRepeated = last !== undefined && last.text === lines.at(-1)?.text && at - last.at < tracebackEveryMs;
  return isRepeated ? world : withLines(world, 'error', lines);
}

function watchdogLooks(world: World, at: number): World {
  const asked = answered(world, { at, path: '/api/', port: 40_000 + (Math.floor(at / 1000) % 20_000), version: '1.1' });
  const condition = apiCondition(asked);
  if (condition === 'well') return withLines(asked, 'monitor', [watchdogLine(at, 'OK: API responde (HTTP 200)')]);
  const code = condition === 'none' || condition === 'silence' ? '000' : '500';
  const alerted = withLines(asked, 'monitor', [
    watchdogLine(at, `ALERTA: API no responde (HTTP ${code}). Reiniciando...`),
  ]);
  return mayRepair(world, at) ? repair(alerted, at) : giveUp(alerted, at);
}

/** Only once the fault has been there for a while. */
function mayRepair(world: World, at: number): boolean {
  const since = Math.max(...world.faults.values());
  return world.watchdogRepairs && at - since >= repairsAfterMs;
}

function repair(world: World, at: number): World {
  const wasRunning = world.api !== null;
  const started = startApi(stopApi(world, at), at);
  return withLines(started, 'monitor', [
    logLine(at, wasRunning ? 'API detenida' : 'La API no estaba en ejecución'),
    logLine(at, `API iniciada (PID ${started.api?.master ?? 0})`),
    watchdogLine(at + 3000, 'RECUPERADA: API reiniciada'),
  ]);
}

function giveUp(world: World, at: number): World {
  return withLines(world, 'monitor', [
    logLine(at, 'Error: la API no respondió en 30 segundos'),
    watchdogLine(at, 'ERROR: no se pudo reiniciar la API'),
  ]);
}

function refreshDashboard(world: World, at: number): World {
  const worker = world.dashboard?.workers[Math.floor(at / minuteMs) % 2];
  if (worker === undefined) return world;
  const ms = 60 + (Math.floor(at / minuteMs) % 37);
  const text = isOn(world, 'database-down')
    ? 'ERROR:dashboard:sin conexión con PostgreSQL (127.0.0.1:5432)'
    : `INFO:dashboard:datos actualizados (2000 métricas, ${ms} ms)`;
  return withLines(world, 'journal', [logLine(at, text, `gunicorn[${worker.pid}]`)]);
}
