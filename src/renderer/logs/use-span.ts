import { useMemo } from 'preact/hooks';
import type { FreeRange } from './free-range';
import type { RangeKind } from './log-toolbar';
import { windowOf, type Outage } from './use-incidents';
import type { Span } from './use-log-stream';

interface SpanQuestion {
  readonly range: RangeKind;
  readonly outage: Outage | null;
  /** Null: she has chosen none. */
  readonly free: FreeRange | null;
  readonly lastLines: number;
  readonly attempt: number;
  readonly offsetMs: number;
}

const dayMs = 86_400_000;

/** What is to be read. Stays the same until she chooses or asks again: an outage that goes on does not read anew. */
export function useSpan({ range, outage, free, lastLines, attempt, offsetMs }: SpanQuestion): Span {
  return useMemo((): Span => {
    const now = Date.now();
    if (range === 'day') return { kind: 'window', ...windowOf({ fromAt: now - dayMs, toAt: null }, now, offsetMs) };
    if (range === 'incident' && outage !== null) return { kind: 'window', ...windowOf(outage, now, offsetMs) };
    if (range === 'free' && free !== null) {
      const [fromAt, toAt] = [free.fromAt, Math.max(free.fromAt + 1000, Math.min(free.toAt, now))];
      return { kind: 'window', fromAt: Math.round(fromAt + offsetMs), toAt: Math.round(toAt + offsetMs) };
    }
    return { kind: 'last', lines: lastLines };
  }, [range, lastLines, attempt, outage?.fromAt, free]);
}
