/** What sleep and a changed clock do to what is remembered. Neither may look like an outage, nor like being well. */
import type { Observed } from './incidents';
import { moveMemory, moveOrNull, type Move } from './diagnosis/move-memory';
import type { Cause, Since } from './model';
import type { Health, PendingMessage, ServerState } from './monitor-state';
import { assertNever } from './result';
import type { RestartRun } from './restart-types';

/** For so long after waking, nothing that fails counts: the network may still be on its way. */
const wakingMs = 60_000;

/** Whether a round that began at this moment is too early after waking for its failures to count. */
export function isWaking({ woke }: Pick<ServerState, 'woke'>, at: number): boolean {
  return woke !== null && at - woke.at < wakingMs;
}

/** The computer slept from `fromAt` to `at`. A failure that was half confirmed before is of another day. */
export function afterSleep(server: ServerState, fromAt: number, at: number): Observed {
  const { health } = server;
  const slept = {
    ...server,
    woke: { sleptFromAt: server.woke?.sleptFromAt ?? fromAt, at },
    health: healthAfterSleep(health),
  };
  if (health.status !== 'failing') return { next: slept, entries: [] };
  const { cause, firstFailureAt } = health;
  return { next: slept, entries: [{ kind: 'blip', serverId: server.server.id, cause, at, firstFailureAt }] };
}

function healthAfterSleep(health: Health): Health {
  if (health.status === 'failing') return { status: 'pending' };
  // The good round of before and the next one are not "two good ones in a row".
  return health.status === 'recovering' ? { status: 'down' } : health;
}

/**
 * The clock was set back by `byMs`: what is remembered moves with it, so that ages and what is left of a silence stay
 * what they were. Set forward, nobody can tell it from sleep, and it is treated as that: as no data.
 */
export function afterClockBack(server: ServerState, byMs: number): ServerState {
  const move = (at: number) => at - byMs;
  const { incident, snooze, maintenance, flapping, statusSince, woke, blind, memory, restart } = server;
  const { endedMaintenance, endedBlindness } = server;
  return {
    ...server,
    nextRoundAt: moveOrNull(server.nextRoundAt, move),
    lastRoundAt: moveOrNull(server.lastRoundAt, move),
    lastEvidenceAt: moveOrNull(server.lastEvidenceAt, move),
    digestAt: moveOrNull(server.digestAt, move),
    greetedAt: moveOrNull(server.greetedAt, move),
    health: moveHealth(server.health, move),
    sinceByCause: moveSince(server.sinceByCause, move),
    concerns: server.concerns.map((one) => ({
      ...one,
      sinceAt: move(one.sinceAt),
      toldAt: moveOrNull(one.toldAt, move),
    })),
    outages: server.outages.map((one) => ({ ...one, fromAt: move(one.fromAt), toAt: moveOrNull(one.toAt, move) })),
    watched: server.watched.map(({ from, to }) => ({ from: move(from), to: move(to) })),
    notes: server.notes.map(({ note, seenAt }) => ({ note: { ...note, at: move(note.at) }, seenAt: move(seenAt) })),
    repairs: server.repairs.map((one) => ({ ...one, at: move(one.at) })),
    restarts: server.restarts.map((one) => ({ ...one, startedAt: move(one.startedAt) })),
    restart: restart && { ...restart, startedAt: move(restart.startedAt) },
    restartMovedMs: server.restartMovedMs + byMs,
    memory: memory && moveMemory(memory, move),
    pending: server.pending.map((message) => moveMessage(message, move)),
    incident: incident && {
      ...incident,
      firstFailureAt: move(incident.firstFailureAt),
      confirmedAt: move(incident.confirmedAt),
      toldAt: moveOrNull(incident.toldAt, move),
      acknowledgedAt: moveOrNull(incident.acknowledgedAt, move),
    },
    snooze: snooze && { fromAt: move(snooze.fromAt), untilAt: move(snooze.untilAt) },
    maintenance: maintenance && {
      ...maintenance,
      fromAt: move(maintenance.fromAt),
      untilAt: move(maintenance.untilAt),
      wellSinceAt: moveOrNull(maintenance.wellSinceAt, move),
      warnedAt: moveOrNull(maintenance.warnedAt, move),
    },
    endedMaintenance: endedMaintenance && {
      fromAt: move(endedMaintenance.fromAt),
      endedAt: move(endedMaintenance.endedAt),
    },
    flapping: flapping && {
      ...flapping,
      sinceAt: move(flapping.sinceAt),
      toldAt: moveOrNull(flapping.toldAt, move),
      lastEndAt: moveOrNull(flapping.lastEndAt, move),
    },
    statusSince: statusSince && { ...statusSince, at: move(statusSince.at) },
    woke: woke && { sleptFromAt: move(woke.sleptFromAt), at: move(woke.at) },
    blind: blind && { ...blind, sinceAt: move(blind.sinceAt), toldAt: moveOrNull(blind.toldAt, move) },
    endedBlindness: endedBlindness && {
      ...endedBlindness,
      sinceAt: move(endedBlindness.sinceAt),
      endedAt: move(endedBlindness.endedAt),
    },
  };
}

function moveHealth(health: Health, move: Move): Health {
  switch (health.status) {
    case 'failing':
      return {
        ...health,
        firstFailureAt: move(health.firstFailureAt),
        lastFailureAt: move(health.lastFailureAt),
      };
    case 'worrying':
      return { ...health, firstSeenAt: move(health.firstSeenAt) };
    case 'recovering':
      return { ...health, goodSinceAt: move(health.goodSinceAt) };
    default:
      return health;
  }
}

function moveSince(
  since: Readonly<Partial<Record<Cause, Since>>>,
  move: Move,
): Readonly<Partial<Record<Cause, Since>>> {
  return Object.fromEntries(Object.entries(since).map(([cause, one]) => [cause, { ...one, at: move(one.at) }]));
}

/** Whoever reports on a restart goes on to date its beginning by the clock of then: it moves in each report anew. */
export function withMovedRestart({ restart, restartMovedMs }: ServerState, run: RestartRun): RestartRun {
  const isSame = restart?.outcome === null && restart.startedAt + restartMovedMs === run.startedAt;
  return isSame ? { ...run, startedAt: restart.startedAt } : run;
}

/** Their ids stay: they name bubbles that are on the screen. */
function moveMessage(message: PendingMessage, move: Move): PendingMessage {
  switch (message.kind) {
    case 'recovered':
    case 'settled':
    case 'seeing':
      return { ...message, fromAt: move(message.fromAt), toAt: move(message.toAt) };
    case 'digest': {
      const { facts } = message;
      const repairs = facts.repairs.map((one) => ({ ...one, at: move(one.at) }));
      return { ...message, facts: { ...facts, fromAt: move(facts.fromAt), toAt: move(facts.toAt), repairs } };
    }
    case 'stable':
    case 'maintenance-done':
      return message;
    default:
      return assertNever(message);
  }
}
