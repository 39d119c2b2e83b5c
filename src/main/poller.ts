import { nextRoundIn } from '../core/cadence';
import { isRestarting } from '../core/alert-policy';
import type { MonitorEvent } from '../core/monitor';
import type { MonitorState, ServerState } from '../core/monitor-state';
import type { Clock } from './clock';
import type { Observer } from './observe';
import { faultText } from './fault-text';

export interface PollerDeps {
  readonly clock: Clock;
  readonly observer: Observer;
  readonly getState: () => MonitorState;
  readonly dispatch: (event: MonitorEvent) => void;
  readonly random: () => number;
  /** Overrides the settings' interval (`vigia watch --every`). */
  readonly intervalMs?: number;
  readonly log?: (line: string) => void;
  /** A restart runs that this process did not begin (`vigia restart` beside the tray): what fails meanwhile was asked for. */
  readonly isBusy?: (serverId: string) => boolean;
}

export interface Poller {
  /** Plans a first round for every server that has none. Call again after the settings changed. */
  start(): void;
  /** A round that begins now; while one runs, one right after it. */
  checkNow(serverId: string): Promise<void>;
  /** A round now that nobody asked for: a login that was refused is not tried again by it. */
  lookSoon(serverId: string): void;
  /** Looks at once at servers whose settings changed, and forgets what was planned for the old ones. */
  settingsChanged(): void;
  /** Runs what is overdue: timers do not count the time that the machine slept. */
  catchUp(): void;
  stop(): void;
}

/** Why a restart postpones a round and how long. */
const afterRestartMs = 3_000;
/** A fault of our own must not become a storm of rounds. */
const afterFailureMs = 60_000;

export function createPoller(deps: PollerDeps): Poller {
  const running = new Map<string, Promise<void>>();
  const timers = new Map<string, () => void>();
  const waiting = new Map<string, Promise<void>>();
  /** Settings that the last plan rests on: the server's as text. */
  const known = new Map<string, { readonly server: string; readonly interval: number }>();
  let stopped = false;
  // Asked anew after each wait.
  const isStopped = () => stopped;

  const find = (serverId: string) => deps.getState().servers.find(({ server }) => server.id === serverId);

  function plan(serverId: string, ms: number): void {
    timers.get(serverId)?.();
    if (stopped) return;
    // The timer first: whatever telling it may cause, the next round comes.
    timers.set(
      serverId,
      deps.clock.after(ms, () => {
        timers.delete(serverId);
        void round(serverId);
      }),
    );
    deps.dispatch({ kind: 'round-planned', serverId, nextRoundAt: deps.clock.now() + ms });
  }

  function tellFailure(serverId: string, error: unknown): void {
    deps.log?.(`round of ${serverId} failed: ${faultText(error)}`);
  }

  function round(serverId: string): Promise<void> {
    const current = running.get(serverId);
    if (current !== undefined) return current;
    const promise = runRound(serverId)
      .catch((error: unknown) => {
        tellFailure(serverId, error);
        return 'failed' as const;
      })
      .then((result) => {
        running.delete(serverId);
        const server = find(serverId);
        if (server === undefined) return;
        if (result === 'outdated') plan(serverId, 0);
        else if (result === 'failed') plan(serverId, afterFailureMs);
        else plan(serverId, isOccupied(server) ? afterRestartMs : delayOf(deps, server));
      })
      .catch((error: unknown) => {
        tellFailure(serverId, error);
      });
    running.set(serverId, promise);
    return promise;
  }

  const isOccupied = (server: ServerState) =>
    isRestarting(server, deps.clock.now()) || deps.isBusy?.(server.server.id) === true;

  /** `outdated`: the settings changed meanwhile, and what was seen is of another server or another way in. */
  async function runRound(serverId: string): Promise<'done' | 'outdated'> {
    const server = find(serverId);
    // Her own restart looks by itself; a round in between would only add load.
    if (isStopped() || server === undefined || isOccupied(server)) return 'done';
    deps.dispatch({ kind: 'round-started', serverId, at: deps.clock.now() });
    const observation = await deps.observer.observe(server.server, deps.getState().settings.witnesses);
    if (isStopped()) return 'done';
    if (JSON.stringify(find(serverId)?.server) !== JSON.stringify(server.server)) return 'outdated';
    deps.dispatch({ kind: 'observed', observation });
    return 'done';
  }

  return {
    start: () => {
      const interval = deps.getState().settings.intervalMinutes;
      for (const { server, rounds } of deps.getState().servers) {
        known.set(server.id, { server: JSON.stringify(server), interval });
        if (rounds === 0 && !running.has(server.id)) plan(server.id, 0);
      }
    },
    checkNow: (serverId) => {
      timers.get(serverId)?.();
      timers.delete(serverId);
      deps.observer.release(serverId);
      const current = running.get(serverId);
      if (current === undefined) return round(serverId);
      // What she did came after that round had begun: it needs a look of its own, one for any number of clicks.
      const next =
        waiting.get(serverId) ??
        current.then(() => {
          waiting.delete(serverId);
          deps.observer.release(serverId);
          return round(serverId);
        });
      waiting.set(serverId, next);
      return next;
    },
    lookSoon: (serverId) => {
      if (!running.has(serverId)) plan(serverId, 0);
    },
    settingsChanged: () => {
      const interval = deps.getState().settings.intervalMinutes;
      // One that left and comes back begins anew.
      for (const id of known.keys()) if (find(id) === undefined) known.delete(id);
      for (const { server } of deps.getState().servers) {
        const before = known.get(server.id);
        const now = { server: JSON.stringify(server), interval };
        if (before?.server === now.server && before.interval === interval) continue;
        known.set(server.id, now);
        // Another rhythm is no other way in: a login that was refused is not tried again for it.
        if (before?.server !== now.server) deps.observer.release(server.id);
        if (!running.has(server.id)) plan(server.id, 0);
      }
    },
    catchUp: () => {
      const now = deps.clock.now();
      for (const { server, nextRoundAt } of deps.getState().servers) {
        if (nextRoundAt !== null && nextRoundAt <= now && !running.has(server.id)) plan(server.id, 0);
      }
    },
    stop: () => {
      stopped = true;
      for (const cancel of timers.values()) cancel();
      timers.clear();
    },
  };
}

function delayOf(deps: PollerDeps, server: ServerState): number {
  const facts = server.observation?.ssh.kind === 'facts' ? server.observation.ssh.facts : null;
  const intervalMs = deps.intervalMs ?? deps.getState().settings.intervalMinutes * 60_000;
  const cadence = { intervalMs, watchdogMinutes: facts?.crontab?.watchdogMinutes ?? null, random: deps.random() };
  const ms = nextRoundIn(server, cadence, deps.clock.now());
  // Quick rounds are asked for on purpose: then nothing waits longer than they do.
  return deps.intervalMs === undefined ? ms : Math.min(ms, Math.max(deps.intervalMs, 1000));
}
