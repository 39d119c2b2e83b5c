import * as v from 'valibot';
import { allChecksOn, optionalChecks, type CheckSwitches, type OptionalCheck } from './optional-checks';
import { portalProfile } from './portal-profile';
import {
  defaultSettings,
  serverSchema,
  settingsSchema,
  thresholdSchemas,
  type ServerSettings,
  type Settings,
} from './settings';
import { areInOrder, thresholdFields, usualThresholds, type ThresholdField, type Thresholds } from './thresholds';
import { migrateSettings, type RawSettings, type SettingsMigration } from './settings-migrations';

/** What a settings file turned out to hold. */
export type SettingsReading =
  | { readonly kind: 'valid'; readonly settings: Settings; readonly raw: RawSettings; readonly migrated: boolean }
  /** From a newer Vigía: what of it makes sense to this one, for reading only. */
  | { readonly kind: 'newer'; readonly settings: Settings }
  /** Some fields are wrong; the others are worth keeping. See `salvageSettings`. */
  | { readonly kind: 'partly'; readonly raw: RawSettings }
  | { readonly kind: 'unusable' };

/** Validates, climbing the migrations first. Unknown fields are no fault. */
export function readSettings(raw: RawSettings, steps?: readonly SettingsMigration[]): SettingsReading {
  const climbed = migrateSettings(raw, steps);
  switch (climbed.kind) {
    case 'newer':
      return { kind: 'newer', settings: salvageSettings(raw, null).settings };
    case 'failed':
      return { kind: 'unusable' };
    case 'no-version':
      return { kind: 'partly', raw };
    case 'current':
    case 'migrated': {
      const parsed = v.safeParse(settingsSchema, withDefaults(climbed.raw));
      return parsed.success && !hasTwins(parsed.output.servers)
        ? { kind: 'valid', settings: parsed.output, raw: climbed.raw, migrated: climbed.kind === 'migrated' }
        : { kind: 'partly', raw: climbed.raw };
    }
  }
}

/** A missing choice is no fault, it was just never made. Missing servers are one. */
function withDefaults(raw: RawSettings): RawSettings {
  const filled = { ...defaultSettings, ...raw };
  return { ...filled, servers: raw['servers'] };
}

export interface Salvage {
  readonly settings: Settings;
  /** Fields that were wrong, e.g. `language`, `servers.portal-mme`. */
  readonly wrong: readonly string[];
  /** Whether something was taken from the backup. */
  readonly usedBackup: boolean;
}

/**
 * Keeps each field and each server that is valid by itself. What is wrong comes from the backup where it has it
 * (servers by id), else from the defaults: one mistyped server must not cost the others.
 */
export function salvageSettings(raw: RawSettings, backup: Settings | null): Salvage {
  const fields = salvageFields(raw, backup ?? defaultSettings);
  const servers = salvageServers(raw['servers'], backup?.servers ?? []);
  return {
    settings: { ...fields.settings, schemaVersion: 1, servers: [...servers.kept] },
    wrong: [...fields.wrong, ...servers.wrong],
    usedBackup: backup !== null && (fields.wrong.length > 0 || servers.usedBackup),
  };
}

const plainFields = [
  'language',
  'theme',
  'address',
  'notificationChannel',
  'intervalMinutes',
  'quietHours',
  'digest',
  'updates',
  'witnesses',
  'removed',
] as const;

function salvageFields(raw: RawSettings, otherwise: Settings): { settings: Settings; wrong: readonly string[] } {
  let settings = otherwise;
  const wrong: string[] = [];
  for (const field of plainFields) {
    const parsed = v.safeParse(settingsSchema.entries[field], field in raw ? raw[field] : otherwise[field]);
    if (parsed.success) settings = { ...settings, [field]: parsed.output };
    else wrong.push(field);
  }
  return { settings, wrong };
}

function salvageServers(raw: unknown, backup: readonly ServerSettings[]) {
  if (!Array.isArray(raw)) return { kept: backup, wrong: ['servers'], usedBackup: backup.length > 0 };
  const kept: ServerSettings[] = [];
  const wrong: string[] = [];
  let usedBackup = false;
  for (const [index, entry] of raw.entries()) {
    const id = serverIdOf(entry) ?? String(index);
    const isTaken = kept.some((server) => server.id === id);
    const earlier = isTaken ? undefined : backup.find((server) => server.id === id);
    const mended = isTaken ? null : mendServer(entry, earlier);
    if (mended !== null) {
      kept.push(mended.server);
      wrong.push(...mended.wrong.map((field) => `servers.${id}.${field}`));
      usedBackup ||= mended.wrong.length > 0 && earlier !== undefined;
      continue;
    }
    wrong.push(`servers.${id}`);
    if (earlier === undefined) continue;
    kept.push(earlier);
    usedBackup = true;
  }
  return { kept, wrong, usedBackup };
}

