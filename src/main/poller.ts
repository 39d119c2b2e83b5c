import { nextRoundIn } from '../core/cadence';
import { isRestarting } from '../core/alert-policy';
import type { MonitorEvent } from '../core/monitor';
import type { MonitorState, ServerState } from '../core/monitor-state';
import type { Clock } from './clock';
import type { Observer } from './observe';

export interface PollerDeps {
  readonly clock: Clock;
  readonly observer: Observer;
  readonly getState: () => MonitorState;
  readonly dispatch: (event: MonitorEvent) => void;
  readonly random: () => number;
  /** Overrides the settings' interval (`vigia watch --every`). */
  readonly intervalMs?: number;
}

export interface Poller {
  /** Plans a first round for every server that has none. Call again after the settings changed. */
  start(): void;
  /** A round now; while one runs, that one. */
  checkNow(serverId: string): Promise<void>;
  /** Runs what is overdue: timers do not count the time that the machine slept. */
  catchUp(): void;
  stop(): void;
}

/** Why a restart postpones a round and how long. */
const afterRestartMs = 3_000;

export function createPoller(deps: PollerDeps): Poller {
  const running = new Map<string, Promise<void>>();
  const timers = new Map<string, () => void>();
  let stopped = false;
  // Asked anew after each wait.
  const isStopped = () => stopped;

  const find = (serverId: string) => deps.getState().servers.find(({ server }) => server.id === serverId);

  function plan(serverId: string, ms: number): void {
    timers.get(serverId)?.();
    if (stopped) return;
    deps.dispatch({ kind: 'round-planned', serverId, nextRoundAt: deps.clock.now() + ms });
    timers.set(
      serverId,
      deps.clock.after(ms, () => {
        timers.delete(serverId);
        void round(serverId);
      }),
    );
  }

  function round(serverId: string): Promise<void> {
    const current = running.get(serverId);
    if (current !== undefined) return current;
    const promise = runRound(serverId).finally(() => {
      running.delete(serverId);
      const server = find(serverId);
      if (server !== undefined) plan(serverId, isRestarting(server) ? afterRestartMs : delayOf(deps, server));
    });
    running.set(serverId, promise);
    return promise;
  }

  async function runRound(serverId: string): Promise<void> {
    const server = find(serverId);
    // Her own restart looks by itself; a round in between would only add load.
    if (isStopped() || server === undefined || isRestarting(server)) return;
    deps.dispatch({ kind: 'round-started', serverId, at: deps.clock.now() });
    const observation = await deps.observer.observe(server.server, deps.getState().settings.witnesses);
    if (!isStopped()) deps.dispatch({ kind: 'observed', observation });
  }

  return {
    start: () => {
      for (const { server, rounds } of deps.getState().servers) {
        if (rounds === 0 && !running.has(server.id)) plan(server.id, 0);
      }
    },
    checkNow: (serverId) => {
      timers.get(serverId)?.();
      timers.delete(serverId);
      deps.observer.release(serverId);
      return round(serverId);
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
