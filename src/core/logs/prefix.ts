/**
 * What stands before the message of a line: stamp, process, level. Every pattern is anchored at the beginning and every
 * repetition in it is bounded: whoever can write into a log cannot make it slow, nor move a stamp to where it is not.
 */
import { toStampMoment } from './stamp';
import type { LogLevel, LogZone } from './types';

export interface Prefix {
  readonly at: number | null;
  /** Null: the line does not say. */
  readonly level: LogLevel | null;
  /** Where the message begins. */
  readonly end: number;
  /** The journal's name of who wrote it: `systemd`, `gunicorn`. */
  readonly sender: string | null;
}

const levelOfWord: Readonly<Record<string, LogLevel>> = {
  CRITICAL: 'error',
  CRIT: 'error',
  ERROR: 'error',
  FATAL: 'error',
  EMERG: 'error',
  ALERT: 'error',
  PANIC: 'error',
  WARNING: 'warning',
  WARN: 'warning',
  NOTICE: 'info',
  INFO: 'info',
  DEBUG: 'debug',
  TRACE: 'debug',
};
const words = 'CRITICAL|CRIT|ERROR|FATAL|EMERG|ALERT|PANIC|WARNING|WARN|NOTICE|INFO|DEBUG|TRACE';

/** `[2026-11-24 05:41:58 -0500] [7761] [INFO] `; the watchdog writes the date alone. */
const bracketed =
  /^\[(\d{4})-(\d\d)-(\d\d)[ T](\d\d):(\d\d):(\d\d)(?:[.,](\d{1,9}))?(?: ?(Z|[+-]\d\d:?\d\d))?\] ?(?:\[(\d{1,10})\] ?)?(?:\[([A-Z]{4,8})\] ?)?/;
/** Python's logging: `2026-11-24 05:41:58,123 - name - ERROR - `, `2026-11-24 05:41:58,123 ERROR name: `. */
const plain =
  /^(\d{4})-(\d\d)-(\d\d)[ T](\d\d):(\d\d):(\d\d)(?:[.,](\d{1,9}))?(?: ?(Z|[+-]\d\d:?\d\d)(?![\d:]))?[ \t|:-]{0,5}/;
const plainLevel = new RegExp(`^(?:\\[?[\\w.]{1,60}\\]?[ \\t|:-]{1,5})?\\[?(${words})\\]?(?![\\w.])[ \\t|:-]{0,8}`);
/** uvicorn on its own, and logging without a date: `ERROR:    `, `WARNING:root:`. */
const named = new RegExp(`^(${words}):(?:[\\w.]{1,60}:)?[ \\t]{0,9}`);
/** nginx: `2026/11/24 05:15:01 [error] 123#123: *17 ` */
const nginx = /^(\d{4})\/(\d\d)\/(\d\d) (\d\d):(\d\d):(\d\d) \[([a-z]{4,6})\] \d{1,10}#\d{1,10}: (?:\*\d{1,20} )?/;
/** `journalctl -o short-iso-precise`: `2026-11-24T05:15:01.123456-0500 host name[pid]: ` */
const journal =
  /^(\d{4})-(\d\d)-(\d\d)T(\d\d):(\d\d):(\d\d)(?:\.(\d{1,9}))?(Z|[+-]\d\d:?\d\d) \S{1,255} ([^:[\]]{1,80})(?:\[\d{1,10}\])?: ?/;

export function readGunicornPrefix(text: string, zone: LogZone): Prefix | null {
  const found = bracketed.exec(text);
  if (found === null) return readLoggingPrefix(text, zone);
  const at = momentOf(found, found[7], found[8], zone);
  return at === null ? null : { at, level: levelOf(found[10]), end: found[0].length, sender: null };
}

export function readNginxPrefix(text: string, zone: LogZone): Prefix | null {
  const found = nginx.exec(text);
  if (found === null) return null;
  const at = momentOf(found, undefined, undefined, zone);
  return at === null ? null : { at, level: levelOf(found[7]?.toUpperCase()), end: found[0].length, sender: null };
}

export function readJournalPrefix(text: string, zone: LogZone): Prefix | null {
  const found = journal.exec(text);
  if (found === null) return null;
  const at = momentOf(found, found[7], found[8], zone);
  return at === null ? null : { at, level: null, end: found[0].length, sender: found[9] ?? null };
}

function readLoggingPrefix(text: string, zone: LogZone): Prefix | null {
  const word = named.exec(text);
  if (word !== null) return { at: null, level: levelOf(word[1]), end: word[0].length, sender: null };
  const found = plain.exec(text);
  if (found === null) return null;
  const at = momentOf(found, found[7], found[8], zone);
  if (at === null) return null;
  const level = plainLevel.exec(text.slice(found[0].length, found[0].length + 160));
  return { at, level: levelOf(level?.[1]), end: found[0].length + (level?.[0].length ?? 0), sender: null };
}

function momentOf(
  found: RegExpExecArray,
  fraction: string | undefined,
  zoneText: string | undefined,
  zone: LogZone,
): number | null {
  const [, year, month, day, hour, minute, second] = found;
  const parts = { year, month, day, hour, minute, second, fraction, zone: zoneText };
  return toStampMoment(parts, zone.utcOffsetMinutes);
}

function levelOf(word: string | undefined): LogLevel | null {
  return word === undefined ? null : (levelOfWord[word] ?? null);
}
