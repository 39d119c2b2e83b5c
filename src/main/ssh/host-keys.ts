/**
 * Which server keys are trusted: our own known_hosts file, in OpenSSH's format, beside the settings.
 * ~/.ssh/known_hosts is never written and never trusted by itself; `findInUserKnownHosts` only tells what is in it.
 */
import { existsSync } from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { writeFileAtomic } from '../atomic-file';
import { readBoundedFile } from '../bounded-file';
import { isEntryFor, knownHostsName, parseKnownHosts, withoutName, type KnownHostsLine } from './known-hosts';
import { fingerprintOf, keyTypeOf } from './wire';

export type HostKeyVerdict =
  | { readonly kind: 'known' }
  | { readonly kind: 'unknown'; readonly fingerprint: string }
  | { readonly kind: 'changed'; readonly fingerprint: string; readonly known: string }
  | { readonly kind: 'revoked'; readonly fingerprint: string };

/** A key that was shown and refused. `host` and `port` are what settings call the server, which may be an alias. */
export interface PendingHostKey {
  readonly host: string;
  readonly port: number | null;
  readonly hostKeyName: string;
  readonly hostKeyPort: number;
  readonly key: Buffer;
}

export interface HostKeyStore {
  check(host: string, port: number, key: Buffer): HostKeyVerdict;
  /** Types stored for this host, newest first: asking for them first keeps a second key type from looking like a change. */
  knownTypes(host: string, port: number): readonly string[];
  /** Of the key that was accepted last for this host; null: none is known. For telling, not for trusting. */
  knownFingerprint(host: string, port: number): string | null;
  /** Trusts this key for the host from now on, instead of a changed one. False: the file could not be written. */
  accept(host: string, port: number, key: { readonly type: string; readonly base64: string }): boolean;
  /** Remembers, in memory, the key of a refused handshake. */
  notePending(pending: PendingHostKey): void;
  /** The fingerprint of the key that was last refused for this server. Port null: whatever port. */
  pendingFingerprint(host: string, port: number | null): string | null;
  /**
   * Writes exactly the refused key that has this fingerprint, for the host that showed it (the server or its jump host).
   * False: no such key was shown since start, or the file could not be written.
   */
  acceptFingerprint(host: string, port: number | null, fingerprint: string): boolean;
}

/** Reads the file at each check, so that an edit or another process's acceptance counts at once. */
export function createHostKeyStore(options: { readonly file: string }): HostKeyStore {
  const pending = new Map<string, PendingHostKey>();
  const accept = (host: string, port: number, key: Buffer): boolean => writeKey(options.file, host, port, key);
  const findPending = (host: string, port: number | null, fingerprint: string | null): PendingHostKey | undefined =>
    [...pending.values()]
      .reverse()
      .find(
        (shown) => isAbout(shown, host, port) && (fingerprint ?? fingerprintOf(shown.key)) === fingerprintOf(shown.key),
      );
  return {
    check: (host, port, key) => judge(readLines(options.file), knownHostsName(host, port), key),
    knownTypes: (host, port) => typesOf(readLines(options.file), knownHostsName(host, port)),
    knownFingerprint: (host, port) => newestFingerprint(readLines(options.file), knownHostsName(host, port)),
    accept: (host, port, key) => accept(host, port, Buffer.from(key.base64, 'base64')),
    notePending: (shown) => {
      const slot = `${shown.host} ${knownHostsName(shown.hostKeyName, shown.hostKeyPort)}`;
      pending.delete(slot);
      pending.set(slot, shown);
    },
    pendingFingerprint: (host, port) => {
      const found = findPending(host, port, null);
      return found === undefined ? null : fingerprintOf(found.key);
    },
    acceptFingerprint: (host, port, fingerprint) => {
      const found = findPending(host, port, fingerprint);
      return found !== undefined && accept(found.hostKeyName, found.hostKeyPort, found.key);
    },
  };
}

