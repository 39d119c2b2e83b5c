/**
 * Everything that may pass between window and main process, as types; the schemas of what the window sends are in
 * requests.ts. It sends ids and what she typed; never commands or paths of the server's.
 */
import type { CopyChanges } from '../core/copy-changes';
import type { LogFailure, LogSearchProgress } from '../core/logs/types';
import type { Settings } from '../core/settings';
import type { Snapshot } from '../core/snapshot-types';
import type { UpdatesOff } from '../core/update-policy';
import type { ChartsView, DayView, HistoryView, IncidentView } from './history/history-view';
import type { RecentView } from './history/recent-view';
import type { ServicesView } from './history/services-view';
import type { Language } from './i18n';
import type { RequestArgument, RequestName } from './requests';

export type { RequestArgument, RequestName };
/** What she typed, but for the secret. */
export type KeptDraft = NonNullable<RequestArgument<'setup:keep'>['draft']>;
export type SetupForm = RequestArgument<'setup:save'>;
export type LogSourceId = RequestArgument<'logs:open'>['sources'][number];

/** What each call answers. */
export interface Answers {
  'snapshot:get': { readonly snapshot: Snapshot; readonly view: ViewContext };
  'check:now': null;
  'restart:start': { readonly accepted: boolean };
  'restart:dismiss': null;
  /** `isContinued`: what comes follows upon the stream that was named, and nothing of it comes again. */
  'logs:open': { readonly stream: number; readonly isContinued: boolean };
  'logs:taken': null;
  'logs:close': null;
  'logs:search': { readonly search: number };
  'logs:search-stop': null;
  'logs:save': FileSaved;
  'snooze:set': null;
  'acknowledge:set': null;
  'maintenance:set': null;
  'host-key:accept': { readonly accepted: boolean };
  'setup:defaults': SetupDefaults;
  'setup:test': null;
  'setup:accept-host-key': null;
  'setup:save': { readonly problem: SettingsProblem | null; readonly serverId: string | null };
  'setup:keep': null;
  'setup:done': null;
  'setup:choose-file': { readonly path: string | null };
  'secret:give': null;
  'settings:get': SettingsView;
  'settings:set': SettingsSaved;
  'server:set': SettingsSaved;
  'server:move': SettingsSaved;
  'server:delete': SettingsSaved;
  'server:undelete': SettingsSaved;
  'server:history': HistoryExtent | null;
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
  /** Not started: a real outage is open. */
  'drill:start': { readonly started: boolean };
  'drill:next': null;
  'drill:pause': null;
  'drill:stop': null;
  'copy:text': null;
  'data:about': DataAbout;
  'data:open-folder': { readonly reason: string | null };
  'data:copy': FileSaved;
  'data:choose-copy': RestoreChoice;
  'data:restore': DataReplaced;
  'data:undo': DataReplaced;
  'data:forget-aside': { readonly reason: string | null };
  'data:export-servers': FileSaved;
  'data:import-servers': ServersImported;
  /** Not started: there are servers to be watched, or this computer does not let it. */
  'demo:start': { readonly isStarted: boolean };
  'demo:leave': null;
  'login-start:get': LoginStart;
  'login-start:set': { readonly state: LoginStart; readonly problem: LoginStartProblem | null };
  /** Not begun: there is no newer one here, or it would cut a restart. */
  'update:restart': { readonly isBegun: boolean };
}

export interface DataAbout {
  readonly folder: string;
  /** What a restored copy has taken the place of, and since when; null: nothing is set aside. */
  readonly aside: { readonly at: number; readonly servers: readonly string[] } | null;
  /** Why the last try to restore or to go back came to nothing. */
  readonly problem: string | null;
}

