/** The inside of a worker, typed: the window's own types do not know it. */
export interface WorkerScope<In, Out> {
  onmessage: ((event: { readonly data: In }) => void) | null;
  postMessage(message: Out, transfer?: readonly ArrayBufferLike[]): void;
}

export function workerScope<In, Out>(): WorkerScope<In, Out> {
  return globalThis as unknown as WorkerScope<In, Out>;
}
