/** Snapshots that show the window in each of its states, as the core would make them. All moments hang on `fixtureNow`. */
import type { CheckSwitches } from '../../../src/core/optional-checks';
import { usualThresholds, type Thresholds } from '../../../src/core/thresholds';
import type { Settings } from '../../../src/core/settings';
import type { Cause, CheckResult, Finding, HttpProbe, OverallStatus, WitnessReport } from '../../../src/core/model';
import type { RestartRun, RestartStep } from '../../../src/core/restart-types';
import type { DrillSnapshot, ServerSnapshot, ServiceSnapshot, Snapshot } from '../../../src/core/snapshot-types';
import type { Push, SetupDefaults, SetupStepResult, ViewContext } from '../../../src/shared/ipc';

import type { HistoryKind } from './history-answers';
import {
  calmLogs,
  drillLogs,
  emptyLogs,
  forbiddenLogs,
  lostLogs,
  missingLogs,
  offlineLogs,
  olderLogs,
  readLogs,
} from './log-fixtures';
import {
  at,
  certificate,
  evidence,
  filling,
  machine,
  pastRestart,
  unitFacts,
  unknownServices,
  wellServices,
} from './service-parts';

/** 24 November 2026, 10:44:31 in Bogotá. */
export const fixtureNow = Date.UTC(2026, 10, 24, 15, 44, 31);
const minuteMs = 60_000;

export interface Fixture {
  readonly view: Extract<Push, { kind: 'show' }>['view'];
  readonly snapshot: Snapshot;
  /** Sent after the first snapshot. */
  readonly pushes: readonly Push[];
  readonly setupDefaults: SetupDefaults;
  readonly settings?: Partial<Settings>;
  /** Of the settings of every server. */
  readonly thresholds?: Partial<Thresholds>;
  readonly checks?: Partial<CheckSwitches>;
  /** The tab of the settings that is open. */
  readonly section?: 'checks';
  readonly context?: Partial<ViewContext>;
  /** A copy was restored, and what was there before is kept. */
  readonly isAsideKept?: boolean;
  /** What the system says of starting at login; off where it is not said. */
  readonly loginStart?: 'off' | 'elsewhere' | 'closed' | 'development';
  /** What the history knows; a month made by hand where it is not said. */
  readonly history?: HistoryKind;
}

export const fixtureContext: ViewContext = {
  language: 'es',
  address: 'tranquila',
  theme: 'light',
  platform: 'linux',
  version: '0.1.0',
  timeZone: 'America/Bogota',
  settingsRevision: 0,
  isDemoVisit: false,
  update: { kind: 'unknown' },
};

function probe(url: string, part: Partial<HttpProbe> = {}): HttpProbe {
  return {
    url,
    at: at(10, 42, 31),
    address: '192.0.2.17',
    via: null,
    phases: { dnsMs: 12, tcpMs: 38, tlsMs: 52, firstByteMs: 74, totalMs: 182 },
    outcome: { kind: 'answered', status: 200, body: 'expected', finalUrl: url },
    certificate: null,
    ...part,
  };
}

const portalProbe = probe('https://portal.example.org/', { certificate });
const apiProbe = probe('https://portal.example.org/api/');

function check(
  id: string,
  value: number | null,
  level: CheckResult['level'] = 'ok',
  ms: number | null = null,
): CheckResult {
  return { id, level, value, unit: null, message: '', ms };
}

const wellChecks: readonly CheckResult[] = [
  { ...check('portal.public', 200), ms: 182 },
  { ...check('api.public', 200), ms: 31 },
  check('certificate', 82),
  check('ssh', 88, 'ok', 88),
  check('api.processes', 4),
  check('dashboard', null),
  check('nginx', null),
  check('postgresql', null),
  check('disk:/', 61),
  check('memory', 62),
  check('watchdog', 95),
  check('autostart', null),
];

const onlineWitnesses: WitnessReport = {
  at: at(10, 42, 31),
  interfaceUp: true,
  gateway: 'answers',
  witnesses: [
    { url: 'http://www.msftconnecttest.com/connecttest.txt', byName: true, answer: { kind: 'answered', ms: 41 } },
    { url: 'http://detectportal.firefox.com/success.txt', byName: true, answer: { kind: 'answered', ms: 63 } },
  ],
};
const offlineWitnesses: WitnessReport = {
  ...onlineWitnesses,
  witnesses: onlineWitnesses.witnesses.map((one) => ({ ...one, answer: { kind: 'failed', phase: 'dns' } })),
};

