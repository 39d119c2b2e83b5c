/** Our own network is down: shown in grey, told once when it lasts, and its end is told too. */
import type { Observation } from './model';
import type { HistoryEntry } from './monitor';
import type { PendingMessage, ServerState } from './monitor-state';

/** A tunnel or a change of network takes minutes; after this she should know that nobody watches. */
export const blindTellAfterMs = 15 * 60_000;

/** After a round that saw the server again, tells that it did, if she was told that it could not. */
export function settleBlindness(
  server: ServerState,
  before: ServerState['blind'],
  observation: Observation,
): ServerState {
  if (before?.toldAt == null || server.blind !== null) return server;
  // "All was well afterwards" must be true.
  if (server.latest?.status === 'down') return server;
  const message: PendingMessage = {
    id: blindId(server, before.sinceAt),
    kind: 'seeing',
    cause: before.cause,
    fromAt: before.sinceAt,
    toAt: observation.startedAt,
  };
  return { ...server, pending: [...server.pending, message] };
}

/** When it began, with its proof, and when it ended: that time is no outage and no availability either. */
export function blindEntries(
  before: ServerState['blind'],
  { server, blind, latest }: ServerState,
  { startedAt }: Observation,
): readonly HistoryEntry[] {
  const serverId = server.id;
  if (before === null && blind !== null) {
    const evidence = latest?.primary?.evidence ?? [];
    return [{ kind: 'blind-began', serverId, cause: blind.cause, at: blind.sinceAt, evidence }];
  }
  if (before === null || blind !== null) return [];
  return [{ kind: 'blind-ended', serverId, cause: before.cause, at: startedAt, fromAt: before.sinceAt }];
}

export function blindId(server: Pick<ServerState, 'server'>, sinceAt: number): string {
  return `${server.server.id}:blind:${String(sinceAt)}`;
}
