import { evidenceSources, type Range, type ReconstructedSpan } from '../history/types';
import { makeClaims, type Claim, type ClaimContext } from './claims';
import { parts, type Evidence, type Part } from './evidence';

export interface ReconstructContext extends ClaimContext {
  /** Server minus laptop: spans are by the laptop's clock. */
  readonly offsetMs: number;
  /** By the server's clock, when its records were read: nothing is proved of later. */
  readonly askedAt: number;
}

/** What is known of one part of the portal. */
export type PartSpan = Claim;

export interface Reconstruction {
  readonly spans: readonly ReconstructedSpan[];
  /** By the server's clock, each in order and without overlaps. */
  readonly parts: Readonly<Record<Part, readonly PartSpan[]>>;
}

/**
 * What the evidence proves, in order and without overlaps. For each part the strongest record counts; one part that is
 * down is an outage, whatever is known of the others. That one is up, and nothing is known of the other, says that only
 * for itself: it counts as up and is not sure (`atMost`). Where no record says anything there is no span.
 *
 * The evidence is a set, so neither the order in which records were read nor where a reading was cut makes a difference.
 */
export function reconstruct(evidence: Evidence, context: ReconstructContext): Reconstruction {
  const claims = makeClaims(evidence, context);
  const moments = [...new Set(claims.flatMap(({ fromAt, toAt }) => [fromAt, toAt]))]
    .filter((at) => at <= context.askedAt)
    .concat(context.askedAt)
    .sort((a, b) => a - b);
  const waiting = [...claims].sort((a, b) => b.fromAt - a.fromAt);
  const spans: ReconstructedSpan[] = [];
  const known: Record<Part, PartSpan[]> = { api: [], web: [] };
  let active: readonly Claim[] = [];
  for (const [index, fromAt] of moments.entries()) {
    const toAt = moments[index + 1] ?? fromAt;
    active = active.filter((claim) => claim.toAt > fromAt);
    while ((waiting.at(-1)?.fromAt ?? Infinity) <= fromAt) {
      const claim = waiting.pop();
      if (claim !== undefined && claim.toAt > fromAt) active = [...active, claim];
    }
    if (toAt <= fromAt) continue;
    const winners = strongest(active);
    for (const winner of winners) append(known[winner.part], { ...winner, fromAt, toAt });
    const { offsetMs } = context;
    const span = decide(winners);
    if (span !== null) append(spans, { ...span, fromAt: fromAt - offsetMs, toAt: toAt - offsetMs });
  }
  return { spans, parts: known };
}

export function reconstructSpans(evidence: Evidence, context: ReconstructContext): readonly ReconstructedSpan[] {
  return reconstruct(evidence, context).spans;
}

const rankOf = (claim: Claim) => evidenceSources.indexOf(claim.source);

/** Of each part, as far as something is known of it; the strongest record first. */
function strongest(claims: readonly Claim[]): readonly Claim[] {
  return parts
    .map((part) => claims.filter((claim) => claim.part === part).sort(byStrength)[0])
    .filter((claim) => claim !== undefined)
    .sort(byStrength);
}

/** Null: nothing is known. */
function decide(winners: readonly Claim[]): Omit<ReconstructedSpan, keyof Range> | null {
  const winner = winners.find(({ state }) => state === 'down') ?? winners[0];
  if (winner === undefined) return null;
  const { state, source, cause } = winner;
  return { state, source, cause, atMost: state === 'up' ? winners.length < parts.length : winner.atMost };
}

/** Of the same source the bad word counts; then anything, as long as it is always the same. */
function byStrength(a: Claim, b: Claim): number {
  const key = ({ state, cause, atMost }: Claim) => `${state} ${String(cause)} ${String(atMost)}`;
  return rankOf(a) - rankOf(b) || (key(a) < key(b) ? -1 : key(a) > key(b) ? 1 : 0);
}

function append<T extends ReconstructedSpan>(spans: T[], span: T): void {
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
