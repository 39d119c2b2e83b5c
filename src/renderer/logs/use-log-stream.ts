import { useEffect, useRef, useState } from 'preact/hooks';
import type { LogPush, LogSourceId } from '../../shared/ipc';
import type { Store } from '../store';
import { appendLines, emptyLogBuffer } from './log-buffer';
import type { LogBuffer } from './log-buffer';

export type LogEnd = Extract<LogPush, { kind: 'log-end' }>['error'];
/** Of one stream. */
type StreamPush = Exclude<LogPush, { kind: 'log-search' }>;
export type LogState =
  { readonly kind: 'loading' } | { readonly kind: 'open' } | { readonly kind: 'ended'; readonly error: LogEnd };

export interface LogStream {
  readonly buffer: LogBuffer;
  readonly state: LogState;
  retry(): void;
}

/** Lines that arrive within this time are drawn together: a flood costs one drawing, not thousands. */
const drawEveryMs = 50;

/** The last lines of a log and what follows, as long as the view is open. Leaving it ends the command on the server. */
export function useLogStream(store: Store, serverId: string, source: LogSourceId): LogStream {
  const [buffer, setBuffer] = useState<LogBuffer>(emptyLogBuffer);
  const [state, setState] = useState<LogState>({ kind: 'loading' });
  const [attempt, setAttempt] = useState(0);
  const held = useRef<LogBuffer>(emptyLogBuffer);

  useEffect(() => {
    held.current = emptyLogBuffer;
    setBuffer(emptyLogBuffer);
    setState({ kind: 'loading' });
    return openStream(store, serverId, source, {
      onLines: (push) => {
        held.current = appendLines(held.current, push.lines, push.dropped);
      },
      onDraw: () => {
        setBuffer(held.current);
        setState((before) => (before.kind === 'loading' ? { kind: 'open' } : before));
      },
      onEnd: (error) => {
        setState({ kind: 'ended', error });
      },
    });
  }, [store, serverId, source, attempt]);

  return {
    buffer,
    state,
    retry: () => {
      setAttempt((before) => before + 1);
    },
  };
}

interface StreamHandlers {
  onLines(push: Extract<LogPush, { kind: 'log-lines' }>): void;
  onDraw(): void;
  onEnd(error: LogEnd): void;
}

function openStream(store: Store, serverId: string, source: LogSourceId, handlers: StreamHandlers): () => void {
  let stream: number | null = null;
  let isClosed = false;
  let timer: ReturnType<typeof setTimeout> | undefined;
  // Lines may overtake the answer that tells the stream's number.
  let early: StreamPush[] = [];

  function take(push: StreamPush): void {
    if (push.kind === 'log-lines') {
      handlers.onLines(push);
      void store.bridge.request('logs:taken', { stream: push.stream, batch: push.batch });
    } else if (push.kind === 'log-end') handlers.onEnd(push.error);
    timer ??= setTimeout(() => {
      timer = undefined;
      handlers.onDraw();
    }, drawEveryMs);
  }
  const stopListening = store.onLog((push) => {
    if (push.kind === 'log-search') return;
    if (stream === null) early = [...early, push];
    else if (push.stream === stream) take(push);
  });
  void store.bridge
    .request('logs:open', { serverId, sources: [source], span: { kind: 'last', lines: 500 }, follow: true })
    .then((answer) => {
      if (isClosed) {
        void store.bridge.request('logs:close', { stream: answer.stream });
        return;
      }
      stream = answer.stream;
      for (const push of early) if (push.stream === stream) take(push);
      early = [];
    });
  return () => {
    isClosed = true;
    clearTimeout(timer);
    stopListening();
    if (stream !== null) void store.bridge.request('logs:close', { stream });
  };
}
