import type { Range, EvidenceSource } from '../history/types';
import type { Cause } from '../model';
import { distinctBoots, parts, type Evidence, type Part, type UnitMark } from './evidence';
import { commonRanges, joinRanges, withoutRanges } from './ranges';

/** What one record proves of one part of the portal. */
export interface Claim extends Range {
  readonly part: Part;
  readonly state: 'up' | 'down';
  readonly source: EvidenceSource;
  readonly atMost: boolean;
  readonly cause: Cause | null;
}

export interface ClaimContext {
  /** The dashboard's unit, without `.service`. */
  readonly dashboardUnit: string;
  readonly watchdogIntervalMs: number;
  /** What the journal says of a unit that has not started again holds until here. Null: it cannot be read. */
  readonly journalThroughAt: number | null;
}

const minuteMs = 60_000;

/** The stretches in which the whole server was down, by its starts. */
interface Outage extends Range {
  readonly atMost: boolean;
}

/** After its shutdown began a system still writes, but not for longer than this. */
const shutdownMs = 3 * minuteMs;

/**
 * Before each start lies a time without the server: from the clean shutdown, or where there was none, at most from the
 * last sign of life. Without any sign of life nothing is known.
 */
function findOutages(evidence: Evidence): readonly Outage[] {
  const boots = distinctBoots(evidence.boots);
  const signs = signsOfLife(evidence, boots);
  return boots.flatMap((bootAt, index): readonly Outage[] => {
    const lastAt = signs.findLast((at) => at < bootAt) ?? null;
    const stoppedAt = cleanStop(evidence.shutdowns, { fromAt: boots[index - 1] ?? -Infinity, toAt: bootAt }, lastAt);
    if (stoppedAt !== null) return [{ fromAt: stoppedAt, toAt: bootAt, atMost: false }];
    return lastAt === null ? [] : [{ fromAt: lastAt, toAt: bootAt, atMost: true }];
  });
}

/** Only the end of a run can be its shutdown: journald also stops for an update, and a shutdown can be called off. */
function cleanStop(shutdowns: readonly number[], run: Range, lastSignAt: number | null): number | null {
  const marks = shutdowns.filter((at) => at > run.fromAt && at <= run.toAt);
  const lastAt = marks.at(-1);
  if (lastAt === undefined || (lastSignAt !== null && lastSignAt > lastAt + shutdownMs)) return null;
  return marks.find((at) => at >= lastAt - shutdownMs) ?? null;
}

function signsOfLife(evidence: Evidence, boots: readonly number[]): readonly number[] {
  return [
    ...evidence.watchdog.map(({ at }) => at),
    ...evidence.units.map(({ at }) => at),
    ...evidence.kills.map(({ at }) => at),
    // Of the last minute with a line only its beginning is certain.
    ...evidence.minutes.seen.map(({ toAt }) => toAt - minuteMs),
    ...evidence.lastEntries,
    ...boots,
  ].sort((a, b) => a - b);
}

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
  const outages = findOutages(evidence);
  const units = unitClaims(evidence, context, outages);
  const watchdog = watchdogClaims(evidence, context, outages);
  const stops = outages.flatMap((outage) =>
    parts.map((part): Claim => ({ ...outage, part, state: 'down', source: 'boot', cause: 'server-unreachable' })),
  );
  const down = [...stops, ...units, ...watchdog.filter(({ state }) => state === 'down')];
  const exact = [...edges(down), ...outages.map(toWholeMinute)];
  const users = accessClaims(evidence, { watchdog, exact, explained: [...stops, ...units] });
  const claims = [...stops, ...units, ...watchdog, ...users];
  return [...claims, ...parts.flatMap((part) => closeSeams(claims.filter((claim) => claim.part === part)))];
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
        const isStopping = isShort && outages.some(({ fromAt }) => fromAt === range.toAt);
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

/** Minutes between two with users, no longer than this, belong to them where the watchdog bears it out. */
const joinMs = 5 * minuteMs;

interface KnownOtherwise {
  readonly watchdog: readonly Claim[];
  /** What has an exact time: in its first and last minute the minute's word does not hold. */
  readonly exact: readonly Range[];
  /** What is known to be down, with its cause. */
  readonly explained: readonly Claim[];
}

/**
 * A minute in which users were served well proves it for that part; one in which they only got errors proves the
 * opposite, unless it is known why. A single page that fails is not the API down: the watchdog may know better.
 */
