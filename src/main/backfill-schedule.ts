import { isRestarting } from '../core/alert-policy';
import type { MonitorState, ServerState } from '../core/monitor-state';
import { backfillOnce, type BackfillDeps, type BackfillOutcome } from './backfill';
import { faultText } from './fault-text';

export interface BackfillScheduleDeps extends BackfillDeps {
  /** A restart runs that this process did not begin. */
  readonly isBusy?: (serverId: string) => boolean;
  readonly log?: (line: string) => void;
  readonly onDone?: (serverId: string, outcome: BackfillOutcome) => void;
}

export interface Backfill {
  /** Call with every new state: decides when there is something to read, and steps aside for rounds and restarts. */
  follow(state: MonitorState): void;
  stop(): void;
}

/** After the round has told what it saw. */
const afterRoundMs = 1_000;
const betweenReadingsMs = 20_000;
/** So many readings, failed ones too: the rest waits for the next occasion. */
const mostReadings = 24;

interface Course {
  readonly lastLookAt: number | null;
  readonly rounds: number;
  readonly hadIncident: boolean;
  readonly wasBlind: boolean;
  /** Readings that may still follow; 0: nothing is due. */
  readonly due: number;
}

/**
 * Something is due at the start, after a time without looks (sleep, our own network, a closed application) and after an
 * outage, whose beginning the server's records may know. It is read after a round that saw the server well: never
 * beside a round or a restart, and nothing that comes of it is told.
 */
export function createBackfill(deps: BackfillScheduleDeps): Backfill {
  const courses = new Map<string, Course>();
  const running = new Map<string, AbortController>();
  const timers = new Map<string, () => void>();
  let latest: MonitorState | null = null;
  let stopped = false;
  const find = (serverId: string) => latest?.servers.find(({ server }) => server.id === serverId);

  function plan(serverId: string, ms: number): void {
    if (stopped || timers.has(serverId) || running.has(serverId)) return;
    timers.set(
      serverId,
      deps.clock.after(ms, () => {
        timers.delete(serverId);
        void read(serverId);
      }),
    );
  }

  async function read(serverId: string): Promise<void> {
    const server = find(serverId);
    const course = courses.get(serverId);
    // A round or a restart has begun meanwhile: the next good round plans it again.
    if (server === undefined || course === undefined || course.due === 0 || !isCalm(deps, server)) return;
    // Another process writes the history: it reads the records as well.
    if (!deps.store.isWriter()) return;
    const controller = new AbortController();
    running.set(serverId, controller);
    courses.set(serverId, { ...course, due: course.due - 1 });
    const hasMore = await readNow(deps, server, controller.signal);
    running.delete(serverId);
    const after = courses.get(serverId);
    if (after === undefined) return;
    if (hasMore === false) courses.set(serverId, { ...after, due: 0 });
    // One that failed or was broken off waits for the next good round.
    else if (hasMore === true && after.due > 0) plan(serverId, betweenReadingsMs);
  }

  return {
    follow: (state) => {
      latest = state;
      const intervalMs = state.settings.intervalMinutes * 60_000;
      for (const server of state.servers) {
        const { id } = server.server;
        // Asked only where there is something to end: whether a restart runs beside is read from the disk.
        const reading = running.get(id);
        if (reading !== undefined && !isIdle(deps, server)) reading.abort();
        const course = nextCourse(courses.get(id), server, intervalMs);
        const isNewRound = course.rounds !== courses.get(id)?.rounds;
        courses.set(id, course);
        if (isNewRound && course.due > 0 && isCalm(deps, server)) plan(id, afterRoundMs);
      }
      for (const id of courses.keys()) if (find(id) === undefined) forget(id);
    },
    stop: () => {
      stopped = true;
      for (const id of [...courses.keys()]) forget(id);
    },
  };

  function forget(id: string): void {
    courses.delete(id);
    running.get(id)?.abort();
    timers.get(id)?.();
    timers.delete(id);
  }
}

function nextCourse(before: Course | undefined, server: ServerState, intervalMs: number): Course {
  const lastLookAt = server.lastEvidenceAt;
  const hadIncident = server.incident !== null;
  const wasBlind = server.blind !== null;
  const isFirst = before === undefined || before.rounds === 0;
  const gapMs = lastLookAt === null || before?.lastLookAt == null ? 0 : lastLookAt - before.lastLookAt;
  const isOver = before !== undefined && ((before.hadIncident && !hadIncident) || (before.wasBlind && !wasBlind));
  const isDue = isFirst || gapMs > 2 * intervalMs || isOver;
  const due = isDue ? mostReadings : before.due;
  return { lastLookAt, rounds: server.rounds, hadIncident, wasBlind, due };
}

function isIdle(deps: BackfillScheduleDeps, server: ServerState): boolean {
  const id = server.server.id;
  return !server.checking && !isRestarting(server, deps.clock.now()) && deps.isBusy?.(id) !== true;
}

/** Nothing else is going on, and the last round got in and found users served. */
function isCalm(deps: BackfillScheduleDeps, server: ServerState): boolean {
  const isWell = server.health.status === 'up' || server.health.status === 'worrying';
  return isWell && server.incident === null && server.observation?.ssh.kind === 'facts' && isIdle(deps, server);
}

/** Null: it did not come to an end. */
async function readNow(deps: BackfillScheduleDeps, server: ServerState, signal: AbortSignal): Promise<boolean | null> {
  const facts = server.observation?.ssh.kind === 'facts' ? server.observation.ssh.facts : null;
  try {
    const result = await backfillOnce(deps, server.server, {
      watchdogMinutes: facts?.crontab?.watchdogMinutes ?? null,
      signal,
    });
    if (!result.ok) {
      if (!signal.aborted) deps.log?.(`back-fill of ${server.server.id}: ${result.error.kind}`);
      return null;
    }
    deps.log?.(describe(server.server.id, result.value));
    deps.onDone?.(server.server.id, result.value);
    return result.value.hasMore;
  } catch (error) {
    deps.log?.(`back-fill of ${server.server.id} failed: ${faultText(error)}`);
    return null;
  }
}

/** For the application's log: also what was not understood. */
function describe(serverId: string, { spans, incidents, notes, hasMore, logs }: BackfillOutcome): string {
  const read = Object.entries(logs).map(([name, log]) => {
    if (log === null) return `${name} cut off`;
    if (!log.isReadable) return `${name} closed`;
    const odd = `${String(log.unknown)} unknown, ${String(log.untimed)} without a time`;
    return `${name} ${String(log.lines)} lines (${odd}${log.isLost ? ', some lost' : ''})`;
  });
  const made = `${String(spans)} spans, ${String(incidents)} incidents, ${String(notes)} notes`;
  return `back-fill of ${serverId}: ${made}; ${read.join('; ')}${hasMore ? '; more to read' : ''}`;
}
