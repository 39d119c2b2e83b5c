import type { ComponentChildren, RefObject } from 'preact';
import { useLayoutEffect, useRef, useState } from 'preact/hooks';
import type { Words } from '../words';
import type { LogRow, LogView, ToWorker } from './engine/protocol';
import { rowAt, rowsInSight, scaleOf, scrollToRow, spaceOf, topOf, type Geometry } from './list-geometry';
import { LineRowView, MarkRowView, rowId, type RowClock } from './log-line';

interface LogListProps {
  readonly t: Words;
  readonly view: LogView;
  readonly clock: RowClock;
  readonly current: number | null;
  /** Counts up when the current row is to come into sight. */
  readonly reveal: number;
  readonly isAtEnd: boolean;
  /** Shown under the current row. */
  readonly panel: ComponentChildren;
  readonly post: (message: ToWorker) => void;
  readonly onCurrent: (row: number) => void;
  readonly onPress: (row: LogRow) => void;
  readonly onAtEnd: (isAtEnd: boolean) => void;
}

/** Draws only the rows in sight, which the worker sends: millions of lines cost as much as forty. */
export function LogList(props: LogListProps) {
  const { view, isAtEnd, current, post } = props;
  const list = useRef<HTMLDivElement>(null);
  const [scroll, setScroll] = useState({ topPx: 0, heightPx: 0, rowPx: 20 });
  const [panelPx, setPanelPx] = useState(0);
  const hasPanel = props.panel !== null && current !== null;
  const geometry: Geometry = {
    total: view.total,
    rowPx: scroll.rowPx,
    heightPx: scroll.heightPx,
    panel: hasPanel ? { row: current, heightPx: panelPx } : null,
  };
  const scale = scaleOf(geometry);
  const abovePx = scroll.topPx * scale;
  const top = rowAt(geometry, abovePx);
  const first = Math.max(view.from, top - 8);
  const shown = view.rows.slice(first - view.from, top + rowsInSight(geometry) + 8 - view.from);
  const shiftPx = scroll.topPx - abovePx;

  // Days need more room than hours.
  const isDated = view.oldestAt !== null && props.clock.time(view.oldestAt).length > 12;

  // Where it was put or seen last: a scroll event that comes late for it is not hers.
  const knownTop = useRef(0);
  const measure = () => {
    const element = list.current;
    if (element === null) return;
    knownTop.current = element.scrollTop;
    setScroll({ topPx: element.scrollTop, heightPx: element.clientHeight, rowPx: readRowPx(element) });
  };
  useResize(list, measure);
  const carry = useRef(view.carry);
  const wanted = rowsInSight(geometry);
  // At once, not after the next frame: lines that come in between would be put above a place that is not held yet.
  useLayoutEffect(() => {
    post({ kind: 'want', top, count: wanted, end: isAtEnd, carry: carry.current });
  }, [top, wanted, isAtEnd]);

  useLayoutEffect(() => {
    const element = list.current;
    if (element === null) return;
    const moved = view.carry - carry.current;
    carry.current = view.carry;
    if (isAtEnd) element.scrollTop = element.scrollHeight;
    else if (moved !== 0) element.scrollTop += (moved * geometry.rowPx) / scale;
    if (element.scrollTop !== scroll.topPx) measure();
  }, [view, isAtEnd, scroll.heightPx]);

  // A row that was gone to comes into sight.
  useLayoutEffect(() => {
    if (current === null || list.current === null) return;
    const to = scrollToRow(geometry, current, list.current.scrollTop);
    if (to !== null) list.current.scrollTop = to;
  }, [props.reveal, panelPx]);

  function onScroll(element: HTMLDivElement): void {
    const isHers = element.scrollTop !== knownTop.current;
    measure();
    if (!isHers) return;
    const atEnd = element.scrollTop + element.clientHeight >= element.scrollHeight - geometry.rowPx / 2;
    if (atEnd !== isAtEnd) props.onAtEnd(atEnd);
  }

  const currentRow = current === null ? undefined : view.rows[current - view.from];
  function onKey(event: KeyboardEvent): void {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const page = Math.max(1, Math.floor(scroll.heightPx / scroll.rowPx) - 1);
    const start = current ?? (isAtEnd ? view.total : top - 1);
    const target: Readonly<Record<string, number>> = {
      ArrowDown: start + 1,
      ArrowUp: start - 1,
      PageDown: start + page,
      PageUp: start - page,
      Home: 0,
      End: view.total - 1,
    };
    const to = target[event.key];
    if (to !== undefined) props.onCurrent(Math.max(0, Math.min(view.total - 1, to)));
    else if ((event.key === 'Enter' || event.key === ' ') && currentRow !== undefined) props.onPress(currentRow);
    else return;
    event.preventDefault();
  }

  return (
    <div
      ref={list}
      class="loglist"
      data-dated={isDated}
      onScroll={(event) => {
        onScroll(event.currentTarget);
      }}
    >
      <div class="logspace" style={{ height: `${String(spaceOf(geometry))}px` }}>
        <div
          role="listbox"
          class="logrows"
          tabIndex={0}
          id="log-lines"
          aria-label={props.t.ui('logs.list')}
          aria-activedescendant={currentRow === undefined ? undefined : rowId(currentRow.id)}
          onKeyDown={onKey}
          style={{ transform: `translateY(${String(shiftPx + topOf(geometry, first))}px)` }}
        >
          {shown.map((row, index) => {
            const position = first + index;
            const own = {
              ...props,
              isCurrent: position === current,
              position: position + 1,
              total: view.total,
              gapPx: hasPanel && position === current + 1 && position > first ? panelPx : 0,
              onPress: () => {
                props.onPress(row);
              },
            };
            return row.kind === 'mark' ? (
              <MarkRowView key={row.id} {...own} row={row} />
            ) : (
              <LineRowView key={row.id} {...own} row={row} />
            );
          })}
        </div>
        {hasPanel && (
          <Panel atPx={shiftPx + topOf(geometry, current) + geometry.rowPx} onHeight={setPanelPx}>
            {props.panel}
          </Panel>
        )}
      </div>
    </div>
  );
}

function Panel(props: {
  readonly atPx: number;
  readonly onHeight: (px: number) => void;
  readonly children: ComponentChildren;
}) {
  const own = useRef<HTMLDivElement>(null);
  useResize(own, () => {
    props.onHeight(own.current?.offsetHeight ?? 0);
  });
  return (
    <div ref={own} class="logpanel" style={{ transform: `translateY(${String(props.atPx)}px)` }}>
      {props.children}
    </div>
  );
}

function useResize(element: RefObject<HTMLElement | null>, onResize: () => void): void {
  const latest = useRef(onResize);
  latest.current = onResize;
  useLayoutEffect(() => {
    if (element.current === null) return;
    const observer = new ResizeObserver(() => {
      latest.current();
    });
    observer.observe(element.current);
    latest.current();
    return () => {
      observer.disconnect();
    };
  }, [element]);
}

/** One row, as the style sheet has it: narrow windows stack it. */
function readRowPx(element: HTMLElement): number {
  const rem = Number.parseFloat(getComputedStyle(element).getPropertyValue('--log-row-rem')) || 1.25;
  return rem * (Number.parseFloat(getComputedStyle(document.documentElement).fontSize) || 16);
}
