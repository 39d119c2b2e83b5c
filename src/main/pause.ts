/** Blocks, as SQLite does where it waits: for steps that must be one for everybody who asks. */
export function pause(ms: number): void {
  Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, ms);
}
