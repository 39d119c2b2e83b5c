/** A process that records rounds and entries until it is killed, and tells its parent each one that is on the disk. */
import { createSystemClock } from '../../src/main/clock';
import { createHistory } from '../../src/main/history/create-history';
import { createNodeDriver } from '../../src/main/history/driver-node';
import { createWasmDriver } from '../../src/main/history/driver-wasm';
import { sampleRound } from '../main/history/sample';

const [, , dataDir = '', driverName = 'wasm', first = '0', paceMs = '0'] = process.argv;
const driver = driverName === 'node' ? createNodeDriver() : createWasmDriver();
if (driver === null) throw new Error('no such driver here');
const history = createHistory({ dataDir, clock: createSystemClock(), driver });
let n = Number(first);

function next(): void {
  n += 1;
  const round = history.recordRound(sampleRound(n * 300_000));
  const entry = history.recordEntry({ kind: 'note', serverId: 'portal', note: 'rebooted', at: n * 300_000 });
  if (round && entry) process.send?.(n);
  // Also what happens at quiet times can be hit.
  if (n % 10 === 0) history.maintain();
  if (paceMs === '0') setImmediate(next);
  else setTimeout(next, Number(paceMs));
}
next();
