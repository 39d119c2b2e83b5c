import { useMemo } from 'preact/hooks';
import type { RangeKind } from './log-toolbar';
import { windowOf, type Outage } from './use-incidents';
import type { Span } from './use-log-stream';

interface SpanQuestion {
  readonly range: RangeKind;
  readonly outage: Outage | null;
  readonly lastLines: number;
  readonly attempt: number;
  readonly offsetMs: number;
}

const dayMs = 86_400_000;

/** What is to be read. Stays the same until she chooses or asks again: an outage that goes on does not read anew. */
export function useSpan({ range, outage, lastLines, attempt, offsetMs }: SpanQuestion): Span {
  return useMemo((): Span => {
    const now = Date.now();
    if (range === 'day') return { kind: 'window', ...windowOf({ fromAt: now - dayMs, toAt: null }, now, offsetMs) };
    if (range === 'incident' && outage !== null) return { kind: 'window', ...windowOf(outage, now, offsetMs) };
    return { kind: 'last', lines: lastLines };
  }, [range, lastLines, attempt, outage?.fromAt]);
}