/** Tens of thousands of hosts. */
const maxFileBytes = 8 * 1024 * 1024;

/** Fingerprints that the user's own known_hosts holds for this host: for telling, not for trusting. */
export function findInUserKnownHosts(
  host: string,
  port: number,
  file = join(homedir(), '.ssh', 'known_hosts'),
): readonly string[] {
  const name = knownHostsName(host, port);
  return readLines(file).flatMap(({ entry }) =>
    entry?.marker === null && isEntryFor(entry, name) ? [fingerprintOf(entry.key)] : [],
  );
}

function isAbout(shown: PendingHostKey, host: string, port: number | null): boolean {
  const asked = shown.host === host && (port === null || shown.port === null || shown.port === port);
  return asked || (shown.hostKeyName === host && (port === null || shown.hostKeyPort === port));
}

/** A missing or unreadable file knows nobody: every host is asked about again, none is trusted. */
function readLines(file: string): readonly KnownHostsLine[] {
  try {
    const text = readBoundedFile(file, maxFileBytes);
    return text.ok ? parseKnownHosts(text.value) : [];
  } catch {
    return [];
  }
}

function judge(lines: readonly KnownHostsLine[], name: string, key: Buffer): HostKeyVerdict {
  const fingerprint = fingerprintOf(key);
  const entries = lines.flatMap(({ entry }) => (entry !== null && isEntryFor(entry, name) ? [entry] : []));
  if (entries.some((entry) => entry.marker === 'revoked' && entry.key.equals(key)))
    return { kind: 'revoked', fingerprint };
  const trusted = entries.filter((entry) => entry.marker === null);
  if (trusted.some((entry) => entry.key.equals(key))) return { kind: 'known' };
  // Stored types are asked for first: a server that shows another type no longer has the key that we know.
  const other = trusted.find((entry) => entry.type === keyTypeOf(key)) ?? trusted[0];
  return other === undefined
    ? { kind: 'unknown', fingerprint }
    : { kind: 'changed', fingerprint, known: fingerprintOf(other.key) };
}

function typesOf(lines: readonly KnownHostsLine[], name: string): readonly string[] {
  const types = lines.flatMap(({ entry }) => (entry?.marker === null && isEntryFor(entry, name) ? [entry.type] : []));
  return [...new Set(types.reverse())];
}

function newestFingerprint(lines: readonly KnownHostsLine[], name: string): string | null {
  const keys = lines.flatMap(({ entry }) => (entry?.marker === null && isEntryFor(entry, name) ? [entry.key] : []));
  const newest = keys.at(-1);
  return newest === undefined ? null : fingerprintOf(newest);
}

function writeKey(file: string, host: string, port: number, key: Buffer): boolean {
  const name = knownHostsName(host, port);
  const type = keyTypeOf(key);
  if (type === '' || !/^[^\s,|#@!*?]+$/.test(name)) return false;
  try {
    const lines = parseKnownHosts(readIfThere(file));
    const verdict = judge(lines, name, key).kind;
    if (verdict === 'known') return true;
    if (verdict === 'revoked') return false;
    // A changed key means another machine: nothing that was known of the old one may stay.
    const kept = verdict === 'changed' ? lines.flatMap((line) => withoutName(line, name) ?? []) : lines;
    const text = kept.map((line) => line.text).join('\n');
    const before = text.trim() === '' ? '' : text.replace(/\n*$/, '\n');
    writeFileAtomic(file, `${before}${name} ${type} ${key.toString('base64')}\n`);
    return true;
  } catch {
    return false;
  }
}

/** Throws on a file that is there and cannot be read: writing it anew would lose what it holds. */
function readIfThere(file: string): string {
  if (!existsSync(file)) return '';
  const text = readBoundedFile(file, maxFileBytes);
  if (!text.ok) throw new Error(`known_hosts: ${text.error}`);
  return text.value;
}
