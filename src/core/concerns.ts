import { allFindings, isUnknown } from './dating';
import { effectiveStatus } from './diagnosis/explain';
import type { Cause, Diagnosis, Finding } from './model';
import { concernId, type Concern, type PendingMessage, type ServerState } from './monitor-state';

/** Rounds in a row in which a told concern must be gone. */
const settleRounds = 2;

/** Unexplained findings of a good round become concerns; those that went are settled, with one message if told. */
export function settleConcerns(
  server: ServerState,
  latest: Diagnosis,
  at: number,
): Pick<ServerState, 'concerns' | 'pending'> {
  const present = allFindings(latest).filter(
    (one) =>
      one.explainedBy === null &&
      effectiveStatus(one, allFindings(latest)) === 'attention' &&
      // An unstable time has its own notice and its own end.
      !(one.cause === 'flapping' && server.flapping !== null),
  );
  const concerns = present.map((one): Concern => nextConcern(one, server, at));
  const missing = server.concerns.filter((known) => !present.some(({ cause }) => cause === known.cause));
  // Nobody could look, or something worse hides it or has taken its place: neither settled nor forgotten.
  const unseen = missing.filter(({ cause }) => isUnknown(latest, cause) || isStillThere(server, latest, cause));
  const absent = missing
    // Another line says that it is none: nobody mended anything, and "all is well" would not be true.
    .filter((known) => !unseen.includes(known) && known.lineMoved !== true)
    .map((known) => ({ ...known, absent: known.absent + 1 }));
  // One good reading of something that trembles would be a message too early.
  const waiting = absent.filter((known) => known.toldAt !== null && known.absent < settleRounds);
  const gone = absent.filter((known) => known.toldAt !== null && known.absent >= settleRounds);
  const messages = onceForAccess(gone).map((concern): PendingMessage => ({
    id: concernId(server, concern),
    kind: 'settled',
    cause: concern.cause,
    fromAt: concern.sinceAt,
    toAt: at,
    startSeen: true,
    endSeen: true,
    repairedBy: 'unknown',
    restartMs: null,
    ...(concern.portalStopped === true ? { portalStopped: true } : {}),
  }));
  return { concerns: [...concerns, ...unseen, ...waiting], pending: [...server.pending, ...messages] };
}

/** Users could not get in: "the portal kept working" is not said when these are settled. */
export function markStopped(concerns: readonly Concern[]): readonly Concern[] {
  return concerns.map((one) => ({ ...one, portalStopped: true }));
}

/** Those that say that nobody gets in, the worst first. While one of them holds, none of the others is over. */
const accessCauses: readonly Cause[] = ['host-key-changed', 'host-key-unknown', 'ssh-auth-failed', 'ssh-unavailable'];

function isStillThere({ flapping }: ServerState, latest: Diagnosis, cause: Cause): boolean {
  if (cause === 'flapping' && flapping !== null) return true;
  const isAccess = accessCauses.includes(cause);
  return allFindings(latest).some((one) => one.cause === cause || (isAccess && accessCauses.includes(one.cause)));
}

/** All of them end at the same moment, with the first login: that is told once. */
function onceForAccess(gone: readonly Concern[]): readonly Concern[] {
  const worst = accessCauses.find((cause) => gone.some((one) => one.cause === cause));
  return gone.filter(({ cause }) => !accessCauses.includes(cause) || cause === worst);
}

function nextConcern({ cause, values }: Finding, server: ServerState, at: number): Concern {
  const step = values.step ?? null;
  const found = server.concerns.find((concern) => concern.cause === cause);
  if (found === undefined) return { cause, sinceAt: at, toldAt: null, rounds: 1, absent: 0, step };
  const { lineMoved = false, ...known } = found;
  // Other steps make it no more urgent than it was.
  const isUrgenter = !lineMoved && step !== null && known.step !== null && step < known.step;
  return { ...known, rounds: known.rounds + 1, absent: 0, step, toldAt: isUrgenter ? null : known.toldAt };
}