/** Nothing was changed. `busy`: a restart is running. `replacing`: another copy, or the way back, has begun. `changed`: the file, or what was set aside, is not what it was. */
export type DataProblem =
  | {
      readonly kind: 'refused';
      readonly why:
        | 'drill'
        | 'demo'
        | 'busy'
        | 'replacing'
        | 'own-newer'
        | 'changed'
        | 'not-a-copy'
        | 'not-servers'
        | 'newer'
        | 'damaged'
        | 'too-large';
    }
  | { readonly kind: 'failed'; readonly reason: string };

/** What a copy holds and what it would take the place of. Servers with their hosts; `withSecret`: names of those with a key or password. */
export type RestoreChoice =
  | {
      readonly kind: 'ready';
      readonly madeAt: number;
      readonly rounds: number;
      readonly firstRoundAt: number | null;
      readonly servers: readonly string[];
      readonly now: readonly string[];
      readonly withSecret: readonly string[];
      readonly changes: CopyChanges;
    }
  | { readonly kind: 'cancelled' }
  | DataProblem;

/** Begun: the window comes back with the other data. */
export type DataReplaced = { readonly kind: 'begun' } | DataProblem;

export type ServersImported =
  | { readonly kind: 'taken'; readonly added: readonly string[]; readonly known: readonly string[] }
  | { readonly kind: 'unsaved'; readonly problem: SettingsProblem }
  | { readonly kind: 'cancelled' }
  | DataProblem;

/** Whether the system starts Vigía when she logs in: as it has it now, not as it was wished once. */
export type LoginStart =
  | { readonly kind: 'on' | 'off' }
  /** Another program, or this one from another place: it was moved, or there are two. */
  | { readonly kind: 'elsewhere'; readonly command: string }
  /** It is on the system's list, and in the system's own settings switched off or not allowed yet. */
  | { readonly kind: 'blocked'; readonly by: 'windows' | 'macos' }
  | { readonly kind: 'unreadable'; readonly path: string; readonly reason: string }
  /** `path`: the program lies where no desktop could start it from. */
  | { readonly kind: 'unavailable'; readonly reason: 'development' | 'demo' | 'path' };

/** Why it is not as she wanted it. `refused`: the system took the order and did not follow it. */
export type LoginStartProblem =
  { readonly kind: 'full' | 'closed'; readonly path: string } | { readonly kind: 'refused' };

/** `waiting`: it is in memory, and written as soon as that is possible. `unknown`: there is no such server. */
export type HistoryWritten =
  { readonly kind: 'stored' | 'waiting' } | { readonly kind: 'refused'; readonly reason: 'drill' | 'unknown' };

export type FileSaved =
  | { readonly kind: 'saved'; readonly path: string }
  | { readonly kind: 'cancelled' }
  | { readonly kind: 'failed'; readonly reason: string };

export type HistoryImported =
  /** `stored` false: it ended where something could not be written. */
  | { readonly kind: 'taken'; readonly taken: number; readonly refused: number; readonly stored: boolean }
  /** A line that is longer than any of ours, or has more measurements. Nothing was taken. */
  | { readonly kind: 'out-of-bounds'; readonly what: 'line' | 'measurements'; readonly line: number }
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
  /** Another one whenever the settings, or what is shown of them, have changed: here, or in another process. */
  readonly settingsRevision: number;
  /** She came from the set-up to look at the demonstration, and can go back there. */
  readonly isDemoVisit: boolean;
  readonly update: UpdateState;
}

/** How this copy stands to newer versions of itself. */
export type UpdateState =
  | { readonly kind: 'off'; readonly reason: UpdatesOff }
  /** Nobody has asked yet in this run, or got no answer. */
  | { readonly kind: 'unknown' }
  | { readonly kind: 'current' }
  /** It is being fetched. */
  | { readonly kind: 'found'; readonly version: string }
  /** It takes the place when the program ends. */
  | { readonly kind: 'ready'; readonly version: string };

