/**
 * Everything that may pass between window and main process, as types and schemas. The renderer sends ids and what she
 * typed into the set-up form; never commands or paths of the server's. main/ipc.ts checks sender and schema.
 */
import * as v from 'valibot';
import { hostPattern, isWebUrl, settingsSchema, userPattern, type Settings } from '../core/settings';
import { drillScenarios } from '../core/drill/scenarios';
import type { Snapshot } from '../core/snapshot-types';
import type { LogFailure, LogSearchFailure, LogSearchState } from '../core/logs/types';
import { logSources } from '../core/logs/types';
import { secondsKinds } from '../core/history/types';
import type { ChartsView, DayView, HistoryView, IncidentView } from './history/history-view';
import { rangeChoiceSchema } from './history/range-choice';
import type { Language } from './i18n';

const serverId = v.pipe(v.string(), v.regex(/^[a-z0-9][a-z0-9-]{0,39}$/));
const sourceId = v.picklist(logSources);
const someSources = v.pipe(
  v.array(sourceId),
  v.minLength(1),
  v.maxLength(logSources.length),
  v.check((sources) => new Set(sources).size === sources.length),
);
const service = v.picklist(['api', 'dashboard']);

const number = v.pipe(v.number(), v.integer());
const moment = v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(8.64e15));
const historyId = v.pipe(v.string(), v.minLength(1), v.maxLength(200));
/** Something must be written, and it must fit on a page. */
const remark = v.pipe(v.string(), v.trim(), v.minLength(1), v.maxLength(2000));

/** What she types at first start. The rest comes from the portal profile. */
export const setupFormSchema = v.object({
  host: v.pipe(v.string(), v.regex(hostPattern)),
  port: v.nullable(v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(65535))),
  user: v.pipe(v.string(), v.regex(userPattern)),
  auth: v.variant('kind', [
    v.object({ kind: v.literal('key'), file: v.pipe(v.string(), v.minLength(1), v.maxLength(4096)) }),
    v.object({ kind: v.literal('agent') }),
    v.object({ kind: v.literal('password') }),
  ]),
  /** Passphrase or password; null: none typed. Never leaves the main process again. */
  secret: v.nullable(v.pipe(v.string(), v.maxLength(1024))),
  url: v.pipe(
    v.string(),
    v.check((text) => isWebUrl(text)),
  ),
  caFile: v.nullable(v.pipe(v.string(), v.maxLength(4096))),
});
export type SetupForm = v.InferOutput<typeof setupFormSchema>;

export type LogSourceId = v.InferOutput<typeof sourceId>;

