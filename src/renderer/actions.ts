/** What a click does. Each sends ids only; what comes back arrives as a snapshot. */
import type { DrillScenario } from '../core/drill/scenarios';
import type { ServerSnapshot, ServiceSnapshot } from '../core/snapshot-types';
import type { RestartableService, Sheet, Store } from './store';

/** The restart button: acts at once where the diagnosis recommends it, else opens the sheet that asks. */
export function pressRestart(store: Store, server: ServerSnapshot, service: RestartableService): void {
  const offer = server.services.find((one) => one.id === service)?.restart;
  if (offer?.kind !== 'one-click' && offer?.kind !== 'confirm') return;
  const sheet: Sheet = { serverId: server.id, service, isSent: false, earlierRunAt: server.restart?.startedAt ?? null };
  if (offer.kind === 'one-click') startRestart(store, sheet, false);
  else store.sheet.value = sheet;
}

/** Sends the restart. `isConfirmed`: she answered the sheet's question. */
export function startRestart(store: Store, sheet: Sheet, isConfirmed: boolean): void {
  store.sheet.value = { ...sheet, isSent: true };
  void store.bridge.request('restart:start', {
    serverId: sheet.serverId,
    service: sheet.service,
    confirmed: isConfirmed,
  });
}

/** Closes the sheet. A running restart goes on; a finished one is put away. */
export function closeSheet(store: Store): void {
  const sheet = store.sheet.peek();
  store.sheet.value = null;
  const run = store.snapshot.peek()?.servers.find((one) => one.id === sheet?.serverId)?.restart;
  if (sheet !== null && run?.outcome != null)
    void store.bridge.request('restart:dismiss', { serverId: sheet.serverId });
}

export function checkNow(store: Store): void {
  const server = store.server.peek();
  if (server !== null && !server.checking) void store.bridge.request('check:now', { serverId: server.id });
}

/** Begins a drill at the answer, where it is to be seen. False: not now. */
export async function startDrill(store: Store, server: ServerSnapshot, scenario: DrillScenario): Promise<boolean> {
  const { started } = await store.bridge.request('drill:start', { serverId: server.id, scenario });
  if (started) store.view.value = 'answer';
  return started;
}

export function copyText(store: Store, text: string): void {
  void store.bridge.request('copy:text', { text: text.slice(0, 100_000) });
}

/** Whether the button of this part works, and how. */
export function restartOffer(server: ServerSnapshot, service: ServiceSnapshot['id']): ServiceSnapshot['restart'] {
  return server.services.find((one) => one.id === service)?.restart ?? { kind: 'none' };
}
