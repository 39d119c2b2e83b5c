import type { Effect, MonitorEvent } from '../core/monitor';
import type { MonitorState } from '../core/monitor-state';
import { assertNever } from '../core/result';
import type { Translator } from '../shared/i18n';
import type { Clock } from './clock';
import type { History } from './history/history';
import { toNotice } from './notices';
import type { Notice, Notifier } from './notifier/notifier';
import { mergeSaved, readSavedState } from './saved-state';
import type { StateStore } from './state-store';

export interface EffectDeps {
  readonly clock: Clock;
  readonly history: Pick<History, 'recordEntry' | 'problem' | 'warning'>;
  readonly stateStore: StateStore;
  readonly notifier: Notifier;
  readonly translator: () => Translator;
  readonly dispatch: (event: MonitorEvent) => void;
  readonly log: (line: string) => void;
  /** A round as soon as may be. */
  readonly look: (serverId: string) => void;
  /** Every server of the settings, where not all of them are watched here. */
  readonly serverIds?: () => readonly string[];
  readonly onNotice?: (notice: Notice, shown: boolean, reason: string | null) => void;
}

/** Does what `update` decided, once each; what comes of it returns as an event. */
export function runEffect(deps: EffectDeps, effect: Effect, state: MonitorState): void {
  switch (effect.kind) {
    case 'record':
      // On the disk when this returns, or waiting in memory.
      deps.history.recordEntry(effect.entry);
      return;
    case 'look':
      deps.look(effect.serverId);
      return;
    case 'save':
      save(deps, state);
      return;
    case 'notify':
      void notify(deps, effect, state).catch((error: unknown) => {
        deps.log(`notice ${effect.alert.id} failed: ${String(error)}`);
        deps.dispatch({
          kind: 'notified',
          serverId: effect.serverId,
          id: effect.alert.id,
          ok: false,
          at: deps.clock.now(),
        });
      });
      return;
    default:
      assertNever(effect);
  }
}

function save(deps: EffectDeps, state: MonitorState): void {
  const serverIds = deps.serverIds?.() ?? state.settings.servers.map(({ id }) => id);
  const saved = deps.stateStore.save(mergeSaved(readSavedState(deps.stateStore), state, serverIds));
  if (!saved.ok) deps.log(`state not saved: ${saved.error}`);
  warnAboutHistory(deps, state);
}

function warnAboutHistory({ history, dispatch }: EffectDeps, { warnings }: MonitorState): void {
  const problem = history.problem();
  const isFull = problem?.kind === 'full';
  const warned = warnings.some((warning) => warning.kind === 'disk-full');
  if (isFull && !warned) dispatch({ kind: 'warned', warning: { kind: 'disk-full', sinceAt: problem.sinceAt } });
  if (!isFull && warned) dispatch({ kind: 'warning-cleared', warning: 'disk-full' });
  const damage = history.warning();
  if (damage !== null && !warnings.some(({ kind }) => kind === damage.kind))
    dispatch({ kind: 'warned', warning: damage });
}

async function notify(
  deps: EffectDeps,
  effect: Extract<Effect, { kind: 'notify' }>,
  state: MonitorState,
): Promise<void> {
  const server = state.servers.find((one) => one.server.id === effect.serverId);
  if (server === undefined) return;
  const notice = toNotice(effect.alert, server, deps.translator(), {
    several: state.servers.length > 1,
    at: deps.clock.now(),
  });
  const delivery = await deps.notifier.show(notice);
  const reason = delivery.ok ? delivery.value.reason : delivery.error;
  deps.log(
    `notice ${notice.id}: ${delivery.ok ? delivery.value.channel : 'failed'}${reason === null ? '' : ` (${reason})`}`,
  );
  // Opened in the window or only printed: she did not see it on her desktop.
  deps.onNotice?.(notice, delivery.ok && delivery.value.channel !== 'window', reason);
  deps.dispatch({ kind: 'notified', serverId: effect.serverId, id: notice.id, ok: delivery.ok, at: deps.clock.now() });
}
