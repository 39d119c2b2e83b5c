import { readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import * as v from 'valibot';
import { err, ok, type Result } from '../core/result';
import { defaultSettings, settingsSchema, type Settings } from '../core/settings';
import { keepUnknownFields, readSettings, salvageSettings } from '../core/settings-reading';
import type { RawSettings } from '../core/settings-migrations';
import type { AppWarning } from '../core/snapshot-types';
import { removeQuietly } from './atomic-file';
import type { Clock } from './clock';
import { createJsonFile, type CreateStore, type JsonFile } from './json-file';
import { putAside } from './put-aside';
import { inSettingsTurn } from './settings-turn';
import { newestBackup, rotateBackups, type SettingsBackup } from './settings-backups';
import { watchFile } from './watch-file';

/** Why settings were not saved. The old file is untouched in every case. */
export type SettingsSaveError =
  /** The file comes from a newer Vigía and is read-only to this one. */
  | { readonly kind: 'newer' }
  | { readonly kind: 'invalid'; readonly field: string }
  | { readonly kind: 'disk'; readonly reason: string }
  /** Another process is saving and does not come to an end. */
  | { readonly kind: 'busy' };

export interface SettingsStore {
  readonly path: string;
  current(): Settings;
  /** What she must be told about the file as it was found, or null. */
  warning(): AppWarning | null;
  /** The file comes from a newer Vigía: nothing is saved. */
  isReadOnly(): boolean;
  /** Changes the newest settings on disk (another process may have written meanwhile), validates and writes. */
  update(change: (settings: Settings) => Settings): Result<Settings, SettingsSaveError>;
  /** Called when another process or an editor changed the file, to something valid or to that of a newer version. Returns the way out. */
  onChange(listener: (settings: Settings) => void): () => void;
  stop(): void;
}

export interface SettingsStoreOptions {
  readonly dataDir: string;
  /** electron-store in the tray application, conf in the command line. */
  readonly createStore: CreateStore;
  readonly clock: Clock;
  /** Whether to notice changes made by others: not worth it for a command that ends at once. */
  readonly watch: boolean;
}

interface Held {
  readonly settings: Settings;
  /** The file as an object, for the fields that this version does not know. */
  readonly raw: RawSettings;
  readonly warning: AppWarning | null;
  readonly readOnly: boolean;
  /** The file on disk is damaged and could not be put aside yet: never written over before that. */
  readonly damagedOnDisk: boolean;
}

const empty: Omit<Held, 'settings'> = { raw: {}, warning: null, readOnly: false, damagedOnDisk: false };

/**
 * `settings.json`, versioned, validated and backed up. A damaged file is kept aside and what is valid in it, in the
 * newest backup, or in the defaults takes its place. Never throws; on a full or read-only disk the settings live in memory.
 */
export function createSettingsStore(options: SettingsStoreOptions): SettingsStore {
  const { dataDir, clock } = options;
  const path = join(dataDir, 'settings.json');
  const file = createJsonFile(options.createStore, dataDir, 'settings');
  const listeners = new Set<(settings: Settings) => void>();
  let held = load({ file, path, dataDir, at: clock.now() });

  function noticeChange(): void {
    const before = held;
    held = reread({ file, before });
    const isSame = JSON.stringify(held.settings) === JSON.stringify(before.settings);
    if (isSame && held.readOnly === before.readOnly) return;
    if (!held.readOnly) keepBackup(dataDir, path);
    for (const listener of listeners) listener(held.settings);
  }
  const stopWatching = options.watch ? watchFile({ path, clock, onChange: noticeChange }) : () => undefined;

  return {
    path,
    current: () => held.settings,
    warning: () => held.warning,
    isReadOnly: () => held.readOnly,
    update: (change) => {
      const turn = inSettingsTurn(`${path}.lock`, clock.now(), () => {
        const newest = reread({ file, before: held });
        // Known also where nothing is saved; what others changed is told by the watcher.
        held = { ...held, readOnly: newest.readOnly, warning: newest.warning };
        return save({ file, path, dataDir, at: clock.now(), held: newest, next: change(newest.settings) });
      });
      if (!turn.ok) return err({ kind: turn.error });
      const saved = turn.value;
      if (!saved.ok) return saved;
      held = saved.value;
      return ok(held.settings);
    },
    onChange: (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    stop: () => {
      listeners.clear();
      stopWatching();
    },
  };
}

interface Place {
  readonly file: JsonFile;
  readonly path: string;
  readonly dataDir: string;
  readonly at: number;
}

/** First reading, at start. */
function load(place: Place): Held {
  const found = place.file.read();
  if (found.kind === 'missing') return { ...empty, settings: defaultSettings };
  const reading = found.kind === 'read' ? readSettings(found.value) : ({ kind: 'unusable' } as const);
  switch (reading.kind) {
    case 'valid':
      // A migrated file was validated before and is worth a backup as it was.
      keepBackup(place.dataDir, place.path);
      if (reading.migrated) place.file.write(reading.raw);
      return { ...empty, settings: reading.settings, raw: reading.raw };
    case 'newer':
      return { ...empty, settings: reading.settings, warning: { kind: 'settings-newer' }, readOnly: true };
    case 'partly':
      return repair(place, reading.raw);
    case 'unusable':
      return repair(place, null);
  }
}

/** Puts the damaged file aside and writes what could be saved. `raw` null: nothing in the file can be read. */
function repair(place: Place, raw: RawSettings | null): Held {
  const backup = newestBackup(place.dataDir);
  const damagedAt = modifiedAt(place.path) ?? place.at;
  const { settings, from } = raw === null ? restore(backup) : salvage(raw, backup, damagedAt);
  const aside = putAside(place.path, place.at);
  const written = aside.ok && place.file.write(settings).ok;
  if (aside.ok && !written) removeQuietly(aside.value);
  const where = aside.ok && written ? aside.value : place.path;
  const warning: AppWarning =
    from === null ? { kind: 'settings-lost', path: where } : { kind: 'settings-restored', from, path: where };
  return { ...empty, settings, raw: settings, warning, damagedOnDisk: !written };
}

/** `from`: the date of what was saved; null: nothing was. */
function restore(backup: SettingsBackup | null): { settings: Settings; from: number | null } {
  return { settings: backup?.settings ?? defaultSettings, from: backup?.savedAt ?? null };
}

function salvage(raw: RawSettings, backup: SettingsBackup | null, damagedAt: number) {
  const saved = salvageSettings(raw, backup?.settings ?? null);
  const lostAll = saved.settings.servers.length === 0 && saved.wrong.some((field) => field.startsWith('servers'));
  const from = saved.usedBackup && backup !== null ? backup.savedAt : damagedAt;
  return { settings: saved.settings, from: lostAll ? null : from };
}

/** While running: an invalid file (perhaps half written by an editor) changes nothing in memory. */
function reread(input: { readonly file: JsonFile; readonly before: Held }): Held {
  const { file, before } = input;
  const found = file.read();
  // Deleted under us: what is in memory is what she had.
  if (found.kind === 'missing') return { ...before, damagedOnDisk: false };
  const reading = found.kind === 'read' ? readSettings(found.value) : ({ kind: 'unusable' } as const);
  if (reading.kind === 'newer') return { ...before, readOnly: true, warning: { kind: 'settings-newer' } };
  if (reading.kind !== 'valid') return { ...before, damagedOnDisk: true };
  return {
    ...before,
    settings: reading.settings,
    raw: reading.raw,
    warning: before.readOnly ? null : before.warning,
    readOnly: false,
    damagedOnDisk: false,
  };
}

function save(input: Place & { readonly held: Held; readonly next: Settings }): Result<Held, SettingsSaveError> {
  const { held, file, path } = input;
  if (held.readOnly) return err({ kind: 'newer' });
  const checked = v.safeParse(settingsSchema, input.next);
  if (!checked.success) return err({ kind: 'invalid', field: v.getDotPath(checked.issues[0]) ?? 'settings' });
  if (held.damagedOnDisk) {
    const aside = putAside(path, input.at);
    if (!aside.ok) return err({ kind: 'disk', reason: aside.error });
  }
  const raw = keepUnknownFields(held.raw, held.settings, checked.output);
  const written = file.write(raw);
  if (!written.ok) return err({ kind: 'disk', reason: written.error });
  keepBackup(input.dataDir, path);
  return ok({ ...held, settings: checked.output, raw, damagedOnDisk: false });
}

/** Best effort: settings that could be saved are saved, with or without one more backup. */
function keepBackup(dataDir: string, path: string): void {
  try {
    rotateBackups(dataDir, readFileSync(path, 'utf8'));
  } catch {
    // The older backups are where they were.
  }
}

function modifiedAt(path: string): number | null {
  try {
    return Math.floor(statSync(path).mtimeMs);
  } catch {
    return null;
  }
}