/** One line per call: name → schema of its argument. */
export const requests = {
  'snapshot:get': v.null(),
  'check:now': v.object({ serverId }),
  'restart:start': v.object({ serverId, service, confirmed: v.boolean() }),
  'restart:dismiss': v.object({ serverId }),
  /** One connection; a window that is followed goes on after its end. */
  'logs:open': v.object({
    serverId,
    sources: someSources,
    span: v.variant('kind', [
      v.object({
        kind: v.literal('last'),
        lines: v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(20_000)),
      }),
      v.pipe(
        v.object({ kind: v.literal('window'), fromAt: moment, toAt: moment }),
        v.check(({ fromAt, toAt }) => toAt > fromAt),
      ),
    ]),
    follow: v.boolean(),
  }),
  /** The window is done with all `log-lines` up to this batch. While too many are on the way, the server is held back. */
  'logs:taken': v.object({ stream: number, batch: number }),
  'logs:close': v.object({ stream: number }),
  /**
   * Goes on on the server in what is older than `beforeAt` (by the server's clock; null: everything), the newest first,
   * rotated files included. Lines of that very second come again. `continues`: a search that ended with `limit`, which
   * goes on exactly where it stopped.
   */
  'logs:search': v.object({
    serverId,
    sources: someSources,
    text: v.pipe(v.string(), v.minLength(1), v.maxLength(200)),
    isRegex: v.boolean(),
    caseSensitive: v.boolean(),
    beforeAt: v.nullable(moment),
    continues: v.nullable(number),
  }),
  'logs:search-stop': v.object({ search: number }),
  /** Writes a file that she chooses. Secrets are masked once more before. */
  'logs:save': v.object({
    name: v.pipe(v.string(), v.minLength(1), v.maxLength(120)),
    text: v.pipe(v.string(), v.maxLength(64_000_000)),
  }),
  'snooze:set': v.object({ serverId, until: v.nullable(v.picklist(['1h', '4h', 'tomorrow'])) }),
  'acknowledge:set': v.object({ serverId, on: v.boolean() }),
  /** Minutes from now, or more than are left; null ends it. */
  'maintenance:set': v.object({
    serverId,
    extends: v.boolean(),
    minutes: v.nullable(v.pipe(v.number(), v.integer(), v.minValue(5), v.maxValue(1440))),
  }),
  'host-key:accept': v.object({ serverId, fingerprint: v.pipe(v.string(), v.regex(/^SHA256:[A-Za-z0-9+/]{43}$/)) }),
  'setup:defaults': v.null(),
  'setup:test': setupFormSchema,
  'setup:accept-host-key': v.object({ fingerprint: v.pipe(v.string(), v.regex(/^SHA256:[A-Za-z0-9+/]{43}$/)) }),
  'setup:save': setupFormSchema,
  'setup:choose-file': v.object({ what: v.picklist(['key', 'ca']) }),
  'secret:give': v.object({ serverId, secret: v.pipe(v.string(), v.minLength(1), v.maxLength(1024)) }),
  'settings:get': v.null(),
  'settings:set': v.object({
    language: v.optional(v.picklist(['system', 'es', 'en'])),
    theme: v.optional(v.picklist(['system', 'light', 'dark'])),
    notificationChannel: v.optional(v.picklist(['automatic', 'node-notifier', 'electron', 'none'])),
    quietHours: v.optional(settingsSchema.entries.quietHours),
    digest: v.optional(v.boolean()),
  }),
  'notice:test': v.null(),
  'open:portal': v.object({ serverId }),
  'history:view': v.object({ serverId, choice: rangeChoiceSchema }),
  'history:day': v.object({ serverId, at: moment }),
  'history:incident': v.object({ serverId, incidentId: historyId }),
  'history:charts': v.object({ serverId, choice: rangeChoiceSchema, part: v.picklist(['api', 'portal']) }),
  'history:note': v.object({ serverId, incidentId: historyId, text: remark }),
  'history:correct': v.pipe(
    v.object({ serverId, fromAt: moment, toAt: moment, kind: v.picklist(secondsKinds), reason: remark }),
    v.check(({ fromAt, toAt }) => toAt > fromAt),
  ),
  'history:uncorrect': v.object({ serverId, correctionId: historyId }),
  'history:save-report': v.object({ serverId, choice: rangeChoiceSchema, format: v.picklist(['html', 'csv', 'json']) }),
  'history:about': v.null(),
  'history:export': v.null(),
  'history:import': v.null(),
  /** What becomes of the history of a server that is deleted. */
  'history:settle': v.object({ serverId, fate: v.picklist(['keep', 'remove']) }),
  'drill:start': v.object({ serverId, scenario: v.picklist(drillScenarios) }),
  'drill:next': v.null(),
  'drill:pause': v.object({ on: v.boolean() }),
  'drill:stop': v.null(),
  'copy:text': v.object({ text: v.pipe(v.string(), v.maxLength(100_000)) }),
} as const;

export type RequestName = keyof typeof requests;
export type RequestArgument<N extends RequestName> = v.InferOutput<(typeof requests)[N]>;

/** What each call answers. */
export interface Answers {
  'snapshot:get': { readonly snapshot: Snapshot; readonly view: ViewContext };
  'check:now': null;
  'restart:start': { readonly accepted: boolean };
  'restart:dismiss': null;
  'logs:open': { readonly stream: number };
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
  'setup:save': { readonly saved: boolean; readonly serverId: string | null };
  'setup:choose-file': { readonly path: string | null };
  'secret:give': null;
  'settings:get': PublicSettings;
  'settings:set': PublicSettings;
  'notice:test': { readonly shown: boolean; readonly channel: string; readonly reason: string | null };
  'open:portal': null;
  /** Null: there is no such server, or no such outage. */
  'history:view': HistoryView | null;
  'history:day': DayView | null;
  'history:incident': IncidentView | null;
  'history:charts': ChartsView | null;
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
   * the log bears no dates, so nothing in it can be said to be of that time.
   */
  | {
      readonly kind: 'log-read';
      readonly stream: number;
      readonly source: LogSourceId;
      readonly isCut: boolean;
      readonly unreadFiles: number;
      readonly isUntimed: boolean;
    }
  /** Once for each source of a stream. */
  | {
      readonly kind: 'log-end';
      readonly stream: number;
      readonly source: LogSourceId;
      readonly error: LogFailure | null;
    }
  /** Progress of one source, with what was found since the last one. The last one of a source is not `running`. */
  | {
      readonly kind: 'log-search';
      readonly search: number;
      readonly source: LogSourceId;
      /** Raw, in file order; each push is older than the one before. */
      readonly lines: readonly string[];
      /** Of each line, by the server's clock: its own stamp, else that of the last stamped line above it. */
      readonly ats: readonly (number | null)[];
      /** How far back was looked. */
      readonly reachedAt: number | null;
      readonly bytesRead: number;
      /** Null: not known, as in a journal. */
      readonly bytesTotal: number | null;
      /** Files that could not be read, or only in part. */
      readonly unreadFiles: number;
      readonly state: LogSearchState;
      readonly error: LogSearchFailure | null;
    };

/** What the preload script puts into the window as `window.vigia`. */
export interface VigiaBridge {
  request<N extends RequestName>(name: N, argument: RequestArgument<N>): Promise<Answers[N]>;
  onPush(listener: (push: Push) => void): () => void;
}
