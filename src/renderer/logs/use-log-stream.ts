import { useEffect, useRef, useState } from 'preact/hooks';
import type { LogFailure } from '../../core/logs/types';
import type { Answers, LogPush, LogSourceId, RequestArgument } from '../../shared/ipc';
import type { Store } from '../store';
import type { ToWorker } from './engine/protocol';

export type Span = RequestArgument<'logs:open'>['span'];

export interface SourceState {
  readonly isRead: boolean;
  readonly isEnded: boolean;
  readonly error: LogFailure | null;
  /** There is more than the bounds allow. */
  readonly isCut: boolean;
  readonly unreadFiles: number;
  /** It bears no dates: its last lines are shown, whatever time was asked for. */
  readonly isUntimed: boolean;
  /** By the server's clock: of before nothing is there any more. */
  readonly beginsAt: number | null;
}

export interface LogStream {
  /** Of each source that was asked for. */
  readonly sources: ReadonlyMap<LogSourceId, SourceState>;
  readonly offsetMs: number;
  /** It could not even be asked for. */
  readonly hasFailed: boolean;
  /** Counts the questions: the worker says which one its lines answer. */
  readonly turn: number;
}

interface StreamQuestion {
  readonly serverId: string;
  readonly sources: readonly LogSourceId[];
  readonly span: Span;
  readonly follow: boolean;
  /** Changes to ask again. */
  readonly attempt: number;
  /** What she chose to see. While it is the same, her place stays when it is read again. */
  readonly choice: string;
}

type StreamPush = Exclude<LogPush, { kind: 'log-search' }>;

const fresh: SourceState = {
  isRead: false,
  isEnded: false,
  error: null,
  isCut: false,
  unreadFiles: 0,
  isUntimed: false,
  beginsAt: null,
};

/**
 * Several logs, as long as the question stays the same; their lines go on to the worker. Following goes on where the
 * reading ended: nothing is read twice, and what she looks at stays.
 */
export function useLogStream(
  store: Store,
  post: (message: ToWorker) => void,
  { serverId, sources, span, follow, attempt, choice }: StreamQuestion,
): LogStream {
  const [stream, setStream] = useState<LogStream>({ sources: new Map(), offsetMs: 0, hasFailed: false, turn: 0 });
  const turn = useRef(0);
  const lastChoice = useRef('');
  /** The reading, and whether it goes on by itself. */
  const reading = useRef<{ number: number | null; readonly isFollowing: boolean }>({
    number: null,
    isFollowing: false,
  });
  const question = { serverId, sources: [...sources], span };
  const key = [serverId, sources.join(), JSON.stringify(span), attempt].join(' ');
  const isRead = stream.turn === turn.current && sources.every((one) => stream.sources.get(one)?.isEnded === true);

  const begin = () => {
    turn.current += 1;
    const own = turn.current;
    post({ kind: 'reset', turn: own, sources: sources.length, keeps: lastChoice.current === choice });
    lastChoice.current = choice;
    setStream(({ offsetMs }) => ({
      sources: new Map(sources.map((one) => [one, fresh])),
      offsetMs,
      hasFailed: false,
      turn: own,
    }));
  };
  const change = (source: LogSourceId, changed: (state: SourceState) => SourceState) => {
    setStream((before) => ({
      ...before,
      sources: new Map(before.sources).set(source, changed(before.sources.get(source) ?? fresh)),
    }));
  };
  const take = (push: StreamPush) => {
    post({ kind: 'push', push });
    if (push.kind === 'log-clock') setStream((before) => ({ ...before, offsetMs: push.offsetMs }));
    else if (push.kind === 'log-read')
      // What the reading could not reach is still missing when it goes on.
      change(push.source, (state) => ({
        ...state,
        isRead: true,
        isCut: state.isCut || push.isCut,
        unreadFiles: state.unreadFiles + push.unreadFiles,
        isUntimed: state.isUntimed || push.isUntimed,
        beginsAt: state.beginsAt ?? push.beginsAt,
      }));
    else if (push.kind === 'log-end') change(push.source, (state) => ({ ...state, isEnded: true, error: push.error }));
  };
  const fail = () => {
    setStream((before) => ({ ...before, hasFailed: true }));
  };

  useEffect(() => {
    begin();
    const own = { number: null as number | null, isFollowing: follow };
    reading.current = own;
    return openStream(store, { ...question, follow, continues: null }, take, fail, ({ stream: number }) => {
      own.number = number;
    });
  }, [store, key]);

  const goesOn = follow && isRead && !reading.current.isFollowing;
  const [isContinuing, setContinuing] = useState('');
  useEffect(() => {
    if (goesOn) setContinuing(key);
  }, [goesOn, key]);
  useEffect(() => {
    if (isContinuing !== key || reading.current.number === null) return;
    setStream((before) => ({
      ...before,
      sources: new Map([...before.sources].map(([one, state]) => [one, { ...state, isEnded: false, error: null }])),
    }));
    const continues = reading.current.number;
    return openStream(store, { ...question, follow: true, continues }, take, fail, ({ isContinued }) => {
      if (!isContinued) begin();
    });
  }, [store, key, isContinuing]);
  return stream;
}

function openStream(
  store: Store,
  question: RequestArgument<'logs:open'>,
  take: (push: StreamPush) => void,
  onFailed: () => void,
  onOpened: (answer: Answers['logs:open']) => void,
): () => void {
  let stream: number | null = null;
  let isClosed = false;
  // Lines may overtake the answer that tells the stream's number.
  let early: StreamPush[] = [];
  const stopListening = store.onLog((push) => {
    if (push.kind === 'log-search') return;
    if (stream === null) early = [...early, push];
    else if (push.stream === stream) take(push);
  });
  store.bridge.request('logs:open', question).then(
    (answer) => {
      if (isClosed) {
        void store.bridge.request('logs:close', { stream: answer.stream });
        return;
      }
      stream = answer.stream;
      onOpened(answer);
      for (const push of early) if (push.stream === stream) take(push);
      early = [];
    },
    () => {
      if (!isClosed) onFailed();
    },
  );
  return () => {
    isClosed = true;
    stopListening();
    if (stream !== null) void store.bridge.request('logs:close', { stream });
  };
}
