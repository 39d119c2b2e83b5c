/** What the window shows of the history: plain data, worked out in the main process. */
import { cutTo } from '../../core/history/intervals';
import { periodAt } from '../../core/history/periods';
import { endOf, startOf } from '../../core/history/repair-statistics';
import {
  buildReport,
  type ReportCorrection,
  type ReportData,
  type ReportInput,
  type ReportReader,
  type StripCell,
} from '../../core/history/report-data';
import { totalsOf } from '../../core/history/totals';
import type {
  Correction,
  IncidentRecord,
  NoDataReason,
  NoteRecord,
  Range,
  SecondsKind,
  Segment,
  SeriesPoint,
} from '../../core/history/types';
import type { RangeChoice } from './range-choice';

/** Nothing can be written at the moment: what is known since then is in memory only. */
export interface HistoryTrouble {
  readonly sinceAt: number;
  readonly kind: 'full' | 'busy' | 'damaged' | 'gone' | 'other';
  readonly reason: string;
}

/** `before`: nobody had begun to watch. `pending`: the next look tells what was since the last one. */
type MissingReason = NoDataReason | 'before' | 'pending';

export interface HistoryView {
  readonly choice: RangeChoice;
  /** Null: nothing is known yet. */
  readonly extent: Range | null;
  readonly report: ReportData;
  /** Why there are no data, the longest first. */
  readonly missing: readonly { readonly reason: MissingReason; readonly ms: number }[];
  readonly trouble: HistoryTrouble | null;
}

/** A piece of a day, with what was measured where she corrected it. */
export interface Stretch extends Segment {
  readonly correction: Correction | null;
}

export interface DayView {
  readonly range: Range;
  readonly hours: readonly StripCell[];
  readonly stretches: readonly Stretch[];
  readonly corrections: readonly ReportCorrection[];
}

export interface IncidentView {
  readonly incident: IncidentRecord;
  /** False: planned or corrected, and so in no figure. */
  readonly counted: boolean;
  /** From its first sign to its end, or until now. */
  readonly range: Range;
  /** What most of it counts as. */
  readonly kind: SecondsKind;
  readonly corrections: readonly ReportCorrection[];
  readonly notes: readonly NoteRecord[];
}

export interface NamedSeries {
  /** As it is stored: `api.total`, `disk:/`. */
  readonly check: string;
  readonly points: readonly SeriesPoint[];
}

export interface ChartsView {
  readonly range: Range;
  readonly response: readonly NamedSeries[];
  readonly disks: readonly NamedSeries[];
  readonly memory: readonly NamedSeries[];
  readonly gaps: readonly Range[];
  readonly outages: readonly Range[];
}

export type HistoryInput = ReportInput & { readonly choice: RangeChoice; readonly trouble: HistoryTrouble | null };

export function buildHistoryView({ choice, trouble, ...input }: HistoryInput): HistoryView {
  const { server, range } = input;
  const segments = input.reader.segments(server.id, range);
  const extent = input.reader.extent(server.id);
  return {
    choice,
    extent,
    report: buildReport({ ...input, reader: knowing(input.reader, range, segments) }),
    missing: missingOf(segments, extent?.fromAt ?? Infinity, input.now),
    trouble,
  };
}

/** One day by its hours and by its stretches. */
export function buildDayView(input: Omit<ReportInput, 'range'>, at: number): DayView {
  const { reader, server, now, timeZone } = input;
  const day = periodAt('day', at, timeZone);
  const range = { fromAt: day.fromAt, toAt: Math.max(day.fromAt, Math.min(day.toAt, now)) };
  const segments = reader.segments(server.id, range);
  const { strip, corrections } = buildReport({ ...input, range, reader: knowing(reader, range, segments) });
  return {
    range,
    hours: strip.cells,
    stretches: segments.flatMap((segment) => withCorrections(segment, corrections)),
    corrections,
  };
}

/** Null: there is no such outage. */
export function buildIncidentView(input: Omit<ReportInput, 'range'>, incidentId: string): IncidentView | null {
  const { reader, server, now } = input;
  // An outage may go on, and a reconstructed one may lie before all that was watched.
  const always = { fromAt: 0, toAt: now + 1 };
  const found = reader.incidents(server.id, always).find(({ id }) => id === incidentId);
  if (found === undefined) return null;
  const range = { fromAt: startOf(found), toAt: Math.max(startOf(found) + 1000, endOf(found) ?? now) };
  const report = buildReport({ ...input, range });
  const counted = report.incidents.find(({ id }) => id === incidentId)?.counted ?? true;
  return {
    incident: found,
    counted,
    range,
    kind: mostOf(reader.segments(server.id, range)),
    corrections: report.corrections,
    notes: report.notes,
  };
}

/** `segments` are asked for once: in a long range they are what costs. */
function knowing(reader: ReportReader, range: Range, segments: readonly Segment[]): ReportReader {
  return {
    ...reader,
    segments: (serverId, wanted) => {
      const isInside = wanted.fromAt >= range.fromAt && wanted.toAt <= range.toAt;
      return isInside ? cutTo(segments, wanted) : reader.segments(serverId, wanted);
    },
  };
}

function missingOf(segments: readonly Segment[], firstAt: number, now: number): HistoryView['missing'] {
  const sums = new Map<MissingReason, number>();
  const add = (reason: MissingReason, ms: number) => {
    if (ms > 0) sums.set(reason, (sums.get(reason) ?? 0) + ms);
  };
  for (const { kind, reason, fromAt, toAt } of segments) {
    if (kind !== 'noData') continue;
    const begin = Math.max(fromAt, Math.min(toAt, firstAt));
    add('before', begin - fromAt);
    add(reason ?? (toAt >= now ? 'pending' : 'unknown'), toAt - begin);
  }
  return [...sums].map(([reason, ms]) => ({ reason, ms })).sort((one, other) => other.ms - one.ms);
}

/** Cut where a correction begins or ends inside of it. */
function withCorrections(segment: Segment, corrections: readonly Correction[]): readonly Stretch[] {
  const edges = corrections
    .flatMap(({ fromAt, toAt }) => [fromAt, toAt])
    .filter((at) => at > segment.fromAt && at < segment.toAt)
    .sort((one, other) => one - other);
  return [segment.fromAt, ...edges].map((fromAt, index) => {
    const toAt = edges[index] ?? segment.toAt;
    const covering = corrections.filter((one) => one.fromAt <= fromAt && one.toAt >= toAt && one.kind === segment.kind);
    const correction = covering.toSorted((one, other) => other.madeAt - one.madeAt)[0] ?? null;
    return { ...segment, fromAt, toAt, correction };
  });
}

function mostOf(segments: readonly Segment[]): SecondsKind {
  const totals = totalsOf(segments);
  const kinds = Object.keys(totals) as SecondsKind[];
  return kinds.reduce<SecondsKind>((most, kind) => (totals[kind] > totals[most] ? kind : most), 'down');
}
