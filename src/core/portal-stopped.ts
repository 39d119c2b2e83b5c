/** "The portal kept working" is said of a concern only where it did. */
import { concernId, type Concern, type ServerState } from './monitor-state';

/** What needs her now and will be settled later lasts through a time in which users could not get in. */
export function markStopped(concerns: readonly Concern[]): readonly Concern[] {
  return concerns.map((one) => ({ ...one, portalStopped: true }));
}

/** Settled messages of this round, with what their concerns of before have seen. */
export function tellStopped<T extends Pick<ServerState, 'pending'>>(before: ServerState, settled: T): T {
  const stopped = before.concerns.filter((one) => one.portalStopped === true).map((one) => concernId(before, one));
  const pending = settled.pending.map((message) =>
    message.kind === 'settled' && stopped.includes(message.id) ? { ...message, portalStopped: true } : message,
  );
  return { ...settled, pending };
}
