/** OpenSSH's known_hosts format: lines kept verbatim, names matched as sshd(8) describes. */
import { createHmac, timingSafeEqual } from 'node:crypto';

export interface KnownHostsLine {
  readonly text: string;
  /** Null: a comment, an empty line, or something that we do not understand and keep as it is. */
  readonly entry: KnownHostsEntry | null;
}

interface KnownHostsEntry {
  readonly marker: 'revoked' | null;
  readonly names: readonly string[];
  readonly type: string;
  readonly key: Buffer;
}

export function parseKnownHosts(text: string): readonly KnownHostsLine[] {
  return text
    .split('\n')
    .map((line) => line.replace(/\r$/, ''))
    .map((line) => ({ text: line, entry: parseEntry(line) }));
}

function parseEntry(line: string): KnownHostsEntry | null {
  const fields = line.trim().split(/[ \t]+/);
  const [first = ''] = fields;
  if (first === '' || first.startsWith('#')) return null;
  const marker = first.startsWith('@') ? first : null;
  // Authorities sign host certificates, which ssh2 cannot check.
  if (marker !== null && marker !== '@revoked') return null;
  const [names, type, base64] = marker === null ? fields : fields.slice(1);
  if (names === undefined || type === undefined || base64 === undefined) return null;
  const key = Buffer.from(base64, 'base64');
  if (key.length < 16) return null;
  return { marker: marker === null ? null : 'revoked', names: names.split(','), type, key };
}

/** How known_hosts writes a host: lower case, and `[host]:port` unless the port is 22. */
export function knownHostsName(host: string, port: number): string {
  const name = host.toLowerCase();
  return port === 22 ? name : `[${name}]:${String(port)}`;
}

/** Whether one of the entry's names stands for this one (already in known_hosts form) and none excludes it. */
export function isEntryFor(entry: KnownHostsEntry, name: string): boolean {
  const isExcluded = entry.names.some((pattern) => pattern.startsWith('!') && isNameMatch(pattern.slice(1), name));
  return !isExcluded && entry.names.some((pattern) => !pattern.startsWith('!') && isNameMatch(pattern, name));
}

/** The line without this very name: null when nothing is left of it, the same line where only a wildcard stands for it. */
export function withoutName(line: KnownHostsLine, name: string): KnownHostsLine | null {
  const { entry } = line;
  if (entry?.marker !== null) return line;
  const rest = entry.names.filter((pattern) => /[*?!]/.test(pattern) || !isNameMatch(pattern, name));
  if (rest.length === entry.names.length) return line;
  if (rest.length === 0) return null;
  const text = `${rest.join(',')} ${entry.type} ${entry.key.toString('base64')}`;
  return { text, entry: { ...entry, names: rest } };
}

function isNameMatch(pattern: string, name: string): boolean {
  return pattern.startsWith('|1|') ? isHashMatch(pattern, name) : isGlobMatch(pattern.toLowerCase(), name);
}

function isHashMatch(pattern: string, name: string): boolean {
  const [, , salt = '', hash = ''] = pattern.split('|');
  const expected = Buffer.from(hash, 'base64');
  const actual = createHmac('sha1', Buffer.from(salt, 'base64')).update(name).digest();
  return expected.length === actual.length && timingSafeEqual(expected, actual);
}

/** `*` and `?` as in OpenSSH's patterns. Linear in the text for each star: no pattern can make it slow. */
export function isGlobMatch(pattern: string, text: string): boolean {
  let p = 0;
  let t = 0;
  let starAt = -1;
  let resumeAt = 0;
  while (t < text.length) {
    if (pattern[p] === '*') {
      starAt = p;
      resumeAt = t;
      p += 1;
    } else if (p < pattern.length && (pattern[p] === '?' || pattern[p] === text[t])) {
      p += 1;
      t += 1;
    } else if (starAt >= 0) {
      p = starAt + 1;
      resumeAt += 1;
      t = resumeAt;
    } else {
      return false;
    }
  }
  return /^\**$/.test(pattern.slice(p));
}
