import { secondsKinds, type Range, type Segment, type SecondsKind, type Totals } from './types';

export const noTotals: Totals = {
  up: 0,
  down: 0,
  reconstructedUp: 0,
  reconstructedDown: 0,
  planned: 0,
  noData: 0,
};

/** Milliseconds that count as up (or down) though the change lies somewhere inside; reconstructed ones too. */
export interface Unsure {
  readonly up: number;
  readonly down: number;
}

/** Milliseconds of each kind; they add up to the length of the range exactly. */
export function totalsOf(segments: readonly Segment[]): Totals {
  const totals = { ...noTotals } as Record<SecondsKind, number>;
  for (const { kind, fromAt, toAt } of segments) totals[kind] += toAt - fromAt;
  return totals;
}

export function unsureOf(segments: readonly Segment[]): Unsure {
  const ms = (...kinds: readonly SecondsKind[]) =>
    segments.reduce(
      (sum, { kind, unsure, fromAt, toAt }) => (unsure && kinds.includes(kind) ? sum + toAt - fromAt : sum),
      0,
    );
  return { up: ms('up', 'reconstructedUp'), down: ms('down', 'reconstructedDown') };
}

/** Of ranges that touch: the totals of the whole. */
export function mergeTotals(parts: readonly Totals[]): Totals {
  const sum = (kind: SecondsKind) => parts.reduce((ms, part) => ms + part[kind], 0);
  return Object.fromEntries(secondsKinds.map((kind) => [kind, sum(kind)])) as Totals;
}

export function mergeUnsure(parts: readonly Unsure[]): Unsure {
  return {
    up: parts.reduce((ms, { up }) => ms + up, 0),
    down: parts.reduce((ms, { down }) => ms + down, 0),
  };
}

export function lengthOf(totals: Totals): number {
  return secondsKinds.reduce((ms, kind) => ms + totals[kind], 0);
}

export function downMs({ down, reconstructedDown }: Totals): number {
  return down + reconstructedDown;
}

export function upMs({ up, reconstructedUp }: Totals): number {
  return up + reconstructedUp;
}

/**
 * Whole seconds of each kind that add up to the whole seconds of the range. Each moves by less than one second: those
 * that lost most by rounding down get back what is missing.
 */
export function toWholeSeconds(totals: Totals): Totals {
  const missing = Math.floor(lengthOf(totals) / 1000) - secondsKinds.reduce((s, kind) => s + floored(totals, kind), 0);
  const byLoss = secondsKinds.toSorted((one, other) => (totals[other] % 1000) - (totals[one] % 1000));
  const raised = new Set(byLoss.slice(0, missing));
  return Object.fromEntries(
    secondsKinds.map((kind) => [kind, floored(totals, kind) + (raised.has(kind) ? 1 : 0)]),
  ) as Totals;
}

function floored(totals: Totals, kind: SecondsKind): number {
  return Math.floor(totals[kind] / 1000);
}

/** The segments as if outages shorter than a limit had not been: one whose beginning or end was not seen stays. */
export function withoutShortOutages(segments: readonly Segment[], limitMs: number): readonly Segment[] {
  return segments.map((segment, index) => {
    if (!isDown(segment)) return segment;
    const run = outageAround(segments, index);
    const kind = segment.kind === 'down' ? 'up' : 'reconstructedUp';
    return run !== null && run.toAt - run.fromAt < limitMs ? { ...segment, kind, cause: null } : segment;
  });
}

/** The whole outage that a segment is part of; null where it does not begin and end in time that was up. */
function outageAround(segments: readonly Segment[], index: number): Range | null {
  const end = (step: -1 | 1) => {
    let at = index;
    while (isDown(segments[at + step])) at += step;
    return isUp(segments[at + step]) ? segments[at] : undefined;
  };
  const first = end(-1);
  const last = end(1);
  return first === undefined || last === undefined ? null : { fromAt: first.fromAt, toAt: last.toAt };
}

function isDown(segment: Segment | undefined): boolean {
  return segment?.kind === 'down' || segment?.kind === 'reconstructedDown';
}

function isUp(segment: Segment | undefined): boolean {
  return segment?.kind === 'up' || segment?.kind === 'reconstructedUp';
}
