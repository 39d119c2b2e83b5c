import { evidenceSources, type ReconstructedSpan } from '../history/types';
import { makeClaims, type Claim, type ClaimContext } from './claims';
import { parts, type Evidence } from './evidence';

export interface ReconstructContext extends ClaimContext {
  /** Server minus laptop: spans are by the laptop's clock. */
  readonly offsetMs: number;
  /** By the server's clock, when its records were read: nothing is proved of later. */
  readonly askedAt: number;
}

/**
 * What the evidence proves, in order and without overlaps. For each part the strongest record counts; one part that is
 * down is an outage, whatever is known of the others. Where no record says anything there is no span.
 *
 * The evidence is a set, so neither the order in which records were read nor where a reading was cut makes a difference.
 */
export function reconstructSpans(evidence: Evidence, context: ReconstructContext): readonly ReconstructedSpan[] {
  const claims = makeClaims(evidence, context);
  const moments = [...new Set(claims.flatMap(({ fromAt, toAt }) => [fromAt, toAt]))]
    .filter((at) => at <= context.askedAt)
    .concat(context.askedAt)
    .sort((a, b) => a - b);
  const waiting = [...claims].sort((a, b) => b.fromAt - a.fromAt);
  const spans: ReconstructedSpan[] = [];
  let active: readonly Claim[] = [];
  for (const [index, fromAt] of moments.entries()) {
    const toAt = moments[index + 1] ?? fromAt;
    active = active.filter((claim) => claim.toAt > fromAt);
    while ((waiting.at(-1)?.fromAt ?? Infinity) <= fromAt) {
      const claim = waiting.pop();
      if (claim !== undefined && claim.toAt > fromAt) active = [...active, claim];
    }
    const winner = toAt > fromAt ? decide(active) : null;
    if (winner === null) continue;
    const { state, source, atMost, cause } = winner;
    append(spans, { fromAt: fromAt - context.offsetMs, toAt: toAt - context.offsetMs, state, source, atMost, cause });
  }
  return spans;
}

const rankOf = (claim: Claim) => evidenceSources.indexOf(claim.source);

/** Null: nothing is known. */
function decide(claims: readonly Claim[]): Claim | null {
  const winners = parts
    .map((part) => claims.filter((claim) => claim.part === part).sort(byStrength)[0])
    .filter((claim) => claim !== undefined)
    .sort(byStrength);
  return winners.find(({ state }) => state === 'down') ?? winners[0] ?? null;
}

/** Of the same source the bad word counts; then anything, as long as it is always the same. */
function byStrength(a: Claim, b: Claim): number {
  const key = ({ state, cause, atMost }: Claim) => `${state} ${String(cause)} ${String(atMost)}`;
  return rankOf(a) - rankOf(b) || (key(a) < key(b) ? -1 : key(a) > key(b) ? 1 : 0);
}

function append(spans: ReconstructedSpan[], span: ReconstructedSpan): void {
  const last = spans.at(-1);
  const isSame =
    last !== undefined &&
    last.toAt === span.fromAt &&
    last.state === span.state &&
    last.source === span.source &&
    last.atMost === span.atMost &&
    last.cause === span.cause;
  if (isSame) spans[spans.length - 1] = { ...last, toAt: span.toAt };
  else spans.push(span);
}
