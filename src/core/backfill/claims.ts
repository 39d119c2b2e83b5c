import type { Range, EvidenceSource } from '../history/types';
import type { Cause } from '../model';
import { distinctBoots, parts, touchMs, type Evidence, type Part, type UnitMark } from './evidence';
import { accessClaims, edges, toWholeMinute } from './access-claims';
import { findOutages, shutdownMs, type Outage } from './outages';
import { commonRanges, joinRanges, withoutRanges } from '../history/ranges';

/** What one record proves of one part of the portal. */
export interface Claim extends Range {
  readonly part: Part;
  readonly state: 'up' | 'down';
  readonly source: EvidenceSource;
  readonly atMost: boolean;
  readonly cause: Cause | null;
}

export interface ClaimContext {
  /** What is older was let go, but for the last word of each unit. */
  readonly keptFromAt?: number | null;
  /** The dashboard's unit, without `.service`. */
  readonly dashboardUnit: string;
  readonly watchdogIntervalMs: number;
  /** What the journal says of a unit that has not started again holds until here. Null: it cannot be read. */
  readonly journalThroughAt: number | null;
}

const minuteMs = 60_000;

/**
 * When a unit did not run: from its stop, or the start of the system, to its next start. `throughAt`: one that has not
 * started again.
 */
function downRanges(marks: readonly UnitMark[], boots: readonly number[], throughAt: number | null): readonly Range[] {
  const down: Range[] = [];
  let fromAt: number | null = null;
  const started = boots.filter((boot, index) => {
    const first = marks.find(({ at }) => at >= boot);
    return first?.word === 'up' && first.at <= Math.min(boot + startMs, boots[index + 1] ?? Infinity);
  });
  const all = [...marks, ...started.map((at) => ({ at, word: 'down' as const }))].sort((a, b) => a.at - b.at);
  for (const { at, word } of all) {
    if (word === 'down') fromAt ??= at;
    else if (fromAt !== null) {
      down.push({ fromAt, toAt: at });
      fromAt = null;
    }
  }
  if (fromAt !== null && throughAt !== null && throughAt > fromAt) down.push({ fromAt, toAt: throughAt });
  return joinRanges(down);
}

/** Everything that the evidence proves, source by source. Claims of different sources may contradict each other. */
export function makeClaims(evidence: Evidence, context: ClaimContext): readonly Claim[] {
  const outages = findOutages(evidence, context.keptFromAt ?? null);
  const units = unitClaims(evidence, context, outages);
  const watchdog = watchdogClaims(evidence, context, outages);
  const stops = outages.flatMap((outage) =>
    parts.map((part): Claim => ({ ...outage, part, state: 'down', source: 'boot', cause: 'server-unreachable' })),
  );
  const down = [...stops, ...units, ...watchdog.filter(({ state }) => state === 'down')];
  const exact = [...edges(down), ...outages.map(toWholeMinute)];
  const users = accessClaims(evidence, { watchdog, exact, explained: [...stops, ...units] });
  const claims = [...stops, ...units, ...withoutOld(watchdog, users), ...users];
  return [...claims, ...parts.flatMap((part) => closeSeams(claims.filter((claim) => claim.part === part)))];
}

/** After users could not reach it any more a good word of the minute before, which nothing followed, says nothing. */
function withoutOld(watchdog: readonly Claim[], users: readonly Claim[]): readonly Claim[] {
  const failing = users.filter(({ part, state }) => part === 'api' && state === 'down');
  return watchdog.flatMap((claim) => {
    if (claim.state === 'down' || claim.toAt - claim.fromAt > minuteMs) return [claim];
    const failedAt = failing.find(({ fromAt, toAt }) => fromAt < claim.toAt && toAt > claim.fromAt)?.fromAt ?? Infinity;
    return failedAt <= claim.fromAt ? [] : [{ ...claim, toAt: Math.min(claim.toAt, failedAt) }];
  });
}

/** Longer than this no service takes to start with the system. */
const startMs = 10 * minuteMs;

