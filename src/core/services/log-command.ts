import type { LogSource } from '../logs/types';
import { plainEnvironment } from '../remote/remote-shell';
import type { ServerSettings } from '../settings';
import { shellQuote } from '../shell-quote';

export interface LogOptions {
  /** Lines of the past, 1 to 20 000. */
  readonly lines: number;
  readonly follow: boolean;
  /** Only lines with this text, in upper or lower case. Null: all. */
  readonly grep: string | null;
  /** Any time that Date.parse reads; else it is ignored. Null: no limit. */
  readonly since: string | null;
}

/** Where nginx of Debian, Ubuntu and nginx.org writes its errors. */
export const proxyErrorLog = '/var/log/nginx/error.log';

/** Exit codes of our own, before the log is opened. */
export const logExit = { missing: 66, unreadable: 77 } as const;

const maxLines = 20_000;
/** What a search without following looks through. */
const searchBytes = 64 * 1024 * 1024;

/**
 * A command that prints a log, and follows it if asked. It takes no input and, like `tail`, never ends by itself when
 * following: close the channel. Exit 66: no such file, 77: may not be read.
 */
export function logCommand(source: LogSource, server: ServerSettings, options: LogOptions): string {
  const lines = Math.min(Math.max(Math.trunc(options.lines) || 1, 1), maxLines);
  const since = toEpochSeconds(options.since);
  const pattern = options.grep === null || options.grep === '' ? null : oneLine(options.grep);
  switch (source) {
    case 'api-monitor':
      return fileCommand(server.watchdogLog, lines, options.follow, pattern, since);
    case 'api-error':
      return fileCommand(server.errorLog, lines, options.follow, pattern, since);
    case 'api-access':
      return fileCommand(server.accessLog, lines, options.follow, pattern, since);
    case 'nginx-error':
      return fileCommand(proxyErrorLog, lines, options.follow, pattern, since);
    case 'dashboard':
      return journalCommand(server.dashboard.unit, lines, options.follow, pattern, since);
  }
}

/** $1 file, $2 lines, $3 text to look for, $4 seconds since 1970. */
function fileCommand(
  file: string,
  lines: number,
  follow: boolean,
  pattern: string | null,
  since: number | null,
): string {
  const check = `[ -e "$1" ] || exit ${String(logExit.missing)}; [ -r "$1" ] || exit ${String(logExit.unreadable)}; `;
  const filters = [...(since === null ? [] : [sinceFilter]), ...(pattern === null ? [] : [grepFilter(follow)])];
  const words = [file, String(lines), pattern ?? '', String(since ?? '')];
  if (filters.length === 0) return shell(`${check}exec tail -n "$2" ${follow ? '-F ' : ''}-- "$1"`, words);
  const source = follow ? `tail -n ${String(maxLines)} -F -- "$1"` : `tail -c ${String(searchBytes)} -- "$1"`;
  return shell(check + filtered(source, filters, follow), words);
}

/** $1 unit, $2 lines, $3 text to look for. The journal knows times itself. */
function journalCommand(
  unit: string,
  lines: number,
  follow: boolean,
  pattern: string | null,
  since: number | null,
): string {
  const when = since === null ? '' : ` --since=@${String(since)}`;
  const journal = `journalctl --no-pager -o short-iso -u "$1"${when}${follow ? ' -f' : ''} -n`;
  if (pattern === null) return shell(`exec ${journal} "$2"`, [unit, String(lines)]);
  return shell(filtered(`${journal} ${String(maxLines)}`, [grepFilter(follow)], follow), [
    unit,
    String(lines),
    pattern,
  ]);
}

/**
 * When the laptop hangs up, a `tail` whose reader is another filter would not notice until its next line comes through,
 * which may be never. A second one that prints nothing notices at once.
 */
function filtered(source: string, filters: readonly string[], follow: boolean): string {
  if (!follow) return [source, ...filters, 'tail -n "$2"'].join(' | ');
  const sentinel =
    'if tail --pid="$filter" -n 0 /dev/null 2>/dev/null; then tail --pid="$filter" -f /dev/null; kill "$filter" 2>/dev/null; else wait; fi';
  return `${[source, ...filters].join(' | ')} & filter=$!; ${sentinel}`;
}

/** Bytes, not characters: a log may hold anything. */
function grepFilter(follow: boolean): string {
  return `grep ${follow ? '--line-buffered ' : ''}-a -F -i -e "$3"`;
}

/**
 * Lines from the first that is not older. Stamps are compared as text in the server's own time: `2026-11-24 05:10:01`
 * or `24/Nov/2026:05:10:01`. Lines without a stamp belong to the one before; a log without any is shown whole.
 */
const sinceFilter = [
  `awk -v from="$(date -d "@$4" "+%Y-%m-%d %H:%M:%S")" '`,
  '{ stamp = "" } ',
  'match($0, /[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9][ T][0-9][0-9]:[0-9][0-9]:[0-9][0-9]/) ',
  '{ stamp = substr($0, RSTART, 10) " " substr($0, RSTART + 11, 8) } ',
  'stamp == "" && match($0, /[0-9][0-9]\\/[A-Z][a-z][a-z]\\/[0-9][0-9][0-9][0-9]:[0-9][0-9]:[0-9][0-9]:[0-9][0-9]/) ',
  '{ s = substr($0, RSTART, 20); month = (index("JanFebMarAprMayJunJulAugSepOctNovDec", substr(s, 4, 3)) + 2) / 3; ',
  'stamp = sprintf("%s-%02d-%s %s", substr(s, 8, 4), month, substr(s, 1, 2), substr(s, 13, 8)) } ',
  'stamp != "" { old = (stamp < from) } ',
  "!old { print; fflush() }'",
].join('');

/** The account's own shell reads the words; what they mean is for /bin/sh alone. */
function shell(script: string, words: readonly string[]): string {
  return `exec ${plainEnvironment} /bin/sh -c ${[script, 'sh', ...words].map(shellQuote).join(' ')}`;
}

function oneLine(text: string): string {
  return text.replace(/\p{Cc}+/gu, ' ').slice(0, 500);
}

function toEpochSeconds(text: string | null): number | null {
  const at = text === null ? Number.NaN : Date.parse(text);
  return Number.isNaN(at) || at < 0 ? null : Math.floor(at / 1000);
}
