import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { checkOf } from '../../src/core/cause-checks';
import { diagnose } from '../../src/core/diagnose';
import { causes, type Cause, type Confidence, type Diagnosis } from '../../src/core/model';
import type { RemoteFacts, UnitFacts } from '../../src/core/remote-facts';
import {
  certificate,
  facts,
  gunicorn,
  local,
  minute,
  noAnswer,
  observation,
  probe,
  processes,
  roundMemory,
  server,
  serverStamp,
  silent,
  someTime,
  unit,
  units,
  witnessDead,
  witnesses,
  witnessOk,
  type RoundParts,
} from '../support/builders';

/*
 * What each line of evidence is worth. A verdict rests on lines; here one line at a time is mended, taken away or
 * turned into its opposite, and the verdict must follow, or the line stands in a table with the reason why not.
 */

type Fact = keyof RemoteFacts;
type Line = 'portal' | 'api' | 'ssh' | 'witnesses' | Fact;
interface Base {
  readonly parts?: Pick<RoundParts, 'portal' | 'api' | 'ssh' | 'witnesses'>;
  readonly facts?: Partial<RemoteFacts>;
  /** Lines that say again what another one says: mending one of them alone changes nothing. */
  readonly redundant?: Readonly<Partial<Record<Line, string>>>;
  /** Lines that are well, and without which the verdict is another. */
  readonly context?: Readonly<Partial<Record<Fact, string>>>;
}

const memory = roundMemory({ fewWorkers: true, parts: { api: { wellAt: someTime - 5 * minute, failedAt: null } } });
const verdict = (parts: RoundParts): Diagnosis =>
  diagnose(observation(parts), { server, earlier: new Set<Cause>(), memory });

const healthy = facts({
  watchdog: {
    lastLineAt: someTime - minute,
    fileModifiedAt: someTime - minute,
    lastLine: 'OK',
    readable: true,
    restarts: [],
  },
});
const unknowable: Partial<RemoteFacts> = {
  units: {},
  sudo: 'unknown',
  bootAt: null,
  bootId: null,
  cleanShutdown: null,
  database: null,
  gunicorn: null,
  localApi: null,
  localDashboard: null,
  localPortal: null,
  localPortalApi: null,
  listeningPorts: null,
  disks: null,
  memory: null,
  crontab: null,
  scheduledFiles: null,
  watchdog: null,
  errorLog: null,
  codeChangedAt: null,
  scripts: null,
  logs: null,
  journalReadable: null,
  kernel: null,
  biggestLog: null,
};
const removable = Object.keys(unknowable) as readonly Fact[];

const stopped: Partial<UnitFacts> = { active: 'inactive', sub: 'dead', changedAt: someTime - minute };
const withUnit = (name: string, change: Partial<UnitFacts>) => ({
  units: units({ [`${name}.service`]: unit(name, change) }),
});
const [disk] = facts().disks ?? [];
const disks = (change: object) => ({ disks: [{ ...disk, ...change }] as RemoteFacts['disks'] });
const api = (status: number) => probe('/api/', { status, body: 'not-read' });
const portal = (status: number) => probe('/', { status, body: 'not-read' });
const badCertificate = (problem: 'expired' | 'self-signed') => ({
  portal: probe('/', {}, { certificate: certificate({ problem: { kind: problem } }) }),
});
const timeout = { kind: 'timeout', host: 'h', port: 22, limitMs: 1 } as const;
const silentWeb = { portal: silent('/', 'tcp', 'timeout'), api: silent('/api/', 'tcp', 'timeout') };
const namelessWeb = { portal: silent('/', 'dns', 'not-found'), api: silent('/api/', 'dns', 'not-found') };
const online = witnesses([witnessOk, witnessOk]);
const stamp = serverStamp(someTime - minute);
const raised = [
  `[${stamp}] [101] [ERROR] Exception in ASGI application`,
  'Traceback (most recent call last):',
  '  File "/srv/api/main.py", line 1, in f',
  "KeyError: 'x'",
];
const log = (...tail: readonly string[]) => ({ readable: true, modifiedAt: someTime, tail });
const database = { ready: 'no-answer', clusters: [unit('postgresql@15-main', stopped)], listening: false } as const;
const noProcess = gunicorn({ masters: [], workers: [] });
const outsideSays = 'what users get says it already';