/** What the window shows of the settings. No secret is ever in them: those are kept apart. */
export interface SettingsView {
  readonly settings: Settings;
  readonly deleting: readonly Deleting[];
  /** Passwords and passphrases outlive this run. */
  readonly secretsKept: boolean;
  /** The file was written by a newer Vigía. */
  readonly isReadOnly: boolean;
}

/** A server that is about to be deleted, or only its history. Until then nothing has been removed. */
export interface Deleting {
  readonly serverId: string;
  readonly history: 'keep' | 'remove';
  readonly dueAt: number;
  /** It was due, and could not be saved. */
  readonly problem: SettingsProblem | null;
}

/** Why something was not saved; everything is as it was. */
export type SettingsProblem =
  | { readonly kind: 'newer' | 'busy' | 'unknown' | 'drill' | 'demo' }
  | { readonly kind: 'invalid'; readonly field: string }
  | { readonly kind: 'disk'; readonly reason: string };

/** `view`: as things are now. `problem` null: it was saved. */
export interface SettingsSaved {
  readonly problem: SettingsProblem | null;
  readonly view: SettingsView;
}

/** How much history there is of a server. */
export interface HistoryExtent {
  readonly fromAt: number;
  readonly toAt: number;
  readonly incidents: number;
}

export interface SetupDefaults {
  readonly form: SetupForm;
  /** What she had typed there when the window, or the program, was closed. */
  readonly draft: KeptDraft | null;
  /** Of the server that she edits; null: it is a new one. */
  readonly name: string | null;
  /** The passphrase or password of this access is known, and never sent here. */
  readonly isSecretKept: boolean;
  /** What would be the same server twice. */
  readonly others: readonly { readonly name: string; readonly host: string; readonly port: number | null }[];
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
      readonly view:
        'answer' | 'services' | 'logs' | 'history' | 'settings' | 'setup' | 'setup-notices' | 'settings-data' | 'drill';
      readonly serverId: string | null;
      readonly service: 'api' | 'dashboard' | null;
      readonly source: LogSourceId | null;
      readonly sheet: 'restart' | null;
    }
  | { readonly kind: 'setup'; readonly steps: readonly SetupStepResult[]; readonly finished: boolean }
  | LogPush;

export type LogPush =
  /** Before the first line of a stream. `offsetMs`: server minus laptop. */
  | {
      readonly kind: 'log-clock';
      readonly stream: number;
      readonly offsetMs: number;
      readonly utcOffsetMinutes: number;
    }
  /** `lines`: raw, in file order. `dropped`: how many before them were let go, because the window did not take them in time. */
  | {
      readonly kind: 'log-lines';
      readonly stream: number;
      readonly source: LogSourceId;
      /** Counts over all sources of the stream; see `logs:taken`. */
      readonly batch: number;
      readonly lines: readonly string[];
      readonly dropped: number;
    }
  /**
   * What was written before is read; from now on come new lines, or the end. `isCut`: there is more than the bounds allow,
   * after the last line of a window. `unreadFiles`: rotated files of the time asked for that could not be read. `isUntimed`:
   * the log bears no dates, so nothing in it can be said to be of that time. `beginsAt`: of a window that begins before the
   * log does, its first line; what was written before is not there any more.
   */
  | {
      readonly kind: 'log-read';
      readonly stream: number;
      readonly source: LogSourceId;
      readonly isCut: boolean;
      readonly unreadFiles: number;
      readonly isUntimed: boolean;
      readonly beginsAt: number | null;
    }
  /** Once for each source of a stream. */
  | {
      readonly kind: 'log-end';
      readonly stream: number;
      readonly source: LogSourceId;
      readonly error: LogFailure | null;
    }
  | ({ readonly kind: 'log-search'; readonly search: number } & LogSearchProgress);

/** What the preload script puts into the window as `window.vigia`. */
export interface VigiaBridge {
  request<N extends RequestName>(name: N, argument: RequestArgument<N>): Promise<Answers[N]>;
  onPush(listener: (push: Push) => void): () => void;
}
