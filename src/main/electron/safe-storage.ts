/* eslint-disable @typescript-eslint/no-deprecated -- Electron 33, the oldest that we run on, has only the blocking calls */
import { execFile } from 'node:child_process';
import { safeStorage } from 'electron';
import type { SafeStorage } from '../secrets';

const askTimeoutMs = 2_000;

/**
 * Electron's safeStorage. Its first call may block the whole main process while the desktop asks to unlock the keyring
 * (95 s measured with gnome-keyring), so on Linux a locked keyring is recognised beforehand and counts as unavailable.
 */
export function createSafeStorage(platform: NodeJS.Platform): SafeStorage {
  return {
    available: async () => {
      if (platform === 'linux' && (await isKeyringLocked())) return false;
      if (!safeStorage.isEncryptionAvailable()) return false;
      // basic_text: encrypted with a password that is in Chromium's source.
      return platform !== 'linux' || safeStorage.getSelectedStorageBackend() !== 'basic_text';
    },
    encrypt: (secret) => safeStorage.encryptString(secret),
    decrypt: (encrypted) => safeStorage.decryptString(encrypted),
  };
}

/** Asks the Secret Service without causing a prompt. Where it cannot be asked (KWallet, no dbus-send): not locked, as far as is known. */
function isKeyringLocked(): Promise<boolean> {
  const question = [
    '--session',
    '--print-reply=literal',
    `--reply-timeout=${String(askTimeoutMs)}`,
    '--dest=org.freedesktop.secrets',
    '/org/freedesktop/secrets/aliases/default',
    'org.freedesktop.DBus.Properties.Get',
    'string:org.freedesktop.Secret.Collection',
    'string:Locked',
  ];
  return new Promise((resolve) => {
    execFile('dbus-send', question, { timeout: askTimeoutMs + 500 }, (error, stdout) => {
      resolve(error === null && /boolean\s+true/.test(stdout));
    });
  });
}