function finding(cause: Cause, status: Finding['status'], part: Partial<Finding> = {}): Finding {
  return {
    cause,
    status,
    confidence: 'certain',
    variant: null,
    values: { since: { at: at(10, 42, 7), precision: 'seen' } },
    evidence: [],
    explainedBy: null,
    restart: { kind: 'does-not-help' },
    ...part,
  };
}

function server(status: OverallStatus, part: Partial<ServerSnapshot> = {}): ServerSnapshot {
  return {
    id: 'portal-mme',
    name: 'Portal Energético',
    shortName: 'MME',
    url: 'https://portal.example.org/',
    host: 'portal.example.org',
    user: 'admonctrlxm',
    status,
    noData: null,
    diagnosis: {
      at: at(10, 42, 31),
      status,
      primary: null,
      findings: [],
      notes: [],
      checks: wellChecks,
      why: [],
      unknown: [],
    },
    confirming: null,
    recoveringSinceAt: null,
    incident: null,
    checking: false,
    lastRoundAt: at(10, 42, 31),
    nextRoundAt: at(10, 47, 31),
    services: wellServices,
    checks: wellChecks,
    machine,
    mounts: ['/'],
    thresholds: usualThresholds,
    off: [],
    observation: {
      at: at(10, 42, 31),
      portal: portalProbe,
      api: apiProbe,
      ssh: { kind: 'facts', ms: 88 },
      witnesses: null,
    },
    restart: null,
    restarts: [],
    snoozedUntil: null,
    maintenance: null,
    quiet: null,
    repairsOfDay: 0,
    statusSinceAt: at(7, 26),
    hostKey: null,
    ...part,
  };
}

function diagnosed(
  status: OverallStatus,
  findings: readonly [Finding, ...Finding[]],
  part: Partial<ServerSnapshot> = {},
): ServerSnapshot {
  const base = server(status, part);
  const [primary, ...others] = findings;
  return {
    ...base,
    diagnosis: {
      at: at(10, 42, 31),
      status,
      primary,
      findings: others,
      notes: [],
      checks: base.checks,
      why: [],
      unknown: [],
    },
  };
}

function withServices(
  changes: Partial<Record<ServiceSnapshot['id'], Partial<ServiceSnapshot>>>,
): readonly ServiceSnapshot[] {
  return wellServices.map((one) => ({ ...one, ...changes[one.id] }));
}

const outage: NonNullable<ServerSnapshot['incident']> = {
  id: 'i1',
  cause: 'database-down',
  firstFailureAt: at(10, 42, 7),
  confirmedAt: at(10, 43, 12),
  toldAt: at(10, 43, 13),
  acknowledgedAt: null,
  nextReminderAt: at(10, 58, 13),
};
const databaseDown = diagnosed(
  'down',
  [
    finding('database-down', 'down', {
      evidence: [{ text: 'systemctl: postgresql@15-main inactive (dead)', sinceAt: at(10, 42, 7) }],
    }),
    finding('api-error', 'down', {
      explainedBy: 'database-down',
      values: { status: 500 },
      evidence: [{ text: 'GET /api/ 500 in 31 ms' }],
    }),
  ],
  {
    services: withServices({
      api: {
        status: 'down',
        since: { at: at(10, 42, 9), precision: 'seen' },
        explainedBy: 'database-down',
        restart: { kind: 'refused', reason: { kind: 'database' } },
      },
      postgresql: {
        status: 'down',
        facts: { kind: 'database', word: 'stopped', raw: 'inactive (dead)' },
        since: { at: at(10, 42, 7), precision: 'seen' },
      },
    }),
    observation: {
      at: at(10, 42, 31),
      portal: portalProbe,
      api: probe('https://portal.example.org/api/', {
        phases: { ...apiProbe.phases, totalMs: 31 },
        outcome: { kind: 'answered', status: 500, body: 'not-json', finalUrl: 'https://portal.example.org/api/' },
      }),
      ssh: { kind: 'facts', ms: 88 },
      witnesses: onlineWitnesses,
    },
    incident: outage,
  },
);

const apiDown = diagnosed(
  'down',
  [
    finding('api-down', 'down', {
      values: { since: { at: at(10, 42, 7), precision: 'seen' }, by: at(10, 50) },
      restart: { kind: 'helps', service: 'api' },
      evidence: [{ text: 'gunicorn: no process' }],
    }),
  ],
  {
    services: withServices({
      api: {
        status: 'down',
        facts: { kind: 'processes', masters: 0, n: 0, total: 4 },
        since: { at: at(10, 42, 7), precision: 'seen' },
        restart: { kind: 'one-click' },
        workers: [],
      },
    }),
    observation: databaseDown.observation,
  },
);

