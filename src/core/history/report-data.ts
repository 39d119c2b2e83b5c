/** Everything that a report says of one server and one range, as plain data. */
import { availabilityOf, type Availability } from './availability';
import { cutTo } from './intervals';
import { periodAt, periodsIn, periodKindOf, type PeriodKind } from './periods';
import { promiseResults, type PromiseResult } from './promises';
import {
  endOf,
  meanTimeBetween,
  repairStatistics,
  startOf,
  statisticsByCause,
  touches,
  type RepairStatistics,
} from './repair-statistics';
import { targetLine, type TargetLine } from './targets';
import { downMs, totalsOf, unsureOf, upMs, withoutShortOutages, type Unsure } from './totals';
import type {
  Correction,
  HistoryReader,
  IncidentRecord,
  MaintenanceRecord,
  NoteRecord,
  Range,
  Segment,
  Totals,
} from './types';

/** What a report asks of the history. */
export type ReportReader = Pick<
  HistoryReader,
  'extent' | 'segments' | 'incidents' | 'notes' | 'maintenances' | 'corrections'
> & {
  /** As `segments`, without her corrections: the original value of each. Absent: it is not told. */
  readonly measured?: (serverId: string, range: Range) => readonly Segment[];
};

export interface ReportInput {
  readonly server: { readonly id: string; readonly name: string };
  readonly reader: ReportReader;
  readonly range: Range;
  readonly now: number;
  readonly timeZone: string;
  /** 0 … 1 */
  readonly target: number;
  readonly intervalMs: number;
}

export interface ReportData {
  readonly server: { readonly id: string; readonly name: string };
  readonly range: Range;
  /** Null: a free range. */
  readonly periodKind: PeriodKind | null;
  readonly madeAt: number;
  readonly timeZone: string;
  readonly intervalMs: number;
  readonly totals: Totals;
  readonly unsure: Unsure;
  readonly figure: Availability;
  /** As if outages under `shortLimitMs` had not been. */
  readonly withoutShort: Availability;
  readonly shortLimitMs: number;
  readonly target: TargetLine;
  /** Downtime that the target still allows this month; negative: exceeded. Null where the range is not this month so far. */
  readonly monthLeftMs: number | null;
  readonly statistics: RepairStatistics;
  readonly byCause: ReturnType<typeof statisticsByCause>;
  readonly meanTimeBetweenMs: number | null;
  readonly incidents: readonly ReportIncident[];
  readonly notes: readonly NoteRecord[];
  readonly maintenances: readonly MaintenanceRecord[];
  readonly corrections: readonly ReportCorrection[];
  readonly promises: readonly PromiseResult[];
  readonly strip: { readonly kind: 'hour' | 'day' | 'month' | 'year'; readonly cells: readonly StripCell[] };
}

export interface ReportIncident extends IncidentRecord {
  /** False: all of it was planned, or corrected to something else; listed, and in no figure. */
  readonly counted: boolean;
}

export interface ReportCorrection extends Correction {
  /** What was measured in its place; null: not known. */
  readonly original: Totals | null;
}

export interface StripCell extends Range {
  readonly totals: Totals;
}

const shortLimitMs = 60_000;
const hourMs = 3_600_000;

export function buildReport(input: ReportInput): ReportData {
  const { server, reader, now, timeZone, intervalMs } = input;
  const range = wholeSeconds(input.range);
  const segments = reader.segments(server.id, range);
  const totals = totalsOf(segments);
  const unsure = unsureOf(segments);
  const short = withoutShortOutages(segments, shortLimitMs);
  const corrections = reader.corrections(server.id, range);
  const incidents = listIncidents(reader.incidents(server.id, range), segments, corrections, range);
  const notes = reader.notes(server.id, range).toSorted((one, other) => one.at - other.at);
  const outages = incidents.filter(({ counted }) => counted);
  const statistics = repairStatistics(outages, range, now);
  return {
    server: { id: server.id, name: server.name },
    range,
    periodKind: periodKindOf(range, timeZone),
    madeAt: now,
    timeZone,
    intervalMs,
    totals,
    unsure,
    figure: availabilityOf(totals, unsure, input.target),
    withoutShort: availabilityOf(totalsOf(short), unsureOf(short), input.target),
    shortLimitMs,
    target: targetLine(input.target),
    monthLeftMs: monthLeft(range, totals, input),
    statistics,
    byCause: statisticsByCause(outages, range, now),
    meanTimeBetweenMs: meanTimeBetween(statistics.n, upMs(totals)),
    incidents,
    notes,
    maintenances: reader.maintenances(server.id, range),
    corrections: corrections.map((one) => withOriginal(one, reader, server.id, range)),
    promises: promiseResults(outages, notes),
    strip: stripOf(segments, range, timeZone),
  };
}

