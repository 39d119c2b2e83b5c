/**
 * The whole shell over a data folder: `vigia watch` with its observer, poller, store and history, on the real time of
 * which only the waiting between rounds is left out.
 */
import { setImmediate as turn } from 'node:timers/promises';
import { ok } from '../../../src/core/result';
import type { ServerSettings } from '../../../src/core/settings';
import { createCliShell, type CliShell } from '../../../src/main/cli/shell';
import { runWatch } from '../../../src/main/cli/watch';
import { createNonce } from '../../../src/main/nonce';
import type { Notifier } from '../../../src/main/notifier/notifier';
import { createObserver, type Connect } from '../../../src/main/observe';
import { probeHttps } from '../../../src/main/probes/https';
import { askWitnesses } from '../../../src/main/probes/witnesses';
import { createTranslator } from '../../../src/shared/i18n';
import { waitUntil } from '../wait-until';
import { createSkippingClock, type SkippingClock } from './skipping-clock';

export interface SeenRound {
  /** What this round found. */
  readonly status: string;
  readonly cause: string | null;
  /** What the tray shows after it. */
  readonly shown: string;
  readonly ms: number;
}

export interface Monitor {
  readonly dataDir: string;
  readonly clock: SkippingClock;
  readonly rounds: readonly SeenRound[];
  /** Titles of what was told. */
  readonly notices: readonly string[];
  /** What it complained about. */
  readonly complaints: readonly string[];
  readonly shell: CliShell;
  /** The next round, as soon as the cadence has it due. */
  round(): Promise<SeenRound>;
  /** Ends as a user ends it. */
  stop(): Promise<void>;
}

export interface MonitorOptions {
  readonly dataDir: string;
  readonly clock?: SkippingClock;
  /** What the way to the server is made of, where it is not the command line's own. */
  readonly connect?: (own: Connect) => Connect;
  readonly demo?: boolean;
}

/** More than any round may take. */
export const roundLimitMs = 27_000;
/** The server's clock does not go ahead with ours: two minutes would be a finding. */
const stepMs = 10_000;

export function startMonitor(options: MonitorOptions): Monitor {
  const { dataDir, clock = createSkippingClock() } = options;
  const rounds: SeenRound[] = [];
  const notices: string[] = [];
  const complaints: string[] = [];
  let begun = 0;
  let beganMs = 0;
  let openLinks = 0;
  let finish = (): void => undefined;
  const shell = createCliShell({
    io: {
      out: (line) => {
        const { status, cause, shown } = JSON.parse(line) as { status: string; cause: string | null; shown: string };
        rounds.push({ status, cause, shown, ms: Math.round(clock.monotonic() - beganMs) });
      },
      err: (line) => {
        complaints.push(line);
      },
      stdin: process.stdin,
    },
    t: createTranslator({ language: 'en', now: clock.now, timeZone: 'America/Bogota', address: 'neutral' }),
    clock,
    dataDir,
    env: {},
    watch: true,
  });
  const own = options.connect?.(shell.connect) ?? shell.connect;
  const connect: Connect = async (server, signal) => {
    openLinks += 1;
    const connection = await own(server, signal);
    if (connection.ok) connection.value.onOver(() => (openLinks -= 1));
    else openLinks -= 1;
    return connection;
  };
  const observer = createObserver({ clock, connect, probe: probeHttps, ask: askWitnesses, nonce: createNonce });
  const notifier: Notifier = {
    show: (notice) => {
      notices.push(notice.title);
      return Promise.resolve(ok({ channel: 'node-notifier' as const, reason: null }));
    },
    close: () => undefined,
    onUse: () => () => undefined,
    check: () => Promise.resolve([]),
    blocked: () => null,
  };
  const ended = runWatch(
    {
      ...shell,
      connect,
      observer: {
        ...observer,
        observe: (server: ServerSettings, witnesses) => {
          begun += 1;
          beganMs = clock.monotonic();
          return observer.observe(server, witnesses);
        },
      },
    },
    {
      serverId: null,
      json: true,
      intervalMs: stepMs,
      notifier,
      demo: options.demo ?? false,
      ended: new Promise((resolve) => {
        finish = resolve;
      }),
    },
  );
  const isIdle = () => begun === rounds.length && openLinks === 0;
  return {
    dataDir,
    clock,
    rounds,
    notices,
    complaints,
    shell,
    round: async () => {
      const before = rounds.length;
      await waitUntil('what runs to end', () => isIdle() || begun > before, roundLimitMs + 5_000);
      // Nothing runs: what is left is waiting.
      while (begun === before) {
        if (isIdle()) clock.skip(stepMs);
        await turn();
      }
      await waitUntil('the round to end', () => rounds.length > before, 2 * roundLimitMs);
      const seen = rounds[before];
      if (seen === undefined) throw new Error('no round');
      return seen;
    },
    stop: async () => {
      finish();
      await ended;
      shell.settings.stop();
      shell.history.close();
    },
  };
}
