import type { IncidentRecord, Look, Recovery } from '../history/types';
import { exactSources } from '../history/seen';
import { commonRanges, isWithin } from '../history/ranges';
import type { Cause } from '../model';
import { parts, touchMs, type Evidence, type Part } from './evidence';
import { isUnitBack } from './endings';
import type { PartSpan, ReconstructContext, Reconstruction } from './reconstruct';

const minuteMs = 60_000;
/** Twice the usual interval of rounds: looks closer together leave nothing in between. */
const watchedMs = 10 * minuteMs;
/** So long at most after its beginning a round has found out that nothing answers. */
const lookMs = minuteMs / 2;

/**
 * The parts that must serve again before an outage of this cause is over. A cause that is not here (a name, a
 * certificate, a rule of the proxy) is one that no record of the server can see.
 */
const partsOf: Readonly<Partial<Record<Cause, readonly Part[]>>> = {
  'api-down': ['api'],
  'api-hung': ['api'],
  'api-error': ['api'],
  'api-cannot-start': ['api'],
  'database-down': ['api'],
  'dashboard-down': ['web'],
  'dashboard-failing': ['web'],
  // Only users who came through nginx prove that it is reached again: of the web there is no other record.
  'proxy-down': parts,
  'server-unreachable': parts,
  'server-booting': parts,
};

/** By the server's clock: it was failing at `afterAt`, and at `beforeAt` it was seen well. */
interface Gap {
  readonly afterAt: number;
  readonly beforeAt: number;
}

/**
 * When a watched outage was over by the server's own records; null where they do not prove it. It lies between the last
 * failed look and the first good one, and every part that the cause is about must have served again.
 */
export function findRecovery(
  incident: IncidentRecord,
  looks: readonly Look[],
  reconstruction: Reconstruction,
  evidence: Evidence,
  { offsetMs }: ReconstructContext,
): Recovery | null {
  const needed = neededParts(incident);
  const gap = gapOf(incident, looks, offsetMs);
  if (needed === null || gap === null) return null;
  const failedAt = looks
    .filter(({ state, at }) => state === 'down' && at >= incident.firstFailureAt && at + offsetMs <= gap.afterAt)
    .map(({ at }) => at + offsetMs);
  const lastOf = (some: readonly Part[], within: Gap) =>
    some
      .map((part) => partRecovery(part, within, failedAt, reconstruction.parts[part], evidence))
      .reduce((a, b) => (a === null || b === null ? null : b.at > a.at ? b : a));
  const first = lastOf(needed, gap);
  const start = first === null ? undefined : lastStart(gap, first.at, reconstruction);
  // What had served before that proves nothing of after it.
  const afterAt = Math.max(gap.afterAt, start?.fromAt ?? 0, (start?.toAt ?? 0) - lookMs);
  const last = start === undefined ? first : lastOf(parts, { ...gap, afterAt });
  return last === null || (isWatched(gap) && !isExact(last)) ? null : { ...last, at: last.at - offsetMs };
}

/** Before it was over the whole server went: then all of it must serve again. */
function lastStart({ afterAt }: Gap, beforeAt: number, { parts: spans }: Reconstruction): PartSpan | undefined {
  return spans.api.findLast(({ source, fromAt, toAt }) => source === 'boot' && fromAt < beforeAt && toAt > afterAt);
}

/** Somebody looked on: then only who stops and starts knows better, as for every second between two looks (seen.ts). */
function isWatched({ afterAt, beforeAt }: Gap): boolean {
  return beforeAt - afterAt <= watchedMs;
}

function isExact({ source, atMost }: Recovery): boolean {
  return !atMost && exactSources.has(source);
}

/** Null: one of its causes cannot be seen by the server. */
function neededParts(incident: IncidentRecord): readonly Part[] | null {
  const causes = [incident.cause, ...incident.causes.map(({ cause }) => cause)];
  const needed = causes.map((cause) => partsOf[cause]);
  return needed.includes(undefined) ? null : parts.filter((part) => needed.some((some) => some?.includes(part)));
}

