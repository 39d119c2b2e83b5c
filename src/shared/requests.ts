/** The schema of everything that the window may ask for. The main process checks by it; the window knows only its types. */
import * as v from 'valibot';
import { drillScenarios } from '../core/drill/scenario-ids';
import { secondsKinds } from '../core/history/types';
import { logSources } from '../core/logs/types';
import { optionalChecks, type OptionalCheck } from '../core/optional-checks';
import { serverSchema, settingsSchema, thresholdSchemas } from '../core/settings';
import { hostPattern, isWebUrl, serverIdPattern, userPattern } from '../core/settings-rules';
import { steppedKinds } from './history/range-choice';

const serverId = v.pipe(v.string(), v.regex(serverIdPattern));
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

const day = v.pipe(v.string(), v.regex(/^2\d{3}-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])$/));
const rangeChoice = v.variant('kind', [
  v.object({
    kind: v.picklist(steppedKinds),
    steps: v.pipe(v.number(), v.integer(), v.minValue(-5000), v.maxValue(0)),
  }),
  v.object({ kind: v.literal('free'), from: day, to: day }),
]);

/** What she types at first start. The rest comes from the portal profile. */
const setupForm = v.object({
  /** The server that she edits; null: a new one. */
  serverId: v.nullable(serverId),
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
    v.maxLength(2048),
    v.check((text) => isWebUrl(text)),
  ),
  caFile: v.nullable(v.pipe(v.string(), v.maxLength(4096))),
});
/** What stands in the form, right or not: never the passphrase or password. */
const typed = v.pipe(v.string(), v.maxLength(4096));
export const setupDraft = v.object({
  host: typed,
  port: typed,
  user: typed,
  authKind: v.picklist(['key', 'agent', 'password']),
  keyFile: typed,
  url: typed,
  caFile: typed,
});

/** What the window may change by itself, and what only the set-up can, where it is tried first. */
const generalFields = [
  'language',
  'theme',
  'notificationChannel',
  'intervalMinutes',
  'quietHours',
  'digest',
  'updates',
] as const;
const serverFields = ['name', 'shortName', 'targetPercent'] as const;

const checkSchemas = Object.fromEntries(optionalChecks.map((check) => [check, v.boolean()])) as Record<
  OptionalCheck,
  ReturnType<typeof v.boolean>
>;

/** One line per call: name → schema of its argument. */
export const requests = {
  'snapshot:get': v.null(),
  'check:now': v.object({ serverId }),
  /** `anyway`: three did not help, and she insists. */
  'restart:start': v.object({ serverId, service, confirmed: v.boolean(), anyway: v.optional(v.boolean()) }),
  'restart:dismiss': v.object({ serverId }),
  /**
   * One connection; a window that is followed goes on after its end. `continues`: a stream of this server that was read;
   * its sources go on where it ended, and only what it could not read is read as `span` says.
   */
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
    continues: v.nullable(number),
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
  'setup:defaults': v.object({ serverId: v.nullable(serverId) }),
  'setup:test': setupForm,
  'setup:accept-host-key': v.object({ fingerprint: v.pipe(v.string(), v.regex(/^SHA256:[A-Za-z0-9+/]{43}$/)) }),
  'setup:save': setupForm,
  /** Kept until she goes on with it; null: there is nothing to keep. */
  'setup:keep': v.object({
    serverId: v.nullable(serverId),
    draft: v.nullable(setupDraft),
  }),
  /** Its last step is behind her. */
  'setup:done': v.null(),
  'setup:choose-file': v.object({ what: v.picklist(['key', 'ca']) }),
  'secret:give': v.object({ serverId, secret: v.pipe(v.string(), v.minLength(1), v.maxLength(1024)) }),
  'settings:get': v.null(),
  /** The fields that she changed. */
  'settings:set': v.partial(v.pick(settingsSchema, generalFields)),
  'server:set': v.object({
    serverId,
    change: v.object({
      ...v.partial(v.pick(serverSchema, serverFields)).entries,
      /** Those that she changed: the others stay as the newest file has them. */
      thresholds: v.optional(v.partial(v.object(thresholdSchemas))),
      checks: v.optional(v.partial(v.object(checkSchemas))),
    }),
  }),
  'server:move': v.object({ serverId, by: v.picklist([-1, 1]) }),
  /** Of a server, or of one that went before its history. */
  'server:delete': v.object({ serverId, history: v.picklist(['keep', 'remove']) }),
  'server:undelete': v.object({ serverId }),
  'server:history': v.object({ serverId }),
  'notice:test': v.null(),
  'open:portal': v.object({ serverId }),
  'history:recent': v.object({ serverId }),
  'history:view': v.object({ serverId, choice: rangeChoice }),
  'history:day': v.object({ serverId, at: moment }),
  'history:incident': v.object({ serverId, incidentId: historyId }),
  'history:charts': v.object({ serverId, choice: rangeChoice, part: v.picklist(['api', 'portal']) }),
  'history:services': v.object({ serverId }),
  'history:note': v.object({ serverId, incidentId: historyId, text: remark }),
  'history:correct': v.pipe(
    v.object({ serverId, fromAt: moment, toAt: moment, kind: v.picklist(secondsKinds), reason: remark }),
    v.check(({ fromAt, toAt }) => toAt > fromAt),
  ),
  'history:uncorrect': v.object({ serverId, correctionId: historyId }),
  'history:save-report': v.object({ serverId, choice: rangeChoice, format: v.picklist(['html', 'csv', 'json']) }),
  'history:about': v.null(),
  'history:export': v.null(),
  'history:import': v.null(),
  'drill:start': v.object({ serverId, scenario: v.picklist(drillScenarios) }),
  'drill:next': v.null(),
  'drill:pause': v.object({ on: v.boolean() }),
  'drill:stop': v.null(),
  'data:about': v.null(),
  'data:open-folder': v.null(),
  'data:copy': v.null(),
  /** She chooses it; it is looked through, and nothing is changed. */
  'data:choose-copy': v.null(),
  /** The one that was chosen last. */
  'data:restore': v.null(),
  'data:undo': v.null(),
  'data:forget-aside': v.null(),
  'data:export-servers': v.null(),
  'data:import-servers': v.null(),
  'demo:start': v.null(),
  'demo:leave': v.null(),
  'login-start:get': v.null(),
  'login-start:set': v.object({ on: v.boolean() }),
  'update:restart': v.null(),
  'copy:text': v.object({ text: v.pipe(v.string(), v.maxLength(100_000)) }),
} as const;

export type RequestName = keyof typeof requests;
export type RequestArgument<N extends RequestName> = v.InferOutput<(typeof requests)[N]>;
