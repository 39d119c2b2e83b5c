import { useEffect, useLayoutEffect, useRef, useState } from 'preact/hooks';
import type { Words } from '../words';
import type { LogLine } from './log-buffer';
import { toSpans } from './log-text';
import type { LogSpan } from './log-text';
import { visibleRows } from './visible-rows';

const shortLevel = { error: 'e', warning: 'w', info: 'i', debug: 'd', none: 'n' } as const;
/** One row, as in the style sheet. */
const rowRem = 1.25;

interface LogListProps {
  readonly t: Words;
  readonly lines: readonly LogLine[];
  readonly search: string;
  readonly isFollowing: boolean;
  /** Number of the chosen line. */
  readonly current: number | null;
  readonly onCurrent: (number: number | null) => void;
  readonly onFollowing: (isFollowing: boolean) => void;
}

/** Draws only the rows in sight: 20,000 lines cost as much as forty. */
export function LogList(props: LogListProps) {
  const { lines, isFollowing } = props;
  const list = useRef<HTMLDivElement>(null);
  const [scroll, setScroll] = useState({ topPx: 0, heightPx: 0 });
  const rowHeightPx = rowRem * rootFontPx();
  const rows = visibleRows({ count: lines.length, rowHeightPx, scrollTopPx: scroll.topPx, heightPx: scroll.heightPx });
  useSize(list, setScroll);
  useKeptPlace(list, lines, rowHeightPx, isFollowing);
  const currentIndex = props.current === null ? -1 : lines.findIndex((line) => line.number === props.current);

  function measure(element: HTMLDivElement): void {
    setScroll({ topPx: element.scrollTop, heightPx: element.clientHeight });
    const isAtEnd = element.scrollTop + element.clientHeight >= element.scrollHeight - rowHeightPx;
    if (isAtEnd !== isFollowing) props.onFollowing(isAtEnd);
  }

  function move(to: number): void {
    const index = Math.max(0, Math.min(lines.length - 1, to));
    const line = lines[index];
    if (line === undefined || list.current === null) return;
    props.onCurrent(line.number);
    const top = index * rowHeightPx;
    if (top < list.current.scrollTop) list.current.scrollTop = top;
    const overflow = top + 2 * rowHeightPx - list.current.clientHeight;
    if (overflow > list.current.scrollTop) list.current.scrollTop = overflow;
  }

  function onKey(event: KeyboardEvent): void {
    const page = Math.max(1, Math.floor(scroll.heightPx / rowHeightPx) - 1);
    const start = currentIndex < 0 ? rows.to : currentIndex;
    const target: Readonly<Record<string, number>> = {
      ArrowDown: start + 1,
      ArrowUp: start - 1,
      PageDown: start + page,
      PageUp: start - page,
      Home: 0,
      End: lines.length - 1,
    };
    const to = event.ctrlKey || event.metaKey || event.altKey ? undefined : target[event.key];
    if (to === undefined) return;
    event.preventDefault();
    move(to);
  }

  return (
    <div
      ref={list}
      class="loglist"
      role="listbox"
      tabIndex={0}
      aria-label={props.t.ui('logs.list')}
      aria-activedescendant={currentIndex >= rows.from && currentIndex < rows.to ? rowId(props.current) : undefined}
      onScroll={(event) => {
        measure(event.currentTarget);
      }}
      onKeyDown={onKey}
    >
      <div role="presentation" class="logspace" style={{ height: `${String(lines.length * rowHeightPx)}px` }}>
        <div role="presentation" style={{ transform: `translateY(${String(rows.from * rowHeightPx)}px)` }}>
          {lines.slice(rows.from, rows.to).map((line, index) => (
            <Row key={line.number} {...props} line={line} position={rows.from + index + 1} />
          ))}
        </div>
      </div>
    </div>
  );
}

function Row({
  t,
  line,
  position,
  lines,
  current,
  search,
  onCurrent,
}: LogListProps & { readonly line: LogLine; readonly position: number }) {
  const isCurrent = line.number === current;
  return (
    <div
      id={rowId(line.number)}
      class="logline"
      role="option"
      data-lv={shortLevel[line.level]}
      aria-selected={isCurrent}
      aria-current={isCurrent ? 'true' : undefined}
      aria-posinset={position}
      aria-setsize={lines.length}
      onClick={() => {
        onCurrent(isCurrent ? null : line.number);
      }}
    >
      <span class="lv">{t.ui(`level.${line.level}`)}</span>
      <span class="msg">
        <LineText line={line} search={search} t={t} />
      </span>
    </div>
  );
}

/** The coloured text of one line with the found words marked. Text nodes only. */
export function LineText({ line, search, t }: { readonly line: LogLine; readonly search: string; readonly t: Words }) {
  return (
    <>
      {toSpans(line.kept).map((span, index) => (
        <span key={index} class={spanClass(span)}>
          {markFound(span.text, search)}
        </span>
      ))}
      {line.cut > 0 && <span class="fold">{t.ui('logs.cut', { n: line.cut })}</span>}
    </>
  );
}

function spanClass(span: LogSpan): string | undefined {
  const classes = [
    span.color === null ? '' : `sgr-${span.color}`,
    span.bold ? 'sgr-bold' : '',
    span.dim ? 'sgr-dim' : '',
  ].filter((name) => name !== '');
  return classes.length === 0 ? undefined : classes.join(' ');
}

function markFound(text: string, search: string): preact.ComponentChildren {
  const wanted = search.trim().toLowerCase();
  if (wanted === '') return text;
  const pieces: preact.ComponentChild[] = [];
  const lower = text.toLowerCase();
  let from = 0;
  // Lower case may change the length of some letters; then nothing is marked rather than the wrong place.
  for (let at = lower.length === text.length ? lower.indexOf(wanted) : -1; at >= 0; at = lower.indexOf(wanted, from)) {
    pieces.push(text.slice(from, at), <mark>{text.slice(at, at + wanted.length)}</mark>);
    from = at + wanted.length;
  }
  return [...pieces, text.slice(from)];
}

function useSize(
  list: preact.RefObject<HTMLDivElement | null>,
  setScroll: (scroll: { topPx: number; heightPx: number }) => void,
): void {
  useEffect(() => {
    const element = list.current;
    if (element === null) return;
    const observer = new ResizeObserver(() => {
      setScroll({ topPx: element.scrollTop, heightPx: element.clientHeight });
    });
    observer.observe(element);
    return () => {
      observer.disconnect();
    };
  }, [list, setScroll]);
}

/** Following: the end stays in sight. Paused: the lines in sight stay, also when older ones are dropped above them. */
function useKeptPlace(
  list: preact.RefObject<HTMLDivElement | null>,
  lines: readonly LogLine[],
  rowHeightPx: number,
  isFollowing: boolean,
): void {
  const first = lines[0]?.number ?? 0;
  const firstBefore = useRef(first);
  useLayoutEffect(() => {
    const element = list.current;
    if (element === null) return;
    if (isFollowing) element.scrollTop = element.scrollHeight;
    else if (first > firstBefore.current) element.scrollTop -= (first - firstBefore.current) * rowHeightPx;
    firstBefore.current = first;
  }, [list, lines, first, rowHeightPx, isFollowing]);
}

function rowId(number: number | null): string {
  return `log-${String(number)}`;
}

function rootFontPx(): number {
  return Number.parseFloat(getComputedStyle(document.documentElement).fontSize) || 16;
}
