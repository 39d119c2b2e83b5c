/** Plays a scenario through a store of its own: the real core and the real notices, and nothing of it is kept. */
import type { DrillScenario } from '../core/drill/scenario-ids';
import { planDrill, type DrillStep } from '../core/drill/scenarios';
import type { Effect } from '../core/monitor';
import { initialState, type MonitorState } from '../core/monitor-state';
import { allChecksOn } from '../core/optional-checks';
import type { RestartableService } from '../core/services';
import { toSnapshot } from '../core/snapshot';
import type { Snapshot } from '../core/snapshot-types';
import { usualThresholds } from '../core/thresholds';
import { fitNotice } from '../shared/describe-notice';
import type { Translator } from '../shared/i18n';
import type { Clock } from './clock';
import { toNotice } from './notices';
import type { Notice, Notifier } from './notifier/notifier';
import { createMonitorStore, type MonitorStore } from './store';

export interface DrillDeps {
  readonly clock: Clock;
  /** Settings, and whether anything is wrong in earnest. */
  readonly realState: () => MonitorState;
  /** Speaks by the drill's clock. */
  readonly translator: () => Translator;
  readonly notifier: Pick<Notifier, 'show' | 'close'>;
  readonly onChange: () => void;
  readonly log: (line: string) => void;
}

export interface Drill {
  /** False: a real outage is open, or there is no such server. */
  start(scenario: DrillScenario, serverId: string): boolean;
  /** The next step at once; after the last one it is over. */
  next(): void;
  /** Stays at this step, to be read or looked around in. */
  pause(on: boolean): void;
  /** `real`: something happened in earnest, which speaks for itself. */
  stop(why: 'over' | 'real'): void;
  isRunning(): boolean;
  /** The drill's time: goes with the real one, and jumps from step to step. Without a drill it is the real time. */
  now(): number;
  /** Null: none runs. */
  snapshot(): Snapshot | null;
  /** Its own state, for what she does in it. */
  store(): MonitorStore | null;
  /** The answer to an order that would restart something. */
  refuseRestart(service: RestartableService): void;
}

interface Run {
  readonly scenario: DrillScenario;
  readonly serverId: string;
  readonly steps: readonly DrillStep[];
  readonly store: MonitorStore;
  readonly notices: Set<string>;
  index: number;
  /** The drill's clock minus the real one. */
  aheadMs: number;
  paused: boolean;
  cancel: () => void;
}

/** Begins the id of every notice of a drill. */
const noticePrefix = 'drill:';
const overId = `${noticePrefix}over`;
/** A step that was forgotten must not hide the true state for ever. */
const longestPauseMs = 10 * 60_000;

