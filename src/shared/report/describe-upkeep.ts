/** Maintenance, repairs that nobody asked for, corrections and promises. */
import type { PromiseId, PromiseResult } from '../../core/history/promises';
import type { ReportCorrection, ReportData } from '../../core/history/report-data';
import { recordedNotes } from '../../core/history/notes';
import { secondsKinds, type NoteRecord, type Totals } from '../../core/history/types';
import type { Translator } from '../i18n';
import type { ReportTable } from './describe-report';
import { endMoment, longest, moment, took } from './took';

interface Described {
  readonly lines: readonly string[];
  readonly table: ReportTable | null;
}

/** So many moments of one kind are named; the others are counted. */
const mostMoments = 3;

export function describeMaintenances({ maintenances, timeZone }: ReportData, t: Translator): Described {
  if (maintenances.length === 0) return { lines: [t.text('report.maintenance.none')], table: null };
  const columns = (['start', 'end', 'took'] as const).map((column) => t.text(`report.column.${column}` as const));
  const rows = maintenances.map(({ fromAt, toAt }) => [
    moment(fromAt, t),
    endMoment(fromAt, toAt, timeZone, t),
    took(toAt - fromAt, t),
  ]);
  return { lines: [], table: { columns, rows } };
}

export function describeMended({ notes }: ReportData, t: Translator): Described {
  const rows = recordedNotes.flatMap((kind) => {
    const times = notes.filter(({ note }) => note === kind).map((note) => describeNote(note, t));
    if (times.length === 0) return [];
    const more = times.length - mostMoments;
    const shown = times.slice(0, mostMoments).join('; ');
    const when = more > 0 ? `${shown} ${t.text('report.mended.more', { n: more })}` : shown;
    return [[t.text(`report.mended.${kind}` as const), String(times.length), when]];
  });
  if (rows.length === 0) return { lines: [t.text('report.mended.none')], table: null };
  const columns = (['what', 'times', 'when'] as const).map((column) => t.text(`report.column.${column}` as const));
  return { lines: [], table: { columns, rows } };
}

/** With how long it took, where the server's records tell. */
function describeNote({ at, took: time }: NoteRecord, t: Translator): string {
  return time === null ? moment(at, t) : `${moment(at, t)} (${longest({ ms: time.atMostMs, atMost: true }, t)})`;
}

/** Her corrections with what was measured, and what she wrote about outages. */
export function describeCorrections({ corrections, incidents }: ReportData, t: Translator): readonly string[] {
  const notes = incidents
    .flatMap((incident) => incident.notes)
    .toSorted((one, other) => one.at - other.at)
    .map(({ at, by, text }) => t.text('report.note', { at: moment(at, t), by, text }));
  const lines = [...corrections.map((correction) => describeCorrection(correction, t)), ...notes];
  return lines.length === 0 ? [t.text('report.corrections.none')] : lines;
}

export function describeCorrection(correction: ReportCorrection, t: Translator): string {
  const { fromAt, toAt, kind, by, madeAt, reason, original } = correction;
  const text = t.text('report.correction', {
    from: moment(fromAt, t),
    to: moment(toAt, t),
    kind: t.text(`report.kind.${kind}` as const),
    by,
    on: madeAt,
    reason,
  });
  if (original === null) return text;
  return `${text} ${t.text('report.correction.original', { original: describeTotals(original, t) })}`;
}

/** "caído 12 min", "sin datos 2 h": what there is of each kind. */
export function describeTotals(totals: Totals, t: Translator): readonly string[] {
  return secondsKinds
    .filter((kind) => totals[kind] > 0)
    .map((kind) => t.text('report.kind.time', { kind: t.text(`report.kind.${kind}` as const), took: totals[kind] }));
}

export function describePromises({ promises }: ReportData, t: Translator): Described {
  const columns = (['promise', 'times', 'worst', 'result'] as const).map((column) =>
    t.text(`report.column.${column}` as const),
  );
  const rows = promises.map((promise) => [
    t.text(scenarioKey[promise.id]),
    timesOf(promise, t),
    promise.worst === null ? '–' : `${longest(promise.worst, t)} (${t.text('report.day', { on: promise.worst.at })})`,
    t.text(`report.promise.${promise.verdict}` as const),
  ]);
  return { lines: [], table: { columns, rows } };
}

/** How often it happened, and of how many of them the time is known where that is not the same. */
export function timesOf({ n, measured }: PromiseResult, t: Translator): string {
  return measured === 0 || measured === n ? String(n) : t.text('report.promise.times', { n, measured });
}

/** The guide's own words, as in the drill. */
const scenarioKey = {
  worker: 'scenario.worker',
  api: 'scenario.api',
  reboot: 'scenario.reboot',
  off: 'scenario.off',
  database: 'scenario.database',
  disk: 'scenario.disk',
  memory: 'scenario.memory',
  code: 'scenario.code',
} as const satisfies Readonly<Record<PromiseId, string>>;
