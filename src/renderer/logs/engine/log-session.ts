import { maskSecrets } from '../../../core/logs/mask';
import { logSources, type LogSource } from '../../../core/logs/types';
import type { LogPush } from '../../../shared/ipc';
import { showControls } from '../log-text';
import { membersOf } from './intake';
import { createLogModel, type LogFilter, type LogModel } from './log-model';
import type { PlaceFind } from './matcher';
import { createPlace } from './place';
import { createPlaces } from './places';
import type { FromWorker, LogRow, StepTo, ToWorker } from './protocol';
import { createSearcher, noSearch, type Find, type Searcher } from './searcher';
import { findStep } from './steps';
import { toRow } from './to-row';

interface SessionPorts {
  readonly post: (message: FromWorker) => void;
  readonly finder: Find & PlaceFind;
  readonly now: () => number;
  /** Calls back soon, once for all that asked meanwhile. */
  readonly soon: (draw: () => void) => void;
}

/** Rows beyond the screen that are sent along, so that a quick scroll shows no blank. */
const margin = 40;
/** A mark may stand this long before the first line. */
const aroundMs = 120_000;

/** The worker's side of the window: takes what comes, answers what is asked. */
export function createLogSession({ post, finder, now, soon }: SessionPorts): (message: ToWorker) => void {
  let offsetMs = 0;
  let filter: LogFilter = { sources: logSources, onlyErrors: false, onlyMatches: false, hideOwn: false };
  let dropped = 0;
  let arrived = 0;
  let isWaiting = false;
  let [turn, next] = [0, { turn: 0, sources: 0, keeps: false }];
  /** Her last choice, as far as it is known here. */
  let choice = 0;
  let [asked, firstId] = [0, 0];
  let done = new Set<LogSource>();
  let shownMarks = 0;
  let utcOffsetMinutes = 0;
  let marks: Extract<ToWorker, { kind: 'marks' }>['marks'] = [];
  let model: LogModel;
  let searcher: Searcher;
  const places = createPlaces(finder, changed);
  /** Of a search that goes to its first match by itself. */
  let jumps: number | null = null;
  const place = createPlace({ model: () => model, isReading: () => done.size < asked });
  begin();

  function begin(): void {
    const search = (searcher as Searcher | undefined)?.state ?? noSearch;
    (searcher as Searcher | undefined)?.stop();
    place.leave(next.keeps);
    firstId = (model as LogModel | undefined)?.store.nextId ?? 0;
    model = createLogModel(() => now() + offsetMs, firstId);
    model.intake.setZone(utcOffsetMinutes);
    searcher = createSearcher(model, finder, (isDone) => {
      if (isDone) model.refilter();
      if (isDone && jumps !== null) jump(jumps);
      changed();
    });
    model.filter(filter);
    [shownMarks, turn, done, asked] = [0, next.turn, new Set(), next.sources];
    if (search.text !== '') searcher.start(search.text, search.isRegex);
    places.start(search.text, search.isRegex);
    [dropped, arrived, isWaiting] = [0, 0, false];
  }

  function changed(): void {
    soon(draw);
  }

  function draw(): void {
    searcher.more();
    showMarks();
    place.settle();
    const { sight, carry } = place;
    const total = model.order.count;
    const from = Math.max(0, sight.end ? total - sight.count : Math.min(sight.top - margin, total - sight.count));
    const rows: LogRow[] = [];
    for (let row = from; row < Math.min(total, from + sight.count + 2 * margin); row += 1) {
      const one = toRow(model, places, model.order.ids[row] ?? 0);
      if (one !== null) rows.push(one);
    }
    post({
      kind: 'view',
      rows,
      from,
      total,
      top: sight.top,
      selected: place.selected(),
      lineRows: total - shownMarks,
      turn,
      done: done.size,
      carry,
      lines: model.store.nextId - model.store.firstId,
      bytes: model.store.bytes,
      own: model.store.own,
      dropped: dropped + model.store.firstId - firstId,
      arrived,
      oldestAt: oldestAt(),
      search: searcher.state,
    });
    places.more();
    const regained = place.regained();
    if (regained !== null) post({ kind: 'go', id: regained, ordinal: 0, to: 'row', choice });
  }

  /** When each source that is shown begins, as far as its lines are dated. */
  function firstMoments(): readonly number[] {
    return filter.sources.map((source) => model.intake.firstAt(source)).filter((at) => at !== null);
  }

  /** Before the latest of the first lines nothing is known of all sources together. */
  function oldestAt(): number | null {
    const firsts = firstMoments();
    return firsts.length === 0 ? null : Math.max(...firsts);
  }

  /** Marks of the time that was read; those before it would stand there without lines. */
  function showMarks(): void {
    const from = Math.min(...firstMoments()) - aroundMs;
    const shown = marks.filter(({ at }) => at >= from);
    if (shown.length === shownMarks) return;
    shownMarks = shown.length;
    model.setMarks(shown);
  }

  function take(push: LogPush): void {
    if (push.kind === 'log-clock') {
      ({ offsetMs, utcOffsetMinutes } = push);
      model.intake.setZone(push.utcOffsetMinutes);
    } else if (push.kind === 'log-lines') {
      if (isWaiting) begin();
      dropped += push.dropped;
      arrived += push.lines.length;
      model.show(model.intake.add(push.source, push.lines));
      post({ kind: 'taken', stream: push.stream, batch: push.batch });
    } else if (push.kind === 'log-search') {
      takeFound(push);
    } else {
      if (isWaiting) begin();
      if (push.kind === 'log-read') model.intake.setLive(push.source);
      done.add(push.source);
    }
    changed();
  }

  /** What is loaded already is not shown twice. */
  function takeFound({ source, lines, ats }: Extract<LogPush, { kind: 'log-search' }>): void {
    const firstAt = model.intake.firstAt(source) ?? Number.POSITIVE_INFINITY;
    const known = firstAt === Number.POSITIVE_INFINITY ? new Set<string>() : textsUntil(source, firstAt + 1000);
    const isNew = (index: number) => {
      const at = ats[index] ?? null;
      return at === null || at < firstAt || (at < firstAt + 1000 && !known.has(lines[index] ?? ''));
    };
    const kept = lines.map((_, index) => index).filter(isNew);
    model.show(
      model.intake.addFound(
        source,
        kept.map((index) => lines[index] ?? ''),
        kept.map((index) => ats[index] ?? null),
      ),
    );
  }

  function textsUntil(source: LogSource, key: number): ReadonlySet<string> {
    const texts = new Set<string>();
    for (let id = model.store.firstId; id < model.store.nextId; id += 1) {
      const facts = model.reader.factsOf(id);
      if (facts?.source === source && facts.key < key) texts.add(model.reader.rawOf(id));
      else if (facts?.source === source && !facts.isFound) break;
    }
    return texts;
  }

  function jump(asked: number): void {
    jumps = null;
    if (searcher.state.count > 0) step('search', asked);
  }

  function step(to: StepTo, of: number, wanted = 0): void {
    const found = to === 'row' ? { row: wanted, ordinal: 0 } : findStep(model, place, to);
    const id = found === null ? null : (model.order.ids[Math.min(found.row, model.order.count - 1)] ?? null);
    if (id !== null) place.select(id);
    draw();
    post({ kind: 'go', id, ordinal: found?.ordinal ?? 0, to, choice: of });
  }

  function compose(only: number | null, maxCharacters: number): void {
    const parts: string[] = [];
    let size = 0;
    let row = only === null ? model.order.count - 1 : -1;
    const isMixed = only === null && filter.sources.length > 1;
    if (only !== null) parts.push(...linesOf(only, isMixed, true).toReversed());
    for (; row >= 0 && size < maxCharacters; row -= 1) {
      const id = model.order.ids[row] ?? 0;
      const text = id < 0 ? `--- ${model.markOf(id)?.text ?? ''}` : linesOf(id, isMixed).join('\n');
      parts.push(text);
      size += text.length + 1;
    }
    const whole = maskSecrets(parts.reverse().join('\n'), { maskAddresses: false });
    post({ kind: 'text', text: whole.slice(-maxCharacters), isCut: row >= 0 || whole.length > maxCharacters });
  }

  /** A line as it came; a traceback whole, where its lines are no rows of their own. */
  function linesOf(id: number, isMixed: boolean, isAlone = false): readonly string[] {
    const traceback = model.isOpen(id) && !isAlone ? undefined : model.tracebacks.at(id);
    const rest =
      traceback === undefined ? [] : membersOf(model.reader, traceback.source, id, traceback.lines, model.store.nextId);
    const name = isMixed ? `${model.reader.factsOf(id)?.source ?? ''}\t` : '';
    return [id, ...rest].map((one) => name + showControls(model.reader.textOf(one)));
  }

  function refilter(next: LogFilter): void {
    filter = next;
    model.filter(filter);
    draw();
  }

  return (message) => {
    switch (message.kind) {
      case 'push':
        take(message.push);
        return;
      case 'reset':
        [isWaiting, next] = [true, message];
        return;
      case 'filter':
        refilter({ ...filter, sources: message.sources, onlyErrors: message.onlyErrors, hideOwn: message.hideOwn });
        return;
      case 'matches-only':
        refilter({ ...filter, onlyMatches: message.on });
        return;
      case 'marks':
        marks = message.marks;
        shownMarks = -1;
        changed();
        return;
      case 'want':
        place.look(message);
        draw();
        return;
      case 'select':
        place.select(message.id);
        choice = message.choice;
        return;
      case 'search':
        choice = message.choice;
        jumps = message.text === '' ? null : message.choice;
        searcher.start(message.text, message.isRegex);
        places.start(message.text, message.isRegex);
        return;
      case 'step':
        choice = message.choice;
        step(message.to, message.choice, message.to === 'row' ? message.row : 0);
        return;
      case 'fold':
        model.fold(message.id);
        draw();
        return;
      case 'text':
        compose(message.id, message.maxCharacters);
    }
  };
}
