import { accessSync, constants, existsSync, mkdirSync, statSync } from 'node:fs';
import { dirname, isAbsolute, posix, resolve, win32 } from 'node:path';
import { err, ok, type Result } from '../core/result';

/** Why the data folder cannot be used; the path is what to show. */
export type DataFolderError =
  | { readonly kind: 'not-a-folder'; readonly path: string }
  | { readonly kind: 'not-writable'; readonly path: string }
  | { readonly kind: 'disk-full'; readonly path: string }
  | { readonly kind: 'missing-value' };

/**
 * Where settings, known hosts and history live unless `--data-dir` says otherwise. ASCII on Linux and Windows, where the
 * name is typed into shells and scripts.
 */
export function defaultDataDir(
  env: Readonly<Record<string, string | undefined>>,
  platform: NodeJS.Platform,
  home: string,
): string {
  if (platform === 'win32') return win32.join(env['APPDATA'] || win32.join(home, 'AppData', 'Roaming'), 'vigia');
  if (platform === 'darwin') return posix.join(home, 'Library', 'Application Support', 'Vigia');
  const configured = env['XDG_CONFIG_HOME'];
  // The XDG specification: relative paths are to be ignored.
  const base = configured !== undefined && isAbsolute(configured) ? configured : posix.join(home, '.config');
  return posix.join(base, 'vigia');
}

/** Takes `--data-dir DIR` or `--data-dir=DIR` out of the arguments; the last one wins. `dataDir` null: not given. */
export function takeDataDirOption(
  args: readonly string[],
  cwd: string,
): Result<{ readonly dataDir: string | null; readonly rest: readonly string[] }, DataFolderError> {
  const rest: string[] = [];
  let given: string | null = null;
  for (let i = 0; i < args.length; i += 1) {
    const arg = args[i] ?? '';
    if (arg !== '--data-dir' && !arg.startsWith('--data-dir=')) {
      rest.push(arg);
      continue;
    }
    const value = arg === '--data-dir' ? args[(i += 1)] : arg.slice('--data-dir='.length);
    if (value === undefined || value === '' || (arg === '--data-dir' && value.startsWith('--'))) {
      return err({ kind: 'missing-value' });
    }
    given = value;
  }
  return ok({ dataDir: given === null ? null : resolve(cwd, given), rest });
}

/** Makes the folder, readable by its owner only, and proves that it can be written to, unless reading is enough. */
export function ensureDataDir(path: string, needs: 'read' | 'write' = 'write'): Result<string, DataFolderError> {
  try {
    // A folder that was there keeps its rights: it may have been opened to a group on purpose.
    makeFolder(path);
    if (!statSync(path).isDirectory()) return err({ kind: 'not-a-folder', path });
    accessSync(path, constants.R_OK | constants.X_OK | (needs === 'write' ? constants.W_OK : 0));
    return ok(path);
  } catch (error) {
    return err(toDataFolderError(error, path));
  }
}

/** With its parents. Not `recursive: true`: Node loops for ever where a file system answers "no such file" to mkdir (/proc). */
function makeFolder(path: string): void {
  if (existsSync(path)) return;
  const parent = dirname(path);
  if (parent !== path) makeFolder(parent);
  mkdirSync(path, { mode: 0o700 });
}

function toDataFolderError(error: unknown, path: string): DataFolderError {
  const code = error instanceof Error && 'code' in error ? error.code : null;
  if (code === 'EEXIST' || code === 'ENOTDIR') return { kind: 'not-a-folder', path };
  if (code === 'ENOSPC' || code === 'EDQUOT') return { kind: 'disk-full', path };
  return { kind: 'not-writable', path };
}
