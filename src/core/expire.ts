/** What ends by itself: snooze, maintenance, an unstable time. And what begins by itself: the morning's digest. */
import { digestFacts, isDigestTime } from './digest';
import { flappingQuietMs, hasCalmed } from './flapping';
import type { Observed } from './incidents';
import type { HistoryEntry } from './monitor';
import type { PendingMessage, ServerState } from './monitor-state';
import { hasEnded, isSnoozed } from './silence';

export interface HerDay {
  readonly timeZone: string;
  /** Whether she wants the morning's digest. */
  readonly digest: boolean;
}

/** Asked by every tick and by every round. */
export function expire(server: ServerState, at: number, day: HerDay): Observed {
  const steps = [endSnooze, endMaintenance, endFlapping, greet];
  return steps.reduce<Observed>(
    ({ next, entries }, step) => {
      const done = step(next, at, day);
      return { next: done.next, entries: [...entries, ...done.entries] };
    },
    { next: server, entries: [] },
  );
}

function endSnooze(server: ServerState, at: number): Observed {
  const isOver = server.snooze !== null && !isSnoozed(server.snooze, at);
  return { next: isOver ? { ...server, snooze: null } : server, entries: [] };
}

function endMaintenance(server: ServerState, at: number): Observed {
  const { maintenance } = server;
  if (maintenance === null || !hasEnded(maintenance, at)) return { next: server, entries: [] };
  return finishMaintenance(server, Math.min(at, maintenance.untilAt));
}

/** By its time, by success or by her: the next round with evidence says how things are. */
export function finishMaintenance(server: ServerState, endedAt: number): Observed {
  const { maintenance, incident } = server;
  if (maintenance === null) return { next: server, entries: [] };
  const entry: HistoryEntry = {
    kind: 'maintenance-ended',
    serverId: server.server.id,
    at: endedAt,
    fromAt: maintenance.fromAt,
  };
  return {
    next: {
      ...server,
      maintenance: null,
      endedMaintenance: { fromAt: maintenance.fromAt, endedAt },
      health: incident === null ? { status: 'pending' } : { status: 'down' },
    },
    entries: [entry],
  };
}

function endFlapping(server: ServerState, at: number): Observed {
  const { flapping, incident, health } = server;
  if (flapping === null || incident !== null || health.status === 'failing') return { next: server, entries: [] };
  if (server.blind !== null || !hasCalmed(flapping, server.watched, at)) return { next: server, entries: [] };
  const message: PendingMessage = {
    id: flapping.id,
    kind: 'stable',
    outages: flapping.outages,
    windowMs: Math.max(0, (flapping.lastEndAt ?? at) - flapping.sinceAt),
    downMs: flapping.downMs,
    quietMs: flappingQuietMs,
  };
  return {
    next: {
      ...server,
      flapping: null,
      // Its end is told by this message alone.
      concerns: server.concerns.filter(({ cause }) => cause !== 'flapping'),
      // What was counted once is told once: the next outage begins a new count. The morning's digest still tells of it.
      outages: server.outages.map((one) => ({ ...one, folded: true })),
      pending: flapping.toldAt === null ? server.pending : [...server.pending, message],
    },
    entries: [{ kind: 'flapping-closed', serverId: server.server.id, id: flapping.id, at }],
  };
}

/** The digest waits for a round after she came, so that it can say how things are now. */
function greet(server: ServerState, at: number, { timeZone, digest }: HerDay): Observed {
  if (!digest) return { next: server, entries: [] };
  const present = server.greetedAt !== null;
  if (!isDigestTime(server.digestAt, at, { timeZone, present })) return { next: server, entries: [] };
  const hasLooked = server.woke === null && server.latest !== null && server.latest.status !== 'no-data';
  const isUnsure = server.health.status === 'failing' || server.health.status === 'recovering';
  if (!hasLooked || isUnsure) return { next: server, entries: [] };
  const facts = digestFacts(server, at, timeZone);
  const next = { ...server, digestAt: at, greetedAt: null };
  if (facts === null) return { next, entries: [] };
  const message: PendingMessage = { id: `${server.server.id}:digest:${String(at)}`, kind: 'digest', facts };
  return { next: { ...next, pending: [...withoutDigests(server.pending), message] }, entries: [] };
}

/** Yesterday's, which could not be shown, is of no use any more. */
function withoutDigests(pending: readonly PendingMessage[]): readonly PendingMessage[] {
  return pending.filter(({ kind }) => kind !== 'digest');
}