/** What the whole month allows, without what it has cost so far. */
function monthLeft(range: Range, totals: Totals, { now, timeZone, target }: ReportInput): number | null {
  const month = periodAt('month', now, timeZone);
  if (range.fromAt !== month.fromAt || Math.abs(now - range.toAt) > shortLimitMs) return null;
  const future = { ...totals, noData: totals.noData + month.toAt - range.toAt };
  return availabilityOf(future, { up: 0, down: 0 }, target).left;
}

/** Reports speak of seconds, and their sums must be exact. */
function wholeSeconds({ fromAt, toAt }: Range): Range {
  return { fromAt: Math.floor(fromAt / 1000) * 1000, toAt: Math.floor(toAt / 1000) * 1000 };
}

/** Those that have to do with the range, in order, and whether each counts. */
export function listIncidents(
  incidents: readonly IncidentRecord[],
  segments: readonly Segment[],
  corrections: readonly Correction[],
  range: Range,
): readonly ReportIncident[] {
  return incidents
    .filter((incident) => touches(incident, range))
    .toSorted((one, other) => startOf(one) - startOf(other))
    .map((incident) => ({ ...incident, counted: isCounted(incident, segments, corrections, range) }));
}

/** No longer where nothing of it is down any more because it was planned, or corrected. */
function isCounted(
  incident: IncidentRecord,
  segments: readonly Segment[],
  corrections: readonly Correction[],
  range: Range,
): boolean {
  const fromAt = Math.max(startOf(incident), range.fromAt);
  const toAt = Math.min(endOf(incident) ?? range.toAt, range.toAt);
  const totals = totalsOf(cutTo(segments, { fromAt, toAt }));
  const isExplained = totals.planned > 0 || corrections.some((one) => one.fromAt < toAt && one.toAt > fromAt);
  return downMs(totals) > 0 || !isExplained;
}

function withOriginal(correction: Correction, reader: ReportReader, serverId: string, range: Range): ReportCorrection {
  const part = {
    fromAt: Math.max(correction.fromAt, range.fromAt),
    toAt: Math.min(correction.toAt, range.toAt),
  };
  const measured = part.toAt > part.fromAt ? reader.measured?.(serverId, part) : undefined;
  return { ...correction, original: measured === undefined ? null : totalsOf(measured) };
}

/** About as many cells as fit beside each other. */
function stripOf(segments: readonly Segment[], range: Range, timeZone: string): ReportData['strip'] {
  const days = (range.toAt - range.fromAt) / (24 * hourMs);
  const kind = days <= 2.1 ? 'hour' : days <= 93 ? 'day' : days <= 1200 ? 'month' : 'year';
  const cells = kind === 'hour' ? hoursIn(range) : periodsIn(kind, range, timeZone);
  return { kind, cells: cells.map((cell) => ({ ...cell, totals: totalsOf(cutTo(segments, cell)) })) };
}

function hoursIn({ fromAt, toAt }: Range): readonly Range[] {
  const count = Math.ceil((toAt - fromAt) / hourMs);
  return Array.from({ length: count }, (_cell, index) => ({
    fromAt: fromAt + index * hourMs,
    toAt: Math.min(fromAt + (index + 1) * hourMs, toAt),
  }));
}
