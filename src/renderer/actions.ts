/** What a click does. Each sends ids only; what comes back arrives as a snapshot. */
import type { DrillScenario } from '../core/drill/scenario-ids';
import type { Finding } from '../core/model';
import type { ServerSnapshot, ServiceSnapshot } from '../core/snapshot-types';
import { isRestartable } from './store';
import type { RestartableService, Sheet, Store } from './store';

/** The restart button: acts at once where the diagnosis recommends it, else opens the sheet that asks. */
export function pressRestart(store: Store, server: ServerSnapshot, service: RestartableService): void {
  const offer = server.services.find((one) => one.id === service)?.restart;
  if (offer?.kind !== 'one-click' && offer?.kind !== 'confirm') return;
  const sheet = newSheet(server, service);
  if (offer.kind === 'one-click') startRestart(store, sheet, false);
  else store.sheet.value = sheet;
}

function newSheet(server: ServerSnapshot, service: RestartableService): Sheet {
  const earlierRunAt = server.restart?.startedAt ?? null;
  return { serverId: server.id, service, isSent: false, anyway: false, earlierRunAt };
}

/** The sheet as it is before an order: it asks, or tells of the restarts that did not help. */
export function openRestartSheet(store: Store, service: RestartableService): void {
  const server = store.server.peek();
  if (server !== null) store.sheet.value = newSheet(server, service);
}

/** Asks once more, and says what is known of the last three. */
export function insistOnRestart(store: Store, sheet: Sheet): void {
  store.sheet.value = { ...sheet, isSent: false, anyway: true };
}

/** Sends the restart. `isConfirmed`: she answered the sheet's question. */
export function startRestart(store: Store, sheet: Sheet, isConfirmed: boolean): void {
  store.sheet.value = { ...sheet, isSent: true };
  void store.bridge.request('restart:start', {
    serverId: sheet.serverId,
    service: sheet.service,
    confirmed: isConfirmed,
    ...(sheet.anyway ? { anyway: true } : {}),
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

/** The sheet goes, for the log is behind it. */
export function seeLogsOf(store: Store, service: RestartableService): void {
  store.logSources.value = [service === 'dashboard' ? 'dashboard' : 'api-error'];
  store.view.value = 'logs';
  closeSheet(store);
}

/** The server that is shown, or all where all are. */
export function checkNow(store: Store): void {
  const shown = store.isOverview.peek() ? (store.snapshot.peek()?.servers ?? []) : [store.server.peek()];
  for (const server of shown)
    if (server !== null && !server.checking) void store.bridge.request('check:now', { serverId: server.id });
}

/** Begins a drill at the answer, where it is to be seen. False: not now. */
export async function startDrill(store: Store, server: ServerSnapshot, scenario: DrillScenario): Promise<boolean> {
  const { started } = await store.bridge.request('drill:start', { serverId: server.id, scenario });
  if (started) store.view.value = 'answer';
  return started;
}

/** The set-up of a server's access; null: of a new server. */
export function openSetup(store: Store, serverId: string | null, from: 'answer' | 'settings'): void {
  store.setupFor.value = { serverId, from };
  store.view.value = 'setup';
}

export function copyText(store: Store, text: string): void {
  void store.bridge.request('copy:text', { text: text.slice(0, 100_000) });
}

/** The part whose restart would mend this, or may. */
export function restartFor({ restart }: Finding): RestartableService | null {
  return restart.kind !== 'does-not-help' && isRestartable(restart.service) ? restart.service : null;
}

/** Whether the button of this part works, and how. */
export function restartOffer(server: ServerSnapshot, service: ServiceSnapshot['id']): ServiceSnapshot['restart'] {
  return server.services.find((one) => one.id === service)?.restart ?? { kind: 'none' };
}

/** The same a moment later: a lock ends between two snapshots. */
export function offerNow(
  server: ServerSnapshot,
  service: ServiceSnapshot['id'],
  now: number,
): ServiceSnapshot['restart'] {
  const offer = restartOffer(server, service);
  const isOver = offer.kind === 'refused' && offer.reason.kind === 'locked' && now >= offer.reason.at;
  return isOver ? { kind: 'confirm' } : offer;
}

export function acknowledge(store: Store, serverId: string, isKnown: boolean): void {
  void store.bridge.request('acknowledge:set', { serverId, on: isKnown });
}

/** null ends the silence. */
export function snooze(store: Store, serverId: string, until: '1h' | '4h' | 'tomorrow' | null): void {
  void store.bridge.request('snooze:set', { serverId, until });
}

/** null ends it. */
export function maintain(store: Store, serverId: string, minutes: number | null): void {
  void store.bridge.request('maintenance:set', { serverId, minutes, extends: false });
}

export function extendMaintenance(store: Store, serverId: string): void {
  void store.bridge.request('maintenance:set', { serverId, minutes: 30, extends: true });
}
