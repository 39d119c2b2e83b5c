import { isMaintained } from '../../core/silence';
import type { MonitorEvent } from '../../core/monitor';
import type { MonitorState } from '../../core/monitor-state';
import type { Clock } from '../clock';
import { endOfSnooze } from '../snooze';

interface SilenceDeps {
  readonly clock: Clock;
  /** Null: nothing is watched. */
  readonly getState: () => MonitorState | null;
  readonly dispatch: (event: MonitorEvent) => void;
}

export interface SilenceHandlers {
  'snooze:set'(argument: { readonly serverId: string; readonly until: '1h' | '4h' | 'tomorrow' | null }): null;
  'acknowledge:set'(argument: { readonly serverId: string; readonly on: boolean }): null;
  'maintenance:set'(argument: {
    readonly serverId: string;
    /** null: it ends now. */
    readonly minutes: number | null;
    /** So many more than it has left. */
    readonly extends: boolean;
  }): null;
}

/** What keeps Vigía quiet, from the tray as from the window. */
export function createSilenceHandlers({ clock, getState, dispatch }: SilenceDeps): SilenceHandlers {
  return {
    'snooze:set': ({ serverId, until }) => {
      const at = clock.now();
      dispatch({ kind: 'snoozed', serverId, untilAt: until === null ? null : endOfSnooze(until, at), at });
      return null;
    },
    'acknowledge:set': ({ serverId, on }) => {
      dispatch({ kind: 'acknowledged', serverId, on, at: clock.now() });
      return null;
    },
    'maintenance:set': ({ serverId, minutes, extends: isMore }) => {
      const at = clock.now();
      const running = getState()?.servers.find(({ server }) => server.id === serverId)?.maintenance ?? null;
      const from = isMore && isMaintained(running, at) ? running.untilAt : at;
      dispatch({ kind: 'maintained', serverId, untilAt: minutes === null ? null : from + minutes * 60_000, at });
      return null;
    },
  };
}