const diskFull = diagnosed(
  'attention',
  [
    finding('disk-full', 'attention', {
      values: { since: { at: at(10, 15), precision: 'before' }, mount: '/', usedPercent: 97, freeBytes: 1_200_000_000 },
      evidence: [{ text: 'df: / 97% used, 1.2 GB available' }],
    }),
  ],
  {
    services: withServices({
      api: { restart: { kind: 'refused', reason: { kind: 'disk', usedPercent: 97 } } },
      dashboard: { restart: { kind: 'refused', reason: { kind: 'disk', usedPercent: 97 } } },
    }),
    checks: wellChecks.map((one) => (one.id === 'disk:/' ? check('disk:/', 97, 'critical') : one)),
    machine: {
      ...machine,
      disks: (machine.disks ?? []).map((disk) => ({ ...disk, availableBytes: 1.2e9, usedPercent: 97 })),
    },
  },
);

const failedProbe = (url: string) =>
  probe(url, {
    address: null,
    phases: { dnsMs: null, tcpMs: null, tlsMs: null, firstByteMs: null, totalMs: 10_000 },
    outcome: { kind: 'failed', failure: { phase: 'dns', reason: 'timeout' } },
  });
const offline = diagnosed(
  'no-data',
  [finding('laptop-offline', 'no-data', { values: { since: { at: at(10, 31), precision: 'seen' } } })],
  {
    noData: { kind: 'blind', cause: 'laptop-offline' },
    services: unknownServices.map((one) => ({
      ...one,
      restart: one.restart.kind === 'none' ? one.restart : { kind: 'refused', reason: { kind: 'offline' } },
    })),
    checks: [],
    machine: null,
    observation: {
      at: at(10, 44, 2),
      portal: failedProbe('https://portal.example.org/'),
      api: failedProbe('https://portal.example.org/api/'),
      ssh: { kind: 'failed', error: 'name-not-found', ms: 10_000 },
      witnesses: offlineWitnesses,
    },
  },
);

const first = server('no-data', {
  noData: { kind: 'never-checked' },
  diagnosis: null,
  checking: true,
  lastRoundAt: null,
  nextRoundAt: null,
  services: unknownServices,
  checks: [],
  machine: null,
  mounts: [],
  observation: null,
  statusSinceAt: null,
});
const tooOld = server('no-data', {
  noData: { kind: 'too-old', lastAt: at(9, 12) },
  diagnosis: null,
  lastRoundAt: at(9, 12),
  nextRoundAt: null,
  services: unknownServices,
  checks: [],
  machine: null,
  observation: null,
});
const changedKey = diagnosed(
  'attention',
  [
    finding('host-key-changed', 'attention', {
      confidence: 'unknown',
      values: { at: at(10, 42), fingerprint: `SHA256:${'a'.repeat(43)}` },
    }),
  ],
  {
    hostKey: {
      kind: 'changed',
      fingerprint: 'SHA256:9Zk3nQ7vTqk0bV2xw1eYcRtHnLmOpQrStUvWxYz0123',
      known: 'SHA256:Vq3nX8JkPlm2bV2xw1eYcRtHnLmOpQrStUvWxYz4567',
    },
    checks: [],
  },
);
const unknownKey = diagnosed(
  'attention',
  [finding('host-key-unknown', 'attention', { values: { fingerprint: `SHA256:${'a'.repeat(43)}` } })],
  { hostKey: { kind: 'unknown', fingerprint: 'SHA256:9Zk3nQ7vTqk0bV2xw1eYcRtHnLmOpQrStUvWxYz0123', known: null } },
);
const locked = diagnosed('attention', [
  finding('ssh-auth-failed', 'attention', { variant: 'locked', values: { user: 'admonctrlxm', credential: 'key' } }),
]);

const proxy = 'proxy.example.org:3128';
const proxied: ServerSnapshot = {
  ...databaseDown,
  observation: {
    at: at(10, 42, 31),
    portal: probe('https://portal.example.org/', { address: null, via: proxy }),
    api: probe('https://portal.example.org/api/', {
      address: null,
      via: proxy,
      phases: { dnsMs: 12, tcpMs: 38, tlsMs: null, firstByteMs: null, totalMs: 10_000 },
      outcome: { kind: 'failed', failure: { phase: 'tls', reason: 'timeout' } },
    }),
    ssh: { kind: 'facts', ms: 88 },
    witnesses: onlineWitnesses,
  },
};

