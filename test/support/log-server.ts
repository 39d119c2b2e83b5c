import { mkdirSync, readdirSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { LogSource } from '../../src/core/logs/types';
import type { ServerSettings } from '../../src/core/settings';
import { createSystemClock } from '../../src/main/clock';
import type { LogDeps, LogPositions, StreamEvent, StreamRequest } from '../../src/main/logs/open-stream';
import { openLogStream } from '../../src/main/logs/open-stream';
import { createNonce } from '../../src/main/nonce';
import { connectSsh } from '../../src/main/ssh/connect';
import { createHostKeyStore } from '../../src/main/ssh/host-keys';
import { server as profile } from './builders';
import { startSshd, type Sshd } from './sshd';
import { createTempFolder } from './temp-folder';
import { waitUntil } from './wait-until';

export interface LogServer {
  readonly sshd: Sshd;
  readonly server: ServerSettings;
  /** Where the logs are, by the names of their sources. */
  readonly folder: string;
  path(source: Exclude<LogSource, 'dashboard'>): string;
  readonly deps: LogDeps;
  /** Writes the API's own log, or an older one of it, as if at this moment. */
  write(suffix: string, text: string, at: number): void;
  /** No log is left. */
  clear(): void;
  stop(): Promise<void>;
}

/** A real OpenSSH server with log files of its own, which do not exist yet. */
export async function startLogServer(): Promise<LogServer> {
  const sshd = await startSshd();
  const temp = createTempFolder("o'brien");
  const folder = join(temp.path, 'registros de hoy');
  mkdirSync(folder);
  const hostKeys = createHostKeyStore({ file: join(temp.path, 'known_hosts') });
  for (const key of sshd.hostKeys) hostKeys.accept(sshd.host, sshd.port, key);
  const path = (source: LogSource) => join(folder, `${source}.log`);
  const server: ServerSettings = {
    ...profile,
    host: sshd.host,
    port: sshd.port,
    user: sshd.user,
    auth: { kind: 'key', file: sshd.keyFile },
    watchdogLog: path('api-monitor'),
    errorLog: path('api-error'),
    accessLog: path('api-access'),
  };
  const deps: LogDeps = {
    connect: (one, signal) =>
      connectSsh({
        server: one,
        hostKeys,
        secrets: () => null,
        timeoutMs: 20_000,
        sshConfigFile: join(temp.path, 'no-config'),
        ...(signal === undefined ? {} : { signal }),
      }),
    clock: createSystemClock(),
    nonce: createNonce,
    proxyLog: path('nginx-error'),
  };
  return {
    sshd,
    server,
    folder,
    path,
    deps,
    write: (suffix, text, at) => {
      const file = `${path('api-error')}${suffix}`;
      writeFileSync(file, text);
      utimesSync(file, at / 1000, at / 1000);
    },
    clear: () => {
      for (const name of readdirSync(folder)) rmSync(join(folder, name), { recursive: true });
    },
    stop: async () => {
      await sshd.stop();
      temp.remove();
    },
  };
}

export interface ReadLog {
  readonly events: readonly StreamEvent[];
  lines(source?: LogSource): readonly string[];
  has(kind: StreamEvent['kind'], source?: LogSource): boolean;
  waitFor(kind: StreamEvent['kind'], source?: LogSource): Promise<void>;
  positions(): LogPositions;
  /** Says that everything that came is taken. */
  take(): void;
  close(): void;
}

/** Opens logs and takes what comes, unless `takes` is false. */
export function readLogs(
  logs: Pick<LogServer, 'server' | 'deps'>,
  request: Partial<Omit<StreamRequest, 'server' | 'on'>> & { readonly takes?: () => boolean },
): ReadLog {
  const events: StreamEvent[] = [];
  const stream = openLogStream(logs.deps, {
    server: logs.server,
    sources: ['api-error'],
    span: { kind: 'last', lines: 500 },
    follow: false,
    ...request,
    on: (event) => {
      events.push(event);
      if (event.kind === 'lines' && (request.takes?.() ?? true)) stream.taken(event.batch);
    },
  });
  const isOf = (event: StreamEvent, source?: LogSource) =>
    source === undefined || event.kind === 'clock' || event.source === source;
  const has: ReadLog['has'] = (kind, source) => events.some((event) => event.kind === kind && isOf(event, source));
  return {
    events,
    lines: (source) => events.flatMap((event) => (event.kind === 'lines' && isOf(event, source) ? event.lines : [])),
    has,
    waitFor: (kind, source) => waitUntil(`${kind} of ${source ?? 'any source'}`, () => has(kind, source)),
    positions: stream.positions,
    take: () => {
      stream.taken(Number.MAX_SAFE_INTEGER);
    },
    close: stream.close,
  };
}
