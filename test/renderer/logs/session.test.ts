import { describe, expect, test } from 'vitest';
import { logSources, type LogSource } from '../../../src/core/logs/types';
import { splitColours } from '../../../src/renderer/logs/engine/colours';
import { findLines, findPlaces } from '../../../src/renderer/logs/engine/find-lines';
import { createLogSession } from '../../../src/renderer/logs/engine/log-session';
import type { FromWorker, LineRow, LogView, ToWorker } from '../../../src/renderer/logs/engine/protocol';

const now = Date.UTC(2026, 10, 24, 16);
const at = (minute: number, second: number) => Date.UTC(2026, 10, 24, 15, minute, second);

/** The worker's side without a worker: what is drawn is asked for. */
function start(options: { readonly neverFinds?: boolean } = {}) {
  const said: FromWorker[] = [];
  let draw = () => undefined as unknown;
  const receive = createLogSession({
    post: (message) => said.push(message),
    finder: {
      find: (job) => Promise.resolve(options.neverFinds === true ? null : findLines(job)),
      place: (job) => Promise.resolve(options.neverFinds === true ? null : findPlaces(job)),
      cancel: () => undefined,
    },
    now: () => now,
    soon: (next) => {
      draw = next;
    },
  });
  let batch = 0;
  const send = (message: ToWorker) => {
    receive(message);
  };
  const lines = (source: LogSource, own: readonly string[], dropped = 0) => {
    batch += 1;
    send({ kind: 'push', push: { kind: 'log-lines', stream: 1, source, batch, lines: own, dropped } });
  };
  send({ kind: 'push', push: { kind: 'log-clock', stream: 1, offsetMs: 0, utcOffsetMinutes: -300 } });
  send({ kind: 'want', top: 0, count: 50, end: true, carry: 0 });
  const view = (): LogView => {
    draw();
    return said.findLast((one) => one.kind === 'view') as LogView;
  };
  return {
    send,
    lines,
    said,
    view,
    texts: () => view().rows.map((row) => (row.kind === 'line' ? row.raw : `* ${row.text}`)),
    /** Lets what was begun come to its end. */
    settle: () => new Promise((resolve) => setTimeout(resolve, 0)),
  };
}

const access = (minute: number, second: number, status: number) =>
  `192.0.2.8 - - [24/Nov/2026:10:${String(minute)}:${String(second).padStart(2, '0')} -0500] "GET / HTTP/1.1" ${String(status)} 29`;
const error = (minute: number, second: number, text: string) =>
  `[2026-11-24 10:${String(minute)}:${String(second).padStart(2, '0')} -0500] [1] [ERROR] ${text}`;
const traceback = (second: number) => [
  error(43, second, 'Exception in ASGI application'),
  'Traceback (most recent call last):',
  '  File "/srv/api/main.py", line 7, in get_db',
  '    connect()',
  `KeyError: ${String(second)}`,
];

describe('the lines of several logs', () => {
  test('are merged by their moments, however late one comes, and marks stand between them', () => {
    const session = start();
    session.lines('api-access', [access(42, 1, 200), access(42, 9, 500)]);
    session.lines('api-error', [error(42, 0, 'a'), error(42, 5, 'b')]);
    session.lines('api-access', [access(42, 12, 500)]);
    session.lines('api-error', [error(42, 11, 'late')]);
    session.send({ kind: 'marks', marks: [{ at: at(42, 7), status: 'down', text: 'begin' }] });
    expect(session.texts()).toEqual([
      error(42, 0, 'a'),
      access(42, 1, 200),
      error(42, 5, 'b'),
      '* begin',
      access(42, 9, 500),
      error(42, 11, 'late'),
      access(42, 12, 500),
    ]);
  });

  test('a stamp far ahead holds nothing back, and an undated line stays behind the one above it', () => {
    const session = start();
    session.lines('api-error', [error(42, 0, 'a'), '[2099-01-01 00:00:00 +0000] [1] [ERROR] joke', 'no date']);
    session.lines('api-access', [access(42, 1, 200)]);
    session.lines('api-error', [error(42, 2, 'b')]);
    expect(session.texts().slice(1)).toEqual([
      '[2099-01-01 00:00:00 +0000] [1] [ERROR] joke',
      'no date',
      access(42, 1, 200),
      error(42, 2, 'b'),
    ]);
  });

  test('a source that is left out and a level are filters, and all comes back', () => {
    const session = start();
    session.lines('api-access', [access(42, 1, 200), access(42, 9, 500), access(42, 10, 404)]);
    session.lines('api-error', [error(42, 0, 'a')]);
    session.send({ kind: 'filter', sources: ['api-access'], onlyErrors: true, hideOwn: false });
    expect(session.texts()).toEqual([access(42, 9, 500)]);
    session.send({ kind: 'filter', sources: logSources, onlyErrors: false, hideOwn: false });
    expect(session.view().total).toBe(4);
  });
});

