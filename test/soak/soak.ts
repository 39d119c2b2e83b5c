/**
 * Thousands of rounds with random faults through the shell as `vigia watch` wires it (poller, store, effects, timekeeper,
 * history on the disk), on a clock that leaves the waiting out. What it holds is measured when nothing runs.
 */
import { fork, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { setImmediate as turn } from 'node:timers/promises';
import { err, ok } from '../../src/core/result';
import type { Settings } from '../../src/core/settings';
import { createCliShell } from '../../src/main/cli/shell';
import { runWatch } from '../../src/main/cli/watch';
import { createNonce } from '../../src/main/nonce';
import type { Notifier } from '../../src/main/notifier/notifier';
import { createObserver, type Connect, type Observer } from '../../src/main/observe';
import { probeHttps } from '../../src/main/probes/https';
import { askWitnesses } from '../../src/main/probes/witnesses';
import { createTranslator } from '../../src/shared/i18n';
import { buildScript } from '../support/build-script';
import { observation, type RoundParts } from '../support/builders';
import { prepareDataDir, writeSettings } from '../support/data-folder';
import { createSkippingClock } from '../support/faults/skipping-clock';
import type { RelayFault } from '../support/faults/relay';
import { apiDown, databaseDown, diskFilling, noSsh, offline, serverOff, well } from '../support/rounds';
import { createTempFolder } from '../support/temp-folder';
import { waitUntil } from '../support/wait-until';
import type { PortalOrder } from './portal-side';
import { createRandom } from './random';

export interface SoakOptions {
  readonly rounds: number;
  readonly seed: number;
  /** How many of the rounds go over real sockets, 0 to 1. */
  readonly realShare: number;
  readonly collect: () => void;
  readonly onProgress?: (rounds: number) => void;
}

/** At a moment when nothing runs. */
export interface Held {
  readonly heapBytes: number;
  readonly rssBytes: number;
  readonly handles: number;
  readonly sockets: number;
  readonly timers: number;
  readonly listeners: number;
  readonly connections: number;
  readonly files: number;
}

export interface SoakResult {
  readonly rounds: number;
  readonly realRounds: number;
  readonly faults: number;
  readonly notices: number;
  readonly kept: number;
  readonly samples: readonly Held[];
}

/** What the round finds, where it does not really look. */
const stories: readonly RoundParts[] = [apiDown, databaseDown, diskFilling, noSsh, offline, serverOff];
const portalFaults = [
  'ssh-down',
  'ssh-auth',
  'host-key-changed',
  'nginx-down',
  'database-down',
  'api-down',
  'api-error',
  'api-worker-missing',
  'dashboard-down',
  'certificate-expired',
  'disk-full',
  'watchdog-silent',
  'laptop-offline',
];
const relayFaults: readonly RelayFault[] = [
  { kind: 'refused' },
  { kind: 'reset', afterBytes: 60 },
  { kind: 'reset', afterBytes: 1_500 },
  { kind: 'reset', afterBytes: 4_000 },
  { kind: 'says-for-ever', text: 'hola\r\n' },
];
const sampleCount = 40;
const minuteMs = 60_000;

/** What lasts: the state of the world until the next draw. */
interface Weather {
  readonly story: RoundParts;
  readonly fault: string | null;
  readonly relay: RelayFault;
  readonly isBad: boolean;
}

const fine: Weather = { story: well, fault: null, relay: { kind: 'none' }, isBad: false };

export async function runSoak(options: SoakOptions): Promise<SoakResult> {
  const temp = createTempFolder('soak');
  const portal = await startPortalSide(temp.path);
  try {
    return await soak(options, temp.path, portal);
  } finally {
    portal.child.disconnect();
    await once(portal.child, 'exit');
    temp.remove();
  }
}

interface PortalSide {
  readonly child: ChildProcess;
  readonly settings: Settings;
  readonly hostKey: { readonly type: string; readonly base64: string };
  readonly sshPort: number;
  order(order: PortalOrder): Promise<void>;
}

async function startPortalSide(folder: string): Promise<PortalSide> {
  const script = await buildScript(join(import.meta.dirname, 'portal-side.ts'), join(folder, 'portal-side'));
  const child = fork(script, [folder], { execArgv: [] });
  const [told] = (await once(child, 'message')) as [Pick<PortalSide, 'settings' | 'hostKey' | 'sshPort'>];
  return {
    ...told,
    child,
    order: async (order) => {
      child.send(order);
      await once(child, 'message');
    },
  };
}

async function soak(options: SoakOptions, dataDir: string, portal: PortalSide): Promise<SoakResult> {
  const random = createRandom(options.seed);
  const pick = <T>(all: readonly T[]): T => all[Math.floor(random() * all.length)] as T;
  const clock = createSkippingClock();
  const startedAt = Date.now();
  const [demoServer] = portal.settings.servers;
  if (demoServer === undefined) throw new Error('the demo has no server');
  const server = { ...demoServer, port: portal.sshPort };
  const settings: Settings = { ...portal.settings, intervalMinutes: 1, servers: [server] };
  prepareDataDir(dataDir, { settings, hostKey: portal.hostKey });
  let weather = fine;
  let begun = 0;
  let ended = 0;
  let realRounds = 0;
  let faults = 0;
  let notices = 0;
  let connections = 0;
  let finish = (): void => undefined;

  const shell = createCliShell({
    io: { out: () => undefined, err: () => undefined, stdin: process.stdin },
    t: createTranslator({ language: 'es', now: clock.now, timeZone: 'America/Bogota', address: 'neutral' }),
    clock,
    dataDir,
    env: {},
    watch: true,
  });
  const connect: Connect = async (one, signal) => {
    connections += 1;
    const connection = await shell.connect(one, signal);
    if (connection.ok) connection.value.onOver(() => (connections -= 1));
    else connections -= 1;
    return connection;
  };
  const real = createObserver({ clock, connect, probe: probeHttps, ask: askWitnesses, nonce: createNonce });

  /** Now and then the weather changes; what it is then stays for some rounds. */
  function draw(): void {
    const chance = random();
    if (chance > 0.25) return;
    if (chance > 0.1) {
      weather = fine;
      return;
    }
    faults += 1;
    weather = {
      story: pick(stories),
      fault: random() < 0.6 ? pick(portalFaults) : null,
      relay: random() < 0.5 ? pick(relayFaults) : { kind: 'none' },
      isBad: true,
    };
  }

  const observe: Observer['observe'] = async (one, witnesses) => {
    begun += 1;
    draw();
    try {
      if (random() < 0.002) throw new Error('a fault of our own');
      if (random() >= options.realShare) return { ...observation(weather.story, clock.now()), serverId: one.id };
      realRounds += 1;
      await portal.order({ fault: weather.fault, relay: weather.relay, aheadMs: clock.now() - Date.now() });
      return await real.observe(one, witnesses);
    } finally {
      ended += 1;
    }
  };
  const notifier: Notifier = {
    show: () => {
      notices += 1;
      return Promise.resolve(
        random() < 0.2 ? err('no desktop') : ok({ channel: 'node-notifier' as const, reason: null }),
      );
    },
    close: () => undefined,
    onUse: () => () => undefined,
    check: () => Promise.resolve([]),
    blocked: () => null,
  };
  const watching = runWatch(
    { ...shell, connect, observer: { ...real, observe } },
    {
      serverId: null,
      json: false,
      intervalMs: null,
      notifier,
      // The simulated portal keeps no records to be read afterwards: asking for them would take seconds of every round.
      demo: true,
      ended: new Promise((resolve) => {
        finish = resolve;
      }),
    },
  );
  const isIdle = () => begun === ended && connections === 0;
  const samples: Held[] = [];
  const every = Math.max(1, Math.floor(options.rounds / sampleCount));
  while (ended < options.rounds) {
    const before = begun;
    while (begun === before) {
      if (isIdle()) clock.skip(10 * minuteMs);
      await turn();
    }
    await waitUntil('the round to end', isIdle, 60_000);
    // Somebody changes the settings, or the machine sleeps.
    if (random() < 0.003) writeSettings(dataDir, { ...settings, intervalMinutes: 1 + Math.floor(random() * 2) });
    if (random() < 0.003) clock.sleep(minuteMs * (1 + random() * 600));
    if (ended % every !== 0) continue;
    // What a connection leaves to the system is closed within a few turns.
    for (let n = 0; n < 20; n += 1) await turn();
    options.collect();
    samples.push(holdNow({ timers: clock.waiting(), connections }));
    options.onProgress?.(ended);
  }
  finish();
  await watching;
  const kept = shell.history.reader.looks(server.id, { fromAt: startedAt, toAt: clock.now() + minuteMs }).length;
  shell.settings.stop();
  shell.history.close();
  return { rounds: ended, realRounds, faults, notices, kept, samples };
}

function holdNow(known: Pick<Held, 'timers' | 'connections'>): Held {
  const { heapUsed, rss } = process.memoryUsage();
  const resources = process.getActiveResourcesInfo().filter((kind) => kind !== 'Immediate');
  const emitters = [process, process.stdout, process.stderr, process.stdin];
  return {
    ...known,
    heapBytes: heapUsed,
    rssBytes: rss,
    handles: resources.length,
    sockets: resources.filter((kind) => /TCP|TLS/.test(kind)).length,
    listeners: emitters.reduce(
      (sum, emitter) => sum + emitter.eventNames().reduce((all, name) => all + emitter.listenerCount(name), 0),
      0,
    ),
    files: countFiles(),
  };
}

/** File descriptors; only Linux tells. */
function countFiles(): number {
  try {
    return readdirSync('/proc/self/fd').length;
  } catch {
    return 0;
  }
}