function gapOf({ firstFailureAt, recoveredAt }: IncidentRecord, looks: readonly Look[], offsetMs: number): Gap | null {
  if (recoveredAt === null) return null;
  const failed = looks.filter(({ at, state }) => state === 'down' && at >= firstFailureAt && at < recoveredAt);
  const afterAt = Math.max(firstFailureAt, ...failed.map(({ at }) => at));
  const good = looks.find(({ at, state }) => state === 'up' && at > afterAt);
  return { afterAt: afterAt + offsetMs, beforeAt: Math.min(recoveredAt, good?.at ?? recoveredAt) + offsetMs };
}

/** A moment by which a part is known to have served again. */
interface Proof {
  readonly at: number;
  readonly source: 'access-log' | 'watchdog-log';
  /** The proof itself may be as old as this. */
  readonly sinceAt: number;
  /** The watchdog's own repair. */
  readonly isRepair: boolean;
}

function partRecovery(
  part: Part,
  gap: Gap,
  failedAt: readonly number[],
  spans: readonly PartSpan[],
  evidence: Evidence,
): Recovery | null {
  const proof = proofsOf(part, gap, spans, evidence).find(({ source }) => !isBlind(spans, failedAt, source));
  if (proof === undefined) return null;
  const { at, source } = proof;
  const pinnedBy = pinOf(proof, gap, spans);
  return pinnedBy === null
    ? { at, source, atMost: true }
    : { at: pinnedBy.toAt, source: pinnedBy.source, atMost: false };
}

/** In their order. Of a minute with users only its end is certain; the watchdog's word holds at its moment. */
function proofsOf(
  part: Part,
  { afterAt, beforeAt }: Gap,
  spans: readonly PartSpan[],
  { minutes, watchdog }: Evidence,
): readonly Proof[] {
  const up = spans.filter(({ state }) => state === 'up');
  const served = commonRanges(
    minutes[`served-${part}`],
    up.filter(({ source }) => source === 'access-log'),
  ).flatMap(({ fromAt, toAt }): readonly Proof[] => {
    const sinceAt = fromAt > afterAt + lookMs ? fromAt : Math.ceil((afterAt + lookMs) / minuteMs) * minuteMs;
    const at = (Math.floor(sinceAt / minuteMs) + 1) * minuteMs;
    return at <= toAt && at < beforeAt ? [{ at, sinceAt, source: 'access-log', isRepair: false }] : [];
  });
  const answered = (part === 'api' ? watchdog : [])
    .filter(({ word, at }) => word !== 'failed' && at > afterAt && at < beforeAt && isWithin(at, up))
    .map(({ word, at }): Proof => ({ at, sinceAt: at, source: 'watchdog-log', isRepair: word === 'recovered' }));
  return [...served, ...answered].sort((a, b) => a.at - b.at);
}

/** The outage's own record, where that says to the second when it was over: who starts a service, or repairs it. */
function pinOf(
  { at, source, sinceAt, isRepair }: Proof,
  { afterAt }: Gap,
  spans: readonly PartSpan[],
): PartSpan | null {
  const before = spans.findLast(({ state, toAt }) => state === 'down' && toAt <= at);
  if (before === undefined || before.atMost || before.toAt <= afterAt || sinceAt - before.toAt > touchMs) return null;
  return isUnitBack(before) || (source === 'watchdog-log' && isTold(before, isRepair)) ? before : null;
}

/** The watchdog's repair, or its good word right after a start of the system: of a minute with users only its end is sure. */
function isTold({ source }: PartSpan, isRepair: boolean): boolean {
  return source === 'watchdog-log' ? isRepair : source !== 'access-log';
}

/** While the looks failed it said all the time that all was well: it does not see what they saw. */
function isBlind(spans: readonly PartSpan[], failedAt: readonly number[], source: Proof['source']): boolean {
  return spans.some(
    ({ state, source: by, fromAt, toAt }) =>
      state === 'up' && by === source && failedAt.some((at) => fromAt <= at - minuteMs && toAt >= at + minuteMs),
  );
}
