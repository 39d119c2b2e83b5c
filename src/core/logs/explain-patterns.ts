/** A known line: its texts are `logs.explain.<id>` (what it says) and `logs.explain.<id>.users` (what it means for users). */
export type LogExplanationId =
  | 'worker-timeout'
  | 'worker-killed'
  | 'worker-replaced'
  | 'cannot-start'
  | 'port-taken'
  | 'startup-failed'
  | 'code-error'
  | 'module-missing'
  | 'upstream-refused'
  | 'upstream-timeout'
  | 'upstream-closed'
  | 'database-refused'
  | 'database-full'
  | 'database-starting'
  | 'database-cut'
  | 'database-password'
  | 'query-cancelled'
  | 'relation-missing'
  | 'unit-failed'
  | 'unit-restarted'
  | 'unit-given-up'
  | 'out-of-memory'
  | 'cron-refused'
  | 'disk-full'
  | 'disk-read-only'
  | 'disk-failing';

export type Pattern = readonly [LogExplanationId, RegExp];

/** The messages of gunicorn and uvicorn about themselves, from where they begin. */
export const gunicornPatterns: readonly Pattern[] = [
  ['worker-timeout', /^WORKER TIMEOUT \(pid:/],
  // "Perhaps out of memory?" is only a question; gunicorn 20 names the signal instead.
  [
    'worker-killed',
    /^Worker \(pid:\d{1,10}\) was sent SIGKILL!|^Worker with pid \d{1,10} was terminated due to signal 9\b/,
  ],
  [
    'cannot-start',
    /^Reason: (?:Worker failed to boot|App failed to load)|^(?:Worker failed to boot|App failed to load)/,
  ],
  ['cannot-start', /^Exception in worker process/],
  ['cannot-start', /^Shutting down: Master\b.*\bReason: (?:Worker failed to boot|App failed to load)/],
  ['worker-replaced', /^Worker exiting \(pid: ?\d|^Booting worker with pid: \d/],
  ['port-taken', /^Connection in use: \(|^\[Errno 98\] .{0,200}address already in use/i],
  ['startup-failed', /^Application startup failed\. Exiting/],
  ['code-error', /^Exception in ASGI application|^Error handling request /],
];

const exception = String.raw`^(?:[A-Za-z_][\w.]{0,100}\.)?`;
const driver = String.raw`(?:OperationalError|InterfaceError|DatabaseError|InternalError|TooManyConnections\w{0,20}|CannotConnectNow\w{0,20}|AdminShutdown\w{0,20}|Invalid(?:Password|Authorization|CatalogName)\w{0,40}|ConnectionDoesNotExistError)`;

/** `psycopg2.OperationalError: … TEXT`, or PostgreSQL's own word at the beginning of a line. */
function saysDriver(text: string): RegExp {
  return new RegExp(`(?:${exception}${driver}: |^FATAL: |^connection to server at ).{0,300}?(?:${text})`, 'i');
}

function raises(types: string, text = ''): RegExp {
  return new RegExp(`${exception}(?:${types})\\b${text}`);
}

/** The last line of a traceback: another exception than the database's may hold what a visitor sent. */
export const databasePatterns: readonly Pattern[] = [
  [
    'database-full',
    saysDriver('too many clients already|remaining connection slots are reserved|too many connections for'),
  ],
  [
    'database-starting',
    saysDriver('the database system is (?:starting up|shutting down|in recovery mode|not yet accepting)'),
  ],
  ['database-password', saysDriver('password authentication failed for user')],
  [
    'database-cut',
    saysDriver('server closed the connection unexpectedly|terminating connection due to administrator command'),
  ],
  ['database-cut', /^server closed the connection unexpectedly/],
  ['database-refused', saysDriver('could not connect to server|connection to server at .{1,200} failed: ')],
  ['database-refused', /^(?:ConnectionRefusedError|OSError): .{0,200}\b5432\b/],
  ['query-cancelled', raises('QueryCanceled\\w{0,20}|DeadlockDetected\\w{0,20}')],
  ['query-cancelled', saysDriver('canceling statement due to statement timeout|deadlock detected')],
  ['relation-missing', raises('Undefined(?:Table|Column)\\w{0,20}')],
  ['relation-missing', raises('ProgrammingError', ': .{0,200}?(?:relation|column) .{1,150} does not exist')],
  ['module-missing', raises('ModuleNotFoundError|ImportError', ': ')],
  ['port-taken', /^OSError: \[Errno 98\] /],
  ['disk-full', /^(?:OSError|IOError): \[Errno 28\] |^psycopg2?\.errors\.DiskFull\b/],
  ['disk-read-only', /^OSError: \[Errno 30\] /],
  ['disk-failing', /^OSError: \[Errno 5\] /],
  ['code-error', /^(?:Exception Group )?Traceback \(most recent call last\):/],
];

/** nginx's messages. What it opens is named by visitors, so only a failed write tells of the disk. */
export const nginxPatterns: readonly Pattern[] = [
  ['upstream-refused', /^connect\(\) failed \(111: [A-Za-z ]{1,40}\) while connecting to upstream/],
  ['upstream-timeout', /^upstream timed out \(110:/],
  ['upstream-closed', /^upstream prematurely closed connection/],
  [
    'disk-full',
    /^(?:write\(\) to|pwritev?\(\)|writev?\(\)) "[^"]{1,300}" failed \(28:|^write\(\) to "[^"]{1,300}" was incomplete: /,
  ],
  ['disk-read-only', /^(?:open\(\)|mkdir\(\)) "\/var\/(?:log|lib|cache)\/nginx\/[\w./-]{1,200}" failed \(30:/],
  ['port-taken', /^bind\(\) to \S{1,100} failed \(98:/],
];

const unit = String.raw`^[\w:.@\\-]{1,255}: `;

/** systemd, the kernel and cron. */
export const systemdPatterns: readonly Pattern[] = [
  [
    'out-of-memory',
    new RegExp(`${unit}(?:Failed with result 'oom-kill'|A process of this unit has been killed by the OOM killer)`),
  ],
  ['out-of-memory', /^Out of memory: Killed process|^oom-kill:|^Memory cgroup out of memory: Killed process/],
  ['unit-given-up', new RegExp(`${unit}(?:Start request repeated too quickly|Failed with result 'start-limit-hit')`)],
  ['unit-restarted', new RegExp(`${unit}Scheduled restart job, restart counter is at`)],
  ['unit-failed', new RegExp(`${unit}(?:Main process exited, code=(?:exited|dumped|killed)|Failed with result ')`)],
  ['cron-refused', /^\(?\w{0,40}\)? ?FAILED to authorize user with PAM/],
  ['disk-full', /^[\w:.@\\-]{1,255}: .{0,120}No space left on device/],
  ['disk-read-only', /^EXT4-fs \([^)]{1,40}\): Remounting filesystem read-only/],
  ['disk-failing', /^(?:blk_update_request: )?I\/O error, dev |^EXT4-fs error /],
];

/** What a shell on the server says where nobody else can write. */
export const systemPatterns: readonly Pattern[] = [
  ['disk-full', /No space left on device/],
  ['disk-read-only', /Read-only file system/],
];