describe('requests of ours', () => {
  const own = (second: number) => `${access(42, second, 200)} "-" "Vigia/0.1"`;

  test('are marked and counted, and can be left out', () => {
    const session = start();
    session.lines('api-access', [`${access(42, 1, 200)} "-" "Mozilla/5.0"`, own(2), own(3)]);
    const view = session.view();
    expect(view.rows.map((row) => row.kind === 'line' && row.isOwn)).toEqual([false, true, true]);
    session.send({ kind: 'filter', sources: logSources, onlyErrors: false, hideOwn: true });
    session.lines('api-access', [own(4)]);
    expect(session.texts()).toEqual([`${access(42, 1, 200)} "-" "Mozilla/5.0"`]);
    expect([view.own, session.view().own]).toEqual([2, 3]);
  });
});

describe('tracebacks', () => {
  test('are one row, counted by what they are, and unfold to the lines that came between others', () => {
    const session = start();
    const [first = '', ...rest] = traceback(1);
    session.lines('api-error', [first]);
    session.lines('api-access', [access(43, 1, 500)]);
    session.lines('api-error', rest);
    session.lines('api-error', [...traceback(4), error(44, 0, 'other')]);
    const heads = () =>
      session.view().rows.flatMap((row) => (row.kind === 'line' && row.traceback !== null ? [row] : []));
    expect(heads().map(({ traceback: one }) => one)).toEqual([
      {
        headline: 'KeyError: 1',
        headlineHits: [],
        lines: 5,
        count: 2,
        firstAt: at(43, 1),
        isFirst: true,
        isOpen: false,
      },
      {
        headline: 'KeyError: 4',
        headlineHits: [],
        lines: 5,
        count: 2,
        firstAt: at(43, 1),
        isFirst: false,
        isOpen: false,
      },
    ]);
    expect(session.view().total).toBe(4);
    session.send({ kind: 'fold', id: heads()[0]?.id ?? -1 });
    expect(session.texts().slice(0, 6)).toEqual([first, ...rest, access(43, 1, 500)]);
    session.send({ kind: 'fold', id: heads()[0]?.id ?? -1 });
    expect(session.view().total).toBe(4);
  });
});

