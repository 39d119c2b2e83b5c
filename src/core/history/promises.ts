/** What the portal's guide promises, against what was measured. A time that is only bounded proves no broken promise. */
import type { Cause } from '../model';
import { repairMsOf, startOf } from './repair-statistics';
import type { IncidentRecord, NoteRecord } from './types';

export const promiseIds = ['worker', 'api', 'reboot', 'off', 'database', 'disk', 'memory', 'code'] as const;
export type PromiseId = (typeof promiseIds)[number];

export interface PromiseResult {
  readonly id: PromiseId;
  /** Null: the guide promises no time, somebody has to mend it. */
  readonly promisedMs: number | null;
  /** How often it happened, and of how many of them the time is known. */
  readonly n: number;
  readonly measured: number;
  /** How many of those that were measured kept it; all of them where no time is promised. */
  readonly kept: number;
  readonly last: { readonly at: number; readonly ms: number } | null;
  readonly worst: { readonly at: number; readonly ms: number } | null;
  /** `not-measured`: it happened, and no time of it is known well enough; `no-promise`: there is nothing to keep. */
  readonly verdict: 'kept' | 'broken' | 'not-measured' | 'unseen' | 'no-promise';
}

/** One time that it happened. */
interface Case {
  readonly at: number;
  /** Null: not measured. */
  readonly ms: number | null;
}

const minuteMs = 60_000;
const promisedMs: Readonly<Record<PromiseId, number | null>> = {
  worker: 1000,
  api: 5 * minuteMs,
  reboot: 2 * minuteMs,
  off: null,
  database: null,
  disk: null,
  memory: null,
  code: null,
};
/** "About two minutes" is still kept half a minute later. */
const slackMs: Readonly<Partial<Record<PromiseId, number>>> = { reboot: minuteMs / 2 };

const causesOf: Readonly<Partial<Record<PromiseId, readonly Cause[]>>> = {
  off: ['server-unreachable'],
  database: ['database-down'],
  disk: ['disk-full'],
  memory: ['out-of-memory', 'memory-low'],
  code: ['api-cannot-start', 'code-error'],
};

export function promiseResults(
  incidents: readonly IncidentRecord[],
  notes: readonly NoteRecord[],
): readonly PromiseResult[] {
  return promiseIds.map((id) => toResult(id, casesOf(id, incidents, notes)));
}

function casesOf(id: PromiseId, incidents: readonly IncidentRecord[], notes: readonly NoteRecord[]): readonly Case[] {
  switch (id) {
    // gunicorn replaced it and the service went on; in how many milliseconds nobody wrote down.
    case 'worker':
      return notes.filter(({ note }) => note === 'worker-restarted').map(({ at }) => ({ at, ms: null }));
    case 'api':
      return apiCases(incidents, notes);
    case 'reboot':
      return notes.filter(({ note }) => note === 'rebooted').map(({ at }) => ({ at, ms: bootMs(at, incidents) }));
    default:
      return incidents
        .filter((incident) => hadCause(incident, causesOf[id] ?? []))
        .map((incident) => ({ at: startOf(incident), ms: incident.atMost ? null : repairMsOf(incident) }));
  }
}

/** The watchdog's repairs that were outages, and those that only its log tells of. */
function apiCases(incidents: readonly IncidentRecord[], notes: readonly NoteRecord[]): readonly Case[] {
  const outages = incidents.filter(({ cause }) => cause === 'api-down' || cause === 'api-hung');
  const isKnown = ({ at }: NoteRecord) =>
    outages.some((incident) => at >= startOf(incident) - minuteMs && at <= (incident.recoveredAt ?? at) + minuteMs);
  return [
    ...outages.map((incident) => ({ at: startOf(incident), ms: watchdogMs(incident) })),
    ...notes
      .filter((note) => note.note === 'watchdog-restarted-api' && !isKnown(note))
      .map(({ at }) => ({ at, ms: null })),
  ];
}

/** How long the API was left to the watchdog. Who restarts it sooner leaves the promise untried. */
function watchdogMs(incident: IncidentRecord): number | null {
  const ms = repairMsOf(incident);
  const limit = promisedMs.api ?? 0;
  if (ms === null) return null;
  if (ms <= limit) return incident.repairedBy === 'administrator' || incident.repairedBy === 'somebody' ? null : ms;
  return incident.atMost ? null : ms;
}

/** From the boot until all was served again; null where no outage was seen around it, or its end is not known. */
function bootMs(bootAt: number, incidents: readonly IncidentRecord[]): number | null {
  const around = incidents.find(
    (incident) => startOf(incident) <= bootAt + 5 * minuteMs && (incident.recoveredAt ?? -Infinity) >= bootAt,
  );
  return around?.recoveredAt == null ? null : around.recoveredAt - bootAt;
}

function hadCause(incident: IncidentRecord, causes: readonly Cause[]): boolean {
  return [incident.cause, ...incident.causes.map(({ cause }) => cause)].some((cause) => causes.includes(cause));
}

function toResult(id: PromiseId, cases: readonly Case[]): PromiseResult {
  const measured = cases.flatMap(({ at, ms }) => (ms === null ? [] : [{ at, ms }]));
  const worst = measured.reduce<PromiseResult['worst']>((most, one) => (one.ms > (most?.ms ?? -1) ? one : most), null);
  const promised = promisedMs[id];
  const limitMs = promised === null ? Infinity : promised + (slackMs[id] ?? 0);
  return {
    id,
    promisedMs: promised,
    n: cases.length,
    measured: measured.length,
    kept: measured.filter(({ ms }) => ms <= limitMs).length,
    last: measured.toSorted((one, other) => one.at - other.at).at(-1) ?? null,
    worst,
    verdict: verdictOf(cases.length, worst?.ms ?? null, promised, limitMs),
  };
}

function verdictOf(
  n: number,
  worstMs: number | null,
  promised: number | null,
  limitMs: number,
): PromiseResult['verdict'] {
  if (n === 0) return 'unseen';
  if (promised === null) return 'no-promise';
  if (worstMs === null) return 'not-measured';
  return worstMs <= limitMs ? 'kept' : 'broken';
}
