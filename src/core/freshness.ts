/** A round may take so long; the evidence of the one before holds until it has ended. */
const roundMs = 60_000;

/** For how long a round's evidence counts: two intervals. After that, what happened in between is not known. */
export function evidenceLifeMs(intervalMs: number): number {
  return 2 * intervalMs + roundMs;
}
