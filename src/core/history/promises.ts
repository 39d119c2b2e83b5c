/** What the portal's guide promises, against what was measured. A time that is only bounded proves no broken promise. */
import type { Cause } from '../model';
import { endOf, isAtMost, repairMsOf, startOf } from './repair-statistics';
import type { RecordedNote } from './notes';
import type { Bounded, IncidentRecord, NoteRecord } from './types';

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
  readonly last: { readonly at: number; readonly ms: number; readonly atMost: boolean } | null;
  readonly worst: { readonly at: number; readonly ms: number; readonly atMost: boolean } | null;
  /** `not-measured`: it happened, and no time of it is known well enough; `no-promise`: there is nothing to keep. */
  readonly verdict: 'kept' | 'broken' | 'not-measured' | 'unseen' | 'no-promise';
}

/** One time that it happened. */
interface Case {
  readonly at: number;
  /** Null: not measured. */
  readonly took: Bounded | null;
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
/** Who is back so soon was started anew, not switched off. */
const rebootMs = 5 * minuteMs;
/** "About two minutes" is still kept half a minute later. */
const slackMs: Readonly<Partial<Record<PromiseId, number>>> = { reboot: minuteMs / 2 };

const causesOf: Readonly<Partial<Record<PromiseId, readonly Cause[]>>> = {
  off: ['server-unreachable'],
  database: ['database-down'],
  disk: ['disk-full'],
  memory: ['out-of-memory', 'memory-low'],
  code: ['api-cannot-start', 'code-error'],
};
/** What the server's records tell of the same, where no outage came of it. */
const noteOf: Readonly<Partial<Record<PromiseId, RecordedNote>>> = { memory: 'memory-kill', code: 'api-start-failed' };

export function promiseResults(
  incidents: readonly IncidentRecord[],
  notes: readonly NoteRecord[],
): readonly PromiseResult[] {
  return promiseIds.map((id) => toResult(id, casesOf(id, incidents, notes)));
}

function casesOf(id: PromiseId, incidents: readonly IncidentRecord[], notes: readonly NoteRecord[]): readonly Case[] {
  const noted = (kind: RecordedNote) => notes.filter(({ note }) => note === kind);
  switch (id) {
    case 'worker':
      return [...noted('worker-restarted'), ...noted('worker-lost')].map(({ at, took }) => ({ at, took }));
    case 'api':
      return apiCases(incidents, noted('watchdog-restarted-api'));
    case 'reboot':
      return noted('rebooted').map(({ at }) => ({ at, took: bootTime(at, incidents) }));
    default: {
      const outages = incidents
        .filter((incident) => hadCause(incident, causesOf[id] ?? []))
        .filter((incident) => id !== 'off' || !isReboot(incident, noted('rebooted')));
      const kind = noteOf[id];
      const others = kind === undefined ? [] : noted(kind).filter((note) => !isOf(note, outages));
      return [
        ...outages.map((incident) => ({
          at: startOf(incident),
          took: isAtMost(incident) ? null : repairTime(incident),
        })),
        ...others.map(({ at }) => ({ at, took: null })),
      ];
    }
  }
}

/** The watchdog's repairs that were outages, and those that only its log tells of. */
function apiCases(incidents: readonly IncidentRecord[], repairs: readonly NoteRecord[]): readonly Case[] {
  const outages = incidents.filter(({ cause }) => cause === 'api-down' || cause === 'api-hung');
  return [
    ...outages.map((incident) => ({ at: startOf(incident), took: watchdogTime(incident) })),
    ...repairs.filter((note) => !isOf(note, outages)).map(({ at }) => ({ at, took: null })),
  ];
}

/** However long its services took after that. */
function isReboot(incident: IncidentRecord, boots: readonly NoteRecord[]): boolean {
  return boots.some((boot) => isOf(boot, [incident]) && boot.at - startOf(incident) <= rebootMs);
}

/** Whether one of the outages is what it tells of. */
function isOf({ at }: NoteRecord, outages: readonly IncidentRecord[]): boolean {
  return outages.some((incident) => at >= startOf(incident) - minuteMs && at <= (endOf(incident) ?? at) + minuteMs);
}

function exactly(ms: number): Bounded {
  return { atLeastMs: ms, atMostMs: ms };
}

function repairTime(incident: IncidentRecord): Bounded | null {
  const ms = repairMsOf(incident);
  if (ms === null) return null;
  return isAtMost(incident) ? { atLeastMs: 0, atMostMs: ms } : exactly(ms);
}

/** How long the API was left to the watchdog. Who restarts it sooner leaves the promise untried. */
function watchdogTime(incident: IncidentRecord): Bounded | null {
  const time = repairTime(incident);
  const isTried = incident.repairedBy !== 'administrator' && incident.repairedBy !== 'somebody';
  return time !== null && (isTried || time.atLeastMs > (promisedMs.api ?? 0)) ? time : null;
}

/** From the boot until all was served again; null where no outage was seen around it, or its end is not known. */
function bootTime(bootAt: number, incidents: readonly IncidentRecord[]): Bounded | null {
  const around = incidents.find(
    (incident) => startOf(incident) <= bootAt + 5 * minuteMs && (endOf(incident) ?? -Infinity) >= bootAt,
  );
  const endAt = around === undefined ? null : servedAt(around, incidents);
  if (around === undefined || endAt === null) return null;
  // Of a reconstructed outage the beginning may be bounded as well, before the boot.
  const isEndKnown = around.source === 'reconstructed' ? around.endAtMost !== true : !isAtMost(around);
  return { atLeastMs: isEndKnown ? endAt - bootAt : 0, atMostMs: endAt - bootAt };
}

/** One of which only the beginning of the next limits the end may have gone on in that. Null: it goes on, for all that is known. */
function servedAt(incident: IncidentRecord, incidents: readonly IncidentRecord[]): number | null {
  const endAt = endOf(incident);
  if (endAt === null || incident.endAtMost !== true) return endAt;
  const next = incidents.find((one) => one !== incident && startOf(one) === endAt && (endOf(one) ?? Infinity) > endAt);
  return next === undefined ? endAt : servedAt(next, incidents);
}

function hadCause(incident: IncidentRecord, causes: readonly Cause[]): boolean {
  return [incident.cause, ...incident.causes.map(({ cause }) => cause)].some((cause) => causes.includes(cause));
}

/** A time that may be shorter or longer than what was promised is no measurement of it. */
function toResult(id: PromiseId, cases: readonly Case[]): PromiseResult {
  const promised = promisedMs[id];
  const limit = promised === null ? null : promised + (slackMs[id] ?? 0);
  const measured = cases.flatMap(({ at, took }) => {
    if (took === null || (limit !== null && took.atLeastMs <= limit && took.atMostMs > limit)) return [];
    return [{ at, ms: took.atMostMs, atMost: took.atLeastMs < took.atMostMs }];
  });
  const worst = measured.reduce<PromiseResult['worst']>((most, one) => (one.ms > (most?.ms ?? -1) ? one : most), null);
  return {
    id,
    promisedMs: promised,
    n: cases.length,
    measured: measured.length,
    kept: measured.filter(({ ms }) => limit === null || ms <= limit).length,
    last: measured.toSorted((one, other) => one.at - other.at).at(-1) ?? null,
    worst,
    verdict: verdictOf(cases.length, worst?.ms ?? null, limit),
  };
}

function verdictOf(n: number, worstMs: number | null, limit: number | null): PromiseResult['verdict'] {
  if (n === 0) return 'unseen';
  if (limit === null) return 'no-promise';
  if (worstMs === null) return 'not-measured';
  return worstMs <= limit ? 'kept' : 'broken';
}
