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
  /** New ones, and watched ones of which a record of the server tells when they began. */
  readonly incidents: readonly IncidentRecord[];
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
  const nothing: BackfillRecords = { spans: [], notes: [], incidents: [], cursor: after };
  if (context === null) return nothing;
  const spans = reconstructSpans(after.evidence, context);
  const contextBefore = contextOf(before, facts);
  const known = new Set(
    contextBefore === null ? [] : reconstructSpans(before.evidence, contextBefore).map((span) => JSON.stringify(span)),
  );
  const fresh = spans.filter((span) => !known.has(JSON.stringify(span)));
  if (facts.hasMore) return { ...nothing, spans: fresh };
  const range = extentOf(spans, after.evidence, context);
  const unseen = history.unseen(range);
  const toldAt = (before.toldThroughAt ?? -Infinity) - context.offsetMs;
  return {
    spans: fresh,
    notes: reconstructNotes(after.evidence, context, unseen).filter(({ at }) => at > toldAt),
    incidents: [
      ...reconstructIncidents(spans, after.evidence, context, unseen).filter(
        ({ recoveredAt }) => recoveredAt !== null && recoveredAt > toldAt,
      ),
      ...withFirstSigns(history.incidents(range), spans),
    ],
    cursor: {
      ...after,
      toldThroughAt: context.askedAt,
      evidence: dropBefore(after.evidence, context.askedAt - keptMs),
    },
  };
}

function contextOf(
  { read, offsetMs }: BackfillCursor,
  { dashboardUnit, watchdogIntervalMs }: BackfillFacts,
): ReconstructContext | null {
  return read === null ? null : { ...read, offsetMs, dashboardUnit, watchdogIntervalMs };
}

function extentOf(
  spans: readonly ReconstructedSpan[],
  evidence: Evidence,
  { askedAt, offsetMs }: ReconstructContext,
): Range {
  const firsts = [spans[0]?.fromAt, evidence.boots[0], evidence.watchdog[0]?.at].filter((at) => at !== undefined);
  return { fromAt: Math.min(askedAt, ...firsts) - Math.abs(offsetMs), toAt: askedAt - offsetMs };
}

function withFirstSigns(
  incidents: readonly IncidentRecord[],
  spans: readonly ReconstructedSpan[],
): readonly IncidentRecord[] {
  return incidents.flatMap((incident) => {
    if (incident.source !== 'observed' || incident.firstSignAt !== null) return [];
    const firstSignAt = findFirstSign(spans, incident.firstFailureAt);
    return firstSignAt === null ? [] : [{ ...incident, firstSignAt }];
  });
}

