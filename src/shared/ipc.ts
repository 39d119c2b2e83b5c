/**
 * Everything that may pass between window and main process, as types; the schemas of what the window sends are in
 * requests.ts. It sends ids and what she typed; never commands or paths of the server's.
 */
import type { RemoteError } from '../core/errors';
import type { Settings } from '../core/settings';
import type { Snapshot } from '../core/snapshot-types';
import type { ChartsView, DayView, HistoryView, IncidentView } from './history/history-view';
import type { RecentView } from './history/recent-view';
import type { ServicesView } from './history/services-view';
import type { Language } from './i18n';
import type { RequestArgument, RequestName } from './requests';

export type { RequestArgument, RequestName };
export type SetupForm = RequestArgument<'setup:save'>;
export type LogSourceId = RequestArgument<'logs:open'>['source'];

/** What each call answers. */
export interface Answers {
  'snapshot:get': { readonly snapshot: Snapshot; readonly view: ViewContext };
  'check:now': null;
  'restart:start': { readonly accepted: boolean };
  'restart:dismiss': null;
  'logs:open': { readonly stream: number };
  'logs:close': null;
  'snooze:set': null;
  'acknowledge:set': null;
  'maintenance:set': null;
  'host-key:accept': { readonly accepted: boolean };
  'setup:defaults': SetupDefaults;
  'setup:test': null;
  'setup:accept-host-key': null;
  'setup:save': { readonly saved: boolean; readonly serverId: string | null };
  'setup:choose-file': { readonly path: string | null };
  'secret:give': null;
  'settings:get': PublicSettings;
  'settings:set': PublicSettings;
  'notice:test': { readonly shown: boolean; readonly channel: string; readonly reason: string | null };
  'open:portal': null;
  /** Null: there is no such server, or no such outage. */
  'history:recent': RecentView | null;
  'history:view': HistoryView | null;
  'history:day': DayView | null;
  'history:incident': IncidentView | null;
  'history:charts': ChartsView | null;
  'history:services': ServicesView | null;
  'history:note': HistoryWritten;
  'history:correct': HistoryWritten;
  'history:uncorrect': HistoryWritten;
  'history:save-report': FileSaved;
  'history:about': HistoryAbout;
  'history:export': FileSaved;
  'history:import': HistoryImported;
  'history:settle': HistoryWritten;
  /** Not started: a real outage is open. */
  'drill:start': { readonly started: boolean };
  'drill:next': null;
  'drill:pause': null;
  'drill:stop': null;
  'copy:text': null;
}

/** `waiting`: it is in memory, and written as soon as that is possible. `unknown`: there is no such server. */
export type HistoryWritten =
  { readonly kind: 'stored' | 'waiting' } | { readonly kind: 'refused'; readonly reason: 'drill' | 'unknown' };

export type FileSaved =
  | { readonly kind: 'saved'; readonly path: string }
  | { readonly kind: 'cancelled' }
  | { readonly kind: 'failed'; readonly reason: string };

export type HistoryImported =
  | { readonly kind: 'taken'; readonly taken: number; readonly refused: number; readonly stored: boolean }
  | { readonly kind: 'cancelled' }
  | { readonly kind: 'refused'; readonly reason: 'drill' }
  | { readonly kind: 'failed'; readonly reason: string };

export interface HistoryAbout {
  readonly bytes: number;
  readonly maxBytes: number;
  readonly rounds: number;
  readonly oldestRoundAt: number | null;
}

export interface ViewContext {
  readonly language: Language;
  readonly address: 'tranquila' | 'neutral';
  readonly theme: 'system' | 'light' | 'dark';
  readonly platform: 'linux' | 'win32' | 'darwin';
  readonly version: string;
  readonly timeZone: string;
}

export interface PublicSettings {
  readonly language: 'system' | 'es' | 'en';
  readonly theme: 'system' | 'light' | 'dark';
  readonly notificationChannel: 'automatic' | 'node-notifier' | 'electron' | 'none';
  readonly quietHours: Settings['quietHours'];
  readonly digest: boolean;
  readonly secretsKept: boolean;
}

export interface SetupDefaults {
  readonly form: SetupForm;
  /** Aliases found in ~/.ssh/config, with what they stand for. */
  readonly sshHosts: readonly {
    readonly alias: string;
    readonly hostName: string;
    readonly user: string | null;
    readonly port: number | null;
  }[];
  /** Private keys found in ~/.ssh. */
  readonly keyFiles: readonly string[];
  readonly agentAvailable: boolean;
}

/** Steps of the set-up checklist, in order; names of texts.md section 4. */
export const setupSteps = [
  'name',
  'port',
  'identity',
  'login',
  'sudo',
  'scripts',
  'logs',
  'units',
  'crontab',
  'web',
] as const;
export type SetupStepId = (typeof setupSteps)[number];

export interface SetupStepResult {
  readonly step: SetupStepId;
  readonly state: 'waiting' | 'running' | 'ok' | 'warning' | 'failed';
  /** Which text: the suffix after `setup.<step>.`, e.g. `refused`. */
  readonly text: string;
  readonly values: Readonly<Record<string, string | number | readonly string[]>>;
}

/** What main tells the window. */
export type Push =
  | { readonly kind: 'snapshot'; readonly snapshot: Snapshot; readonly view: ViewContext }
  | {
      readonly kind: 'show';
      readonly view: 'answer' | 'services' | 'logs' | 'history' | 'settings' | 'setup' | 'drill';
      readonly serverId: string | null;
      readonly service: 'api' | 'dashboard' | null;
      readonly source: LogSourceId | null;
      readonly sheet: 'restart' | null;
    }
  | { readonly kind: 'setup'; readonly steps: readonly SetupStepResult[]; readonly finished: boolean }
  | { readonly kind: 'log-lines'; readonly stream: number; readonly lines: readonly string[]; readonly dropped: number }
  | {
      readonly kind: 'log-end';
      readonly stream: number;
      readonly error:
        | RemoteError
        | { readonly kind: 'file-missing' }
        | { readonly kind: 'permission' }
        | { readonly kind: 'drill' }
        | null;
    };

/** What the preload script puts into the window as `window.vigia`. */
export interface VigiaBridge {
  request<N extends RequestName>(name: N, argument: RequestArgument<N>): Promise<Answers[N]>;
  onPush(listener: (push: Push) => void): () => void;
}
