import { existsSync, readFileSync, renameSync, statSync } from 'node:fs';
import { join } from 'node:path';
import type { Settings } from '../core/settings';
import { readSettings } from '../core/settings-reading';
import { writeFileAtomic } from './atomic-file';
import { readTextOrNull } from './read-text';

/** Enough to outlive several bad saves; each is a few kilobytes. */
const backupCount = 5;

export interface SettingsBackup {
  readonly settings: Settings;
  /** When it was the settings file. */
  readonly savedAt: number;
}

/** `settings.backup-1.json` is the newest. Only validated text comes here, so the newest is always worth restoring. */
export function rotateBackups(dataDir: string, text: string): void {
  const newest = backupPath(dataDir, 1);
  if (readTextOrNull(newest) === text) return;
  // Written under a name of its own first: on a full disk this throws before an older backup has moved.
  const incoming = join(dataDir, 'settings.backup-new.json');
  writeFileAtomic(incoming, text);
  for (let number = backupCount - 1; number >= 1; number -= 1) {
    const path = backupPath(dataDir, number);
    if (existsSync(path)) renameSync(path, backupPath(dataDir, number + 1));
  }
  renameSync(incoming, newest);
}

/** The newest backup that is still valid; null where there is none. */
export function newestBackup(dataDir: string): SettingsBackup | null {
  for (let number = 1; number <= backupCount; number += 1) {
    const path = backupPath(dataDir, number);
    const settings = readBackup(path);
    if (settings !== null) return { settings, savedAt: Math.floor(statSync(path).mtimeMs) };
  }
  return null;
}

function readBackup(path: string): Settings | null {
  try {
    const reading = readSettings(JSON.parse(readFileSync(path, 'utf8')) as Record<string, unknown>);
    return reading.kind === 'valid' ? reading.settings : null;
  } catch {
    return null;
  }
}

function backupPath(dataDir: string, number: number): string {
  return join(dataDir, `settings.backup-${String(number)}.json`);
}
