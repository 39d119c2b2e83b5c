import type { IncidentRecord, NoteRecord, Range, ReconstructedSpan } from '../history/types';
import type { BackfillCursor } from './cursor';
import { dropBefore, type Evidence } from './evidence';
import { findFirstSign, reconstructIncidents, reconstructNotes } from './incidents';
import { reconstructSpans, type ReconstructContext } from './reconstruct';

/** What the history has of the time in question. */
export interface KnownHistory {
  /** The stretches in which nobody looked, by the laptop's clock. */
  unseen(range: Range): readonly Range[];
  incidents(range: Range): readonly IncidentRecord[];
}

export interface BackfillRecords {
  readonly spans: readonly ReconstructedSpan[];
  readonly notes: readonly NoteRecord[];
  readonly incidents: readonly IncidentRecord[];
  /** When watched outages began by the server's own records, by their ids. */
  readonly firstSigns: Readonly<Record<string, number>>;
  /** To be stored after everything else: what is read again is recorded again, what is lost is lost. */
  readonly cursor: BackfillCursor;
}

export interface BackfillFacts {
  readonly dashboardUnit: string;
  readonly watchdogIntervalMs: number;
  readonly hasMore: boolean;
}

/** So much of the evidence is kept for the readings to come: an outage may begin in one and end in another. */
const keptMs = 3 * 86_400_000;

/** What is to be recorded after a reading. Spans at once; outages and notes when all that there is has been read. */
export function toRecords(
  before: BackfillCursor,
  after: BackfillCursor,
  facts: BackfillFacts,
  history: KnownHistory,
): BackfillRecords {
  const context = contextOf(after, facts);
  const nothing: BackfillRecords = { spans: [], notes: [], incidents: [], firstSigns: {}, cursor: after };
  if (context === null) return nothing;
  const spans = reconstructSpans(after.evidence, context);
  const contextBefore = contextOf(before, facts);
  const known = new Set(
    contextBefore === null ? [] : reconstructSpans(before.evidence, contextBefore).map((span) => JSON.stringify(span)),
  );
  const fresh = spans.filter((span) => !known.has(JSON.stringify(span)));
  // Boots are known at once, the signs of life before them only when all is read.
  if (facts.hasMore) return { ...nothing, spans: fresh.filter(({ source }) => source !== 'boot') };
  const range = extentOf(spans, after.evidence, context);
  const unseen = history.unseen(range);
  const told = new Set(before.told.map(({ id }) => id));
  const isNew = (at: number, id: string) => at + context.offsetMs > (before.keptFromAt ?? -Infinity) && !told.has(id);
  const incidents = reconstructIncidents(spans, after.evidence, context, unseen).filter((incident) =>
    isNew(incident.firstFailureAt, incident.id),
  );
  const notes = reconstructNotes(after.evidence, context, unseen).filter((note) => isNew(note.at, idOf(note, context)));
  const keptFromAt = context.askedAt - keptMs;
  const newlyTold = [
    ...incidents.map(({ id, firstFailureAt }) => ({ at: firstFailureAt + context.offsetMs, id })),
    ...notes.map((note) => ({ at: note.at + context.offsetMs, id: idOf(note, context) })),
  ];
  return {
    spans: fresh,
    notes,
    incidents,
    firstSigns: findFirstSigns(history.incidents(range), spans),
    cursor: {
      ...after,
      keptFromAt,
      told: [...before.told, ...newlyTold].filter(({ at }) => at >= keptFromAt),
      evidence: dropBefore(after.evidence, keptFromAt),
    },
  };
}

function idOf({ at, note }: NoteRecord, { offsetMs }: ReconstructContext): string {
  return `${note} ${String(at + offsetMs)}`;
}

function contextOf(
  { read, offsetMs, keptFromAt }: BackfillCursor,
  { dashboardUnit, watchdogIntervalMs }: BackfillFacts,
): ReconstructContext | null {
  return read === null ? null : { ...read, offsetMs, keptFromAt, dashboardUnit, watchdogIntervalMs };
}

function extentOf(
  spans: readonly ReconstructedSpan[],
  evidence: Evidence,
  { askedAt, offsetMs }: ReconstructContext,
): Range {
  const firsts = [spans[0]?.fromAt, evidence.boots[0], evidence.watchdog[0]?.at].filter((at) => at !== undefined);
  return { fromAt: Math.min(askedAt, ...firsts) - Math.abs(offsetMs), toAt: askedAt - offsetMs };
}

function findFirstSigns(
  incidents: readonly IncidentRecord[],
  spans: readonly ReconstructedSpan[],
): Readonly<Record<string, number>> {
  const signs = incidents
    .filter(({ source, firstSignAt }) => source === 'observed' && firstSignAt === null)
    .map(({ id, firstFailureAt }) => [id, findFirstSign(spans, firstFailureAt)] as const)
    .filter(([, firstSignAt]) => firstSignAt !== null);
  return Object.fromEntries(signs) as Readonly<Record<string, number>>;
}
