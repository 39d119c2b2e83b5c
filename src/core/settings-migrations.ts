/**
 * The ladder from old settings files to the present one. To change the shape of settings: raise `schemaVersion` in
 * settings.ts and append one step here; steps are never edited afterwards, for somewhere a file still waits below them.
 */
export type RawSettings = Readonly<Record<string, unknown>>;

/** From one version to the next. Pure; keeps the fields that it does not know. */
export type SettingsMigration = (raw: RawSettings) => RawSettings;

/** Step 0 leads from version 1 to 2, step 1 from 2 to 3… Empty: version 1 is the first. */
const settingsMigrations: readonly SettingsMigration[] = [];

export type MigrationResult =
  | { readonly kind: 'current'; readonly raw: RawSettings }
  | { readonly kind: 'migrated'; readonly raw: RawSettings; readonly fromVersion: number }
  /** Written by a newer Vigía: to be left alone. */
  | { readonly kind: 'newer'; readonly version: number }
  /** No usable version number: not ours, or edited by hand. */
  | { readonly kind: 'no-version' }
  /** A step could not make sense of the file. */
  | { readonly kind: 'failed'; readonly fromVersion: number };

/** Climbs from the file's version to the newest. Never throws. */
export function migrateSettings(
  raw: RawSettings,
  steps: readonly SettingsMigration[] = settingsMigrations,
): MigrationResult {
  const newest = steps.length + 1;
  const version = raw['schemaVersion'];
  if (typeof version !== 'number' || !Number.isInteger(version) || version < 1) return { kind: 'no-version' };
  if (version > newest) return { kind: 'newer', version };
  if (version === newest) return { kind: 'current', raw };
  try {
    const climbed = steps.slice(version - 1).reduce((below, step) => step(below), raw);
    return { kind: 'migrated', raw: { ...climbed, schemaVersion: newest }, fromVersion: version };
  } catch {
    return { kind: 'failed', fromVersion: version };
  }
}
