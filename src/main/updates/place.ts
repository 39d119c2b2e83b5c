/** What is known of this copy of the program: how it was installed, and who may replace it. */
import { accessSync, constants, existsSync, readFileSync } from 'node:fs';
import { dirname, join, posix, win32 } from 'node:path';
import type { UpdatePlace } from '../../core/update-policy';
import { programFile } from '../login-start/login-start';
import { readTextOrNull } from '../read-text';

export interface PlaceInput {
  readonly platform: NodeJS.Platform;
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly execPath: string;
  /** Where electron-builder has put app-update.yml. */
  readonly resourcesPath: string;
  readonly isPackaged: boolean;
  readonly isDemo: boolean;
  readonly policyFile: string;
}

/** Where whoever administers a computer says what Vigía may do on it; she cannot write there. */
export function policyFileOf(platform: NodeJS.Platform, env: PlaceInput['env']): string {
  if (platform === 'win32') return win32.join(env['ProgramData'] || 'C:\\ProgramData', 'Vigia', 'policy.json');
  return platform === 'darwin' ? '/Library/Application Support/Vigia/policy.json' : '/etc/vigia/policy.json';
}

export function feedFileOf(resourcesPath: string): string {
  return join(resourcesPath, 'app-update.yml');
}

export function readUpdatePlace(input: PlaceInput): UpdatePlace {
  const kind = kindOf(input);
  return {
    kind,
    feed: readFeed(feedFileOf(input.resourcesPath)),
    isAllowedByPolicy: isAllowed(input.policyFile),
    isReplaceable: kind === 'appimage' && isReplaceable(programFile(input)),
  };
}

function kindOf({ platform, env, execPath, isPackaged, isDemo }: PlaceInput): UpdatePlace['kind'] {
  if (!isPackaged) return 'development';
  if (isDemo) return 'demo';
  if (platform === 'win32') {
    if (env['PORTABLE_EXECUTABLE_FILE'] !== undefined) return 'portable';
    return existsSync(join(dirname(execPath), 'Uninstall Vigia.exe')) ? 'nsis' : 'folder';
  }
  // Started from the disk image, or from where macOS puts what was not moved yet.
  if (platform === 'darwin') return /^\/Volumes\/|\/AppTranslocation\//.test(execPath) ? 'mac-elsewhere' : 'mac';
  if (programFile({ platform, env, execPath }) !== execPath) return 'appimage';
  return /^\/(?:opt|usr)\//.test(execPath) ? 'system-package' : 'folder';
}

/** It is replaced by a rename, which needs its folder. */
function isReplaceable(file: string): boolean {
  try {
    accessSync(posix.dirname(file), constants.W_OK | constants.X_OK);
    return true;
  } catch {
    return false;
  }
}

/** The few lines that electron-builder writes, without a library for YAML on the way. */
function readFeed(file: string): UpdatePlace['feed'] {
  const text = readTextOrNull(file);
  const url = /^url:[ \t]*['"]?([^'"\s]+)['"]?[ \t]*$/m.exec(text ?? '')?.[1];
  return url === undefined
    ? null
    : { url, hasPublisher: /^publisherName:[ \t]*\S|^publisherName:[ \t]*\n[ \t]*-/m.test(text ?? '') };
}

/** A policy that cannot be understood was meant to forbid something. */
function isAllowed(file: string): boolean {
  if (!existsSync(file)) return true;
  try {
    const policy: unknown = JSON.parse(readFileSync(file, 'utf8'));
    if (typeof policy !== 'object' || policy === null) return false;
    return !('updates' in policy) || policy.updates === true;
  } catch {
    return false;
  }
}