/** Second lines under the sentence, from none to four. */
function withWhy(one: ServerSnapshot, count: number): ServerSnapshot {
  const why = [
    { key: 'why.afterReboot', values: { at: at(10, 41), service: 'api' } },
    { key: 'why.outOfMemory', values: { at: at(10, 42), service: 'api' } },
    { key: 'why.bootFailed', values: { at: at(10, 42, 7), service: 'api', error: "No module named 'pyproj'" } },
    { key: 'why.afterChange', values: { at: at(10, 30), service: 'api' } },
  ] as const;
  return one.diagnosis === null ? one : { ...one, diagnosis: { ...one.diagnosis, why: why.slice(0, count) } };
}
const maintained = (troubled: boolean, part: Partial<ServerSnapshot> = {}): Partial<ServerSnapshot> => ({
  status: 'maintenance',
  maintenance: { fromAt: at(10, 30), untilAt: at(11, 0), troubled },
  quiet: troubled ? { reason: 'maintenance', until: at(11, 0) } : null,
  incident: null,
  ...part,
});
const slept = server('no-data', {
  noData: { kind: 'slept', sleptMs: 8 * 60 * minuteMs },
  checking: true,
  lastRoundAt: at(2, 40),
  nextRoundAt: null,
  quiet: { reason: 'waking', until: null },
});

function step(
  id: RestartStep['id'],
  state: RestartStep['state'],
  ms: number | null,
  part: Partial<RestartStep> = {},
): RestartStep {
  return { id, state, startedAt: fixtureNow - 15_400, ms, output: '', progress: null, ...part };
}

const doneSteps: readonly RestartStep[] = [
  step('precheck', 'done', 400),
  step('stop', 'done', 8200, { output: 'Deteniendo la API (PID 1201)\nEsperando a que termine…\nAPI detenida\n' }),
  step('start', 'done', 3100, { output: 'API iniciada, PID 9120\n\u001b]0;titulo\u0007' }),
];
const runBase: RestartRun = {
  serverId: 'portal-mme',
  service: 'api',
  startedAt: fixtureNow - 27_000,
  steps: [...doneSteps, step('answering', 'running', null, { progress: { done: 15_400, of: 60_000 } })],
  outcome: null,
  before: evidence({
    at: fixtureNow - 27_000,
    cause: 'api-hung',
    apiStatus: null,
    apiMs: 10_000,
    errors: { n: 17, fromAt: at(10, 42, 7), error: 'TimeoutError: pool exhausted' },
  }),
  after: null,
};
const verifiedRun: RestartRun = {
  ...runBase,
  steps: [
    ...doneSteps,
    step('answering', 'done', 16_200),
    step('workers', 'done', 1100, { progress: { done: 4, of: 4 } }),
    step('stable', 'done', 23_000, { progress: { done: 2, of: 2 } }),
  ],
  outcome: { kind: 'verified', ms: 52_000 },
  after: evidence({ at: fixtureNow, pids: [9120], errors: { n: 0, fromAt: fixtureNow - 27_000, error: null } }),
};
const failedRun: RestartRun = {
  ...runBase,
  steps: [
    ...doneSteps.slice(0, 2),
    step('start', 'failed', 1200, { output: "ModuleNotFoundError: No module named 'pyproj'\n" }),
  ],
  outcome: { kind: 'failed', ms: 9800, step: 'start', why: { kind: 'exit-code', code: 1 } },
  after: evidence({
    at: fixtureNow,
    cause: 'api-down',
    pids: [],
    workers: { n: 0, total: 4 },
    apiStatus: 502,
    apiMs: 12,
    errors: { n: 1, fromAt: fixtureNow - 18_000, error: "ModuleNotFoundError: No module named 'pyproj'" },
  }),
};

