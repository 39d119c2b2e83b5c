import { isWithin } from '../history/ranges';
import type { RecordedNote } from '../history/notes';
import type { NoteRecord, Range } from '../history/types';
import { distinctBoots, type Evidence } from './evidence';
import type { ReconstructContext } from './reconstruct';
import { findWorkerEvents, joinEvents, type WorkerEvent } from './workers';

/** The round that saw a worker replaced knows its start to a second or two. */
const sameStartMs = 10_000;
/** What happened this shortly before the reading the next round still has to see. */
const youngMs = 2 * 60_000;
/** A start or a repair that a round noted, by another line of the same moment: two are never so near. */
const sameMomentMs = 4 * 60_000;
/** Many lines tell of one trouble. */
const sameTroubleMs = 60_000;

/**
 * What the server's records tell without an outage of its own. Starts of the system and repairs by the watchdog are told
 * by rounds too: here only those of the time without a look. `observed`: what rounds noted, which is told once.
 */
export function reconstructNotes(
  evidence: Evidence,
  context: ReconstructContext,
  unseen: readonly Range[],
  observed: readonly NoteRecord[] = [],
): readonly NoteRecord[] {
  const note = (at: number, kind: RecordedNote): NoteRecord => ({
    at: at - context.offsetMs,
    note: kind,
    source: 'reconstructed',
    took: null,
  });
  // A script may say the same repair in two ways: with no other word in between there is none to repair anew.
  const recovered = evidence.watchdog.filter(({ word, at }, index) => {
    const last = evidence.watchdog[index - 1];
    return word === 'recovered' && !(last?.word === 'recovered' && at - last.at <= sameTroubleMs);
  });
  const seenByRounds = [
    ...distinctBoots(evidence.boots).map((at) => note(at, 'rebooted')),
    ...recovered.map(({ at }) => note(at, 'watchdog-restarted-api')),
  ];
  return [
    ...seenByRounds.filter((one) => isWithin(one.at, unseen) && !isNoted(one, observed)),
    ...joinEvents(findWorkerEvents(evidence.gunicorn, context.askedAt))
      .filter(({ untilAt }) => untilAt < context.askedAt - youngMs)
      .map((event) => workerNote(event, context, observed)),
    ...firstOfEach(evidence.kills.map(({ at }) => at)).map((at) => note(at, 'memory-kill')),
    ...firstOfEach(evidence.damages).map((at) => note(at, 'disk-error')),
  ].sort((a, b) => a.at - b.at);
}

function isNoted({ at, note }: NoteRecord, observed: readonly NoteRecord[]): boolean {
  return observed.some((one) => one.note === note && one.source === 'observed' && Math.abs(one.at - at) < sameMomentMs);
}

/** A worker whose new start a round has noted gets its time there. */
function workerNote(
  { at, untilAt, note, took }: WorkerEvent,
  { offsetMs }: ReconstructContext,
  observed: readonly NoteRecord[],
): NoteRecord {
  const seen = observed.findLast(
    (one) =>
      one.note === note &&
      one.source === 'observed' &&
      one.at >= at - offsetMs - sameStartMs &&
      one.at <= untilAt - offsetMs + sameStartMs,
  );
  return seen === undefined ? { at: at - offsetMs, note, source: 'reconstructed', took } : { ...seen, took };
}

/** In order; those that follow soon belong to it. */
function firstOfEach(moments: readonly number[]): readonly number[] {
  return moments.filter((at, index) => index === 0 || at - (moments[index - 1] ?? 0) > sameTroubleMs);
}
