/** What a click in the tray's menu does: the same as in the window, by the same handlers. */
import type { MonitorState } from '../../core/monitor-state';
import type { Drill } from '../drill';
import { showView } from '../show-target';
import { openExternal } from './external-link';
import type { RequestHandlers } from './ipc';
import type { TrayCommand } from './tray-items';
import type { MainWindow } from './window';

export interface TrayCommandDeps {
  readonly requests: RequestHandlers;
  readonly show: MainWindow['show'];
  readonly getState: () => MonitorState;
  readonly portalUrls: () => readonly string[];
  readonly drill: Pick<Drill, 'next' | 'stop'>;
  /** Of the simulated portal. */
  readonly onFault: (id: string, on: boolean) => void;
  /** She has seen the demonstration. */
  readonly onDemoLeave: () => void;
  readonly quit: () => void;
}

export function createTrayCommands(deps: TrayCommandDeps): (command: TrayCommand) => void {
  const { requests, show, drill } = deps;
  return (command) => {
    switch (command.kind) {
      case 'show':
        show(command.target, { focus: true });
        return;
      case 'check':
        for (const { server } of deps.getState().servers) {
          if (command.serverId === null || command.serverId === server.id)
            void requests['check:now']({ serverId: server.id });
        }
        return;
      case 'restart':
        // One click: it begins, and the window shows what it does. Where it must ask first, the window asks.
        if (command.atOnce) void requests['restart:start']({ ...command, confirmed: false });
        show(
          { ...showView('services', command.serverId), service: command.service, sheet: 'restart' },
          { focus: true },
        );
        return;
      case 'portal':
        openExternal(command.url, deps.portalUrls());
        return;
      case 'snooze':
        void requests['snooze:set']({ serverId: command.serverId, until: command.choice });
        return;
      case 'acknowledge':
        void requests['acknowledge:set']({ serverId: command.serverId, on: command.on });
        return;
      case 'maintenance':
        void requests['maintenance:set'](command);
        return;
      case 'drill':
        if (command.act === 'next') drill.next();
        else drill.stop('over');
        return;
      case 'fault':
        deps.onFault(command.id, command.on);
        return;
      case 'demo-leave':
        deps.onDemoLeave();
        return;
      case 'update':
        void requests['update:restart'](null);
        return;
      case 'quit':
        deps.quit();
    }
  };
}
