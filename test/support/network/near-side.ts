/**
 * Vigía's own observer and core on this side of the network, in a namespace of its own; one command per line on standard
 * input, one JSON line for each answer. Time is the real one, moved forward by the cadence instead of waiting.
 */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { nextRoundIn } from '../../../src/core/cadence';
import { update, type Effect, type MonitorEvent } from '../../../src/core/monitor';
import { initialState, type MonitorState } from '../../../src/core/monitor-state';
import { portalProfile } from '../../../src/core/portal-profile';
import { defaultSettings, type ServerSettings, type Settings } from '../../../src/core/settings';
import { toSnapshot } from '../../../src/core/snapshot';
import { createSystemClock, type Clock } from '../../../src/main/clock';
import { createNonce } from '../../../src/main/nonce';
import { createObserver, roundLimits } from '../../../src/main/observe';
import { probeHttps } from '../../../src/main/probes/https';
import { proxyFromEnvironment } from '../../../src/main/probes/proxy-route';
import { askWitnesses } from '../../../src/main/probes/witnesses';
import { connectSsh } from '../../../src/main/ssh/connect';
import { createHostKeyStore } from '../../../src/main/ssh/host-keys';
import { describeNotice } from '../describe-notice';
import { far } from './addresses';

const folder = process.argv[2] ?? '';
const given = JSON.parse(readFileSync(join(folder, 'far.json'), 'utf8')) as {
  readonly key: ServerSettings['auth'];
  readonly caFile: string;
  readonly hostKey: { readonly type: string; readonly base64: string };
  readonly user: string;
};
const real = createSystemClock();
let aheadMs = 0;
const clock: Clock = { ...real, now: () => real.now() + aheadMs };
const server: ServerSettings = {
  ...portalProfile,
  host: far.server,
  port: 22,
  user: given.user,
  auth: given.key,
  url: `https://${far.name}/`,
  caFile: given.caFile,
};
const settings: Settings = {
  ...defaultSettings,
  digest: false,
  witnesses: [far.witness, far.secondWitness].map((host) => ({ url: `http://${host}/`, expect: far.witnessText })),
  servers: [server],
};
const hostKeys = createHostKeyStore({ file: join(folder, 'known_hosts') });
hostKeys.accept(far.server, 22, given.hostKey);
let env: Record<string, string> = {};
/** The deadlines of the product would make a test last five minutes, and a bad network needs them. */
const shortLimits = { webMs: 3_000, witnessMs: 1_500, connectMs: 3_000 };
let limits: typeof shortLimits = shortLimits;
const observer = createObserver({
  clock,
  probe: (options) => probeHttps({ ...options, timeoutMs: limits.webMs }),
  ask: (options) => askWitnesses({ ...options, timeoutMs: limits.witnessMs }),
  nonce: createNonce,
  resolveProxy: (url) => proxyFromEnvironment(env)(url),
  connect: () => connectSsh({ server, hostKeys, secrets: () => null, timeoutMs: limits.connectMs, clock: real }),
});

let state: MonitorState;
forget();

function forget(): void {
  state = initialState(settings, {}, { demo: false, timeZone: 'America/Bogota' });
}

function apply(event: MonitorEvent): readonly string[] {
  const [next, effects] = update(state, event);
  state = next;
  return effects.flatMap((effect) => told(effect));
}

function told(effect: Effect): readonly string[] {
  if (effect.kind !== 'notify') return [];
  const more = apply({
    kind: 'notified',
    serverId: server.id,
    id: effect.alert.id,
    ok: true,
    at: clock.now(),
  });
  return [describeNotice(effect.alert), ...more];
}

async function round(): Promise<object> {
  const own = state.servers[0];
  if (own !== undefined && own.rounds > 0) {
    // Not as far as the cadence says: the other side's clock stays where it is, and two minutes would be a finding.
    const ms = nextRoundIn(own, { intervalMs: 5 * 60_000, watchdogMinutes: null, random: 0.5 }, clock.now());
    aheadMs += Math.min(ms, 12_000);
  }
  observer.release(server.id);
  const observation = await observer.observe(server, settings.witnesses);
  const said = apply({ kind: 'observed', observation });
  const seen = toSnapshot(state, clock.now()).servers[0];
  const latest = state.servers[0]?.latest?.primary ?? null;
  return {
    status: seen?.status,
    told: said,
    cause: latest?.cause ?? null,
    variant: latest?.variant ?? null,
    via: observation.portal.via,
    evidence: latest?.evidence.map(({ text }) => text) ?? [],
  };
}

async function obey(line: string): Promise<object> {
  const [what = '', value = ''] = line.split(' ');
  switch (what) {
    case 'round':
      return round();
    case 'forget':
      aheadMs = 0;
      forget();
      return {};
    case 'sleep': {
      const fromAt = clock.now();
      aheadMs += Number(value);
      return { told: apply({ kind: 'slept', fromAt, at: clock.now() }) };
    }
    case 'patience':
      limits = value === 'real' ? roundLimits : shortLimits;
      return {};
    case 'proxy':
      env = value === '' ? {} : { https_proxy: value, http_proxy: value };
      return {};
    default:
      return { error: line };
  }
}

let queue: Promise<void> = Promise.resolve();
createInterface({ input: process.stdin })
  .on('line', (line) => {
    queue = queue.then(async () => {
      process.stdout.write(`${JSON.stringify(await obey(line))}\n`);
    });
  })
  .on('close', () => process.exit(0));
