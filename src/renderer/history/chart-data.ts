/** Series as the chart wants them: columns of numbers, moments in seconds. A point without measurement stays a hole. */
import type { SeriesPoint } from '../../core/history/types';
import type { NamedSeries } from '../../shared/history/history-view';

export type Column = readonly (number | null)[];

export const phaseNames = ['dns', 'tcp', 'tls', 'firstByte', 'rest'] as const;
export type PhaseName = (typeof phaseNames)[number];

export interface PhaseRow {
  readonly at: number;
  readonly n: number;
  readonly total: number | null;
  readonly phases: Readonly<Record<PhaseName, number | null>>;
}

/** What the first byte came after, and what was left: the download. */
export function phaseRows(response: readonly NamedSeries[]): readonly PhaseRow[] {
  const of = (phase: string) => response.find(({ check }) => check.endsWith(`.${phase}`))?.points ?? [];
  const [dns, tcp, tls, firstByte, total] = ['dns', 'tcp', 'tls', 'firstByte', 'total'].map(of);
  return (total ?? []).map(({ at, mean, n }, index) => {
    const known = [dns, tcp, tls, firstByte].map((points) => points?.[index]?.mean ?? null);
    const spent = known.reduce<number>((sum, ms) => sum + (ms ?? 0), 0);
    const rest = mean === null ? null : Math.max(0, mean - spent);
    const [dnsMs = null, tcpMs = null, tlsMs = null, firstByteMs = null] = known;
    return { at, n, total: mean, phases: { dns: dnsMs, tcp: tcpMs, tls: tlsMs, firstByte: firstByteMs, rest } };
  });
}

/** Each phase on top of those before: the columns of a stack, the lowest first. */
export function stacked(rows: readonly PhaseRow[]): readonly Column[] {
  return phaseNames.map((_name, index) =>
    rows.map(({ total, phases }) =>
      total === null ? null : phaseNames.slice(0, index + 1).reduce((sum, name) => sum + (phases[name] ?? 0), 0),
    ),
  );
}

export function momentsOf(points: readonly Pick<SeriesPoint, 'at'>[]): readonly number[] {
  return points.map(({ at }) => at / 1000);
}

export interface SeriesSummary {
  readonly mean: number;
  readonly min: number;
  readonly max: number;
  readonly first: number;
  readonly last: number;
}

/** Null: nothing was measured. */
export function summaryOf(points: readonly SeriesPoint[]): SeriesSummary | null {
  const seen = points.filter(({ n, mean }) => n > 0 && mean !== null);
  const [first] = seen;
  const last = seen.at(-1);
  if (first?.mean == null || last?.mean == null) return null;
  const n = seen.reduce((sum, point) => sum + point.n, 0);
  return {
    mean: seen.reduce((sum, point) => sum + (point.mean ?? 0) * point.n, 0) / n,
    min: Math.min(...seen.map(({ min, mean }) => min ?? mean ?? Infinity)),
    max: Math.max(...seen.map(({ max, mean }) => max ?? mean ?? -Infinity)),
    first: first.mean,
    last: last.mean,
  };
}

/** Where a value stands between two holes. */
export function lonely(values: ArrayLike<number | null | undefined>): readonly number[] {
  const isHole = (index: number) => values[index] == null;
  return Array.from(values, (_value, index) => index).filter(
    (index) => !isHole(index) && isHole(index - 1) && isHole(index + 1),
  );
}
