import { proxyErrorLog } from '../core/services';
import type { ServerSettings } from '../core/settings';
import type { Logs } from './log-lines';
import { parsePosition, type LogRead, type LogSearch } from './log-reading';

export type LogCommand =
  | { readonly kind: 'read'; readonly request: LogRead }
  | { readonly kind: 'search'; readonly request: LogSearch }
  /** The file is not there. */
  | { readonly kind: 'missing' };

/**
 * What core/services/log-read.ts and log-search.ts ask for. The scripts are not run; the values that they begin with say
 * all. Null where it is another script.
 */
export function parseLogScript(script: string, server: ServerSettings): LogCommand | null {
  const isSearch = script.includes('begin_search "$1"');
  if (!isSearch && !script.includes('SPAN=')) return null;
  const value = (name: string) => assigned(script, name);
  const file = value('FILE');
  const log = value('UNIT') !== null ? 'journal' : logOf(file ?? '', server);
  if (log === null) return { kind: 'missing' };
  const secondsAt = (name: string) => {
    const text = value(name) ?? '';
    return /^\d+$/.test(text) ? Number(text) * 1000 : null;
  };
  if (isSearch) {
    const flags = value('FLAGS') ?? '';
    const request: LogSearch = {
      log,
      pattern: toPattern(value('PATTERN') ?? '', flags),
      beforeAt: secondsAt('BEFORE'),
      afterAt: secondsAt('AFTER'),
      hits: Number(value('HITS')),
      end: Number(/:(\d+)$/.exec(value('CURSOR') ?? '')?.[1] ?? Infinity),
    };
    return { kind: 'search', request };
  }
  const isWindow = value('SPAN') === 'window';
  const follow = value('FOLLOW') === '1';
  const request: LogRead = {
    log,
    lines: isWindow ? Infinity : Number(value('LINES')),
    fromAt: isWindow ? secondsAt('FROM') : null,
    toAt: isWindow && !follow ? secondsAt('TO') : null,
    follow,
    after: parsePosition(value('AFTER') ?? ''),
  };
  return { kind: 'read', request };
}

/** `NAME='value'`, as core/shell-quote writes it. */
function assigned(script: string, name: string): string | null {
  const found = new RegExp(`^${name}=((?:'[^']*'|"'")+)$`, 'm').exec(script)?.[1];
  if (found === undefined) return null;
  return found.replace(/'([^']*)'|"'"/g, (_all, text?: string) => text ?? "'");
}

/** grep's extended expressions are nearly JavaScript's. */
function toPattern(text: string, flags: string): RegExp {
  const source = flags.includes('F')
    ? text.replace(/[.[\]{}()*+?^$|\\]/g, '\\$&')
    : text
        .replace(/\[(\^?)\]/g, '[$1\\]')
        .replaceAll('[:space:]', '\\s')
        .replaceAll('[:cntrl:][:print:]', '\\s\\S');
  return new RegExp(source, flags.includes('i') ? 'i' : '');
}

function logOf(path: string, server: ServerSettings): keyof Logs | null {
  if (path === server.watchdogLog) return 'monitor';
  if (path === server.errorLog) return 'error';
  if (path === proxyErrorLog) return 'proxy';
  return path === server.accessLog ? 'access' : null;
}
