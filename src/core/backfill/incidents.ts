import type { IncidentRecord, Look, Range, ReconstructedSpan } from '../history/types';
import type { Cause, Evidence as EvidenceLine } from '../model';
import { endingOf, type Ending } from './endings';
import { touchMs, type Evidence } from './evidence';
import { isWithin } from '../history/ranges';
import type { ReconstructContext, Reconstruction } from './reconstruct';

/** Down, not known for so long, down again for the same cause: one outage, of this length at most. */
const sameOutageMs = 6 * 60_000;
/** What the ids of our outages begin with. */
export const reconstructedId = 'reconstructed-';
/** A kill this shortly before an outage belongs to it. */
const killMs = 2 * 60_000;

/** What direct looks tell of the same time. */
export interface Watching {
  /** The stretches without a look. */
  readonly unseen: readonly Range[];
  /** Outages of which somebody saw a part. */
  readonly watched?: readonly Range[];
  readonly looks?: readonly Look[];
}

export interface ReconstructedIncident {
  readonly record: IncidentRecord;
  /** Until when the records show it to be down, by the laptop's clock: what it is told by. */
  readonly downUntilAt: number;
}

/**
 * Outages that nobody watched, of spans by the laptop's clock. One that still goes on when the server is asked is left
 * to the looks: they date it.
 */
export function reconstructIncidents(
  reconstruction: Reconstruction,
  evidence: Evidence,
  context: ReconstructContext,
  { unseen, watched = [], looks = [] }: Watching,
): readonly ReconstructedIncident[] {
  const endAt = context.askedAt - context.offsetMs;
  const isPart = (outage: Range) => watched.some(({ fromAt, toAt }) => outage.fromAt < toAt && outage.toAt > fromAt);
  const repairedAt = new Set(evidence.watchdog.filter(({ word }) => word === 'recovered').map(({ at }) => at));
  const end = (outage: Range, nextAt: number) =>
    endingOf(outage, reconstruction, { looks, nextAt, repairedAt }, context);
  const groups = joinUnended(groupOutages(reconstruction.spans), (outage) => end(outage, Infinity)).map((outage) =>
    cutByLook(outage, looks),
  );
  const starts = [...groups, ...watched].map(({ fromAt }) => fromAt).sort((a, b) => a - b);
  return groups
    .filter(({ fromAt, toAt }) => toAt < endAt && isWithin(fromAt, unseen) && isWithin(toAt - 1, unseen))
    .filter((outage) => !isPart(outage))
    .map((outage) => {
      const nextAt = starts.find((at) => at >= outage.toAt) ?? Infinity;
      return { record: toIncident(outage, end(outage, nextAt), evidence, context), downUntilAt: outage.toAt };
    });
}

/**
 * The latest moment up to a given one that lies in no outage, nor so shortly beside one that they might be the same.
 * Moments are by the clock of the spans.
 */
export function calmMoment(spans: readonly ReconstructedSpan[], upTo: number): number {
  return groupOutages(spans).reduceRight(
    (at, { fromAt, toAt }) => (fromAt - sameOutageMs < at && at <= toAt + sameOutageMs ? fromAt - sameOutageMs : at),
    upTo,
  );
}

interface Group extends Range {
  readonly spans: readonly ReconstructedSpan[];
  /** Something in between is not known. */
  readonly hasHoles: boolean;
}

function groupOutages(spans: readonly ReconstructedSpan[]): readonly Group[] {
  const groups: Group[] = [];
  let isOpen = false;
  for (const span of spans) {
    const last = groups.at(-1);
    if (span.state === 'up') isOpen = false;
    else {
      const group = { fromAt: span.fromAt, toAt: span.toAt, spans: [span], hasHoles: false };
      if (isOpen && last !== undefined && isSameOutage(last, span)) groups[groups.length - 1] = joined(last, group);
      else groups.push(group);
      isOpen = true;
    }
  }
  return groups;
}

function joined(one: Group, other: Group): Group {
  return {
    fromAt: one.fromAt,
    toAt: other.toAt,
    spans: [...one.spans, ...other.spans],
    hasHoles: one.hasHoles || other.hasHoles || other.fromAt - one.toAt > touchMs,
  };
}

/**
 * Of what was over by some moment a good look before that knows better: the watchdog's next word comes minutes after she
 * has opened the laptop. A look that failed begins an outage that is watched; what was down until then is part of that.
 */
function cutByLook(outage: Group, looks: readonly Look[]): Group {
  const look = looks.find(({ at, state }) => state !== 'unseen' && at > outage.fromAt);
  const lookAt = look?.at ?? Infinity;
  const isBounded = outage.spans
    .filter(({ toAt }) => toAt > lookAt)
    .every(({ source, atMost }) => source === 'watchdog-log' || (atMost && source !== 'boot'));
  const isBetween =
    look?.state === 'down' && outage.spans.every(({ fromAt, toAt }) => toAt <= lookAt || fromAt >= lookAt);
  if (lookAt >= outage.toAt || !(look?.state === 'down' ? isBetween : isBounded)) return outage;
  const spans = outage.spans.filter(({ fromAt }) => fromAt < lookAt);
  return { ...outage, toAt: lookAt, spans };
}

