import type { RemoteError } from '../../core/errors';
import { err, type Result } from '../../core/result';
import type { Clock } from '../clock';
import { onAbort } from './on-abort';
import { cancelledError } from './to-remote-error';

/** Something that ends once: with a result, an error, at its deadline or by the signal, whichever comes first. */
export interface Attempt<T> {
  settle(result: Result<T, RemoteError>): void;
  fail(error: RemoteError): void;
  isSettled(): boolean;
  /** Called at the end, in order, before the result is handed over. */
  cleanUp(call: () => void): void;
}

export function startAttempt<T>(options: {
  readonly resolve: (result: Result<T, RemoteError>) => void;
  readonly clock: Clock;
  readonly limitMs: number;
  readonly timedOut: () => RemoteError;
  readonly signal: AbortSignal | null | undefined;
}): Attempt<T> {
  const { resolve, clock, limitMs, timedOut, signal } = options;
  let isSettled = false;
  const settle = (result: Result<T, RemoteError>): void => {
    if (isSettled) return;
    isSettled = true;
    for (const call of cleanUps) call();
    resolve(result);
  };
  const fail = (error: RemoteError): void => {
    settle(err(error));
  };
  const cleanUps = [
    clock.after(limitMs, () => {
      fail(timedOut());
    }),
    onAbort(signal, () => {
      fail(cancelledError);
    }),
  ];
  return {
    settle,
    fail,
    isSettled: () => isSettled,
    cleanUp: (call) => {
      cleanUps.push(call);
    },
  };
}
