/** The schema of everything that the window may ask for. The main process checks by it; the window knows only its types. */
import * as v from 'valibot';
import { drillScenarios } from '../core/drill/scenarios';
import { secondsKinds } from '../core/history/types';
import { settingsSchema } from '../core/settings';
import { hostPattern, isWebUrl, userPattern } from '../core/settings-rules';
import { steppedKinds } from './history/range-choice';

const serverId = v.pipe(v.string(), v.regex(/^[a-z0-9][a-z0-9-]{0,39}$/));
const sourceId = v.picklist(['api-monitor', 'api-error', 'api-access', 'dashboard']);
const service = v.picklist(['api', 'dashboard']);

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
/** One line per call: name → schema of its argument. */
export const requests = {
  'snapshot:get': v.null(),
  'check:now': v.object({ serverId }),
  /** `anyway`: three did not help, and she insists. */
  'restart:start': v.object({ serverId, service, confirmed: v.boolean(), anyway: v.optional(v.boolean()) }),
  'restart:dismiss': v.object({ serverId }),
  'logs:open': v.object({ serverId, source: sourceId, follow: v.boolean() }),
  'logs:close': v.object({ stream: v.pipe(v.number(), v.integer()) }),
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
  'setup:test': setupForm,
  'setup:accept-host-key': v.object({ fingerprint: v.pipe(v.string(), v.regex(/^SHA256:[A-Za-z0-9+/]{43}$/)) }),
  'setup:save': setupForm,
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
