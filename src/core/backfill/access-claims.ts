import type { Range } from '../history/types';
import type { Cause } from '../model';
import type { Claim } from './claims';
import { parts, touchMs, type Evidence } from './evidence';
import { commonRanges, joinRanges, withoutRanges } from '../history/ranges';

const minuteMs = 60_000;

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
 * opposite, unless it is known why. One in which nginx could not reach it for some and could for others proves neither:
 * beside an outage it is that one's first or last minute, of which only the longest length is known. A single page that
 * fails is not the API down: the watchdog may know better.
 */
export function accessClaims(
  { minutes, watchdog: marks }: Evidence,
  { watchdog, exact, explained }: KnownOtherwise,
): readonly Claim[] {
  const wellByWatchdog = joinRanges(watchdog.filter(({ state }) => state === 'up'));
  return parts.flatMap((part) => {
    const stopped = explained.filter((claim) => claim.part === part);
    const why = stopped.map(toMinutes);
    const mixed = withoutRanges(commonRanges(minutes[`served-${part}`], minutes[`gateway-${part}`]), why);
    const served = withoutRanges(minutes[`served-${part}`], mixed);
    const known = [...served, ...why];
    const failing = withoutRanges(minutes[`gateway-${part}`], [...known, ...mixed]);
    const repaired = part === 'api' ? afterRepairs(marks) : [];
    // Where the next minute has such errors as well, it fell once more.
    const isOver = ({ toAt }: Range) => failing.some((range) => range.toAt === toAt);
    const gateway = withoutRanges(failing, repaired.filter(isOver));
    const alarms = watchdog.filter((claim) => claim.part === part && claim.state === 'down');
    const edgeOnes = withoutRanges(edgeMinutes(mixed, gateway, alarms), repaired);
    const doubted = part === 'api' ? wellByWatchdog : [];
    const error = withoutRanges(minutes[`error-${part}`], [...known, ...gateway, ...doubted]);
    const up = withoutRanges(bridge(served, wellByWatchdog, stopped), [
      ...gateway,
      ...error,
      ...exact,
      ...loose(served, exact),
    ]);
    const claim = (range: Range, state: Claim['state'], cause: Cause | null, atMost = false): Claim => ({
      ...range,
      part,
      state,
      source: 'access-log',
      atMost,
      cause,
    });
    const unreached = part === 'api' ? 'api-down' : 'dashboard-down';
    return [
      ...up.map((range) => claim(range, 'up', null)),
      ...gateway.map((range) => claim(range, 'down', unreached)),
      ...edgeOnes.map((range) => claim(range, 'down', unreached, true)),
      ...error.map((range) => claim(range, 'down', part === 'api' ? 'api-error' : 'web-error')),
    ];
  });
}

/** The mixed minute before an outage, up to its first word, and the one after minutes with nothing but errors. */
function edgeMinutes(mixed: readonly Range[], gateway: readonly Range[], alarms: readonly Range[]): readonly Range[] {
  const starts = new Set([...gateway, ...alarms].map(({ fromAt }) => fromAt));
  const ends = new Set(gateway.map(({ toAt }) => toAt));
  const before = [...starts].map((at) => {
    const minuteAt = Math.floor((at - touchMs) / minuteMs) * minuteMs;
    return { fromAt: minuteAt, toAt: at };
  });
  const after = [...ends].map((at) => ({ fromAt: at, toAt: at + minuteMs }));
  return joinRanges(commonRanges(joinRanges(before, after), mixed));
}

/** The rest of the minute in which the watchdog had repaired it: the errors were before. */
function afterRepairs(marks: Evidence['watchdog']): readonly Range[] {
  return marks
    .filter(({ word }) => word === 'recovered')
    .map(({ at }) => ({ fromAt: at, toAt: Math.ceil(at / minuteMs) * minuteMs }));
}

/** Where it is known to have stopped in between, nobody was served, whatever the watchdog found before and after. */
function bridge(served: readonly Range[], supported: readonly Range[], stopped: readonly Range[]): readonly Range[] {
  const gaps = served.flatMap(({ toAt }, index) => {
    const next = served[index + 1];
    return next !== undefined && next.fromAt - toAt <= joinMs ? [{ fromAt: toAt, toAt: next.fromAt }] : [];
  });
  const key = ({ fromAt, toAt }: Range) => `${String(fromAt)} ${String(toAt)}`;
  const whole = new Set(commonRanges(gaps, supported).map(key));
  const quiet = gaps.filter((gap) => whole.has(key(gap)));
  return joinRanges(served, withoutRanges(quiet, stopped));
}

/**
 * The first minute with users counts from its beginning, its last one to its end, but not where it went down in between:
 * then they were served before or after, and nobody knows on which side.
 */
function loose(served: readonly Range[], exact: readonly Range[]): readonly Range[] {
  const sorted = joinRanges(exact);
  const ranges: Range[] = [];
  // All three run forward: each exact time is passed once.
  let first = 0;
  let after = 0;
  for (const run of served) {
    while ((sorted[first]?.fromAt ?? Infinity) < run.fromAt) first += 1;
    while ((sorted[after]?.toAt ?? Infinity) <= run.toAt) after += 1;
    const began = sorted[first]?.fromAt ?? Infinity;
    const ended = sorted[after - 1]?.toAt ?? -Infinity;
    if (began < run.fromAt + minuteMs) ranges.push({ fromAt: run.fromAt, toAt: began });
    if (ended > run.toAt - minuteMs) ranges.push({ fromAt: ended, toAt: run.toAt });
  }
  return ranges;
}

/** A count knows only its minute; within the first and last minute of what has an exact time, that counts. */
export function edges(pinned: readonly Range[]): readonly Range[] {
  return pinned.flatMap(({ fromAt, toAt }) => [
    { fromAt, toAt: Math.min(toAt, Math.ceil(fromAt / minuteMs) * minuteMs) },
    { fromAt: Math.max(fromAt, Math.floor(toAt / minuteMs) * minuteMs), toAt },
  ]);
}

/** Who was served in the minute of a start was served before the server went down, for all that is known. */
export function toWholeMinute({ fromAt, toAt }: Range): Range {
  return { fromAt, toAt: Math.ceil(toAt / minuteMs) * minuteMs };
}

/** Errors of the minute in which it began or ended are its own. */
function toMinutes({ fromAt, toAt }: Range): Range {
  return { fromAt: Math.floor(fromAt / minuteMs) * minuteMs, toAt: Math.ceil(toAt / minuteMs) * minuteMs };
}
