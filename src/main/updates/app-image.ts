/**
 * Puts a new AppImage in the place of the one that runs. electron-updater would remove the old one first and then move the
 * new one across disks: whoever is killed in between has neither. Here the new one is copied beside it while there is time,
 * and at the end only renamed.
 */
import { chmodSync, closeSync, constants, fsyncSync, openSync, renameSync } from 'node:fs';
import { copyFile } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { spawn } from 'node:child_process';
import { removeQuietly } from '../atomic-file';

export interface StagedImage {
  /** At once, and either wholly or not at all. Throws the system's error. */
  takePlace(): void;
  drop(): void;
}

export async function stageImage(downloaded: string, image: string): Promise<StagedImage> {
  const staged = join(dirname(image), `.${basename(image)}.new`);
  try {
    // Left behind, or put there by somebody who may write to that folder: never written through.
    removeQuietly(staged);
    await copyFile(downloaded, staged, constants.COPYFILE_EXCL);
    chmodSync(staged, 0o755);
    const file = openSync(staged, 'r');
    try {
      fsyncSync(file);
    } finally {
      closeSync(file);
    }
  } catch (error) {
    removeQuietly(staged);
    throw error;
  }
  return {
    takePlace: () => {
      renameSync(staged, image);
    },
    drop: () => {
      removeQuietly(staged);
    },
  };
}

/** What the runtime of an AppImage says to the program in it: another one says its own. */
const ofTheOld = ['APPIMAGE', 'APPDIR', 'ARGV0', 'OWD'];

/** Starts it as soon as this process is gone: until then the data folder is ours. */
export function startAfterUs(image: string, args: readonly string[], env: NodeJS.ProcessEnv): void {
  const clean = Object.fromEntries(Object.entries(env).filter(([name]) => !ofTheOld.includes(name)));
  const wait = 'while kill -0 "$0" 2>/dev/null; do sleep 0.1; done; exec "$@"';
  spawn('/bin/sh', ['-c', wait, String(process.pid), image, ...args], {
    detached: true,
    stdio: 'ignore',
    env: clean,
  }).unref();
}