/** What it is to be judged by costs only itself. Null: something else is wrong, and how it is reached is never guessed. */
function mendServer(
  entry: unknown,
  earlier: ServerSettings | undefined,
): { readonly server: ServerSettings; readonly wrong: readonly string[] } | null {
  const whole = v.safeParse(serverSchema, entry);
  if (whole.success) return { server: whole.output, wrong: [] };
  if (!isRecord(entry)) return null;
  const otherwise = earlier ?? portalProfile;
  const wrong: string[] = [];
  const target = v.safeParse(serverSchema.entries.targetPercent, entry['targetPercent']);
  if (!target.success) wrong.push('targetPercent');
  const thresholds = mendThresholds(entry['thresholds'], otherwise.thresholds);
  wrong.push(...thresholds.wrong);
  const checks = mendChecks(entry['checks'], otherwise.checks);
  wrong.push(...checks.wrong);
  const mended = v.safeParse(serverSchema, {
    ...entry,
    targetPercent: target.success ? target.output : otherwise.targetPercent,
    thresholds: thresholds.kept,
    checks: checks.kept,
  });
  return mended.success ? { server: mended.output, wrong } : null;
}

function mendChecks(raw: unknown, otherwise: CheckSwitches): { kept: CheckSwitches; wrong: readonly string[] } {
  if (raw === undefined) return { kept: allChecksOn, wrong: [] };
  if (!isRecord(raw)) return { kept: otherwise, wrong: ['checks'] };
  const isWrong = (check: OptionalCheck) => raw[check] !== undefined && typeof raw[check] !== 'boolean';
  const kept = Object.fromEntries(
    optionalChecks.map((check) => [check, isWrong(check) ? otherwise[check] : (raw[check] ?? allChecksOn[check])]),
  ) as CheckSwitches;
  return { kept, wrong: optionalChecks.filter(isWrong).map((check) => `checks.${check}`) };
}

function mendThresholds(raw: unknown, otherwise: Thresholds): { kept: Thresholds; wrong: readonly string[] } {
  if (raw === undefined) return { kept: usualThresholds, wrong: [] };
  if (!isRecord(raw)) return { kept: otherwise, wrong: ['thresholds'] };
  const isWrong = (field: ThresholdField) =>
    raw[field] !== undefined && !v.safeParse(thresholdSchemas[field], raw[field]).success;
  const wrong = thresholdFields.filter(isWrong);
  const kept = Object.fromEntries(
    thresholdFields.map((field) => [field, isWrong(field) ? otherwise[field] : (raw[field] ?? usualThresholds[field])]),
  ) as Thresholds;
  // Each is right by itself and they contradict each other: nobody can say which one was meant.
  if (!areInOrder(kept)) return { kept: otherwise, wrong: ['thresholds'] };
  return { kept, wrong: wrong.map((field) => `thresholds.${field}`) };
}

function serverIdOf(entry: unknown): string | null {
  if (typeof entry !== 'object' || entry === null || !('id' in entry)) return null;
  return typeof entry.id === 'string' ? entry.id : null;
}

function hasTwins(servers: readonly ServerSettings[]): boolean {
  return new Set(servers.map((server) => server.id)).size < servers.length;
}

/**
 * The file to write: `next`, plus the fields of the old file that this version does not know (`known` is the old file as
 * this version understood it). Elements of lists are matched by `id`.
 */
export function keepUnknownFields(old: RawSettings, known: Settings, next: Settings): RawSettings {
  return merge(old, known, next) as RawSettings;
}

function merge(old: unknown, known: unknown, next: unknown): unknown {
  if (Array.isArray(next)) {
    return next.map((entry: unknown) => merge(findTwin(old, entry), findTwin(known, entry), entry));
  }
  if (!isRecord(next) || !isRecord(old) || !isRecord(known)) return next;
  const unknown = Object.entries(old).filter(([key]) => !(key in known) && !(key in next) && key !== '__proto__');
  const merged = Object.entries(next).map(([key, value]) => [key, merge(old[key], known[key], value)] as const);
  return Object.fromEntries([...merged, ...unknown]);
}

function findTwin(list: unknown, entry: unknown): unknown {
  const id = serverIdOf(entry);
  if (!Array.isArray(list) || id === null) return undefined;
  return list.find((other) => serverIdOf(other) === id) as unknown;
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