const reported = { fromAt: at(10, 41, 20), error: "ModuleNotFoundError: No module named 'pyproj'", n: 3 };
/** Three in half an hour, and it fails again. */
const notHelping = diagnosed(
  'down',
  [
    finding('api-error', 'down', {
      values: { since: { at: at(10, 42, 7), precision: 'seen' }, status: 500 },
      restart: { kind: 'may-help', service: 'api' },
      evidence: [{ text: 'on the server: GET /api/ 500 in 12 ms' }],
    }),
  ],
  {
    services: withServices({
      api: {
        status: 'down',
        since: { at: at(10, 42, 7), precision: 'seen' },
        restart: { kind: 'refused', reason: { kind: 'locked', at: at(10, 56, 3), n: 3 } },
      },
    }),
    observation: databaseDown.observation,
    restarts: [
      pastRestart(at(10, 21, 40), { ms: 44_000, failedAgainMs: 4 * minuteMs, error: reported.error }),
      pastRestart(at(10, 30, 12), { ms: 47_000, failedAgainMs: 5 * minuteMs, error: reported.error }),
      pastRestart(at(10, 41, 3), {
        ms: 62_000,
        outcome: 'failed',
        step: 'start',
        answeredMs: null,
        error: reported.error,
      }),
    ],
  },
);
const lastWeek = pastRestart(at(7, 25, 2) - 5 * 24 * 60 * minuteMs);
const givenUp = diagnosed(
  'down',
  [
    finding('dashboard-failing', 'down', {
      values: { since: { at: at(10, 40), precision: 'seen' }, unit: 'dashboard-mme', n: 5 },
      evidence: [{ text: 'systemctl: dashboard-mme failed (failed, start-limit-hit)', sinceAt: at(10, 40) }],
    }),
  ],
  {
    services: withServices({
      dashboard: {
        status: 'down',
        facts: unitFacts({ word: 'given-up', raw: 'failed (failed, start-limit-hit)' }),
        since: { at: at(10, 40), precision: 'seen' },
        orders: ['sudo -n systemctl reset-failed dashboard-mme', 'sudo -n systemctl restart dashboard-mme'],
      },
    }),
    observation: {
      at: at(10, 42, 31),
      portal: probe('https://portal.example.org/', {
        certificate,
        phases: { ...apiProbe.phases, totalMs: 9 },
        outcome: { kind: 'answered', status: 502, body: 'not-read', finalUrl: 'https://portal.example.org/' },
      }),
      api: apiProbe,
      ssh: { kind: 'facts', ms: 88 },
      witnesses: null,
    },
  },
);
const diskFilling = diagnosed(
  'attention',
  [
    finding('disk-filling', 'attention', {
      values: {
        since: { at: at(8, 15), precision: 'seen' },
        mount: '/',
        usedPercent: 91,
        freeBytes: 18e9,
        when: filling.disks?.[0]?.fullAt ?? 0,
      },
    }),
    finding('watchdog-silent', 'attention', {
      variant: 'cron',
      values: { since: { at: at(8, 0), precision: 'seen' } },
    }),
  ],
  {
    machine: { ...filling, watchdog: null },
    checks: wellChecks.map((one) =>
      one.id === 'disk:/'
        ? check('disk:/', 91, 'warning')
        : one.id === 'watchdog'
          ? check(one.id, 9000, 'warning')
          : one,
    ),
  },
);

const running = (run: RestartRun, base: ServerSnapshot) =>
  ({
    ...base,
    restart: run,
    services: base.services.map((one) =>
      one.restart.kind === 'none' || run.outcome !== null
        ? one
        : { ...one, restart: { kind: 'refused', reason: { kind: 'running', service: 'api', beganAt: run.startedAt } } },
    ),
  }) satisfies ServerSnapshot;

const openDashboardSheet: Push = {
  kind: 'show',
  view: 'services',
  serverId: 'portal-mme',
  service: 'dashboard',
  source: null,
  sheet: 'restart',
};
const openSheet: Push = {
  kind: 'show',
  view: 'services',
  serverId: 'portal-mme',
  service: 'api',
  source: null,
  sheet: 'restart',
};

const fixtureDefaults: SetupDefaults = {
  form: {
    serverId: null,
    host: 'portal.example.org',
    port: null,
    user: 'admonctrlxm',
    auth: { kind: 'agent' },
    secret: null,
    url: 'https://portal.example.org/',
    caFile: null,
  },
  draft: null,
  name: null,
  isSecretKept: false,
  others: [],
  sshHosts: [{ alias: 'portal', hostName: 'portal.example.org', user: 'admonctrlxm', port: 22 }],
  keyFiles: ['/home/ana/.ssh/id_ed25519', '/home/ana/.ssh/id_rsa'],
  agentAvailable: true,
};

