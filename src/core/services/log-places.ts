import type { LogSource } from '../logs/types';
import type { ServerSettings } from '../settings';

/** Where nginx of Debian, Ubuntu and nginx.org writes its errors. */
export const proxyErrorLog = '/var/log/nginx/error.log';

/** Exit codes of our own, before the log is opened. */
export const logExit = { missing: 66, unreadable: 77 } as const;

export interface LogPlace {
  /** A file, or the journal of a unit. */
  readonly kind: 'file' | 'journal';
  /** Path, or name of the unit. */
  readonly name: string;
  /** How its stamps are written, for the awk program: see log-shell.ts. */
  readonly stamps: 'access' | 'begin' | 'anywhere';
}

/** Where a log is. `proxyLog`: nginx's error log where it is not in its usual place. */
export function logPlace(source: LogSource, server: ServerSettings, proxyLog: string = proxyErrorLog): LogPlace {
  switch (source) {
    case 'api-monitor':
      return { kind: 'file', name: server.watchdogLog, stamps: 'anywhere' };
    case 'api-error':
      return { kind: 'file', name: server.errorLog, stamps: 'begin' };
    case 'api-access':
      return { kind: 'file', name: server.accessLog, stamps: 'access' };
    case 'nginx-error':
      return { kind: 'file', name: proxyLog, stamps: 'begin' };
    case 'dashboard':
      return { kind: 'journal', name: server.dashboard.unit, stamps: 'begin' };
  }
}
