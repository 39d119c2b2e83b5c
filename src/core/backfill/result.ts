import {
  evidenceSources,
  type EvidenceSource,
  type IncidentRecord,
  type Look,
  type NoteRecord,
  type Range,
  type ReconstructedSpan,
} from '../history/types';
import type { BackfillCursor } from './cursor';
import { dropBefore, minuteKinds, type Evidence } from './evidence';
import { calmMoment, reconstructIncidents, reconstructedId } from './incidents';
import { reconstructNotes } from './notes';
import { firstSignOfLife, lastSignOfLife } from './outages';
import { reconstruct, type ReconstructContext } from './reconstruct';
import { findSigns, type Signs } from './signs';

/** What the history has of the time in question. */
export interface KnownHistory {
  /** The stretches in which nobody looked, by the laptop's clock. */
  unseen(range: Range): readonly Range[];
  looks(range: Range): readonly Look[];
  incidents(range: Range): readonly IncidentRecord[];
  notes(range: Range): readonly NoteRecord[];
}

export interface BackfillRecords {
  /** All that the evidence proves. They take the place of what earlier readings recorded: */
  readonly spans: readonly ReconstructedSpan[];
  /** for each source from here on, by the laptop's clock. Null: what is recorded stays. */
  readonly replacedFrom: Readonly<Record<EvidenceSource, number | null>>;
  readonly notes: readonly NoteRecord[];
  /** All of the same time; `fresh` of them are told for the first time. */
  readonly incidents: readonly IncidentRecord[];
  readonly fresh: number;
  /** Outages that earlier readings told of and that the evidence does not bear out any more. */
  readonly withdrawn: readonly string[];
  /** When watched outages began and ended by the server's own records, by their ids. */
  readonly signs: Readonly<Record<string, Signs>>;
  /** To be stored after everything else: what is read again is recorded again, what is lost is lost. */
  readonly cursor: BackfillCursor;
}

export interface BackfillFacts {
  readonly dashboardUnit: string;
  readonly watchdogIntervalMs: number;
  /** All that outages follow from has been read. */
  readonly isSettled: boolean;
  readonly hasMore: boolean;
}

/** So much is concluded anew at each reading. */
const keptMs = 3 * 86_400_000;
/** However long an outage lasts, its evidence is not kept longer than this. */
const mostKeptMs = 40 * 86_400_000;
/**
 * How far a record reaches: two looks of an hourly watchdog. With so much evidence of before, what is concluded of a
 * moment is the same whether or not older evidence was let go.
 */
const reachMs = 2 * 3_600_000;

const nothing = Object.fromEntries(evidenceSources.map((source) => [source, null])) as BackfillRecords['replacedFrom'];

/** What is to be recorded after a reading. Spans at once; outages and notes when all that there is has been read. */
export function toRecords(
  before: BackfillCursor,
  after: BackfillCursor,
  facts: BackfillFacts,
  history: KnownHistory,
): BackfillRecords {
  const context = contextOf(after, facts);
  const none = { notes: [], incidents: [], fresh: 0, withdrawn: [], signs: {}, cursor: after };
  if (context === null) return { ...none, spans: [], replacedFrom: nothing };
  const { offsetMs } = context;
  const reconstruction = reconstruct(after.evidence, context);
  const fromAt = concludedFrom(before);
  const spans = cutBefore(reconstruction.spans, fromAt - offsetMs);
  const replacedFrom = replacing(after.evidence, fromAt, offsetMs + earlierMs(before, after));
  // Boots are known at once, the signs of life before them only when all is read.
  if (!facts.isSettled) {
    const sure = spans.filter(({ source }) => source !== 'boot');
    return { ...none, spans: sure, replacedFrom: { ...replacedFrom, boot: null } };
  }
  const range = extentOf(reconstruction.spans, after.evidence, context);
  const told = new Set(before.told.map(({ id }) => id));
  const unseen = history.unseen(range);
  const looks = history.looks(range);
  const signs = findSigns({
    incidents: history.incidents(range).filter(({ source }) => source === 'observed'),
    looks,
    reconstruction,
    evidence: after.evidence,
    context,
    fromAt,
    told,
  });
  const isRecent = ({ at }: { readonly at: number }) => at > fromAt;
  const tell = <T>(list: readonly T[], nameOf: (one: T) => Told) =>
    list.map((one) => ({ one, told: nameOf(one) })).filter((pair) => isRecent(pair.told));
  const incidents = tell(
    reconstructIncidents(reconstruction, after.evidence, context, { unseen, watched: signs.watched, looks }),
    ({ record, downUntilAt }) => ({ at: downUntilAt + offsetMs, id: record.id }),
  );
  const notes = tell(reconstructNotes(after.evidence, context, unseen, history.notes(range)), ({ at, note }) => ({
    at: at + offsetMs,
    id: `${note} ${String(at + offsetMs)}`,
  }));
  const current = new Set(incidents.map((pair) => pair.told.id));
  const isNew = (pair: { readonly told: Told }) => !told.has(pair.told.id);
  const allTold = [...incidents, ...notes].map((pair) => pair.told).concat(signs.told);
  return {
    spans,
    replacedFrom,
    notes: notes.filter(isNew).map(({ one }) => one),
    incidents: incidents.map(({ one }) => one.record),
    fresh: incidents.filter(isNew).length,
    withdrawn: before.told
      .filter((one) => one.id.startsWith(reconstructedId) && isRecent(one) && !current.has(one.id))
      .map(({ id }) => id),
    signs: signs.changes,
    cursor: letGo(before, after, facts, { spans: reconstruction.spans, offsetMs, told: allTold }),
  };
}