export function createDrill(deps: DrillDeps): Drill {
  const { clock, notifier } = deps;
  let run: Run | null = null;

  const now = (): number => clock.now() + (run?.aheadMs ?? 0);

  function start(scenario: DrillScenario, serverId: string): boolean {
    const { settings, demo, timeZone, servers } = deps.realState();
    const real = settings.servers.find(({ id }) => id === serverId);
    if (real === undefined || servers.some(({ incident }) => incident !== null)) return false;
    if (run !== null) end(run);
    notifier.close(overId);
    // Its scenarios are made for the usual lines: with others, or without a check, a step would show nothing.
    const server = { ...real, thresholds: usualThresholds, checks: allChecksOn };
    // Quiet hours would hide half of what she wants to see; with a short interval the drill's jumps would be gaps.
    const own = { ...settings, servers: [server], quietHours: null, digest: false, intervalMinutes: 5 };
    const store = createMonitorStore(initialState(own, {}, { demo, timeZone }), tell, deps.onChange, deps.log);
    run = {
      scenario,
      serverId,
      steps: planDrill(scenario, { server, witnesses: settings.witnesses }, clock.now()),
      store,
      notices: new Set(),
      index: 0,
      aheadMs: 0,
      paused: false,
      cancel: () => undefined,
    };
    show(run);
    return true;
  }

  function show(current: Run): void {
    const { store, steps, index, serverId } = current;
    const step = steps[index];
    const last = step?.rounds.at(-1);
    if (step === undefined || last === undefined) return;
    current.cancel();
    current.paused = false;
    current.aheadMs = last.endedAt - clock.now();
    for (const observation of step.rounds) store.dispatch({ kind: 'observed', observation });
    const nextRoundAt = steps[index + 1]?.rounds[0]?.startedAt ?? last.endedAt + 5 * 60_000;
    store.dispatch({ kind: 'round-planned', serverId, nextRoundAt });
    current.cancel = clock.after(step.showMs, next);
  }

  function next(): void {
    if (run === null) return;
    if (run.index + 1 >= run.steps.length) {
      stop('over');
      return;
    }
    run.index += 1;
    show(run);
  }

  function pause(on: boolean): void {
    if (run === null || run.paused === on) return;
    run.cancel();
    run.paused = on;
    run.cancel = clock.after(on ? longestPauseMs : (run.steps[run.index]?.showMs ?? 0), next);
    deps.onChange();
  }

  function stop(why: 'over' | 'real'): void {
    if (run === null) return;
    end(run);
    if (why === 'over') say(overNotice(deps.translator()), null);
    deps.onChange();
  }

  /** What it told is taken away where that can be done: red bubbles stay until somebody closes them. */
  function end(current: Run): void {
    current.cancel();
    run = null;
    for (const id of current.notices) notifier.close(id);
  }

  /** Nothing is recorded, saved or looked at. */
  function tell(effect: Effect, state: MonitorState): void {
    const [server] = state.servers;
    const current = run;
    if (effect.kind !== 'notify' || server === undefined || current === null) return;
    const { id } = effect.alert;
    current.store.dispatch({ kind: 'notified', serverId: effect.serverId, id, ok: true, at: now() });
    const notice = drillNotice(toNotice(effect.alert, server, deps.translator(), { several: false, at: now() }), deps);
    current.notices.add(notice.id);
    say(notice, current);
  }

  function say(notice: Notice, during: Run | null): void {
    void notifier.show(notice).then((delivery) => {
      if (!delivery.ok) deps.log(`notice ${notice.id}: ${delivery.error}`);
      // It waited behind another one, and is not true any more.
      if (run !== during) notifier.close(notice.id);
    });
  }

  return {
    start,
    next,
    pause,
    stop,
    isRunning: () => run !== null,
    now,
    snapshot: () => {
      if (run === null) return null;
      const { store, scenario, index, steps, paused, aheadMs } = run;
      const caption = steps[index]?.caption ?? 'well';
      return {
        ...toSnapshot(store.getState(), now()),
        // The window drops what is older than what it has: this is as new as the real one.
        revision: deps.realState().revision,
        drill: { scenario, caption, step: index + 1, steps: steps.length, paused, aheadMs },
      };
    },
    store: () => run?.store ?? null,
    refuseRestart: (service) => {
      if (run === null) return;
      const at = now();
      const outcome = { kind: 'refused', reason: { kind: 'drill' } } as const;
      const order = { serverId: run.serverId, service, startedAt: at, steps: [], outcome, before: null, after: null };
      run.store.dispatch({ kind: 'restart-changed', run: order, at });
    },
  };
}

/** A confirmed outage, seen on the real store: whatever is played, this comes first. */
export function isRealOutage(effect: Effect): boolean {
  if (effect.kind === 'record') return effect.entry.kind === 'incident-opened';
  return effect.kind === 'notify' && /^(?:outage|flapping|reminder)$/.test(effect.alert.subject.kind);
}

export function isDrillNotice(id: string): boolean {
  return id.startsWith(noticePrefix);
}

function drillNotice(notice: Notice, { translator }: Pick<DrillDeps, 'translator'>): Notice {
  const title = translator().text('drill.title', { title: notice.title });
  return { ...notice, ...fitNotice(title, notice.body.split('\n')), id: `${noticePrefix}${notice.id}` };
}

function overNotice(t: Translator): Notice {
  const [title = '', ...body] = t.text('drill.over').split('\n');
  return { id: overId, title, body: body.join('\n'), sound: false, urgency: 'low' };
}
