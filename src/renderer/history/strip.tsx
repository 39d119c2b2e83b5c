import { useId, useState } from 'preact/hooks';
import type { StripCell } from '../../core/history/report-data';
import type { SecondsKind } from '../../core/history/types';
import { labelledColumns, stripColumns, stripHeight, type StripBar } from './strip-shape';
import { useWidth } from './use-width';

export const classOf: Readonly<Record<SecondsKind, string>> = {
  up: 'up',
  reconstructedUp: 'rec',
  noData: 'nd',
  down: 'dn',
  reconstructedDown: 'recdn',
  planned: 'mt',
};

export interface NamedCell extends StripCell {
  /** "12 nov. 2026: funcionando 23 h, caído 41 min" */
  readonly long: string;
  /** Under the column. */
  readonly short: string;
}

interface StripProps {
  readonly label: string;
  readonly cells: readonly NamedCell[];
  /** Where none is looked at. */
  readonly help: string;
  readonly chosenAt: number | null;
  readonly onOpen: (cell: NamedCell) => void;
}

/** Shape, pattern and colour; the arrow keys go from column to column, and each says what it is. */
export function Strip({ label, cells, help, chosenAt, onOpen }: StripProps) {
  const { ref, width } = useWidth<HTMLDivElement>(640);
  const [looked, setLooked] = useState<number | null>(null);
  const [reach, setReach] = useState(cells.length - 1);
  const id = useId();
  const columns = stripColumns(cells, width);
  const current = Math.min(reach, cells.length - 1);
  const named = labelledColumns(cells.length, width, Math.max(...cells.map(({ short }) => short.length)) * 7 + 10);
  const moveTo = (index: number, from: Element) => {
    const next = Math.max(0, Math.min(cells.length - 1, index));
    setReach(next);
    from.parentElement?.querySelectorAll<SVGElement>('.cell')[next]?.focus();
  };
  return (
    <div ref={ref}>
      <svg
        class="strip"
        width={width}
        height={stripHeight}
        role="group"
        aria-label={label}
        aria-describedby={`${id}-help`}
      >
        {cells.map((cell, index) => {
          const { x, width: wide, bars } = columns[index] ?? { x: 0, width: 0, bars: [] };
          return (
            <g
              key={cell.fromAt}
              class="cell"
              role="button"
              tabindex={index === current ? 0 : -1}
              aria-label={cell.long}
              aria-pressed={chosenAt !== null && chosenAt >= cell.fromAt && chosenAt < cell.toAt}
              onClick={() => {
                setReach(index);
                onOpen(cell);
              }}
              onKeyDown={(event) => {
                const target = targetOf(event.key, index, cells.length);
                if (target !== null) moveTo(target, event.currentTarget);
                else if (event.key === 'Enter' || event.key === ' ') onOpen(cell);
                else return;
                event.preventDefault();
              }}
              onFocus={() => setLooked(index)}
              onBlur={() => setLooked(null)}
              onMouseEnter={() => setLooked(index)}
              onMouseLeave={() => setLooked(null)}
            >
              <rect class="hit" x={x - 1} y={-2} width={wide + 2} height={stripHeight + 4} rx={2} />
              {bars.map((bar) => (
                <Bar key={bar.kind} bar={bar} />
              ))}
            </g>
          );
        })}
      </svg>
      <svg class="strip names" width={width} height={16} aria-hidden>
        {named.map((index) => (
          <text key={index} x={columns[index]?.x ?? 0} y={12}>
            {cells[index]?.short}
          </text>
        ))}
      </svg>
      <p class="strip-said" id={`${id}-help`} aria-hidden={looked !== null}>
        {looked === null ? help : cells[looked]?.long}
      </p>
    </div>
  );
}

function targetOf(key: string, index: number, count: number): number | null {
  switch (key) {
    case 'ArrowLeft':
      return index - 1;
    case 'ArrowRight':
      return index + 1;
    case 'Home':
      return 0;
    case 'End':
      return count - 1;
    default:
      return null;
  }
}

function Bar({ bar }: { readonly bar: StripBar }) {
  const { kind, x, y, width, height } = bar;
  const outlined = kind === 'noData' || kind === 'reconstructedUp' || kind === 'reconstructedDown';
  // The line of an outline lies half outside.
  const inset = outlined ? Math.min(0.5, width / 4, height / 4) : 0;
  return (
    <>
      <rect
        class={classOf[kind]}
        x={x + inset}
        y={y + inset}
        width={width - 2 * inset}
        height={height - 2 * inset}
        rx={1}
      />
      {kind === 'planned' && <Rungs bar={bar} />}
    </>
  );
}

/** The vertical bars of maintenance. */
function Rungs({ bar: { x, y, width, height } }: { readonly bar: StripBar }) {
  const count = Math.max(1, Math.floor(width / 5) - 1);
  const path = Array.from({ length: count }, (_rung, index) => {
    const at = x + ((index + 1) * width) / (count + 1);
    return `M${at.toFixed(1)} ${(y + 1).toFixed(1)}V${(y + height - 1).toFixed(1)}`;
  });
  return <path class="bars-line" d={path.join('')} stroke-width="1.5" />;
}

/** The hatches that components.css names: once in the page. */
export function StripPatterns() {
  return (
    <svg class="hidden" width="0" height="0" aria-hidden>
      <defs>
        <pattern id="hatch" width="4" height="4" patternUnits="userSpaceOnUse" patternTransform="rotate(45)">
          <line class="hatch-line" x1="1" y1="0" x2="1" y2="4" stroke-width="1.6" />
        </pattern>
        <pattern id="hatch-down" width="4" height="4" patternUnits="userSpaceOnUse" patternTransform="rotate(45)">
          <line class="hatch-line-down" x1="1" y1="0" x2="1" y2="4" stroke-width="2" />
        </pattern>
      </defs>
    </svg>
  );
}

const legendBars: readonly (readonly [SecondsKind, number, number])[] = [
  ['up', 2, 8],
  ['reconstructedUp', 2, 8],
  ['noData', 2, 8],
  ['down', 2, 10],
  ['reconstructedDown', 2, 10],
  ['planned', 2, 8],
];

/** Only what is drawn. */
export function StripLegend(props: {
  readonly kinds: readonly SecondsKind[];
  readonly nameOf: (kind: SecondsKind) => string;
}) {
  return (
    <div class="legend" aria-hidden>
      {legendBars.map(
        ([kind, y, height]) =>
          props.kinds.includes(kind) && (
            <span key={kind}>
              <svg class="strip" width="14" height="14" viewBox="0 0 14 14">
                <Bar bar={{ kind, x: 0, y, width: 14, height }} />
              </svg>
              {props.nameOf(kind)}
            </span>
          ),
      )}
    </div>
  );
}

/** One bar of how much is known, as in the strip. */
export function CoverBar(props: {
  readonly label: string;
  readonly shares: readonly (readonly [SecondsKind, number])[];
}) {
  const { ref, width } = useWidth<HTMLDivElement>(640);
  const starts = props.shares.map((_share, index) =>
    props.shares.slice(0, index).reduce((sum, [, share]) => sum + share, 0),
  );
  return (
    <div ref={ref}>
      <svg class="strip" width={width} height={12} role="img" aria-label={props.label}>
        {props.shares.map(([kind, share], index) => {
          const wide = Math.max(0, share * width - 2);
          const bar = { kind, x: (starts[index] ?? 0) * width, y: 0, width: wide, height: 12 };
          return wide > 0 && <Bar key={kind} bar={bar} />;
        })}
      </svg>
    </div>
  );
}