describe('a search', () => {
  test('forgives case and accents, sees through colours, and goes round', async () => {
    const session = start();
    session.lines('api-error', [
      error(42, 0, 'Conexión \u001b[31mrecha\u001b[0mzada'),
      error(42, 1, 'x'),
      error(42, 2, 'CONEXION RECHAZADA'),
    ]);
    session.send({ kind: 'search', text: 'conexion rechazada', isRegex: false, choice: 1 });
    await session.settle();
    expect(session.view().search).toMatchObject({ count: 2, state: 'done' });
    session.send({ kind: 'step', to: 'next', choice: 2 });
    expect(session.said.at(-1)).toEqual({ kind: 'go', id: 0, ordinal: 1, to: 'next', choice: 2 });
    expect(session.view().selected).toEqual({ id: 0, row: 0 });
    session.send({ kind: 'matches-only', on: true });
    expect(session.view().total).toBe(2);
  });

  test('tells where it found something, in the line without its colours; an expression a moment later', async () => {
    const session = start();
    const coloured = error(42, 0, 'a\tport \u001b[33m54\u001b[0m32 y port 80');
    session.lines('api-error', [coloured, error(42, 1, 'port'), ...traceback(2)]);
    const hits = () =>
      session.view().rows.map((row) => (row.kind === 'line' ? [row.hits, row.traceback?.headlineHits ?? []] : null));
    const bare = splitColours(coloured).text;
    const from = bare.indexOf('port');
    const second = bare.indexOf('port', from + 1);
    session.send({ kind: 'search', text: 'PORT 54', isRegex: false, choice: 1 });
    await session.settle();
    expect(hits()).toEqual([
      [[from, from + 7], []],
      [[], []],
      [[], []],
    ]);
    session.send({ kind: 'search', text: String.raw`port \d+|Error: \d$`, isRegex: true, choice: 2 });
    await session.settle();
    hits();
    await session.settle();
    expect(hits()).toEqual([
      [[from, from + 9, second, second + 7], []],
      [[], []],
      [[], [3, 11]],
    ]);
    // The traceback's first line is no match itself: nothing is marked in it.
    session.send({ kind: 'search', text: '', isRegex: true, choice: 3 });
    expect(hits().flat(2)).toEqual([]);
  });

  test('an expression whose places take too long marks nothing, and the lines are there', async () => {
    const session = start({ neverFinds: true });
    session.lines('api-error', [error(42, 0, 'a')]);
    session.send({ kind: 'search', text: 'a+', isRegex: true, choice: 1 });
    await session.settle();
    expect((session.view().rows[0] as LineRow).hits).toEqual([]);
  });

  test('finds what comes in later, once', async () => {
    const session = start();
    session.lines('api-error', [error(42, 0, 'needle')]);
    session.send({ kind: 'search', text: 'needle', isRegex: false, choice: 1 });
    await session.settle();
    session.lines('api-error', [error(42, 1, 'needle'), error(42, 2, 'hay')]);
    session.view();
    await session.settle();
    expect(session.view().search.count).toBe(2);
  });

  test('a bad expression says why, and one that runs wild is given up', async () => {
    const session = start({ neverFinds: true });
    session.lines('api-error', [error(42, 0, 'a')]);
    session.send({ kind: 'search', text: '(', isRegex: true, choice: 1 });
    expect(session.view().search).toMatchObject({ state: 'bad', detail: expect.stringMatching(/./) as string });
    session.send({ kind: 'search', text: '(a+)+$', isRegex: true, choice: 1 });
    await session.settle();
    expect(session.view().search.state).toBe('slow');
  });

  test('an expression never reaches over the end of a line', () => {
    const bytes = new TextEncoder().encode('alpha\nbeta x\ngamma\n');
    expect([...findLines({ bytes, source: '[^z]+x', isRegex: true })]).toEqual([1]);
    expect([...findLines({ bytes, source: '^g|^a', isRegex: true })]).toEqual([0, 2]);
  });

  test('what the server finds further back comes once, above what is loaded', () => {
    const session = start();
    const loaded = [error(42, 0, 'a'), error(42, 1, 'b')];
    session.lines('api-error', loaded);
    const older = error(10, 0, 'older');
    session.send({
      kind: 'push',
      push: {
        kind: 'log-search',
        search: 1,
        source: 'api-error',
        lines: [older, ...loaded],
        ats: [at(10, 0), at(42, 0), at(42, 1)],
        reachedAt: at(10, 0),
        bytesRead: 1,
        bytesTotal: 1,
        unreadFiles: 0,
        state: 'finished',
        error: null,
      },
    });
    expect(session.texts()).toEqual([older, ...loaded]);
    expect(session.view().rows.map((row) => (row as LineRow).isFound)).toEqual([true, false, false]);
  });
});

