/** Our own network is down: shown in grey, told once when it lasts, and its end is told too. */
import type { Observation } from './model';
import type { HistoryEntry } from './monitor';
import type { PendingMessage, ServerState } from './monitor-state';
import { isMaintained } from './silence';

/** A tunnel or a change of network takes minutes; after this she should know that nobody watches. */
export const blindTellAfterMs = 15 * 60_000;

/**
 * After a round that saw the server again, tells that it did, if she was told that it could not. "All was well
 * afterwards" must be true: it waits for a round in which it is. An outage or a maintenance speaks instead.
 */
export function settleBlindness(
  server: ServerState,
  before: ServerState['blind'],
  observation: Observation,
): ServerState {
  const hasEnded = before?.toldAt != null && server.blind === null;
  const ended = hasEnded
    ? { sinceAt: before.sinceAt, cause: before.cause, endedAt: observation.startedAt }
    : server.endedBlindness;
  const status = server.latest?.status;
  if (status === 'down' && isSpokenFor(server, observation.endedAt)) return withoutSeeing(server);
  if (ended === null || status === 'down' || status === 'no-data') return { ...server, endedBlindness: ended };
  const message: PendingMessage = {
    id: blindId(server, ended.sinceAt),
    kind: 'seeing',
    cause: ended.cause,
    fromAt: ended.sinceAt,
    toAt: ended.endedAt,
  };
  return { ...server, endedBlindness: null, pending: [...server.pending, message] };
}

function isSpokenFor({ incident, maintenance }: ServerState, at: number): boolean {
  return incident !== null || isMaintained(maintenance, at);
}

function withoutSeeing(server: ServerState): ServerState {
  return { ...server, endedBlindness: null, pending: server.pending.filter(({ kind }) => kind !== 'seeing') };
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
