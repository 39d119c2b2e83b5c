/** Whether a line is a record of ours, and makes sense. Pure: nothing is looked up and nothing is written. */
import { evidenceSources, secondsKinds } from '../../core/history/types';
import type { Level } from '../../core/model';
import type { PlainMeasurement, PlainRound } from './rounds';
import { tables, type ColumnKind, type Table } from './tables';

export const exportHead = { vigia: 'history', format: 1 };

export type ExportedLine = Readonly<Record<string, unknown>>;

/** Bytes. A round has some thousands; the longest is what was read of a server's logs, at most 60 000 marks of each kind. */
export const longestLine = 64_000_000;
/** Of one round. A server has some sixty, one of them for each of at most sixteen disks. */
export const mostMeasurements = 1_000;

export type JudgedLine =
  | { readonly kind: 'head' }
  | { readonly kind: 'round'; readonly round: PlainRound }
  | { readonly kind: 'row'; readonly table: Table; readonly line: ExportedLine }
  /** Of another program, or of no use. */
  | { readonly kind: 'foreign' }
  | { readonly kind: 'too-many-measurements' };

const foreign = { kind: 'foreign' } as const;

export function judgeLine(text: string): JudgedLine {
  const line = parse(text);
  if (line === null) return foreign;
  if (line['vigia'] === exportHead.vigia) return line['format'] === exportHead.format ? { kind: 'head' } : foreign;
  if (line['record'] === 'round') return judgeRound(line);
  const table = tables.find(({ name }) => name === line['record']);
  return table !== undefined && isRow(table, line) ? { kind: 'row', table, line } : foreign;
}

function parse(text: string): ExportedLine | null {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null ? (value as ExportedLine) : null;
  } catch {
    return null;
  }
}

// ── Rounds ───────────────────────────────────────────────────────────────────

function judgeRound(line: ExportedLine): JudgedLine {
  const { server, startedAt, tookMs, verdict, cause, measurements } = line;
  if (!Array.isArray(measurements)) return foreign;
  if (measurements.length > mostMeasurements) return { kind: 'too-many-measurements' };
  const isSound =
    typeof server === 'string' &&
    isWhole(startedAt) &&
    isWhole(tookMs) &&
    isWhole(verdict) &&
    (cause === null || typeof cause === 'string') &&
    measurements.every(isMeasurement);
  return isSound ? { kind: 'round', round: { server, startedAt, tookMs, verdict, cause, measurements } } : foreign;
}

const levels: readonly Level[] = ['ok', 'warning', 'critical', 'unknown'];

function isMeasurement(value: unknown): value is PlainMeasurement {
  if (typeof value !== 'object' || value === null) return false;
  const one = value as ExportedLine;
  return (
    typeof one['item'] === 'string' &&
    (one['unit'] === null || typeof one['unit'] === 'string') &&
    levels.includes(one['level'] as Level) &&
    (one['value'] === null || typeof one['value'] === 'string' || Number.isFinite(one['value'])) &&
    (one['ms'] === null || Number.isFinite(one['ms']))
  );
}

function isWhole(value: unknown): value is number {
  return Number.isSafeInteger(value);
}

// ── Rows of the other tables ─────────────────────────────────────────────────

function isRow(table: Table, line: ExportedLine): boolean {
  if (!Object.entries(table.columns).every(([column, kind]) => isOfKind(line[column], kind))) return false;
  // Content is JSON of ours.
  if (table.columns['content'] !== undefined && parse(String(line['content'])) === null) return false;
  return isKnownWord(table.name, line);
}

function isOfKind(value: unknown, kind: ColumnKind): boolean {
  switch (kind) {
    case 'server':
      return value === null || typeof value === 'string';
    case 'item':
      return typeof (value as ExportedLine | null)?.['name'] === 'string';
    case 'number':
      return Number.isFinite(value);
    // Earlier versions did not write all of them.
    case 'number?':
      return value == null || Number.isFinite(value);
    case 'text?':
      return value == null || typeof value === 'string';
    default:
      return typeof value === 'string';
  }
}

const minuteMs = 60_000;
const hourMs = 60 * minuteMs;

/** Words that figures are made from: any other would take time out of every sum. */
function isKnownWord(table: string, line: ExportedLine): boolean {
  if (table === 'corrections' || table === 'segments') return secondsKinds.some((kind) => kind === line['kind']);
  if (table === 'spans')
    return (
      (line['state'] === 'up' || line['state'] === 'down') &&
      evidenceSources.some((source) => source === line['source'])
    );
  if (table === 'intervals') return Number(line['interval_ms']) >= minuteMs && Number(line['interval_ms']) <= hourMs;
  return table !== 'incidents' || isIncident(parse(String(line['content'])));
}

function isIncident(content: ExportedLine | null): boolean {
  if (content === null) return false;
  const { id, cause, firstFailureAt, recoveredAt } = content;
  const lists = ['actions', 'causes', 'evidence', 'notes'].map((name) => content[name]);
  return (
    typeof id === 'string' &&
    typeof cause === 'string' &&
    isWhole(firstFailureAt) &&
    (recoveredAt === null || isWhole(recoveredAt)) &&
    isRecovery(content['recovery']) &&
    ['undefined', 'boolean'].includes(typeof content['endAtMost']) &&
    lists.every(Array.isArray)
  );
}

/** Earlier versions had none. */
function isRecovery(value: unknown): boolean {
  if (value == null) return true;
  const { at, source, atMost } = value as ExportedLine;
  return isWhole(at) && evidenceSources.some((one) => one === source) && typeof atMost === 'boolean';
}
