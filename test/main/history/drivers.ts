import type { Driver } from '../../../src/main/history/driver';
import { createNodeDriver } from '../../../src/main/history/driver-node';
import { createWasmDriver } from '../../../src/main/history/driver-wasm';

/** Those that this runtime has: Node 24 both, Node 20 and Electron 33 the WebAssembly one. */
export const drivers: readonly Driver[] = [createWasmDriver(), createNodeDriver()].filter((driver) => driver !== null);
