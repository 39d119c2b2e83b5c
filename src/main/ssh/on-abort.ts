/** Calls once when the signal is, or already was, aborted; returns the function that forgets it. */
export function onAbort(signal: AbortSignal | null | undefined, call: () => void): () => void {
  if (signal === null || signal === undefined) return () => undefined;
  let isForgotten = false;
  const abort = (): void => {
    if (!isForgotten) call();
  };
  // Never during the call itself: the caller has not yet got what it would have to clean up.
  if (signal.aborted) queueMicrotask(abort);
  else signal.addEventListener('abort', abort, { once: true });
  return () => {
    isForgotten = true;
    signal.removeEventListener('abort', abort);
  };
}
