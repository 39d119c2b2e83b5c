import type { Driver } from './driver';
import { createNodeDriver } from './driver-node';
import { createWasmDriver } from './driver-wasm';

/** Node's own SQLite where this runtime has one. */
export function chooseDriver(): Driver {
  return createNodeDriver() ?? createWasmDriver();
}