function unitClaims(evidence: Evidence, context: ClaimContext, outages: readonly Outage[]): readonly Claim[] {
  const boots = distinctBoots(evidence.boots);
  const of = (name: (unit: string) => boolean) =>
    [...new Set(evidence.units.map(({ unit }) => unit).filter(name))].map((unit) =>
      downRanges(
        evidence.units.filter((mark) => mark.unit === unit),
        boots,
        context.journalThroughAt,
      ),
    );
  const clusters = of((unit) => /^postgresql[@-]/.test(unit));
  // One of several clusters may be nobody's.
  const database =
    clusters.length > 0 ? clusters.reduce(commonRanges) : joinRanges(...of((unit) => unit === 'postgresql'));
  const claim = (down: readonly Range[], on: readonly Part[], cause: Cause): readonly Claim[] =>
    withoutRanges(down, outages).flatMap((range) =>
      on.map((part) => {
        // What stops with the server and starts with it has no cause of its own.
        const isShort = range.toAt - range.fromAt <= startMs;
        const isStarting = isShort && boots.includes(range.fromAt);
        const isStopping =
          range.toAt - range.fromAt <= shutdownMs &&
          outages.some(({ fromAt, atMost }) => !atMost && fromAt === range.toAt);
        const own = isStarting ? 'server-booting' : isStopping ? 'server-unreachable' : cause;
        return { ...range, part, state: 'down', source: 'service-journal', atMost: false, cause: own };
      }),
    );
  return [
    ...claim(joinRanges(...of((unit) => unit === context.dashboardUnit)), ['web'], 'dashboard-down'),
    ...claim(joinRanges(...of((unit) => unit === 'nginx')), ['api', 'web'], 'proxy-down'),
    ...claim(database, ['api'], 'database-down'),
  ];
}

/**
 * Two looks of the watchdog in a row, no further apart than one and a half of its intervals and with no start of the
 * system in between, prove the time between them; a lone one its minute. From its alarm to its "recovered" the API was
 * down; where only the next look found it well, at most until then.
 */
function watchdogClaims(evidence: Evidence, context: ClaimContext, outages: readonly Outage[]): readonly Claim[] {
  const claims: Claim[] = [];
  const push = (range: Range, state: Claim['state'], extra: { atMost?: boolean; cause?: Cause | null } = {}) => {
    for (const { fromAt, toAt } of withoutRanges([range], outages))
      claims.push({
        fromAt,
        toAt,
        part: 'api',
        state,
        source: 'watchdog-log',
        atMost: extra.atMost ?? false,
        cause: extra.cause ?? null,
      });
  };
  for (const [index, mark] of evidence.watchdog.entries()) {
    const next = evidence.watchdog[index + 1];
    const stopAt = outages.find(({ fromAt, toAt }) => fromAt >= mark.at || toAt > mark.at)?.fromAt ?? Infinity;
    const alone = { fromAt: mark.at, toAt: Math.min(mark.at + minuteMs, next?.at ?? Infinity, stopAt) };
    const isNear =
      next !== undefined &&
      next.at - mark.at <= context.watchdogIntervalMs * 1.5 &&
      !outages.some(({ toAt }) => toAt > mark.at && toAt <= next.at);
    if (mark.word === 'failed') {
      const cause = mark.status !== null && mark.status >= 500 ? 'api-error' : 'api-down';
      if (isNear) push({ fromAt: mark.at, toAt: next.at }, 'down', { atMost: next.word === 'ok', cause });
      else push(alone, 'down', { cause });
    } else if (isNear && next.word === 'ok') push({ fromAt: mark.at, toAt: next.at }, 'up');
    else push(alone, 'up');
  }
  return claims;
}

/** Of one part: between two words that it is down, so close together and without a good one, it was down. */
function closeSeams(claims: readonly Claim[]): readonly Claim[] {
  const down = claims.filter(({ state }) => state === 'down').sort((a, b) => a.fromAt - b.fromAt || a.toAt - b.toAt);
  const good = joinRanges(claims.filter(({ state }) => state === 'up'));
  const seams: Claim[] = [];
  let last: Claim | null = null;
  // Both run forward: each good word is passed once.
  let passed = 0;
  for (const claim of down) {
    const seam: Claim = { ...claim, ...last, fromAt: last?.toAt ?? claim.fromAt, toAt: claim.fromAt };
    const gapMs = seam.toAt - seam.fromAt;
    while ((good[passed]?.toAt ?? Infinity) <= seam.fromAt) passed += 1;
    const isGood = (good[passed]?.fromAt ?? Infinity) < seam.toAt;
    if (gapMs > 0 && gapMs <= touchMs && !isGood) seams.push(seam);
    if (last === null || claim.toAt > last.toAt) last = claim;
  }
  return seams;
}