/** The lines that make each cause, and nothing else that is not well. */
const bases: Readonly<Record<string, readonly [Cause, Base]>> = {
  'laptop offline': [
    'laptop-offline',
    { parts: { ...silentWeb, ssh: timeout, witnesses: witnesses([witnessDead, witnessDead]) } },
  ],
  'sign-in page': [
    'captive-portal',
    {
      parts: {
        portal: silent('/', 'tls', 'not-tls'),
        api: silent('/api/', 'tls', 'not-tls'),
        ssh: timeout,
        witnesses: witnesses([
          { kind: 'foreign', ms: 9 },
          { kind: 'foreign', ms: 9 },
        ]),
      },
      redundant: {
        api: 'the page in place of the portal is proof enough',
        ssh: 'what a sign-in page lets through says nothing about the pages',
      },
    },
  ],
  'no such name': [
    'name-not-found',
    {
      parts: { ...namelessWeb, ssh: { kind: 'name-not-found', host: 'h' }, witnesses: online },
      redundant: { ssh: 'SSH by address does not need the name' },
    },
  ],
  'server off': ['server-unreachable', { parts: { ...silentWeb, ssh: timeout, witnesses: online } }],
  'just booted': [
    'server-booting',
    {
      parts: { api: api(502) },
      facts: { bootAt: someTime - minute, gunicorn: noProcess, localApi: noAnswer(7) },
      redundant: { gunicorn: 'a process that does not answer yet is still on its way' },
    },
  ],
  'nginx stopped': [
    'proxy-down',
    {
      parts: { portal: silent('/', 'tcp', 'refused'), api: silent('/api/', 'tcp', 'refused'), witnesses: online },
      facts: { ...withUnit('nginx', stopped), localPortal: noAnswer(7), localPortalApi: noAnswer(7) },
      redundant: {
        localPortal: 'the unit says it',
        localPortalApi: 'the unit says it',
        witnesses: 'SSH reached the server',
      },
    },
  ],
  'PostgreSQL stopped': [
    'database-down',
    { parts: { api: api(500) }, facts: { database, localApi: local(500) }, redundant: { localApi: outsideSays } },
  ],
  'API stopped': ['api-down', { parts: { api: api(502) }, facts: { gunicorn: noProcess, localApi: noAnswer(7) } }],
  'API does not load': [
    'api-cannot-start',
    {
      parts: { api: api(502) },
      facts: {
        gunicorn: noProcess,
        localApi: noAnswer(7),
        errorLog: log(`[${stamp}] [1] [INFO] Reason: Worker failed to boot.`),
      },
    },
  ],
  'API stuck': [
    'api-hung',
    {
      parts: { api: silent('/api/', 'response', 'timeout') },
      facts: { localApi: noAnswer(28) },
      context: { gunicorn: 'without its processes only the answer from outside is left' },
    },
  ],
  'API fails': [
    'api-error',
    {
      parts: { api: api(500) },
      facts: { localApi: local(500) },
      context: {
        database: 'whether the database is well decides how certain it is',
        gunicorn: 'without its processes only the answer from outside is left',
      },
    },
  ],
  'dashboard stopped': [
    'dashboard-down',
    {
      parts: { portal: portal(502) },
      facts: { ...withUnit('dashboard-mme', stopped), localDashboard: noAnswer(7) },
      redundant: { localDashboard: 'the unit says it', portal: 'a maintenance page may answer for it' },
    },
  ],
  'dashboard given up': [
    'dashboard-failing',
    {
      parts: { portal: portal(502) },
      facts: {
        ...withUnit('dashboard-mme', { active: 'failed', sub: 'failed', result: 'start-limit-hit', restarts: 5 }),
        localDashboard: noAnswer(7),
      },
      redundant: { localDashboard: 'the unit says it' },
    },
  ],
  firewall: [
    'web-error',
    {
      parts: { ...silentWeb, witnesses: online },
      redundant: { api: 'the portal alone is enough', portal: 'the API alone is enough' },
      context: { localPortal: 'its own look at its front door proves it' },
    },
  ],
  'certificate expired': ['certificate-expired', { parts: badCertificate('expired') }],
  'certificate of nobody': ['certificate-invalid', { parts: badCertificate('self-signed') }],
  'certificate ends soon': [
    'certificate-expiring',
    { parts: { portal: probe('/', {}, { certificate: certificate({ validToAt: someTime + 5 * 86_400_000 }) }) } },
  ],
  'SSH silent': ['ssh-unavailable', { parts: { ssh: timeout } }],
  'SSH refuses her key': ['ssh-auth-failed', { parts: { ssh: { kind: 'auth-failed', user: 'u', tried: 'key' } } }],
  'another host key': [
    'host-key-changed',
    { parts: { ssh: { kind: 'host-key-changed', fingerprint: 'b', known: 'a', keyType: 'k' } } },
  ],
  'a new host key': [
    'host-key-unknown',
    { parts: { ssh: { kind: 'host-key-unknown', fingerprint: 'b', keyType: 'k' } } },
  ],
  'no permission': ['sudo-denied', { facts: { sudo: 'denied' } }],
  'disk full': ['disk-full', { facts: disks({ usedPercent: 97, availableBytes: 4e9 }) }],
  'disk damaged': [
    'disk-full',
    {
      facts: {
        ...disks({ readOnly: true }),
        kernel: {
          readable: true,
          lines: [{ at: someTime, text: 'kernel: EXT4-fs error (device vda1)' }],
          killsByGroup: {},
        },
      },
    },
  ],
  'disk filling': ['disk-filling', { facts: disks({ usedPercent: 92, availableBytes: 16e9 }) }],
  'little memory': [
    'memory-low',
    {
      facts: {
        memory: {
          totalBytes: 8e9,
          availableBytes: 1e8,
          swapTotalBytes: 0,
          swapFreeBytes: 0,
          swapped: null,
          biggest: null,
        },
      },
    },
  ],
  'out of memory': [
    'out-of-memory',
    {
      parts: { api: api(502) },
      facts: {
        gunicorn: noProcess,
        localApi: noAnswer(7),
        kernel: {
          readable: true,
          lines: [{ at: someTime - minute, text: 'kernel: Out of memory: Killed process 100 (gunicorn) x' }],
          killsByGroup: {},
        },
      },
      redundant: { gunicorn: 'nothing answers on its port either' },
    },
  ],
  'a worker missing': ['workers-missing', { facts: { gunicorn: gunicorn({ workers: processes(3, 101, 100) }) } }],
  'watchdog silent': [
    'watchdog-silent',
    {
      facts: {
        watchdog: {
          lastLineAt: someTime - 60 * minute,
          fileModifiedAt: null,
          lastLine: '',
          readable: true,
          restarts: [],
        },
      },
      context: { crontab: 'without its schedule nobody knows how long is too long' },
    },
  ],
  'no @reboot line': [
    'autostart-missing',
    { facts: { crontab: { rebootLine: null, watchdogLine: '*/5 * * * * /x', watchdogMinutes: null } } },
  ],
  'a new traceback': ['code-error', { facts: { errorLog: log(...raised) } }],
  'clock ahead': ['clock-skew', { facts: { clockOffsetMs: 200_000 } }],
  'often brought back': [
    'flapping',
    {
      facts: {
        watchdog: {
          lastLineAt: someTime,
          fileModifiedAt: null,
          lastLine: '',
          readable: true,
          restarts: [1, 2, 3].map((n) => someTime - 90 * minute - n * minute * 9),
        },
      },
      context: { gunicorn: 'the age of its master is the proof' },
    },
  ],
};

