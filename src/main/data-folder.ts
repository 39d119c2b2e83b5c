import {
  accessSync,
  chmodSync,
  constants,
  existsSync,
  lstatSync,
  mkdirSync,
  readdirSync,
  realpathSync,
  statSync,
} from 'node:fs';
import { dirname, isAbsolute, join, posix, resolve, win32 } from 'node:path';
import { err, ok, type Result } from '../core/result';
import { removeQuietly } from './atomic-file';

/** Why the data folder cannot be used; the path is what to show. */
export type DataFolderError =
  | { readonly kind: 'not-a-folder'; readonly path: string }
  | { readonly kind: 'not-writable'; readonly path: string }
  | { readonly kind: 'disk-full'; readonly path: string }
  /** Somebody else could change settings, known hosts and what is kept. */
  | { readonly kind: 'not-own'; readonly path: string }
  | { readonly kind: 'open-to-others'; readonly path: string }
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

/**
 * `read`: what is in it is only shown. `follow`: it says where to connect and whom to trust, or what a server is to allow.
 * `write`: that, and it is kept there.
 */
type DataFolderUse = 'read' | 'follow' | 'write';

/** Makes the folder, readable by its owner only, and proves that it is fit for its use. */
export function ensureDataDir(path: string, needs: DataFolderUse = 'write'): Result<string, DataFolderError> {
  try {
    // A folder that was there keeps its rights: it may have been opened to a group on purpose.
    makeFolder(path);
    if (!statSync(path).isDirectory()) return err({ kind: 'not-a-folder', path });
    const unsafe = needs === 'read' ? null : whoElseWrites(path, needs);
    if (unsafe !== null) return err(unsafe);
    accessSync(path, constants.R_OK | constants.X_OK | (needs === 'write' ? constants.W_OK : 0));
    return ok(path);
  } catch (error) {
    return err(toDataFolderError(error, path));
  }
}

/** Whom a sandbox with its own user numbers shows as the owner of the system's folders. */
const unmappedUser = 65_534;

/**
 * Whoever can write there decides which server is trusted and where a key is used. A link is judged by its target, and
 * must be the user's own; above it, only folders that keep others from renaming it. Rights of the group are taken away:
 * many systems give them by themselves. Windows has other rights, and gives a user's folders to that user alone.
 */
function whoElseWrites(path: string, needs: Exclude<DataFolderUse, 'read'>): DataFolderError | null {
  const user = process.getuid?.();
  if (user === undefined) return null;
  const isOwn = (owner: number): boolean => user === 0 || owner === user;
  // An administrator may have put a folder there for everybody to check by.
  const isTrusted = (owner: number): boolean => isOwn(owner) || (needs === 'follow' && owner === 0);
  const folder = realpathSync(path);
  const { uid, mode } = statSync(folder);
  if (!isTrusted(lstatSync(path).uid) || !isTrusted(uid)) return { kind: 'not-own', path };
  if ((mode & 0o002) !== 0) return { kind: 'open-to-others', path };
  for (let parent = dirname(folder), below = folder; parent !== below; below = parent, parent = dirname(parent)) {
    const above = statSync(parent);
    const keepsNames = (above.mode & 0o1000) !== 0;
    if ((above.mode & 0o002) !== 0 && !keepsNames) return { kind: 'open-to-others', path: parent };
    if (above.uid !== 0 && above.uid !== unmappedUser && !isTrusted(above.uid))
      return { kind: 'not-own', path: parent };
  }
  if ((mode & 0o020) === 0) return null;
  if (!isOwn(uid)) return { kind: 'open-to-others', path };
  chmodSync(folder, mode & 0o7755);
  return null;
}

/** The files of ours that are opened by their names. */
const ownNames =
  /^(?:(?:settings|state|secrets|setup|window|updates)\b.*\.json|known_hosts|history\..*|vigia\.log.*|.*\.lock)$/;

/**
 * Takes pipes out of the data folder: in the place of a file of ours one holds up whoever opens it, for ever. It keeps
 * nothing that could be lost. Nothing else is touched, and what cannot be taken out stays.
 */
export function removePipes(dataDir: string): void {
  for (const name of readdirSync(dataDir))
    if (ownNames.test(name) && isPipe(join(dataDir, name))) removeQuietly(join(dataDir, name));
}

function isPipe(path: string): boolean {
  try {
    return statSync(path).isFIFO();
  } catch {
    // A link to nowhere: nobody can open it, and so nobody waits.
    return false;
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
