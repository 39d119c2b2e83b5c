import type { HistoryReader, Range, Segment } from '../../core/history/types';
import type { ChartsView, NamedSeries } from './history-view';

/** As many points as can be told apart on the screen. */
const mostPoints = 240;
/** Shorter ones would be narrower than a line. */
const leastShare = 1 / 150;

const phases = ['dns', 'tcp', 'tls', 'firstByte', 'total'] as const;

interface ChartsInput {
  readonly reader: Pick<HistoryReader, 'series' | 'checks' | 'segments'>;
  readonly serverId: string;
  readonly range: Range;
  readonly intervalMs: number;
  readonly part: 'api' | 'portal';
}

/** Answer times of one address with their phases, and what fills up slowly. */
export function buildChartsView({ reader, serverId, range, intervalMs, part }: ChartsInput): ChartsView {
  const count = pointsFor(range, intervalMs);
  const seriesOf = (check: string): NamedSeries => ({ check, points: reader.series(serverId, check, range, count) });
  const checks = reader.checks(serverId);
  const segments = reader.segments(serverId, range);
  const leastMs = (range.toAt - range.fromAt) * leastShare;
  return {
    range,
    response: phases.map((phase) => seriesOf(`${part}.${phase}`)),
    disks: checks.filter((check) => check.startsWith('disk:')).map(seriesOf),
    memory: checks.includes('memory') ? [seriesOf('memory')] : [],
    gaps: joined(segments, ({ kind }) => kind === 'noData' || kind === 'reconstructedUp').filter(
      ({ fromAt, toAt }) => toAt - fromAt >= leastMs,
    ),
    outages: joined(segments, ({ kind }) => kind === 'down' || kind === 'reconstructedDown'),
  };
}

/** A point spans at least two rounds, so that a round that came late leaves no hole. */
function pointsFor({ fromAt, toAt }: Range, intervalMs: number): number {
  return Math.max(1, Math.min(mostPoints, Math.floor((toAt - fromAt) / (2 * intervalMs))));
}

function joined(segments: readonly Segment[], isWanted: (segment: Segment) => boolean): readonly Range[] {
  const ranges: Range[] = [];
  for (const segment of segments) {
    if (!isWanted(segment)) continue;
    const last = ranges.at(-1);
    if (last?.toAt === segment.fromAt) ranges[ranges.length - 1] = { fromAt: last.fromAt, toAt: segment.toAt };
    else ranges.push({ fromAt: segment.fromAt, toAt: segment.toAt });
  }
  return ranges;
}