/** Not told from one round: speed, by its own habit over days. */
const notFromOneRound: readonly Cause[] = ['slow'];

const rows = Object.entries(bases).map(([name, [cause, base]]) => [name, cause, base] as const);
const partsOf = ({ parts, facts: change }: Base): RoundParts => ({ ...parts, facts: { ...healthy, ...change } });
const headOf = ({ status, primary }: Diagnosis) =>
  [status, primary?.cause ?? '', primary?.variant ?? '', primary?.confidence ?? ''].join(' ').trim();

function without(parts: RoundParts, ...lines: readonly Fact[]): RoundParts {
  const removed = Object.fromEntries(lines.map((line) => [line, unknowable[line]]));
  return { ...parts, facts: { ...parts.facts, ...removed } };
}

/** What a verdict could not say anything about is not calm, and settles nothing. */
function isUnsaid(cause: Cause, { unknown }: Diagnosis): boolean {
  const check = checkOf(cause) ?? outsideChecks[cause];
  return check !== undefined && unknown.some((id) => id === check || id.startsWith(`${check}:`));
}
const outsideChecks: Readonly<Partial<Record<Cause, string>>> = {
  'database-down': 'postgresql',
  'dashboard-down': 'dashboard',
};

test('every cause that one round can tell stands here', () => {
  const told = new Set([...rows.map(([, cause]) => cause), ...notFromOneRound]);
  expect(causes.filter((cause) => !told.has(cause))).toEqual([]);
});

