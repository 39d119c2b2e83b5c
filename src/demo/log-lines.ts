/** What the portal's programs write, in their own formats (gunicorn 20.1 with uvicorn workers, systemd, the watchdog). */
import { toServerTime } from './server-time';
import type { Gunicorn } from './world';

/** `sender` only in the journal: `gunicorn[1180]`. A line may not contain a line feed. */
export interface LogLine {
  readonly at: number;
  readonly text: string;
  readonly sender: string;
}

export interface Logs {
  readonly monitor: readonly LogLine[];
  readonly error: readonly LogLine[];
  readonly access: readonly LogLine[];
  readonly journal: readonly LogLine[];
  /** nginx's error log. */
  readonly proxy: readonly LogLine[];
}

export function logLine(at: number, text: string, sender = ''): LogLine {
  return { at, text, sender };
}

/** `[2026-11-24 05:15:01] OK: API responde (HTTP 200)` */
export function watchdogLine(at: number, text: string): LogLine {
  return logLine(at, `[${toServerTime(at)}] ${text}`);
}

/** A request that nginx could not pass on: nobody listens, or nobody answers in time. */
export function proxyLine(at: number, path: string, trouble: 'refused' | 'timeout'): LogLine {
  const what =
    trouble === 'refused'
      ? 'connect() failed (111: Connection refused) while connecting to upstream'
      : 'upstream timed out (110: Connection timed out) while reading response header from upstream';
  const host = 'portalenergetico.minenergia.gov.co';
  return logLine(
    at,
    `${toServerTime(at).replaceAll('-', '/')} [error] 912#912: *${Math.floor(at / 1000) % 100_000} ${what}, client: 10.20.4.${Math.floor(at / 1000) % 200}, server: ${host}, request: "GET ${path} HTTP/2.0", upstream: "http://127.0.0.1:8000${path}", host: "${host}"`,
  );
}

export function gunicornLine(at: number, pid: number, text: string): LogLine {
  return logLine(at, `[${toServerTime(at)} -0500] [${pid}] [INFO] ${text}`);
}

export function apiStartLines(api: Gunicorn): readonly LogLine[] {
  const at = api.startedAt;
  return [
    gunicornLine(at, api.master, 'Starting gunicorn 20.1.0'),
    gunicornLine(at, api.master, `Listening at: http://127.0.0.1:8000 (${api.master})`),
    gunicornLine(at, api.master, 'Using worker: uvicorn.workers.UvicornWorker'),
    ...api.workers.map(({ pid }) => gunicornLine(at, pid, `Booting worker with pid: ${pid}`)),
    ...api.workers.flatMap(({ pid }) => [
      gunicornLine(at, pid, `Started server process [${pid}]`),
      gunicornLine(at, pid, 'Waiting for application startup.'),
      gunicornLine(at, pid, 'Application startup complete.'),
    ]),
  ];
}

export function apiStopLines(api: Gunicorn, at: number): readonly LogLine[] {
  return [
    gunicornLine(at, api.master, 'Handling signal: term'),
    ...api.workers.flatMap(({ pid }) => [
      gunicornLine(at, pid, 'Shutting down'),
      gunicornLine(at, pid, `Finished server process [${pid}]`),
      gunicornLine(at, pid, `Worker exiting (pid: ${pid})`),
    ]),
    gunicornLine(at, api.master, 'Shutting down: Master'),
  ];
}

const unitTitle = 'dashboard-mme.service - Dashboard Portal Energético MME';

export function dashboardStartLines(dashboard: Gunicorn): readonly LogLine[] {
  const at = dashboard.startedAt;
  const inJournal = (pid: number, text: string): LogLine =>
    logLine(at, gunicornLine(at, pid, text).text, `gunicorn[${pid}]`);
  return [
    logLine(at, `Started ${unitTitle}.`, 'systemd[1]'),
    inJournal(dashboard.master, 'Starting gunicorn 20.1.0'),
    inJournal(dashboard.master, `Listening at: http://127.0.0.1:8050 (${dashboard.master})`),
    inJournal(dashboard.master, 'Using worker: sync'),
    ...dashboard.workers.map(({ pid }) => inJournal(pid, `Booting worker with pid: ${pid}`)),
  ];
}

export function dashboardStopLines(dashboard: Gunicorn, at: number): readonly LogLine[] {
  return [
    logLine(at, `Stopping ${unitTitle}...`, 'systemd[1]'),
    logLine(at, gunicornLine(at, dashboard.master, 'Handling signal: term').text, `gunicorn[${dashboard.master}]`),
    logLine(at, 'dashboard-mme.service: Deactivated successfully.', 'systemd[1]'),
    logLine(at, `Stopped ${unitTitle}.`, 'systemd[1]'),
  ];
}

export function dashboardFailureLines(at: number, pid: number): readonly LogLine[] {
  return [
    logLine(at, "ModuleNotFoundError: No module named 'plotly'", `gunicorn[${pid}]`),
    logLine(at, 'dashboard-mme.service: Main process exited, code=exited, status=3/NOTIMPLEMENTED', 'systemd[1]'),
    logLine(at, "dashboard-mme.service: Failed with result 'exit-code'.", 'systemd[1]'),
    logLine(at, 'dashboard-mme.service: Scheduled restart job, restart counter is at 5.', 'systemd[1]'),
    logLine(at, 'dashboard-mme.service: Start request repeated too quickly.', 'systemd[1]'),
    logLine(at, "dashboard-mme.service: Failed with result 'exit-code'.", 'systemd[1]'),
    logLine(at, `Failed to start ${unitTitle}.`, 'systemd[1]'),
  ];
}

/** A request that failed inside the application, as uvicorn prints it. */
export function tracebackLines(at: number, pid: number, cause: 'error' | 'database'): readonly LogLine[] {
  const where = [
    '  File "/usr/lib/python3/dist-packages/uvicorn/protocols/http/h11_impl.py", line 407, in run_asgi',
    '    result = await app(  # type: ignore[func-returns-value]',
    '  File "/home/admonctrlxm/server/api/main.py", line 27, in raiz',
  ];
  const what =
    cause === 'database'
      ? [
          '    total, ultima = consulta("SELECT count(*), max(fecha)::text FROM metricas")[0]',
          '  File "/home/admonctrlxm/server/api/main.py", line 15, in consulta',
          '    conexion = psycopg2.connect(DSN)',
          'psycopg2.OperationalError: connection to server at "127.0.0.1", port 5432 failed: Connection refused',
          '\tIs the server running on that host and accepting TCP/IP connections?',
        ]
      : ["    return {'status': 'ok', 'metricas': resumen['total']}", "KeyError: 'total'"];
  const head = `[${toServerTime(at)} -0500] [${pid}] [ERROR] Exception in ASGI application`;
  return [head, 'Traceback (most recent call last):', ...where, ...what].map((text) => logLine(at, text));
}

/** The logs just after a boot. */
export function bootLines(values: { readonly api: Gunicorn; readonly dashboard: Gunicorn }): Logs {
  return {
    monitor: [],
    access: [],
    proxy: [],
    error: apiStartLines(values.api),
    journal: dashboardStartLines(values.dashboard),
  };
}
