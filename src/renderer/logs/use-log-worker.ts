import { useEffect, useRef, useState } from 'preact/hooks';
import type { FromWorker, LogView, ToWorker } from './engine/protocol';

export type Go = Extract<FromWorker, { kind: 'go' }>;

export interface LogWorker {
  readonly view: LogView | null;
  /** The row that was asked for last. */
  readonly go: Go | null;
  post(message: ToWorker): void;
  /** What is shown, or one row, as text without secrets. */
  readText(maxCharacters: number, id?: number): Promise<{ readonly text: string; readonly isCut: boolean }>;
}

/** The worker lives as long as the view: leaving it frees all lines. */
export function useLogWorker(onTaken: (stream: number, batch: number) => void): LogWorker {
  const [view, setView] = useState<LogView | null>(null);
  const [go, setGo] = useState<Go | null>(null);
  const worker = useRef<Worker | null>(null);
  const waiting = useRef<((answer: { text: string; isCut: boolean }) => void)[]>([]);
  worker.current ??= new Worker(new URL('./log-worker.ts', import.meta.url), { type: 'module' });
  useEffect(() => {
    const own = worker.current;
    if (own === null) return;
    own.onmessage = ({ data }: MessageEvent<FromWorker>) => {
      switch (data.kind) {
        case 'view':
          setView(data);
          return;
        case 'go':
          setGo(data);
          return;
        case 'taken':
          onTaken(data.stream, data.batch);
          return;
        case 'text':
          waiting.current.shift()?.(data);
      }
    };
    return () => {
      own.terminate();
      worker.current = null;
    };
  }, []);
  const post = (message: ToWorker) => worker.current?.postMessage(message);
  return {
    view,
    go,
    post,
    readText: (maxCharacters, id) =>
      new Promise((resolve) => {
        waiting.current.push(resolve);
        post({ kind: 'text', maxCharacters, id: id ?? null });
      }),
  };
}