describe.each(rows)('%s', (_name, cause, base) => {
  const sick = partsOf(base);
  const before = verdict(sick);

  test('is told as its cause', () => {
    expect(before.primary?.cause).toBe(cause);
  });

  test('each line counts: with it mended the verdict is another', () => {
    const lines = [...Object.keys(base.parts ?? {}), ...Object.keys(base.facts ?? {})] as readonly Line[];
    const idle = lines.filter((line) => headOf(verdict(mend(sick, line))) === headOf(before));
    expect(idle.sort()).toEqual(Object.keys(base.redundant ?? {}).sort());
  });

  test('no other line counts: without it the verdict is the same', () => {
    const others = removable.filter((line) => !(line in (base.facts ?? {})));
    const counting =
      sick.ssh === undefined ? others.filter((line) => headOf(verdict(without(sick, line))) !== headOf(before)) : [];
    expect(counting.sort()).toEqual(Object.keys(base.context ?? {}).sort());
  });

  test('without any of its lines it is never calm, unless the verdict says that it could not look', () => {
    const lines = Object.keys(base.facts ?? {}).filter((line) => line in unknowable) as readonly Fact[];
    for (const line of lines) {
      const after = verdict(without(sick, line));
      expect([line, after.status !== 'calm' || isUnsaid(cause, after)]).toEqual([line, true]);
    }
  });
});

function mend(parts: RoundParts, line: Line): RoundParts {
  switch (line) {
    case 'portal':
      return { ...parts, portal: probe('/') };
    case 'api':
      return { ...parts, api: probe('/api/') };
    case 'ssh':
      return Object.fromEntries(Object.entries(parts).filter(([name]) => name !== 'ssh'));
    case 'witnesses':
      return { ...parts, witnesses: null };
    default:
      return { ...parts, facts: { ...parts.facts, [line]: healthy[line] } };
  }
}