describe('the chosen row', () => {
  const rowIn = (view: LogView, text: string) =>
    view.rows.find((row) => (row.kind === 'mark' ? row.text : row.raw).includes(text));

  test('stays the one it was when a traceback above it unfolds, marks come and older lines are put between', () => {
    const session = start();
    session.lines('api-error', [...traceback(1), error(44, 0, 'chosen'), error(44, 9, 'below')]);
    const chosen = rowIn(session.view(), 'chosen');
    session.send({ kind: 'select', id: chosen?.id ?? -1, choice: 3 });
    expect(session.view().selected).toEqual({ id: chosen?.id, row: 1 });
    session.send({ kind: 'fold', id: 0 });
    expect(session.view().selected?.row).toBe(5);
    session.lines('api-access', [access(43, 59, 500), access(44, 5, 500)]);
    expect(session.view().selected?.row).toBe(6);
    session.send({ kind: 'marks', marks: [{ at: at(43, 30), status: 'down', text: 'begin' }] });
    const last = session.view();
    expect(last.selected).toEqual({ id: chosen?.id, row: 7 });
    expect(last.rows[7 - last.from]).toMatchObject({ id: chosen?.id });
  });

  test('is none while a filter hides it, and is chosen again when it is back', () => {
    const session = start();
    session.lines('api-error', [error(44, 0, 'a')]);
    session.lines('api-access', [access(44, 1, 200), access(44, 2, 200)]);
    const chosen = session.view().rows[1]?.id ?? -1;
    session.send({ kind: 'select', id: chosen, choice: 3 });
    session.send({ kind: 'filter', sources: logSources, onlyErrors: true, hideOwn: false });
    expect(session.view().selected).toBeNull();
    session.send({ kind: 'filter', sources: logSources, onlyErrors: false, hideOwn: false });
    expect(session.view().selected).toEqual({ id: chosen, row: 1 });
  });

  test('of another reading is no row of this one, whatever stands in its place', () => {
    const session = start();
    session.lines('api-error', [error(44, 0, 'a')]);
    const chosen = session.view().rows[0]?.id ?? -1;
    session.send({ kind: 'reset', turn: 2, sources: 5, keeps: false });
    session.send({ kind: 'select', id: chosen, choice: 3 });
    session.lines('api-error', [error(44, 0, 'b')]);
    session.send({ kind: 'select', id: chosen, choice: 3 });
    expect(session.view().selected).toBeNull();
    expect(session.view()).toMatchObject({ lines: 1, dropped: 0 });
  });

  test('a mark keeps its name when another one comes before it', () => {
    const session = start();
    session.lines('api-error', [error(44, 0, 'a')]);
    session.send({ kind: 'marks', marks: [{ at: at(44, 5), status: 'calm', text: 'over' }] });
    const chosen = rowIn(session.view(), 'over');
    session.send({ kind: 'select', id: chosen?.id ?? 0, choice: 3 });
    session.send({
      kind: 'marks',
      marks: [
        { at: at(43, 59), status: 'down', text: 'begin' },
        { at: at(44, 5), status: 'calm', text: 'over' },
      ],
    });
    const view = session.view();
    expect(view.selected?.row).toBe(2);
    expect(view.rows[2]).toMatchObject({ text: 'over', id: chosen?.id });
  });

  test('in sight it is held where it is on the screen, also when rows come between it and the top', () => {
    const session = start();
    session.lines(
      'api-error',
      Array.from({ length: 40 }, (_, index) => error(44, index, `own ${String(index)}`)),
    );
    session.send({ kind: 'want', top: 10, count: 20, end: false, carry: 0 });
    const chosen = rowIn(session.view(), 'own 20');
    session.send({ kind: 'select', id: chosen?.id ?? -1, choice: 3 });
    const before = session.view();
    session.lines('api-access', [access(44, 3, 500), access(44, 15, 500), access(44, 30, 500)]);
    const after = session.view();
    const fromTop = (view: LogView) => (view.selected?.row ?? 0) - view.top;
    expect([fromTop(before), fromTop(after), after.carry - before.carry]).toEqual([10, 10, 2]);
  });

  test('and the place stay where the same is read again, however it comes', () => {
    const session = start();
    const all = Array.from({ length: 60 }, (_, index) => error(44, index, `own ${String(index)}`));
    session.lines('api-error', all);
    session.send({ kind: 'want', top: 30, count: 20, end: false, carry: 0 });
    const chosen = rowIn(session.view(), 'own 37');
    session.send({ kind: 'select', id: chosen?.id ?? -1, choice: 7 });
    const before = session.view();
    session.send({ kind: 'reset', turn: 2, sources: 2, keeps: true });
    session.lines('api-error', all.slice(0, 20));
    session.view();
    session.lines('api-error', all.slice(20));
    const found = session.view();
    session.lines('api-access', [access(43, 0, 200), access(43, 1, 200)]);
    const after = session.view();
    const again = rowIn(after, 'own 37')?.id;
    expect([found.top, after.top, after.carry - before.carry]).toEqual([30, 32, 2]);
    expect(after.selected).toEqual({ id: again, row: 39 });
    expect(again).not.toBe(chosen?.id);
    expect(session.said.filter(({ kind }) => kind === 'go')).toEqual([
      { kind: 'go', id: again, ordinal: 0, to: 'row', choice: 7 },
    ]);
  });

  test('that is not there any more leaves the place at its moment', () => {
    const session = start();
    session.lines(
      'api-error',
      Array.from({ length: 60 }, (_, index) => error(44, index, `own ${String(index)}`)),
    );
    session.send({ kind: 'want', top: 30, count: 20, end: false, carry: 0 });
    session.send({ kind: 'reset', turn: 2, sources: 1, keeps: true });
    session.lines('api-error', [error(44, 10, 'other'), error(44, 45, 'later'), error(44, 46, 'last')]);
    expect(session.view().top).not.toBe(1);
    session.send({
      kind: 'push',
      push: {
        kind: 'log-read',
        stream: 1,
        source: 'api-error',
        isCut: false,
        unreadFiles: 0,
        isUntimed: false,
        beginsAt: null,
      },
    });
    expect(session.view().top).toBe(1);
  });

  test('a place at the very top is held once all is read, and shows what is older while it is being read', () => {
    const session = start();
    session.send({ kind: 'reset', turn: 1, sources: 2, keeps: false });
    session.send({ kind: 'want', top: 0, count: 20, end: false, carry: 0 });
    const read = (source: LogSource) => {
      session.send({
        kind: 'push',
        push: { kind: 'log-read', stream: 1, source, isCut: false, unreadFiles: 0, isUntimed: false, beginsAt: null },
      });
    };
    session.lines('api-error', [error(44, 0, 'first read')]);
    read('api-error');
    session.view();
    session.lines('api-access', [access(43, 0, 500)]);
    read('api-access');
    expect(session.view()).toMatchObject({ top: 0, carry: 0 });
    session.lines('dashboard', ['2026-11-24T10:42:00.000001-0500 portal streamlit[871]: older']);
    expect(session.view()).toMatchObject({ top: 1, carry: 1 });
  });
});

