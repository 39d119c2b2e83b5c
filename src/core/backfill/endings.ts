/** When an outage that nobody watched was over: what is known to be down only until some moment may have lasted longer. */
import type { Look, Range } from '../history/types';
import { parts, touchMs } from './evidence';
import type { PartSpan, ReconstructContext, Reconstruction } from './reconstruct';

const minuteMs = 60_000;

export interface Ending {
  readonly at: number;
  /** It was over by then, and no record says since when. */
  readonly isBounded: boolean;
}

/** What else limits it: by the laptop's clock. */
export interface EndingLimits {
  readonly looks: readonly Look[];
  /** When the next outage begins. */
  readonly nextAt: number;
  /** When the watchdog said that it answers again, by the server's clock. */
  readonly repairedAt: ReadonlySet<number>;
}

/**
 * The latest end of its parts. A record that tells of starts as well as of stops, or a good word right after the last bad
 * one, says when; else the outage was over at the latest when that part is next known to be up, by a record or by a look.
 * By the laptop's clock.
 */
export function endingOf(
  outage: Range,
  { parts: spans }: Pick<Reconstruction, 'parts'>,
  { looks, nextAt, repairedAt }: EndingLimits,
  { offsetMs, askedAt }: Pick<ReconstructContext, 'offsetMs' | 'askedAt'>,
): Ending {
  const range = { fromAt: outage.fromAt + offsetMs, toAt: outage.toAt + offsetMs };
  const seenAt = looks.find(({ at, state }) => state === 'up' && at >= outage.toAt)?.at ?? askedAt - offsetMs;
  const ends = parts.flatMap((part): readonly Ending[] => {
    const end = partEnd(range, spans[part], repairedAt);
    if (end === null) return [];
    const at = end.at - offsetMs;
    return [{ at: end.isBounded ? Math.min(at, seenAt) : at, isBounded: end.isBounded }];
  });
  // Of two at the same moment the surer one.
  const [last = { at: outage.toAt, isBounded: true }] = ends.toSorted(
    (a, b) => b.at - a.at || Number(a.isBounded) - Number(b.isBounded),
  );
  return last.at > nextAt ? { at: Math.max(outage.toAt, nextAt), isBounded: true } : last;
}

/** By the server's clock; infinite: no record shows it up again. Null: this part was not known to be down. */
function partEnd(range: Range, spans: readonly PartSpan[], repairedAt: ReadonlySet<number>): Ending | null {
  const index = spans.findLastIndex(
    ({ state, fromAt, toAt }) => state === 'down' && fromAt < range.toAt && toAt > range.fromAt,
  );
  const down = spans[index];
  if (down === undefined) return null;
  if (isUnitBack(down) || isRepaired(down, repairedAt)) return { at: down.toAt, isBounded: false };
  const up = spans.slice(index + 1).find(({ state }) => state === 'up');
  if (up === undefined) return { at: Infinity, isBounded: true };
  // A minute with users says where one of their errors ended, as they count both. What has seconds ended somewhere in it.
  const isExact = up.source !== 'access-log' || down.source === 'access-log';
  // A bounded beginning, before a start of the system, leaves its end as it is.
  if (isExact && up.fromAt - down.toAt <= touchMs)
    return { at: down.toAt, isBounded: down.atMost && down.source !== 'boot' };
  // Of a minute with users only its end is certain.
  const at = up.source === 'access-log' ? Math.min(up.toAt, up.fromAt + minuteMs) : up.fromAt;
  return { at, isBounded: true };
}

/** systemd's word that a unit runs again. After a start of the system that says nothing of the API, which is no unit. */
export function isUnitBack({ part, source, atMost, cause }: PartSpan): boolean {
  return source === 'service-journal' && !atMost && !(part === 'api' && cause === 'server-booting');
}

/** A lone alarm is given its minute, and a stronger record may cut it: neither is an end that the watchdog told of. */
function isRepaired({ source, atMost, toAt }: PartSpan, repairedAt: ReadonlySet<number>): boolean {
  return source === 'watchdog-log' && !atMost && repairedAt.has(toAt);
}
