import { parseLogStamp } from '../log-stamp';
import { isOwnRequest } from '../own-probe';
import { levelOfStatus, readAccessLine } from './access-line';
import { guessLevel } from './level';
import { readGunicornPrefix, readJournalPrefix, readNginxPrefix, type Prefix } from './prefix';
import type { LogLevel, LogSource, LogZone, ParsedLine } from './types';

/**
 * What one line says of itself. `text`: without colours. A line that is in no known form is taken as it is: no date, and
 * the level that its words suggest. Never throws, and takes a time in proportion to the line.
 */
export function parseLogLine(source: LogSource, text: string, zone: LogZone): ParsedLine {
  switch (source) {
    case 'api-access':
      return parseAccess(text, zone) ?? unknownLine(text, false);
    case 'api-error':
      return isIndented(text) ? continuation : (parseAccess(text, zone) ?? parseGunicorn(text, zone, 0, null));
    case 'api-monitor':
      return parseWatchdog(text, zone);
    case 'nginx-error':
      return fromPrefix(text, readNginxPrefix(text, zone)) ?? unknownLine(text, true);
    case 'dashboard':
      return parseJournal(text, zone);
  }
}

/** Most lines of an error log are frames of tracebacks, whatever words are in them. */
const continuation: ParsedLine = { at: null, level: 'none', bodyFrom: 0, continues: true, isOwn: false };

function isIndented(text: string): boolean {
  return text.startsWith(' ') || text.startsWith('\t');
}

function parseAccess(text: string, zone: LogZone): ParsedLine | null {
  if (!text.includes('"')) return null;
  const line = readAccessLine(text, zone);
  if (line === null) return null;
  const { at, status, requestFrom } = line;
  const isOwn = isOwnRequest(text, requestFrom);
  return { at, level: levelOfStatus(status), bodyFrom: requestFrom, continues: false, isOwn };
}

/** `from`: where gunicorn's own line begins, in the journal after its prefix, with `at` of the journal. */
function parseGunicorn(text: string, zone: LogZone, from: number, at: number | null): ParsedLine {
  const own = from === 0 ? text : text.slice(from);
  if (isIndented(own)) return { ...continuation, at, bodyFrom: from };
  // `INFO:     127.0.0.1:5 - "GET …" 200 OK` is a request, however loud its words are.
  const prefix = readGunicornPrefix(own, zone);
  if (prefix === null) return { ...unknownLine(own, true), at, bodyFrom: from };
  const access = prefix.at === null ? readAccessLine(own.slice(prefix.end), zone) : null;
  const level = access === null ? (prefix.level ?? guessLevel(own.slice(prefix.end))) : levelOfStatus(access.status);
  return { at: at ?? prefix.at, level, bodyFrom: from + prefix.end, continues: false, isOwn: false };
}

function parseWatchdog(text: string, zone: LogZone): ParsedLine {
  const prefix = readGunicornPrefix(text, zone);
  if (prefix !== null) return fromPrefix(text, prefix) ?? unknownLine(text, false);
  // Its author may write the date as he likes.
  const at = parseLogStamp(text, zone.utcOffsetMinutes);
  return at === null
    ? unknownLine(text, true)
    : { at, level: guessLevel(text), bodyFrom: 0, continues: false, isOwn: false };
}

function parseJournal(text: string, zone: LogZone): ParsedLine {
  const prefix = readJournalPrefix(text, zone);
  if (prefix === null) return unknownLine(text, /^\s/.test(text));
  if (prefix.sender === 'systemd' || prefix.sender === 'kernel')
    return fromPrefix(text, prefix) ?? unknownLine(text, false);
  return parseGunicorn(text, zone, prefix.end, prefix.at);
}

function fromPrefix(text: string, prefix: Prefix | null): ParsedLine | null {
  if (prefix === null) return null;
  const level: LogLevel = prefix.level ?? guessLevel(text.slice(prefix.end, prefix.end + 400));
  return { at: prefix.at, level, bodyFrom: prefix.end, continues: false, isOwn: false };
}

function unknownLine(text: string, continues: boolean): ParsedLine {
  return { at: null, level: guessLevel(text), bodyFrom: 0, continues, isOwn: false };
}