type Told = BackfillCursor['told'][number];

/** By the server's clock: what is concluded of later follows from the evidence that is kept. */
function concludedFrom({ keptFromAt }: BackfillCursor): number {
  return keptFromAt === null ? -Infinity : keptFromAt + reachMs;
}

function cutBefore(spans: readonly ReconstructedSpan[], at: number): readonly ReconstructedSpan[] {
  return spans.filter(({ toAt }) => toAt > at).map((span) => ({ ...span, fromAt: Math.max(span.fromAt, at) }));
}

/**
 * From where on the evidence speaks for each source. Where nothing was kept from earlier readings (the first one, or a
 * cursor that was lost), what was recorded of before its first word may come from logs that are gone, and stays.
 */
function replacing(
  evidence: Evidence,
  fromAt: number,
  offsetMs: number,
): Readonly<Record<EvidenceSource, number | null>> {
  const { watchdog, minutes, units, boots } = evidence;
  const served = minuteKinds.map((kind) => minutes[kind][0]?.fromAt);
  const firsts: Readonly<Record<EvidenceSource, readonly (number | undefined)[]>> = {
    'access-log': served,
    'service-journal': [units[0]?.at, boots[0]],
    'watchdog-log': [watchdog[0]?.at],
    boot: [firstSignOfLife(evidence)],
  };
  const start = (source: EvidenceSource) => {
    const moments = firsts[source].filter((at) => at !== undefined);
    return fromAt > -Infinity ? fromAt : moments.length === 0 ? null : Math.min(...moments);
  };
  return Object.fromEntries(
    evidenceSources.map((source) => {
      const at = start(source);
      return [source, at === null ? null : at - offsetMs];
    }),
  ) as Record<EvidenceSource, number | null>;
}

/** By so much earlier the reading before has put the same records: the server's clock was taken to be further ahead. */
function earlierMs(before: BackfillCursor, after: BackfillCursor): number {
  return before.read === null ? 0 : Math.max(0, before.offsetMs - after.offsetMs);
}

/**
 * The evidence that is not needed any more. What is concluded later of a moment before the cut must not depend on it: no
 * outage lies across the cut, and none can begin there that only the next start of the system will tell of. While the
 * API's own log is not read to its end its notes still need the evidence of before.
 */
function letGo(
  before: BackfillCursor,
  after: BackfillCursor,
  { hasMore }: BackfillFacts,
  known: { readonly spans: readonly ReconstructedSpan[]; readonly offsetMs: number; readonly told: readonly Told[] },
): BackfillCursor {
  const askedAt = after.read?.askedAt ?? 0;
  const upTo = Math.min(askedAt - keptMs, lastSignOfLife(after.evidence) ?? askedAt);
  const calmAt = calmMoment(known.spans, upTo - known.offsetMs) + known.offsetMs;
  const wanted = Math.max(before.keptFromAt ?? -Infinity, calmAt - reachMs, askedAt - mostKeptMs);
  const keptFromAt = hasMore ? before.keptFromAt : wanted;
  const told = new Map([...before.told, ...known.told].map((one) => [one.id, one]));
  return {
    ...after,
    keptFromAt,
    told: [...told.values()].filter(({ at }) => at >= (keptFromAt ?? -Infinity)),
    evidence: keptFromAt === null ? after.evidence : dropBefore(after.evidence, keptFromAt),
  };
}

function contextOf(
  { read, offsetMs, keptFromAt }: BackfillCursor,
  { dashboardUnit, watchdogIntervalMs }: BackfillFacts,
): ReconstructContext | null {
  return read === null ? null : { ...read, offsetMs, keptFromAt, dashboardUnit, watchdogIntervalMs };
}

/** With all that the evidence tells of, and what may be near it by a clock that was set. */
function extentOf(
  spans: readonly ReconstructedSpan[],
  { boots, watchdog, gunicorn, kills, damages }: Evidence,
  { askedAt, offsetMs }: ReconstructContext,
): Range {
  const moments = [boots[0], watchdog[0]?.at, gunicorn[0]?.at, kills[0]?.at, damages[0]];
  const firsts = [...moments, spans[0]?.fromAt].filter((at) => at !== undefined);
  return { fromAt: Math.min(askedAt, ...firsts) - Math.abs(offsetMs), toAt: askedAt - offsetMs };
}
