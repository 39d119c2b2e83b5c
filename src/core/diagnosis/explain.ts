import type { Cause, Finding, OverallStatus, PartId } from '../model';
import { isBrokenByMemory } from './out-of-memory';
import { isDiskExhausted, isWrittenTo } from './resources';
import type { RoundView } from './view';

const apiCauses: readonly Cause[] = ['api-down', 'api-cannot-start', 'api-hung', 'api-error'];
const dashboardCauses: readonly Cause[] = ['dashboard-down', 'dashboard-failing'];

/**
 * Which cause makes which symptom. A symptom is never announced and keeps its own line; it speaks when its cause is
 * gone and it is not. `disk-full` counts only when nothing more can be written.
 */
const explains: Readonly<Partial<Record<Cause, readonly Cause[]>>> = {
  'server-booting': [
    'proxy-down',
    'database-down',
    ...apiCauses,
    ...dashboardCauses,
    'web-error',
    'workers-missing',
    'ssh-unavailable',
    'watchdog-silent',
  ],
  'disk-full': [
    'database-down',
    ...apiCauses,
    ...dashboardCauses,
    'proxy-down',
    'web-error',
    'watchdog-silent',
    'workers-missing',
    'slow',
  ],
  // Code that gets no data stumbles over it.
  'database-down': [...apiCauses, 'workers-missing', 'code-error'],
  'proxy-down': ['web-error'],
  'api-down': ['workers-missing'],
  'api-hung': ['workers-missing'],
  'out-of-memory': ['slow'],
  'memory-low': ['slow'],
  'workers-missing': ['slow'],
  // What users get is the cause to tell; the traceback stands in its evidence.
  'api-error': ['code-error'],
  'ssh-auth-failed': [],
};

/** Ties between equally bad causes: the one nearer to the root first. */
const priority: readonly Cause[] = [
  'laptop-offline',
  'captive-portal',
  'name-not-found',
  'server-unreachable',
  'server-booting',
  'disk-full',
  'database-down',
  'proxy-down',
  'api-cannot-start',
  'api-down',
  'api-hung',
  'api-error',
  'dashboard-failing',
  'dashboard-down',
  'certificate-expired',
  'certificate-invalid',
  'web-error',
  'host-key-changed',
  'ssh-auth-failed',
  'ssh-unavailable',
  'host-key-unknown',
  'out-of-memory',
  'memory-low',
  'disk-filling',
  'workers-missing',
  'code-error',
  'watchdog-silent',
  'autostart-missing',
  'sudo-denied',
  'certificate-expiring',
  'slow',
  'clock-skew',
  'flapping',
];

const badness: Readonly<Record<OverallStatus, number>> = {
  calm: 0,
  maintenance: 0,
  attention: 1,
  'no-data': 2,
  down: 3,
};

/** Marks symptoms with their cause; disk and memory name what they broke. Worst first. */
export function explainFindings(found: readonly Finding[], view: RoundView): readonly Finding[] {
  const causes = new Set(found.map((one) => one.cause).filter((cause) => isAbleToExplain(cause, view)));
  const marked = found.map((one) => ({ ...one, explainedBy: explainerOf(one, causes, view) }));
  return marked
    .map((one) => (one.cause === 'disk-full' || one.cause === 'out-of-memory' ? withBroken(one, marked) : one))
    .sort((a, b) => rank(a, marked) - rank(b, marked));
}

/** The status of the tray: the worst of a cause and of all that it explains. */
export function effectiveStatus(one: Finding, all: readonly Finding[]): Finding['status'] {
  const family = [one, ...all.filter((other) => isBelow(other, one.cause, all))];
  return family.reduce<Finding['status']>(
    (worst, { status }) => (badness[status] > badness[worst] ? status : worst),
    one.status,
  );
}

function isBelow(symptom: Finding, cause: Cause, all: readonly Finding[]): boolean {
  if (symptom.explainedBy === null) return false;
  if (symptom.explainedBy === cause) return true;
  const parent = all.find((other) => other.cause === symptom.explainedBy);
  return parent !== undefined && isBelow(parent, cause, all);
}

function explainerOf(symptom: Finding, present: ReadonlySet<Cause>, view: RoundView): Cause | null {
  const { cause, restart } = symptom;
  // A dashboard that answers with errors may be waiting for the same database.
  if (cause === 'dashboard-down' && restart.kind === 'may-help' && present.has('database-down')) return 'database-down';
  const known = priority.find(
    (candidate) => candidate !== cause && present.has(candidate) && explains[candidate]?.includes(cause),
  );
  if (known !== undefined) return known;
  return present.has('out-of-memory') && isBrokenByMemory(symptom, view) ? 'out-of-memory' : null;
}

function isAbleToExplain(cause: Cause, view: RoundView): boolean {
  if (cause !== 'disk-full') return true;
  return (view.facts?.disks ?? []).some((disk) => isDiskExhausted(disk) && isWrittenTo(disk, view));
}

function withBroken(root: Finding, all: readonly Finding[]): Finding {
  const broken = all.filter((one) => one.explainedBy === root.cause && one.status === 'down');
  const [first] = broken;
  if (first === undefined) return root;
  const parts = [...new Set(broken.map((one) => partOf(one.cause)))];
  const values = { ...root.values, parts };
  // A damaged disk needs other advice than a full one, whatever it broke.
  if (root.cause === 'disk-full')
    return { ...root, variant: root.variant === 'readonly' ? 'readonly' : 'broke', values };
  return { ...root, variant: 'broke', values, restart: first.restart };
}

function partOf(cause: Cause): PartId {
  if (cause === 'database-down') return 'postgresql';
  if (cause === 'proxy-down') return 'nginx';
  if (apiCauses.includes(cause)) return 'api';
  return dashboardCauses.includes(cause) ? 'dashboard' : 'portal';
}

/** Small is first: unexplained before explained, then worse, then nearer to the root. */
function rank(one: Finding, all: readonly Finding[]): number {
  const order = priority.indexOf(one.cause);
  return (one.explainedBy === null ? 0 : 1000) + (3 - badness[effectiveStatus(one, all)]) * 100 + order;
}
