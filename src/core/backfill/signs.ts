import { endOf, startOf } from '../history/repair-statistics';
import type { IncidentRecord, Look, Range, Recovery } from '../history/types';
import type { Evidence } from './evidence';
import { findFirstSign } from './incidents';
import type { Reconstruction, ReconstructContext } from './reconstruct';
import { findRecovery } from './recovery';

/** When a watched outage began and ended by the server's own records. */
export interface Signs {
  readonly firstSignAt: number | null;
  readonly recovery: Recovery | null;
}

export interface SignsResult {
  /** What is to be written down, by the ids of the outages. */
  readonly changes: Readonly<Record<string, Signs>>;
  /** Who has signs of ours. */
  readonly told: readonly { readonly at: number; readonly id: string }[];
  /** The watched outages from their first sign to their end. */
  readonly watched: readonly Range[];
}

interface SignsInput {
  readonly incidents: readonly IncidentRecord[];
  readonly looks: readonly Look[];
  readonly reconstruction: Reconstruction;
  readonly evidence: Evidence;
  readonly context: ReconstructContext;
  /** By the server's clock: of before, the evidence is not whole. */
  readonly fromAt: number;
  readonly told: ReadonlySet<string>;
}

/** What an earlier reading found and this one does not is taken back; what somebody else found stays. */
export function findSigns({ incidents, ...input }: SignsInput): SignsResult {
  const { offsetMs } = input.context;
  const found = incidents.map((incident) => {
    const id = `signs ${incident.id}`;
    const signs = signsOf(incident, input, input.told.has(id));
    const isOurs = input.told.has(id) || !isSame(signs, incident);
    return { incident, signs, told: isOurs ? [{ at: incident.firstFailureAt + offsetMs, id }] : [] };
  });
  return {
    changes: Object.fromEntries(
      found
        .filter(({ incident, signs }) => !isSame(signs, incident))
        .map(({ incident, signs }) => [incident.id, signs]),
    ),
    told: found.flatMap(({ told }) => told),
    watched: found.map(({ incident, signs }) => {
      const whole = { ...incident, ...signs };
      return { fromAt: startOf(whole), toAt: endOf(whole) ?? Infinity };
    }),
  };
}

function signsOf(
  incident: IncidentRecord,
  { looks, reconstruction, evidence, context, fromAt }: Omit<SignsInput, 'incidents'>,
  isOurs: boolean,
): Signs {
  const isWhole = (at: number) => at + context.offsetMs > fromAt;
  const { firstFailureAt, recoveredAt } = incident;
  const lastGoodAt = looks.findLast(({ at, state }) => state === 'up' && at < firstFailureAt)?.at ?? null;
  const lastFailureAt =
    looks.findLast(({ at, state }) => state === 'down' && at < (recoveredAt ?? Infinity))?.at ?? firstFailureAt;
  const firstSignAt = findFirstSign(reconstruction.spans, firstFailureAt, lastGoodAt);
  const recovery = findRecovery(incident, looks, reconstruction, evidence, context);
  return {
    firstSignAt: isWhole(firstFailureAt)
      ? (firstSignAt ?? (isOurs ? null : incident.firstSignAt))
      : incident.firstSignAt,
    recovery: isWhole(lastFailureAt) ? (recovery ?? (isOurs ? null : incident.recovery)) : incident.recovery,
  };
}

function isSame(a: Signs, b: Signs): boolean {
  return a.firstSignAt === b.firstSignAt && JSON.stringify(a.recovery) === JSON.stringify(b.recovery);
}
