/** The settings file as types, with its schema. Unknown fields are kept; see main/settings-store.ts. */
import * as v from 'valibot';
import {
  hostPattern,
  isWebUrl,
  longestName,
  longestShortName,
  numberProblem,
  numberRules,
  serverIdPattern,
  userPattern,
} from './settings-rules';
import type { NumberField } from './settings-rules';
import { areInOrder, thresholdFields, type ThresholdField } from './thresholds';

/** What may stand for a unit: systemd's own alphabet, and nothing that a command could read as an option. */
const unitNamePattern = /^[A-Za-z0-9][A-Za-z0-9:_.@-]{0,254}$/;
/** Absolute, no control characters. Quoted all the same before it reaches a shell. */
// eslint-disable-next-line no-control-regex -- control characters are what it keeps out
const remotePathPattern = /^\/[^\u0000-\u001f\u007f]{1,1023}$/;

const id = v.pipe(v.string(), v.regex(serverIdPattern));
const port = ruled('port');
const host = v.pipe(v.string(), v.regex(hostPattern));
const user = v.pipe(v.string(), v.regex(userPattern));
const remotePath = v.pipe(v.string(), v.regex(remotePathPattern));
const unit = v.pipe(v.string(), v.regex(unitNamePattern));
const localPath = v.pipe(v.string(), v.minLength(1), v.maxLength(4096));
const webUrl = v.pipe(
  v.string(),
  v.maxLength(2048),
  v.check((text) => isWebUrl(text)),
);

/** A number that the rule of its field lets through. */
function ruled(field: NumberField) {
  return v.pipe(
    v.number(),
    v.check((value) => numberProblem(field, value) === null),
  );
}

/** `22:00` */
const clockTime = v.pipe(v.string(), v.regex(/^(?:[01]\d|2[0-3]):[0-5]\d$/));

const authSchema = v.variant('kind', [
  v.object({ kind: v.literal('key'), file: localPath }),
  v.object({ kind: v.literal('agent') }),
  v.object({ kind: v.literal('password') }),
]);

const apiSchema = v.object({
  /** Path below the public address. With two slashes it would be the address of another host. */
  path: v.pipe(v.string(), v.regex(/^\/(?![/\\])[^\s?#]*$/), v.maxLength(512)),
  port,
  /** What gunicorn was told to serve: how its processes are recognised. */
  app: v.pipe(v.string(), v.regex(/^[A-Za-z_][A-Za-z0-9_.]*(?::[A-Za-z_][A-Za-z0-9_.]*)?$/), v.maxLength(128)),
  workers: v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(256)),
  startScript: remotePath,
  stopScript: remotePath,
});

type Ruled = ReturnType<typeof ruled>;

/** Each by itself, as the window changes them. */
export const thresholdSchemas = Object.fromEntries(thresholdFields.map((field) => [field, ruled(field)])) as Readonly<
  Record<ThresholdField, Ruled>
>;

const { diskFillingPercent, diskFullPercent, diskFreeGigabytes, memoryLeftPercent, certificateDays } = thresholdSchemas;

/** What a file does not say is as usual. */
const thresholdsSchema = v.pipe(
  v.object({
    diskFillingPercent: v.optional(diskFillingPercent, numberRules.diskFillingPercent.usual),
    diskFullPercent: v.optional(diskFullPercent, numberRules.diskFullPercent.usual),
    diskFreeGigabytes: v.optional(diskFreeGigabytes, numberRules.diskFreeGigabytes.usual),
    memoryLeftPercent: v.optional(memoryLeftPercent, numberRules.memoryLeftPercent.usual),
    certificateDays: v.optional(certificateDays, numberRules.certificateDays.usual),
  }),
  v.check((thresholds) => areInOrder(thresholds)),
);

/** What a file does not say is looked at. */
const checksSchema = v.object({
  disk: v.optional(v.boolean(), true),
  memory: v.optional(v.boolean(), true),
  certificate: v.optional(v.boolean(), true),
  watchdog: v.optional(v.boolean(), true),
  autostart: v.optional(v.boolean(), true),
});

export const serverSchema = v.object({
  id,
  name: v.pipe(v.string(), v.minLength(1), v.maxLength(longestName)),
  shortName: v.pipe(v.string(), v.minLength(1), v.maxLength(longestShortName)),
  /** Host name, address, or an alias of ~/.ssh/config. */
  host,
  port: v.nullable(port),
  user: v.nullable(user),
  auth: authSchema,
  url: webUrl,
  /** PEM file with further authorities for the public address. */
  caFile: v.nullable(localPath),
  api: apiSchema,
  dashboard: v.object({ unit, port }),
  database: v.object({ port }),
  logsFolder: remotePath,
  watchdogLog: remotePath,
  errorLog: remotePath,
  accessLog: remotePath,
  /** The share of the time in which users should be served. */
  targetPercent: v.optional(ruled('targetPercent'), numberRules.targetPercent.usual),
  /** From which value on something is worth a word. */
  thresholds: v.optional(thresholdsSchema, {}),
  /** What she switched off is false. */
  checks: v.optional(checksSchema, {}),
});
export type ServerSettings = v.InferOutput<typeof serverSchema>;

/** A server that she deleted. Its id stays taken as long as there is history under it: that of another would be mixed in. */
const removedSchema = v.object({
  id,
  name: v.string(),
  host: v.string(),
  /** `going`: it is to be removed, and that has not come to an end. */
  history: v.picklist(['kept', 'going']),
});
export type RemovedServer = v.InferOutput<typeof removedSchema>;

export const settingsSchema = v.object({
  schemaVersion: v.literal(1),
  language: v.picklist(['system', 'es', 'en']),
  theme: v.picklist(['system', 'light', 'dark']),
  /** Whether the answer says "tranquila" or stays neutral. */
  address: v.picklist(['tranquila', 'neutral']),
  notificationChannel: v.picklist(['automatic', 'node-notifier', 'electron', 'none']),
  intervalMinutes: ruled('intervalMinutes'),
  /** No sound, no reminders and nothing that can wait, between two times of her own clock. Null: none. */
  quietHours: v.nullable(v.object({ from: clockTime, to: clockTime, soundForOutage: v.boolean() })),
  /** "Last night: …", once in the morning. */
  digest: v.boolean(),
  /** Looks for newer versions of itself, where this copy can. */
  updates: v.boolean(),
  /** Independent addresses that prove the laptop's own network. Empty: none may be asked (closed network). */
  witnesses: v.array(v.object({ url: webUrl, expect: v.nullable(v.pipe(v.string(), v.maxLength(200))) })),
  servers: v.array(serverSchema),
  removed: v.array(removedSchema),
});
export type Settings = v.InferOutput<typeof settingsSchema>;
export type WitnessSettings = Settings['witnesses'][number];

/** Two vendors, each with a body that a sign-in page cannot know. */
const builtInWitnesses: readonly WitnessSettings[] = [
  { url: 'http://www.msftconnecttest.com/connecttest.txt', expect: 'Microsoft Connect Test' },
  { url: 'http://detectportal.firefox.com/success.txt', expect: 'success' },
];

export const defaultSettings: Settings = {
  schemaVersion: 1,
  language: 'system',
  theme: 'system',
  address: 'tranquila',
  notificationChannel: 'automatic',
  intervalMinutes: 5,
  quietHours: null,
  digest: true,
  updates: true,
  witnesses: [...builtInWitnesses],
  servers: [],
  removed: [],
};