const setupOk: readonly SetupStepResult[] = [
  { step: 'name', state: 'ok', text: 'ok', values: { host: 'portal.example.org', address: '192.0.2.17' } },
  { step: 'port', state: 'ok', text: 'ok', values: { port: 22, took: 38 } },
];
const setupProblems: readonly SetupStepResult[] = [
  ...setupOk,
  {
    step: 'identity',
    state: 'ok',
    text: 'ok',
    values: { fingerprint: 'SHA256:9Zk3nQ7vTqk0bV2xw1eYcRtHnLmOpQrStUvWxYz0123' },
  },
  { step: 'login', state: 'ok', text: 'ok', values: { user: 'admonctrlxm', credential: 'agent' } },
  {
    step: 'sudo',
    state: 'failed',
    text: 'missing',
    values: { user: 'admonctrlxm', systemctl: '/usr/bin/systemctl', unit: 'dashboard-mme' },
  },
  { step: 'scripts', state: 'ok', text: 'ok', values: {} },
  { step: 'logs', state: 'ok', text: 'ok', values: { n: 3, seen: at(10, 43) } },
  { step: 'units', state: 'warning', text: 'notEnabled', values: { unit: 'nginx' } },
  { step: 'crontab', state: 'ok', text: 'ok', values: { every: 300_000 } },
  { step: 'web', state: 'running', text: '', values: {} },
];
const setupIdentity: readonly SetupStepResult[] = [
  ...setupOk,
  {
    step: 'identity',
    state: 'failed',
    text: 'unknown',
    values: { fingerprint: 'SHA256:9Zk3nQ7vTqk0bV2xw1eYcRtHnLmOpQrStUvWxYz0123' },
  },
];

function fixture(
  view: Fixture['view'],
  one: ServerSnapshot | null,
  pushes: readonly Push[] = [],
  part: Partial<Snapshot> = {},
): Fixture {
  const snapshot: Snapshot = {
    revision: 1,
    at: fixtureNow,
    overall: one?.status ?? 'no-data',
    demo: false,
    drill: null,
    servers: one === null ? [] : [one],
    warnings: [],
    ...part,
  };
  return { view, snapshot, pushes, setupDefaults: fixtureDefaults };
}

const playing: DrillSnapshot = {
  scenario: 'database',
  caption: 'database.down',
  step: 3,
  steps: 5,
  paused: false,
  aheadMs: 0,
};

const showing = (view: Fixture['view']): Push => ({
  kind: 'show',
  view,
  serverId: 'portal-mme',
  service: null,
  source: null,
  sheet: null,
});

/** Every state that a person may meet, by name. */
/** She switched two of them off. */
function withOff(shown: ServerSnapshot): ServerSnapshot {
  const checks = shown.checks.filter(({ id }) => id !== 'memory' && id !== 'watchdog');
  return { ...shown, off: ['memory', 'watchdog'], checks };
}

