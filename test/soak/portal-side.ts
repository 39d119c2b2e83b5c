/**
 * The simulated portal in a process of its own, so that only what watches it is measured; a relay in front of its SSH
 * breaks connections. One message per order, each answered when it is done.
 */
import { isFaultId, type FaultId } from '../../src/demo/faults';
import { startDemoPortal } from '../../src/demo/portal';
import { startFaultRelay, type RelayFault } from '../support/faults/relay';

export interface PortalOrder {
  /** The one fault that is on; null: none. */
  readonly fault: string | null;
  readonly relay: RelayFault;
  /** How far the watcher's time is ahead. */
  readonly aheadMs: number;
}

let aheadMs = 0;
const portal = await startDemoPortal({
  dataDir: process.argv[2] ?? '',
  now: () => Date.now() + aheadMs,
  watchdogRepairs: false,
});
const [server] = portal.settings.servers;
const relay = await startFaultRelay(server?.port ?? 0);
let current: FaultId | null = null;

async function obey(order: PortalOrder): Promise<void> {
  ({ aheadMs } = order);
  const fault = order.fault !== null && isFaultId(order.fault) ? order.fault : null;
  if (fault !== current) {
    if (current !== null) portal.setFault(current, false);
    if (fault !== null) portal.setFault(fault, true);
    current = fault;
    await portal.settled();
  }
  await relay.set(order.relay);
}

process.on('message', (order: PortalOrder) => {
  void obey(order).then(() => process.send?.('done'));
});
process.on('disconnect', () => process.exit(0));
process.send?.({ settings: portal.settings, hostKey: portal.hostKey, sshPort: relay.port });