/** What another part served in between does not end it: the part that was down is not known to have come back. */
function joinUnended(groups: readonly Group[], endOf: (outage: Group) => Ending): readonly Group[] {
  const all: Group[] = [];
  for (const group of groups) {
    const last = all.at(-1);
    const [first] = group.spans;
    const isSame = last !== undefined && first !== undefined && isSameOutage(last, first);
    if (isSame && endOf(last).at > group.fromAt) all[all.length - 1] = joined(last, group);
    else all.push(group);
  }
  return all;
}

/** Each start of the system has an end of its own. What is found down soon after it never came back, for all that is known. */
function isSameOutage({ toAt, spans }: Group, span: ReconstructedSpan): boolean {
  const gapMs = span.fromAt - toAt;
  const cause = spans.at(-1)?.cause ?? null;
  const isSameTrouble = span.cause === cause || isOfStart(cause);
  return gapMs <= touchMs || (gapMs <= sameOutageMs && span.source !== 'boot' && isSameTrouble);
}

function isOfStart(cause: Cause | null): boolean {
  return cause === 'server-unreachable' || cause === 'server-booting';
}

function toIncident(outage: Group, ending: Ending, evidence: Evidence, context: ReconstructContext): IncidentRecord {
  const { fromAt, toAt, spans } = outage;
  const cause = spans[0]?.cause ?? 'server-unreachable';
  const changes = spans.flatMap((span, index) =>
    index > 0 && span.cause !== null && span.cause !== spans[index - 1]?.cause
      ? [{ at: span.fromAt, cause: span.cause }]
      : [],
  );
  const byWatchdog = evidence.watchdog.some(({ word, at }) => word === 'recovered' && at - context.offsetMs === toAt);
  return {
    // By the server's clock, which does not move with what is measured of it.
    id: `${reconstructedId}${String(Math.round((fromAt + context.offsetMs) / 1000))}`,
    cause,
    firstSignAt: fromAt,
    firstFailureAt: fromAt,
    confirmedAt: null,
    toldAt: null,
    acknowledgedAt: null,
    actions: [],
    recoveredAt: ending.at,
    recovery: null,
    ...(ending.isBounded ? { endAtMost: true } : {}),
    repairedBy: byWatchdog ? 'watchdog' : spans.some((span) => span.source === 'boot') ? 'boot' : 'unknown',
    source: 'reconstructed',
    atMost: ending.isBounded || outage.hasHoles || spans.some((span) => span.atMost),
    evidence: [...spans.map((span) => toLine(span)), ...killLines(outage, evidence, context)].slice(0, 12),
    causes: changes,
    notes: [],
  };
}

function toLine(span: ReconstructedSpan): EvidenceLine {
  return { text: `${span.source}: ${span.cause ?? 'down'}${span.atMost ? ' (at most)' : ''}`, sinceAt: span.fromAt };
}

function killLines(outage: Range, evidence: Evidence, { offsetMs }: ReconstructContext): readonly EvidenceLine[] {
  return evidence.kills
    .map(({ at, name }) => ({ at: at - offsetMs, name }))
    .filter(({ at }) => at >= outage.fromAt - killMs && at <= outage.toAt)
    .map(({ at, name }) => ({ text: `kernel: out of memory, killed ${name}`, sinceAt: at }));
}

/**
 * When a watched outage began by the server's own records; null where they say nothing of the time before its first
 * failed look, or a good look came after. `lastGoodAt`: that look.
 */
export function findFirstSign(
  spans: readonly ReconstructedSpan[],
  firstFailureAt: number,
  lastGoodAt: number | null,
): number | null {
  // Where a beginning is only bounded, there was no sign of it.
  const signs = spans.filter(({ state, atMost }) => state === 'up' || !atMost);
  const group = groupOutages(signs).findLast(
    ({ fromAt, toAt }) => fromAt < firstFailureAt && toAt >= firstFailureAt - sameOutageMs,
  );
  const isOver = group !== undefined && firstFailureAt - group.toAt > touchMs && isToldOver(group);
  // The server had gone before its start, and nobody knows since when.
  const isLater = spans.some((one) => one.source === 'boot' && one.atMost && one.toAt === group?.fromAt);
  const isBroken = spans.some(
    ({ state, fromAt, toAt }) => state === 'up' && toAt > (group?.toAt ?? Infinity) && fromAt < firstFailureAt,
  );
  return group === undefined || isOver || isLater || isBroken || (lastGoodAt !== null && group.fromAt <= lastGoodAt)
    ? null
    : group.fromAt;
}

/** Its unit ran again before: what failed later is something else. After a start of the system that says nothing yet. */
function isToldOver({ spans }: Group): boolean {
  const last = spans.at(-1);
  return last?.source === 'service-journal' && !last.atMost && !isOfStart(last.cause);
}