export const fixtures: Readonly<Record<string, Fixture>> = {
  'answer-calm': fixture('answer', server('calm')),
  'answer-first': fixture('answer', first),
  'answer-old': fixture('answer', tooOld),
  'answer-attention': fixture('answer', diskFull),
  'answer-down-database': { ...fixture('answer', databaseDown), history: 'open' },
  'answer-servers': fixture('answer', null, [], {
    overall: 'down',
    servers: [
      databaseDown,
      { ...diskFull, id: 'pruebas', name: 'Pruebas del portal' },
      server('calm', { id: 'visor', name: 'Visor de estadísticas' }),
    ],
  }),
  'answer-servers-calm': fixture('answer', null, [], {
    overall: 'calm',
    servers: [server('calm'), server('calm', { id: 'visor', name: 'Visor de estadísticas' })],
  }),
  'answer-down-api': fixture('answer', apiDown),
  'answer-recovering': fixture('answer', {
    ...apiDown,
    services: server('calm').services,
    observation: server('calm').observation,
    recoveringSinceAt: at(10, 44, 20),
  }),
  'answer-confirming': fixture(
    'answer',
    server('calm', {
      confirming: { cause: 'api-down', sinceAt: at(10, 44, 5), answerBy: at(10, 45, 5) },
      checking: true,
    }),
  ),
  'answer-offline': fixture('answer', offline),
  'answer-host-key-unknown': fixture('answer', unknownKey),
  'answer-host-key-changed': fixture('answer', changedKey),
  'answer-locked': fixture('answer', locked, [], { warnings: [{ kind: 'secrets-unavailable' }], demo: true }),
  'answer-acknowledged': fixture('answer', {
    ...databaseDown,
    incident: { ...outage, acknowledgedAt: at(10, 44), nextReminderAt: null },
    quiet: { reason: 'acknowledged', until: null },
  }),
  'answer-snoozed': fixture('answer', server('calm', { snoozedUntil: at(14, 44) })),
  'answer-snoozed-down': fixture('answer', {
    ...databaseDown,
    incident: { ...outage, toldAt: null, nextReminderAt: null },
    snoozedUntil: at(14, 44),
    quiet: { reason: 'snoozed', until: at(14, 44) },
  }),
  'answer-quiet-hours': fixture('answer', {
    ...diskFull,
    quiet: { reason: 'quiet-hours', until: at(7, 0) + 24 * 60 * minuteMs },
  }),
  'answer-flapping': fixture('answer', {
    ...apiDown,
    incident: { ...outage, cause: 'api-down', toldAt: null, nextReminderAt: null },
    quiet: { reason: 'folded', until: null },
  }),
  'answer-maintenance': fixture('answer', server('maintenance', maintained(false))),
  'answer-maintenance-troubled': fixture('answer', { ...databaseDown, ...maintained(true) }),
  'answer-maintenance-ends': fixture('answer', {
    ...apiDown,
    ...maintained(true, { maintenance: { fromAt: at(10, 17), untilAt: at(10, 47), troubled: true } }),
  }),
  // The watchdog is about to act, and the restart waits for it.
  'answer-maintenance-refused': fixture('answer', {
    ...apiDown,
    ...maintained(true),
    services: withServices({
      api: {
        status: 'down',
        facts: { kind: 'processes', masters: 0, n: 0, total: 4 },
        workers: [],
        restart: { kind: 'refused', reason: { kind: 'watchdog', leftMs: 40_000, waitMs: 60_000 } },
      },
    }),
  }),
  // Three panels could each want the one primary button.
  'answer-maintenance-host-key': fixture('answer', {
    ...unknownKey,
    ...maintained(true, { maintenance: { fromAt: at(10, 17), untilAt: at(10, 47), troubled: true } }),
  }),
  'answer-proxy': fixture('answer', proxied),
  'answer-slept': fixture('answer', slept),
  'answer-why-one': fixture('answer', withWhy({ ...apiDown, incident: { ...outage, cause: 'api-down' } }, 1)),
  'answer-why-four': fixture('answer', withWhy({ ...apiDown, incident: { ...outage, cause: 'api-down' } }, 4)),
  'services-calm': fixture('services', server('calm'), [showing('services')]),
  'services-down': fixture('services', databaseDown, [showing('services')]),
  'services-offline': fixture('services', offline, [showing('services')]),
  'services-first': fixture('services', first, [showing('services')]),
  'services-attention': fixture('services', diskFilling, [showing('services')]),
  'services-locked': fixture('services', notHelping, [showing('services')]),
  'services-given-up': fixture('services', givenUp, [showing('services')]),
  'services-waiting': { ...fixture('services', server('calm'), [showing('services')]), history: 'silent' },
  'services-no-history': { ...fixture('services', server('calm'), [showing('services')]), history: 'empty' },
  'restart-question': fixture('services', server('calm', { restarts: [lastWeek] }), [openSheet]),
  'restart-first': fixture('services', server('calm'), [openSheet]),
  'restart-start-limit': fixture('services', givenUp, [openDashboardSheet]),
  'restart-not-helping': fixture('services', notHelping, [openSheet]),
  'restart-running': fixture('services', running(runBase, { ...apiDown, restarts: [lastWeek] }), [openSheet]),
  'restart-verified': fixture('services', running(verifiedRun, server('calm')), [
    { kind: 'snapshot', snapshot: fixture('services', running(runBase, apiDown)).snapshot, view: fixtureContext },
    openSheet,
  ]),
  'restart-failed': fixture('services', running(failedRun, apiDown), [openSheet]),
  'restart-refused': fixture(
    'services',
    running({ ...runBase, steps: [], outcome: { kind: 'refused', reason: { kind: 'database' } } }, databaseDown),
    [openSheet],
  ),
  logs: { ...fixture('logs', databaseDown, [showing('logs'), ...readLogs]), history: 'open' },
  'logs-choose': fixture('logs', databaseDown, [showing('logs'), ...olderLogs]),
  'logs-search': fixture('logs', databaseDown, [showing('logs'), ...readLogs]),
  'logs-calm': fixture('logs', server('calm'), [showing('logs'), ...calmLogs]),
  'logs-empty': fixture('logs', server('calm'), [showing('logs'), ...emptyLogs]),
  'logs-no-errors': fixture('logs', databaseDown, [showing('logs'), ...calmLogs]),
  'logs-forbidden': fixture('logs', server('calm'), [showing('logs'), ...forbiddenLogs]),
  'logs-missing': fixture('logs', server('calm'), [showing('logs'), ...missingLogs]),
  'logs-lost': fixture('logs', databaseDown, [showing('logs'), ...lostLogs]),
  'logs-offline': fixture('logs', offline, [showing('logs'), ...offlineLogs]),
  'logs-drill': fixture('logs', databaseDown, [showing('logs'), ...drillLogs], { drill: playing }),
  'logs-loading': fixture('logs', server('calm'), [showing('logs')]),
  drill: fixture('drill', server('calm'), [showing('drill')]),
  'answer-drill': fixture('answer', databaseDown, [], { drill: playing }),
  'restart-drill': fixture(
    'services',
    running({ ...runBase, steps: [], outcome: { kind: 'refused', reason: { kind: 'drill' } } }, apiDown),
    [openSheet],
    { drill: { ...playing, scenario: 'api', caption: 'api.down', paused: true } },
  ),
  'services-off': fixture('services', withOff(server('calm')), [showing('services')]),
  'answer-off': fixture('answer', withOff(server('calm'))),
  history: fixture('history', server('calm'), [showing('history')]),
  'history-empty': { ...fixture('history', first, [showing('history')]), history: 'empty' },
  'history-full-disk': { ...fixture('history', server('calm'), [showing('history')]), history: 'full-disk' },
  'history-drill': fixture('history', databaseDown, [showing('history')], { drill: playing }),
  settings: fixture('settings', server('calm'), [showing('settings')]),
  'settings-two': fixture('settings', server('calm'), [showing('settings')], {
    servers: [
      server('calm'),
      server('attention', {
        id: 'pruebas',
        name: 'Portal de pruebas',
        shortName: 'Pruebas',
        host: 'pruebas.example.org',
      }),
    ],
  }),
  'settings-login-closed': { ...fixture('settings', server('calm'), [showing('settings')]), loginStart: 'closed' },
  'settings-login-elsewhere': {
    ...fixture('settings', server('calm'), [showing('settings')]),
    loginStart: 'elsewhere',
  },
  'settings-login-development': {
    ...fixture('settings', server('calm'), [showing('settings')]),
    loginStart: 'development',
  },
  'settings-aside': { ...fixture('settings', server('calm'), [showing('settings')]), isAsideKept: true },
  'settings-none': fixture('settings', null, [showing('settings')]),
  'settings-quiet': {
    ...fixture('settings', server('calm'), [showing('settings')]),
    settings: { quietHours: { from: '22:00', to: '07:00', soundForOutage: false } },
  },
  'settings-checks': { ...fixture('settings', server('calm'), [showing('settings')]), section: 'checks' },
  'settings-checks-other': {
    ...fixture('settings', server('calm'), [showing('settings')]),
    section: 'checks',
    settings: { intervalMinutes: 2 },
    thresholds: { diskFillingPercent: 80, diskFreeGigabytes: 0, certificateDays: 21 },
    checks: { memory: false, autostart: false },
  },
  'settings-drill': fixture('settings', databaseDown, [showing('settings')], { drill: playing }),
  'setup-empty': fixture('setup', null),
  'setup-resumed': {
    ...fixture('setup', null),
    setupDefaults: {
      ...fixtureDefaults,
      draft: {
        host: 'portal.example.or',
        port: '',
        user: 'ana',
        authKind: 'password',
        keyFile: '',
        url: 'https://portal.example.org/',
        caFile: '',
      },
    },
  },
  'setup-demo': { ...fixture('setup', null, [], { demo: true }), context: { isDemoVisit: true } },
  // Not "setup-": another view, and no form is in it.
  'settings-update-ready': {
    ...fixture('settings', server('calm'), [showing('settings')]),
    context: { update: { kind: 'ready', version: '0.2.0' } },
  },
  'settings-update-policy': {
    ...fixture('settings', server('calm'), [showing('settings')]),
    context: { update: { kind: 'off', reason: 'policy' } },
  },
  'settings-update-current': {
    ...fixture('settings', server('calm'), [showing('settings')]),
    context: { update: { kind: 'current' } },
  },
  'last-step': fixture('setup-notices', server('calm'), [showing('setup-notices')]),
  'answer-demo-visit': { ...fixture('answer', server('calm'), [], { demo: true }), context: { isDemoVisit: true } },
  'setup-edit': {
    ...fixture('setup', server('calm'), [showing('setup')]),
    setupDefaults: {
      ...fixtureDefaults,
      name: 'Portal Energético',
      isSecretKept: true,
      form: { ...fixtureDefaults.form, serverId: 'portal-mme', auth: { kind: 'password' } },
    },
  },
  'setup-identity': fixture('setup', null, [{ kind: 'setup', steps: setupIdentity, finished: true }]),
  'setup-problems': fixture('setup', null, [{ kind: 'setup', steps: setupProblems, finished: false }]),
};