describe('a healthy server', () => {
  const well: RoundParts = { facts: healthy };

  const opposites: Readonly<Record<string, Partial<RemoteFacts>>> = {
    'the API’s port refuses': { localApi: noAnswer(7) },
    'the API is silent on the server': { localApi: noAnswer(28) },
    'the API fails on the server': { localApi: local(500) },
    'the dashboard fails on the server': { localDashboard: local(500) },
    'the dashboard is silent on the server': { localDashboard: noAnswer(28) },
    'nginx is silent on the server': { localPortal: noAnswer(28) },
    'the API’s path fails on the server': { localPortalApi: local(404) },
    'no gunicorn': { gunicorn: noProcess },
    'no master': { gunicorn: gunicorn({ masters: [] }) },
    'no worker': { gunicorn: gunicorn({ workers: [] }) },
    'left-over workers': { gunicorn: gunicorn({ masters: [], workers: [], orphans: processes(4, 101, 1) }) },
    ...Object.fromEntries(
      ['dashboard-mme', 'nginx', 'postgresql', 'cron'].flatMap((name) =>
        [stopped, { active: 'failed', sub: 'failed', result: 'oom-kill' }].map((change) => [
          `${name} ${String(change.active)}`,
          withUnit(name, change),
        ]),
      ),
    ),
    'pg_isready: no answer': {
      database: { ready: 'no-answer', clusters: [unit('postgresql@15-main')], listening: true },
    },
    'pg_isready: rejects': {
      database: { ready: 'rejecting', clusters: [unit('postgresql@15-main')], listening: true },
    },
    'the cluster’s unit is dead': {
      database: { ready: 'accepting', clusters: [unit('postgresql@15-main', stopped)], listening: true },
    },
    'nothing listens for PostgreSQL': {
      database: { ready: 'accepting', clusters: [unit('postgresql@15-main')], listening: false },
    },
    'nothing listens': { listeningPorts: [] },
    'the disk is full': disks({ usedPercent: 100, availableBytes: 0 }),
    'the disk is read-only': disks({ readOnly: true }),
    'no memory': {
      memory: { totalBytes: 8e9, availableBytes: 0, swapTotalBytes: 0, swapFreeBytes: 0, swapped: null, biggest: null },
    },
    'a process was killed for memory': {
      kernel: {
        readable: true,
        lines: [{ at: someTime, text: 'kernel: Out of memory: Killed process 100 (gunicorn) x' }],
        killsByGroup: {},
      },
    },
    'no crontab': { crontab: { rebootLine: null, watchdogLine: null, watchdogMinutes: null } },
    'no watchdog': { watchdog: { lastLineAt: 0, fileModifiedAt: 0, lastLine: '', readable: false, restarts: [] } },
    tracebacks: { errorLog: log(...raised) },
    'the log speaks of the database': {
      errorLog: log(...raised.slice(0, 3), 'psycopg2.OperationalError: FATAL:  sorry, too many clients already'),
    },
    'the log speaks of a failed start': { errorLog: log(`[${stamp}] [1] [INFO] Reason: Worker failed to boot.`) },
    'the log speaks of an order to stop': { errorLog: log(`[${stamp}] [1] [INFO] Handling signal: term`) },
    'no scripts': { scripts: [] },
    'another boot': { bootId: 'other', bootAt: someTime - minute },
    'no permission': { sudo: 'denied' },
    'the clock is off': { clockOffsetMs: -1e7 },
    'the code changed': { codeChangedAt: someTime },
    'no files of the crontab': {
      scheduledFiles: [
        { path: '/home/admonctrlxm/server/api/monitor_api.sh', exists: false, readable: false, executable: false },
      ],
    },
  };

  test('is calm', () => {
    expect(verdict(well).status).toBe('calm');
  });

  test.each(Object.entries(opposites))('is never red for certain by one line from inside: %s', (_, change) => {
    const { status, primary } = verdict({ facts: { ...healthy, ...change } });
    const confidence: Confidence | null = primary?.confidence ?? null;
    expect(status === 'down' && confidence === 'certain').toBe(false);
  });

  test('is never red because something could not be read, or several things', () => {
    fc.assert(
      fc.property(fc.subarray([...removable]), (lines) => {
        const { status } = verdict(without(well, ...lines));
        expect(status).toBe('calm');
      }),
      { numRuns: 300 },
    );
  });

  test('is never red because SSH fails or witnesses are silent', () => {
    expect(verdict({ ssh: timeout, witnesses: witnesses([witnessDead, witnessDead]) }).status).toBe('attention');
  });
});

test('what cannot be read never makes a sick server calm without saying so', () => {
  fc.assert(
    fc.property(fc.constantFrom(...rows), fc.subarray([...removable]), ([, cause, base], lines) => {
      const after = verdict(without(partsOf(base), ...lines));
      expect(after.status !== 'calm' || isUnsaid(cause, after)).toBe(true);
    }),
    { numRuns: 500 },
  );
});