describe('what is held', () => {
  test('the oldest go beyond the bound and are counted; what is on the screen stays where it is', () => {
    const session = start();
    const line = (index: number) => error(42, 0, `${String(index)} ${'x'.repeat(15_900)}`);
    const flood = (from: number) => {
      session.lines(
        'api-error',
        Array.from({ length: 1000 }, (_, index) => line(from + index)),
        from === 0 ? 7 : 0,
      );
    };
    for (let from = 0; from < 20_000; from += 1000) flood(from);
    const before = session.view();
    expect([before.bytes < 256 * 1024 * 1024, before.dropped > 3000, before.dropped + before.lines]).toEqual([
      true,
      true,
      20_007,
    ]);
    session.send({ kind: 'want', top: 9000, count: 10, end: false, carry: before.carry });
    const seen = session.view();
    flood(20_000);
    const after = session.view();
    const rowOf = (view: LogView) => view.rows[view.top - view.from]?.id;
    expect(rowOf(after)).toBe(rowOf(seen));
    expect(after.carry - seen.carry).toBe(after.top - seen.top);
  });

  test('the text to be saved has whole tracebacks, no secrets and no controls', () => {
    const session = start();
    session.lines('api-error', [...traceback(1), error(44, 0, 'DB_PASSWORD=hunter2 \u001b]0;t\u0007')]);
    session.send({ kind: 'text', id: null, maxCharacters: 10_000 });
    const answer = session.said.at(-1);
    const text = answer?.kind === 'text' ? answer.text : '';
    expect(text.split('\n')).toHaveLength(6);
    expect([text.includes('hunter2'), text.includes('\u001b')]).toEqual([false, false]);
  });
});
