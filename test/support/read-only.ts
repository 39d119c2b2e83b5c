/** What cannot be written to: a file, a folder, a full disk. Root may write anywhere, but not what is mounted to be read only. */
import { spawnSync } from 'node:child_process';
import { chmodSync, rmSync, statSync } from 'node:fs';
import { join } from 'node:path';

export const isRoot = process.getuid?.() === 0;

/** Returns the function that lets it be written to again. */
export function makeReadOnly(path: string): () => void {
  if (isRoot) {
    mount('--bind', path, path);
    mount('-o', 'remount,bind,ro', path);
    return () => void spawnSync('umount', ['-l', path]);
  }
  const { mode } = statSync(path);
  chmodSync(path, mode & ~0o222);
  return () => {
    chmodSync(path, mode);
  };
}

/** A small disk of its own; only root may have one. Returns the function that takes it away. */
export function mountSmallDisk(folder: string, kilobytes: number): () => void {
  mount('-t', 'tmpfs', '-o', `size=${String(kilobytes)}k`, 'tmpfs', folder);
  return () => void spawnSync('umount', ['-l', folder]);
}

/** Fills the small disk under a folder to the last byte. Returns the function that frees it again. */
export function fillDisk(folder: string): () => void {
  const filling = join(folder, 'filling');
  // Small blocks: of a page of 4 kB the rest is not free for another file either.
  const { status } = spawnSync('dd', ['if=/dev/zero', `of=${filling}`, 'bs=1k', 'count=20000'], { stdio: 'ignore' });
  if (status === 0) throw new Error(`the disk under ${folder} is not small`);
  return () => {
    rmSync(filling);
  };
}

function mount(...args: readonly string[]): void {
  const { status, stderr } = spawnSync('mount', args, { encoding: 'utf8' });
  if (status !== 0) throw new Error(`mount ${args.join(' ')}: ${stderr}`);
}
