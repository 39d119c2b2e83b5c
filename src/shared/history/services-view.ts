/** What the history says beside the services: trends of a day, and what they promise, over a month. */
import { promiseResults, type PromiseResult } from '../../core/history/promises';
import { startOf } from '../../core/history/repair-statistics';
import { listIncidents } from '../../core/history/report-data';
import { lengthOf, totalsOf } from '../../core/history/totals';
import type { HistoryReader, IncidentRecord, NoteRecord, Range, Segment } from '../../core/history/types';
import type { NamedSeries } from './history-view';

const minuteMs = 60_000;
const dayMs = 24 * 60 * minuteMs;
const trendMs = dayMs;
const countsMs = 30 * dayMs;
/** A trend is as wide as a word. */
const mostPoints = 48;
const trendOf = ['api.total', 'portal.total', 'ssh', 'memory'];

export interface ServicesView {
  /** Of the trends. */
  readonly range: Range;
  readonly trends: readonly NamedSeries[];
  /** Since when the counts go, and the share of that time of which something is known. Null: there is no history. */
  readonly counted: { readonly fromAt: number; readonly coverage: number } | null;
  readonly api: PromiseResult | null;
  readonly reboot: PromiseResult | null;
  /** How often the watchdog brought the API back. */
  readonly watchdogRepairs: number;
  readonly lastRenewalAt: number | null;
}

interface ServicesInput {
  readonly reader: Pick<
    HistoryReader,
    'extent' | 'segments' | 'incidents' | 'notes' | 'corrections' | 'series' | 'checks'
  >;
  readonly serverId: string;
  readonly now: number;
  readonly intervalMs: number;
}

export function buildServicesView({ reader, serverId, now, intervalMs }: ServicesInput): ServicesView {
  const range = { fromAt: now - trendMs, toAt: now };
  // A point spans at least two rounds, so that a round that came late leaves no hole.
  const count = Math.max(1, Math.min(mostPoints, Math.floor(trendMs / (2 * intervalMs))));
  const checks = reader.checks(serverId).filter((check) => check.startsWith('disk:'));
  const extent = reader.extent(serverId);
  const month = { fromAt: Math.max(now - countsMs, Math.min(now, extent?.fromAt ?? now)), toAt: now };
  const segments = reader.segments(serverId, month);
  const corrections = reader.corrections(serverId, month);
  // What was planned, or corrected to something else, was no outage.
  const outages = listIncidents(reader.incidents(serverId, month), segments, corrections, month).filter(
    ({ counted }) => counted,
  );
  const notes = reader.notes(serverId, month).toSorted((one, other) => one.at - other.at);
  const promises = promiseResults(outages, notes);
  return {
    range,
    trends: [...trendOf, ...checks].map((check) => ({ check, points: reader.series(serverId, check, range, count) })),
    counted: extent === null ? null : { fromAt: month.fromAt, coverage: coverageOf(segments) },
    api: promises.find(({ id }) => id === 'api') ?? null,
    reboot: promises.find(({ id }) => id === 'reboot') ?? null,
    watchdogRepairs: countRepairs(outages, notes),
    lastRenewalAt: notes.filter(({ note }) => note === 'certificate-renewed').at(-1)?.at ?? null,
  };
}

/** The share that is known of the time that counts. */
function coverageOf(segments: readonly Segment[]): number {
  const totals = totalsOf(segments);
  const counted = lengthOf(totals) - totals.planned;
  return counted > 0 ? (counted - totals.noData) / counted : 0;
}

/** Outages that it ended, and those times that only its log tells of. */
function countRepairs(incidents: readonly IncidentRecord[], notes: readonly NoteRecord[]): number {
  const ended = incidents.filter(({ repairedBy }) => repairedBy === 'watchdog');
  const isCounted = ({ at }: NoteRecord) =>
    ended.some((one) => at >= startOf(one) - minuteMs && at <= (one.recoveredAt ?? at) + minuteMs);
  const told = notes.filter((note) => note.note === 'watchdog-restarted-api' && !isCounted(note));
  return ended.length + told.length;
}
