/** A restart that she ordered, from the window or the tray: what comes of it is told to the store step by step. */
import { isRestarting } from '../../core/alert-policy';
import type { MonitorEvent } from '../../core/monitor';
import type { MonitorState } from '../../core/monitor-state';
import type { WitnessSettings } from '../../core/settings';
import type { RequestArgument } from '../../shared/ipc';
import type { History } from '../history/history';
import type { Poller } from '../poller';
import { restartService, type RestartDeps } from '../restart-service';

export interface RestartOrderDeps extends RestartDeps {
  readonly history: Pick<History, 'recordEntry'>;
  readonly poller: Pick<Poller, 'checkNow'>;
  readonly witnesses: () => readonly WitnessSettings[];
  readonly getState: () => MonitorState;
  readonly dispatch: (event: MonitorEvent) => void;
}

/** False: there is no such server, or one is going on already. */
export function createRestartOrders(deps: RestartOrderDeps): (order: RequestArgument<'restart:start'>) => boolean {
  const { clock, history, poller, dispatch } = deps;
  return ({ serverId, service, confirmed, anyway = false }) => {
    const server = deps.getState().servers.find((one) => one.server.id === serverId);
    if (server === undefined || isRestarting(server, clock.now())) return false;
    void restartService(deps, {
      server: server.server,
      witnesses: deps.witnesses(),
      service,
      confirmed,
      restarts: server.restarts,
      anyway,
      onOrdered: (before) => {
        history.recordEntry({ kind: 'restart-ordered', serverId, service, before, at: clock.now() });
      },
      onChange: (run) => {
        dispatch({ kind: 'restart-changed', run, at: clock.now() });
      },
    }).then((run) => {
      // It is well meanwhile: the sheet asks, instead of showing a refusal.
      const asks = run.outcome?.kind === 'refused' && run.outcome.reason.kind === 'not-confirmed';
      if (asks) dispatch({ kind: 'restart-dismissed', serverId });
      return poller.checkNow(serverId);
    });
    return true;
  };
}
