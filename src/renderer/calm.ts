import type { RecentView } from '../shared/history/recent-view';
import type { Words } from './words';

/** Seconds between two rounds are not worth a word. */
const wellKnown = 0.995;
/** Before that, a share of the time since the first look is a share of almost nothing. */
const beginningMs = 10 * 60_000;

/** Since when she can rest easy, and how much of that time was seen. A line in any case, so that nothing moves. */
export function calmText(recent: RecentView | null, now: number, t: Words): string {
  const calm = recent?.calm;
  if (calm == null) return '\u00a0';
  const { sinceAt, isAfterOutage, known } = calm;
  if (!isAfterOutage && now - sinceAt < beginningMs) return t.ui('recent.begins', { since: sinceAt });
  const values = { since: sinceAt, length: Math.max(60_000, now - sinceAt), known: (known ?? 0) * 100 };
  const beginning = t.ui(isAfterOutage ? 'recent.calm' : 'recent.calmAlways', values);
  return known === null || known >= wellKnown ? beginning : `${beginning} ${t.ui('recent.known', values)}`;
}
