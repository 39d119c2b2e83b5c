import { allFindings, isUnknown } from './dating';
import { effectiveStatus } from './diagnosis/explain';
import type { Diagnosis } from './model';
import { concernId, type Concern, type PendingMessage, type ServerState } from './monitor-state';

/** Unexplained findings of a good round become concerns; those that went are settled, with one message if told. */
export function settleConcerns(
  server: ServerState,
  latest: Diagnosis,
  at: number,
): Pick<ServerState, 'concerns' | 'pending'> {
  const present = allFindings(latest).filter(
    (one) => one.explainedBy === null && effectiveStatus(one, allFindings(latest)) === 'attention',
  );
  const concerns = present.map(({ cause }): Concern => {
    const known = server.concerns.find((concern) => concern.cause === cause);
    return known === undefined
      ? { cause, sinceAt: at, toldAt: null, rounds: 1 }
      : { ...known, rounds: known.rounds + 1 };
  });
  const absent = server.concerns.filter((known) => !present.some(({ cause }) => cause === known.cause));
  // Not seen because nobody could look: neither settled nor forgotten.
  const kept = absent.filter(({ cause }) => isUnknown(latest, cause));
  const gone = absent.filter((known) => known.toldAt !== null && !kept.includes(known));
  const messages = gone.map((concern): PendingMessage => ({
    id: concernId(server, concern),
    kind: 'settled',
    cause: concern.cause,
    fromAt: concern.sinceAt,
    toAt: at,
    startSeen: true,
    endSeen: true,
    repairedBy: 'unknown',
    restartMs: null,
  }));
  return { concerns: [...concerns, ...kept], pending: [...server.pending, ...messages] };
}
