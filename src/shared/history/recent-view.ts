/** The last 24 hours of one server, and since when no outage is known: what stands under the answer. */
import { listIncidents, type ReportReader } from '../../core/history/report-data';
import { cutTo } from '../../core/history/intervals';
import { endOf } from '../../core/history/repair-statistics';
import { lengthOf, totalsOf } from '../../core/history/totals';
import type { IncidentRecord, Range, SecondsKind, Segment, Totals } from '../../core/history/types';

export interface RecentView {
  readonly range: Range;
  /** They touch and fill the range. */
  readonly stretches: readonly (Range & { readonly kind: SecondsKind })[];
  readonly totals: Totals;
  /** The outage that goes on. */
  readonly open: IncidentRecord | null;
  /** Null: an outage goes on. */
  readonly calm: RecentCalm | null;
}

export interface RecentCalm {
  readonly sinceAt: number;
  /** An outage ended then; false: the history begins there. */
  readonly isAfterOutage: boolean;
  /** 0 … 1: of the time since then, without what was planned, so much is known. Null: all of it was planned. */
  readonly known: number | null;
}

const dayMs = 86_400_000;
/** Earlier is not looked at: nobody rests easier for it. */
const longestMs = 366 * dayMs;

/** Null: nothing is known of this server. */
export function buildRecentView(reader: ReportReader, serverId: string, now: number): RecentView | null {
  const extent = reader.extent(serverId);
  if (extent === null) return null;
  const fromAt = Math.max(extent.fromAt, now - longestMs);
  const all = { fromAt: Math.min(fromAt, now - dayMs), toAt: now };
  const segments = reader.segments(serverId, all);
  const incidents = listIncidents(reader.incidents(serverId, all), segments, reader.corrections(serverId, all), all);
  // What was planned, or corrected to something else, was no outage.
  const outages = incidents.filter(({ counted }) => counted);
  const open = outages.findLast(({ recoveredAt }) => recoveredAt === null) ?? null;
  const range = { fromAt: now - dayMs, toAt: now };
  const stretches = cutTo(segments, range);
  return {
    range,
    stretches: joined(stretches),
    totals: totalsOf(stretches),
    open,
    calm: open === null ? calmOf(outages, segments, { fromAt, toAt: now }) : null,
  };
}

function calmOf(outages: readonly IncidentRecord[], segments: readonly Segment[], range: Range): RecentCalm {
  const lastEnd = outages.reduce((latest, outage) => Math.max(latest, endOf(outage) ?? 0), 0);
  const isAfterOutage = lastEnd > range.fromAt;
  const sinceAt = Math.min(range.toAt, isAfterOutage ? lastEnd : range.fromAt);
  const totals = totalsOf(cutTo(segments, { fromAt: sinceAt, toAt: range.toAt }));
  const whole = lengthOf(totals) - totals.planned;
  return { sinceAt, isAfterOutage, known: whole <= 0 ? null : (whole - totals.noData) / whole };
}

/** Neighbours of one kind are one stretch: the reasons and sources are told in the history. */
function joined(segments: readonly Segment[]): RecentView['stretches'] {
  const result: { fromAt: number; toAt: number; kind: SecondsKind }[] = [];
  for (const { kind, fromAt, toAt } of segments) {
    const last = result.at(-1);
    if (last?.kind === kind) last.toAt = toAt;
    else result.push({ kind, fromAt, toAt });
  }
  return result;
}
