import { Mark } from '../components/icons';
import type { Words } from '../words';
import type { LineRow, MarkRow } from './engine/protocol';
import { holdsControls, toSpans, type LogSpan } from './log-text';

export interface RowProps {
  readonly t: Words;
  readonly clock: RowClock;
  readonly isCurrent: boolean;
  readonly position: number;
  readonly total: number;
  /** Pixels above it that a panel takes. */
  readonly gapPx: number;
  readonly onPress: () => void;
}

/** Moments of the server's clock as hers. */
export interface RowClock {
  time(at: number): string;
}

const shortLevel = { error: 'e', warning: 'w', info: 'i', debug: 'd', none: 'n' } as const;

export function rowId(id: number): string {
  return `log-${String(id)}`;
}

/** One line. Text nodes only: a log is written by strangers. */
export function LineRowView(props: RowProps & { readonly row: LineRow }) {
  const { t, row, clock } = props;
  return (
    <div {...optionOf(props, row.id)} class="logline" data-lv={shortLevel[row.level]} data-member={row.isMember}>
      <time>{row.at === null || row.isMember ? '' : clock.time(row.at)}</time>
      <span class="src">{row.isMember ? '' : t.ui(`logs.short.${row.source}`)}</span>
      <span class="lv">{row.isMember ? '' : t.ui(`level.${row.level}`)}</span>
      <span class="msg">
        <Message {...props} />
      </span>
    </div>
  );
}

export function MarkRowView(props: RowProps & { readonly row: MarkRow }) {
  const { row, clock } = props;
  return (
    <div {...optionOf(props, row.id)} class="incident-mark" data-status={row.status}>
      <Mark status={row.status} size={12} label={null} />
      <span>
        {clock.time(row.at)} {row.text}
      </span>
    </div>
  );
}

function optionOf({ isCurrent, position, total, gapPx, onPress }: RowProps, id: number) {
  return {
    id: rowId(id),
    role: 'option' as const,
    'aria-selected': isCurrent,
    'aria-current': isCurrent ? ('true' as const) : undefined,
    'aria-posinset': position,
    'aria-setsize': total,
    style: gapPx > 0 ? { marginTop: `${String(gapPx)}px` } : undefined,
    onClick: onPress,
  };
}

function Message({ t, row }: RowProps & { readonly row: LineRow }) {
  const { traceback } = row;
  return (
    <>
      <span class="text">
        {traceback !== null && <span aria-hidden="true">{traceback.isOpen ? '▾ ' : '▸ '}</span>}
        {traceback !== null && traceback.headline !== '' ? (
          <Spans spans={toSpans(traceback.headline, { hits: traceback.headlineHits, to: longestRow })} />
        ) : (
          <Spans spans={toSpans(row.raw, { hits: row.hits, from: row.bodyFrom, to: row.bodyFrom + longestRow })} />
        )}
      </span>
      <Notes t={t} row={row} />
    </>
  );
}

/** What cannot be seen in a row need not be drawn. */
const longestRow = 600;

/** What is said behind a line. */
function Notes({ t, row }: { readonly t: Words; readonly row: LineRow }) {
  const notes: string[] = [];
  const { traceback } = row;
  if (traceback !== null && traceback.count > 1)
    notes.push(
      traceback.isFirst
        ? t.ui('logs.times', { n: traceback.count, lines: t.ui('logs.lines', { n: traceback.lines }) })
        : t.ui('logs.sameTrace', { lines: t.ui('logs.lines', { n: traceback.lines }) }),
    );
  else if (traceback !== null) notes.push(t.ui('logs.lines', { n: traceback.lines }));
  if (holdsControls(row.raw)) notes.push(t.ui('logs.controls'));
  if (row.cut > 0) notes.push(t.ui('logs.cut', { n: row.cut }));
  if (row.isOwn) notes.push(t.ui('logs.own'));
  if (row.isFound) notes.push(t.ui('logs.foundBack'));
  return (
    <>
      {notes.map((note) => (
        <span key={note} class="fold">
          {' '}
          {note}{' '}
        </span>
      ))}
    </>
  );
}

/** The whole line with its colours. */
export function WholeText({ row }: { readonly row: LineRow }) {
  return <Spans spans={toSpans(row.raw, { hits: row.hits })} />;
}

function Spans({ spans }: { readonly spans: readonly LogSpan[] }) {
  return (
    <>
      {spans.map((span, index) => (
        <span key={index} class={spanClass(span)}>
          {span.isHit ? <mark>{span.text}</mark> : span.text}
        </span>
      ))}
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
