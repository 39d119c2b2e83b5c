import { lengthOf } from '../../core/history/totals';
import type { SecondsKind } from '../../core/history/types';
import type { RecentView } from '../../shared/history/recent-view';
import { describeTotals } from '../../shared/report/describe-upkeep';
import { classOf } from '../history/strip';
import { useWidth } from '../history/use-width';
import type { Words } from '../words';

/** What dropped is seen also where it was short. */
const leastWidth = 2;
const shape: Readonly<Record<SecondsKind, { readonly y: number; readonly height: number }>> = {
  up: { y: 2, height: 12 },
  reconstructedUp: { y: 2, height: 12 },
  noData: { y: 2, height: 12 },
  planned: { y: 2, height: 12 },
  down: { y: 2, height: 18 },
  reconstructedDown: { y: 2, height: 18 },
};

/** The last day as one line, in proportion to time: what was down drops below it. The label says what there is of each. */
export function DayLine({
  t,
  name,
  recent,
}: {
  readonly t: Words;
  readonly name: string;
  readonly recent: RecentView;
}) {
  const { ref, width } = useWidth<HTMLDivElement>(144);
  const { range, stretches, totals } = recent;
  const what = describeTotals(totals, t);
  const at = (moment: number) => ((moment - range.fromAt) / lengthOf(totals)) * width;
  // Short outages last, so that nothing is drawn over them.
  const drawn = stretches.toSorted((one, other) => shape[one.kind].height - shape[other.kind].height);
  return (
    <div ref={ref} class="day-line">
      <svg
        class="strip"
        width={width}
        height={20}
        role="img"
        aria-label={what.length === 0 ? name : t.text('report.strip.cell', { at: name, what })}
      >
        {drawn.map(({ kind, fromAt, toAt }) => {
          const x = at(fromAt);
          const wide = Math.max(shape[kind].height > 12 ? leastWidth : 0.5, at(toAt) - x - 1);
          return (
            <rect
              key={fromAt}
              class={classOf[kind]}
              x={Math.min(x, width - wide)}
              y={shape[kind].y}
              width={wide}
              height={shape[kind].height}
              rx={1}
            />
          );
        })}
      </svg>
    </div>
  );
}
