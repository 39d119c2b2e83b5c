/** What the snapshots say of services, of the machine below them, and of restarts. */
import type { MachineSnapshot } from '../../../src/core/machine';
import type { CertificateFacts } from '../../../src/core/model';
import type { RestartEvidence } from '../../../src/core/restart-types';
import type { RestartSnapshot, ServiceFacts, ServiceSnapshot } from '../../../src/core/snapshot-types';

const dayMs = 86_400_000;

/** On 24 November 2026 in Bogotá. */
export const at = (hour: number, minute: number, second = 0) => Date.UTC(2026, 10, 24, hour + 5, minute, second);

function service(id: ServiceSnapshot['id'], part: Partial<ServiceSnapshot> = {}): ServiceSnapshot {
  return {
    id,
    status: 'well',
    facts: null,
    since: { at: at(3, 44) - 3 * dayMs, precision: 'seen' },
    explainedBy: null,
    restart: { kind: 'none' },
    orders: [],
    workers: [],
    workersWanted: 0,
    ...part,
  };
}

export function unitFacts(part: Partial<Extract<ServiceFacts, { kind: 'unit' }>> = {}): ServiceFacts {
  return { kind: 'unit', word: 'running', raw: 'active (running)', isEnabled: true, ...part };
}

const workers: ServiceSnapshot['workers'] = [1201, 1204, 1205, 8817, 1207].map((pid, index) => ({
  pid,
  ageSeconds: index === 3 ? 41 * 60 : 5 * 86_400 + 3 * 3600,
  role: index === 0 ? 'master' : index === 3 ? 'young' : 'worker',
}));

const apiOrders = ['/home/admonctrlxm/server/api/stop_api.sh', '/home/admonctrlxm/server/api/start_api_daemon.sh'];
const dashboardOrders = ['sudo -n systemctl restart dashboard-mme'];

export const wellServices: readonly ServiceSnapshot[] = [
  service('api', {
    facts: { kind: 'processes', masters: 1, n: 4, total: 4 },
    restart: { kind: 'confirm' },
    orders: apiOrders,
    workers,
    workersWanted: 4,
  }),
  service('dashboard', { facts: unitFacts(), restart: { kind: 'confirm' }, orders: dashboardOrders }),
  service('nginx', { facts: unitFacts() }),
  service('postgresql', { facts: { kind: 'database', word: 'accepting', raw: 'active (running)' } }),
];

/** As the core makes them where nothing is known. */
export const unknownServices: readonly ServiceSnapshot[] = wellServices.map((one) => ({
  ...one,
  status: 'unknown',
  facts: null,
  since: null,
  workers: [],
}));

export const certificate: CertificateFacts = {
  subject: 'portal.example.org',
  names: ['portal.example.org'],
  issuer: 'Example CA',
  validFromAt: at(3, 0) - 8 * dayMs,
  validToAt: at(12, 0) + 82 * dayMs,
  fingerprint256: 'AA:BB',
  chainLength: 2,
  problem: null,
};

export const machine: MachineSnapshot = {
  disks: [
    {
      mount: '/',
      sizeBytes: 200e9,
      availableBytes: 78e9,
      usedPercent: 61,
      inodesUsedPercent: 12,
      readOnly: false,
      fullAt: null,
    },
  ],
  memory: { totalBytes: 16e9, availableBytes: 9.9e9, biggest: { name: 'postgres', rssBytes: 3.1e9 } },
  watchdog: { everyMs: 300_000, nextAt: at(10, 45) },
  autostart: (['api', 'dashboard', 'nginx', 'postgresql', 'cron'] as const).map((part) => ({ part, starts: true })),
};

/** Nearly full, and when at this rate. */
export const filling: MachineSnapshot = {
  ...machine,
  disks: (machine.disks ?? []).map((disk) => ({
    ...disk,
    availableBytes: 18e9,
    usedPercent: 91,
    fullAt: at(3, 0) + 2 * dayMs,
  })),
};

export function evidence(part: Partial<RestartEvidence> = {}): RestartEvidence {
  return {
    at: at(10, 44, 4),
    cause: null,
    pids: [1201],
    workers: { n: 4, total: 4 },
    unitChangedAt: null,
    apiStatus: 200,
    apiMs: 176,
    portalStatus: 200,
    portalMs: 182,
    errors: { n: 0, fromAt: at(10, 43, 40), error: null },
    ...part,
  };
}

export function pastRestart(startedAt: number, part: Partial<RestartSnapshot> = {}): RestartSnapshot {
  return {
    service: 'api',
    startedAt,
    ms: 41_000,
    outcome: 'verified',
    step: null,
    cause: 'api-hung',
    answeredMs: 24_000,
    error: null,
    failedAgainMs: null,
    ...part,
  };
}