function accessClaims({ minutes }: Evidence, { watchdog, exact, explained }: KnownOtherwise): readonly Claim[] {
  const wellByWatchdog = joinRanges(watchdog.filter(({ state }) => state === 'up'));
  return parts.flatMap((part) => {
    const served = minutes[`served-${part}`];
    const known = [...served, ...explained.filter((claim) => claim.part === part).map(toMinutes)];
    const gateway = withoutRanges(minutes[`gateway-${part}`], known);
    const doubted = part === 'api' ? wellByWatchdog : [];
    const error = withoutRanges(minutes[`error-${part}`], [...known, ...gateway, ...doubted]);
    const up = withoutRanges(bridge(served, wellByWatchdog), [...gateway, ...error, ...exact, ...loose(served, exact)]);
    const claim = (range: Range, state: Claim['state'], cause: Cause | null): Claim => ({
      ...range,
      part,
      state,
      source: 'access-log',
      atMost: false,
      cause,
    });
    return [
      ...up.map((range) => claim(range, 'up', null)),
      ...gateway.map((range) => claim(range, 'down', part === 'api' ? 'api-down' : 'dashboard-down')),
      ...error.map((range) => claim(range, 'down', part === 'api' ? 'api-error' : 'web-error')),
    ];
  });
}

function bridge(served: readonly Range[], supported: readonly Range[]): readonly Range[] {
  const gaps = served.flatMap(({ toAt }, index) => {
    const next = served[index + 1];
    return next !== undefined && next.fromAt - toAt <= joinMs ? [{ fromAt: toAt, toAt: next.fromAt }] : [];
  });
  const key = ({ fromAt, toAt }: Range) => `${String(fromAt)} ${String(toAt)}`;
  const whole = new Set(commonRanges(gaps, supported).map(key));
  return joinRanges(
    served,
    gaps.filter((gap) => whole.has(key(gap))),
  );
}

/** A count knows only its minute; within the first and last minute of what has an exact time, that counts. */
function edges(pinned: readonly Range[]): readonly Range[] {
  return pinned.flatMap(({ fromAt, toAt }) => [
    { fromAt, toAt: Math.min(toAt, Math.ceil(fromAt / minuteMs) * minuteMs) },
    { fromAt: Math.max(fromAt, Math.floor(toAt / minuteMs) * minuteMs), toAt },
  ]);
}

/**
 * The first minute with users counts from its beginning, its last one to its end, but not where it went down in between:
 * then they were served before or after, and nobody knows on which side.
 */
function loose(served: readonly Range[], exact: readonly Range[]): readonly Range[] {
  const sorted = joinRanges(exact);
  return served.flatMap((run) => {
    const first = sorted.find(({ fromAt }) => fromAt >= run.fromAt && fromAt < run.fromAt + minuteMs);
    const last = sorted.findLast(({ toAt }) => toAt > run.toAt - minuteMs && toAt <= run.toAt);
    return [
      ...(first === undefined ? [] : [{ fromAt: run.fromAt, toAt: first.fromAt }]),
      ...(last === undefined ? [] : [{ fromAt: last.toAt, toAt: run.toAt }]),
    ];
  });
}

/** Who was served in the minute of a start was served before the server went down, for all that is known. */
function toWholeMinute({ fromAt, toAt }: Range): Range {
  return { fromAt, toAt: Math.ceil(toAt / minuteMs) * minuteMs };
}

/** Errors of the minute in which it began or ended are its own. */
function toMinutes({ fromAt, toAt }: Range): Range {
  return { fromAt: Math.floor(fromAt / minuteMs) * minuteMs, toAt: Math.ceil(toAt / minuteMs) * minuteMs };
}

/** Records round to a second or a minute: where one word ends and the next one begins, there is no time in between. */
const seamMs = 5_000;

/** Of one part: between two words that it is down, so close together and without a good one, it was down. */
function closeSeams(claims: readonly Claim[]): readonly Claim[] {
  const down = claims.filter(({ state }) => state === 'down').sort((a, b) => a.fromAt - b.fromAt || a.toAt - b.toAt);
  const good = joinRanges(claims.filter(({ state }) => state === 'up'));
  const seams: Claim[] = [];
  let last: Claim | null = null;
  for (const claim of down) {
    const seam: Claim = { ...claim, ...last, fromAt: last?.toAt ?? claim.fromAt, toAt: claim.fromAt };
    const gapMs = seam.toAt - seam.fromAt;
    if (gapMs > 0 && gapMs <= seamMs && commonRanges([seam], good).length === 0) seams.push(seam);
    if (last === null || claim.toAt > last.toAt) last = claim;
  }
  return seams;
}
