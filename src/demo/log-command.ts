import type { ServerSettings } from '../core/settings';
import type { Logs } from './log-lines';
import type { LogRequest } from './log-reading';
import { splitWords } from './shell-words';

export type LogCommand =
  | { readonly kind: 'read'; readonly request: LogRequest }
  /** The file is not there. */
  | { readonly kind: 'missing' };

/**
 * What core/services/log-command.ts asks for: `/bin/sh -c SCRIPT sh FILE|UNIT LINES TEXT SECONDS`. The script is not run,
 * only looked at. Null where it is another command.
 */
export function parseLogCommand(command: string, server: ServerSettings): LogCommand | null {
  const words = splitWords(command);
  const [script = '', , target = '', lines = '', text = '', seconds = ''] = words.slice(words.indexOf('-c') + 1);
  const isJournal = /\bjournalctl /.test(script);
  if (!words.includes('/bin/sh') || !words.includes('-c') || (!isJournal && !/\btail /.test(script))) return null;
  const log = isJournal ? 'journal' : logOf(target, server);
  if (log === null) return { kind: 'missing' };
  const isFiltered = script.includes('grep ');
  const since = isJournal ? /--since=@(\d+)/.exec(script)?.[1] : script.includes('awk ') ? seconds : undefined;
  const request: LogRequest = {
    log,
    lines: Number(lines),
    follow: isJournal ? script.includes(' -f') : script.includes(' -F -- '),
    contains: isFiltered ? text.toLowerCase() : '',
    sinceAt: since === undefined ? null : Number(since) * 1000,
  };
  return { kind: 'read', request };
}

function logOf(path: string, server: ServerSettings): keyof Logs | null {
  if (path === server.watchdogLog) return 'monitor';
  if (path === server.errorLog) return 'error';
  return path === server.accessLog ? 'access' : null;
}
