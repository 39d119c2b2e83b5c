import type { RecordedNote } from '../history/notes';
import type { Bounded } from '../history/types';
import { assertNever } from '../result';
import { gunicornWords, type GunicornMark } from './evidence';

/** Something that gunicorn's log tells of, by the server's clock. */
export interface WorkerEvent {
  readonly at: number;
  /** When all its workers were there again. */
  readonly untilAt: number;
  readonly note: Extract<RecordedNote, 'worker-restarted' | 'worker-lost' | 'api-start-failed'>;
  readonly took: Bounded | null;
}

/** Who dies again so soon is in the same trouble: one note, with the worst time. */
const sameTroubleMs = 60_000;
/** The watchdog tries to start it every few minutes: as long as it fails, that is one failure. */
const sameFailureMs = 15 * 60_000;
/** One that is not replaced after this is lost, as far as the log tells. */
const lostMs = 10 * 60_000;
/** One that died this shortly before its master stopped went with it. */
const withMasterMs = 10_000;

/** What is going on between two words of the log. */
interface Course {
  readonly deaths: number[];
  left: number;
  booted: number;
  readonly ended: Set<number>;
  readonly timedOut: Set<number>;
  isStopping: boolean;
}

/**
 * Workers that died, and until when gunicorn had put as many in their place: who replaced whom it does not say, so the
 * first death counts until the last start. `throughAt`: nothing is known of later.
 */
export function findWorkerEvents(marks: readonly GunicornMark[], throughAt: number): readonly WorkerEvent[] {
  const events: WorkerEvent[] = [];
  const course: Course = {
    deaths: [],
    left: 0,
    booted: 0,
    ended: new Set(),
    timedOut: new Set(),
    isStopping: false,
  };
  for (const mark of inOrder(marks)) {
    giveUp(course, mark.at, lostMs, events);
    follow(course, mark, events);
  }
  giveUp(course, throughAt, lostMs, events);
  return events.sort((a, b) => a.at - b.at);
}

function follow(course: Course, { at, word, pid }: GunicornMark, events: WorkerEvent[]): void {
  switch (word) {
    case 'starting':
    case 'reloading':
    case 'stopping':
      giveUp(course, at, withMasterMs, events);
      settle(course);
      course.ended.clear();
      course.timedOut.clear();
      course.isStopping = word === 'stopping';
      return;
    case 'start-failed':
      settle(course);
      course.isStopping = true;
      events.push({ at, untilAt: at, note: 'api-start-failed', took: null });
      return;
    case 'timeout':
      course.timedOut.add(pid);
      return;
    case 'exiting':
      // One that was told to abort may still say goodbye; any other left because it was asked to.
      if (course.timedOut.has(pid)) die(course, at, pid);
      return;
    case 'died':
      die(course, at, pid);
      return;
    case 'left':
      if (!course.ended.has(pid)) course.left += 1;
      course.ended.add(pid);
      return;
    case 'booted':
      boot(course, at, pid, events);
      return;
    default:
      assertNever(word);
  }
}

function die({ isStopping, ended, deaths }: Course, at: number, pid: number): void {
  if (!isStopping && !ended.has(pid)) deaths.push(at);
  ended.add(pid);
}

function boot(course: Course, at: number, pid: number, events: WorkerEvent[]): void {
  const [first] = course.deaths;
  course.ended.delete(pid);
  course.timedOut.delete(pid);
  course.booted += 1;
  if (course.booted < course.deaths.length + course.left) return;
  if (first !== undefined) events.push({ at: first, untilAt: at, note: 'worker-restarted', took: between(first, at) });
  settle(course);
}

function giveUp(course: Course, at: number, patienceMs: number, events: WorkerEvent[]): void {
  const [first] = course.deaths;
  if (first === undefined || at - first <= patienceMs) return;
  events.push({ at: first, untilAt: first, note: 'worker-lost', took: null });
  settle(course);
}

/** As many workers as there should be. */
function settle(course: Course): void {
  course.deaths.length = 0;
  course.left = 0;
  course.booted = 0;
}

/** Stamps have whole seconds and are cut off, not rounded: the true time is less than one longer or shorter. */
function between(fromAt: number, toAt: number): Bounded {
  const ms = toAt - fromAt;
  return { atLeastMs: Math.max(0, ms - 999), atMostMs: ms + 1000 };
}

/** Of one second the log's own order is not kept: what is about the master comes first, and who dies before who starts. */
function inOrder(marks: readonly GunicornMark[]): readonly GunicornMark[] {
  const rank = ({ word }: GunicornMark) => gunicornWords.indexOf(word);
  return marks.toSorted((a, b) => a.at - b.at || rank(a) - rank(b) || a.pid - b.pid);
}

/** Those of the same trouble as one. */
export function joinEvents(events: readonly WorkerEvent[]): readonly WorkerEvent[] {
  const joined: WorkerEvent[] = [];
  for (const event of events) {
    const index = joined.findLastIndex(({ note }) => note === event.note);
    const last = joined[index];
    const isSame =
      last !== undefined &&
      (event.note === 'api-start-failed'
        ? event.at - last.untilAt <= sameFailureMs
        : event.at - last.at <= sameTroubleMs);
    if (isSame) joined[index] = { ...last, untilAt: event.untilAt, took: longer(last.took, event.took) };
    else joined.push(event);
  }
  return joined;
}

function longer(a: Bounded | null, b: Bounded | null): Bounded | null {
  if (a === null || b === null) return a ?? b;
  return a.atMostMs >= b.atMostMs ? a : b;
}
