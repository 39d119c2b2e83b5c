import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { diagnose } from '../../src/core/diagnose';
import { rememberRound } from '../../src/core/diagnosis/memory';
import type { Cause, Diagnosis, Observation } from '../../src/core/model';
import type { RemoteFacts } from '../../src/core/remote-facts';
import type { ServerSettings } from '../../src/core/settings';
import type { FaultId } from '../../src/demo/faults';
import { startDemoPortal } from '../../src/demo/portal';
import type { DemoPortal } from '../../src/demo/portal';
import { createSystemClock } from '../../src/main/clock';
import { createObserver } from '../../src/main/observe';
import type { Observer } from '../../src/main/observe';
import { probeHttps } from '../../src/main/probes/https';
import { askWitnesses } from '../../src/main/probes/witnesses';
import { connectSsh } from '../../src/main/ssh/connect';
import { createHostKeyStore } from '../../src/main/ssh/host-keys';

let dataDir = '';
let portal: DemoPortal;
let observer: Observer;

beforeEach(async () => {
  dataDir = mkdtempSync(join(tmpdir(), 'vigia-demo-round-'));
  portal = await startDemoPortal({ dataDir, stepMs: 20 });
  const hostKeys = createHostKeyStore({ file: join(dataDir, 'known_hosts') });
  hostKeys.accept(server().host, server().port ?? 0, portal.hostKey);
  observer = createObserver({
    clock: createSystemClock(),
    connect: (to, signal) =>
      connectSsh({
        server: to,
        hostKeys,
        secrets: () => null,
        timeoutMs: 5000,
        sshConfigFile: join(dataDir, 'no-config'),
        ...(signal === undefined ? {} : { signal }),
      }),
    probe: (options) => probeHttps({ ...options, timeoutMs: 3000 }),
    ask: askWitnesses,
    nonce: () => 'demo0123456789abcdef',
  });
});

afterEach(async () => {
  await portal.stop();
  rmSync(dataDir, { recursive: true });
});

function server(): ServerSettings {
  const [first] = portal.settings.servers;
  if (first === undefined) throw new Error('the demo has no server');
  return first;
}

async function observe(): Promise<Observation> {
  observer.release(server().id);
  return observer.observe(server(), portal.settings.witnesses);
}

async function look(): Promise<Diagnosis> {
  return diagnose(await observe(), { server: server(), earlier: new Set(), memory: null });
}

async function hasRecovered(): Promise<boolean> {
  const observation = await observe();
  const { status } = diagnose(observation, { server: server(), earlier: new Set(), memory: null });
  return observation.ssh.kind === 'facts' && (status === 'calm' || status === 'attention');
}

function factsOf(observation: Observation): RemoteFacts {
  if (observation.ssh.kind === 'failed') throw new Error(observation.ssh.error.kind);
  return observation.ssh.facts;
}

test('a round on a portal that is well is calm and misses nothing', async () => {
  const observation = await observe();
  const facts = factsOf(observation);
  expect(diagnose(observation, { server: server(), earlier: new Set(), memory: null })).toMatchObject({
    status: 'calm',
    primary: null,
    findings: [],
    unknown: [],
  });
  expect(facts.missing).toEqual([]);
  expect(facts.sudo).toBe('allowed');
  expect(Math.abs(facts.clockOffsetMs)).toBeLessThan(1000);
  expect(facts.gunicorn).toMatchObject({ masters: [{ parentPid: 1 }], orphans: [] });
  expect(facts.gunicorn?.workers).toHaveLength(4);
});

const told: readonly (readonly [FaultId, Cause, Diagnosis['status']])[] = [
  ['laptop-offline', 'laptop-offline', 'no-data'],
  ['ssh-down', 'ssh-unavailable', 'attention'],
  ['ssh-auth', 'ssh-auth-failed', 'attention'],
  ['host-key-changed', 'host-key-changed', 'attention'],
  ['nginx-down', 'proxy-down', 'down'],
  ['database-down', 'database-down', 'down'],
  ['api-down', 'api-down', 'down'],
  ['api-hung', 'api-hung', 'down'],
  ['api-error', 'api-error', 'down'],
  ['dashboard-down', 'dashboard-down', 'down'],
  ['dashboard-failing', 'dashboard-failing', 'down'],
  ['certificate-expired', 'certificate-expired', 'down'],
  ['disk-full', 'disk-full', 'attention'],
  ['watchdog-silent', 'watchdog-silent', 'attention'],
  ['server-off', 'server-unreachable', 'down'],
];

test.each(told)('the fault %s is told as %s, with status %s, until it ends', async (fault, cause, status) => {
  portal.setFault(fault, true);
  await portal.settled();
  const broken = await look();
  portal.setFault(fault, false);
  expect([broken.primary?.cause, broken.status]).toEqual([cause, status]);
  // The ports come back one by one.
  await expect.poll(hasRecovered, { timeout: 15_000 }).toBe(true);
});

test('a worker that is still missing in the second round is told as workers-missing', async () => {
  portal.setFault('api-worker-missing', true);
  const first = await observe();
  expect(factsOf(first).gunicorn?.workers).toHaveLength(3);
  const memory = rememberRound(first, 4, null);
  const second = diagnose(await observe(), { server: server(), earlier: new Set(), memory });
  expect([second.primary?.cause, second.status]).toEqual(['workers-missing', 'attention']);
});
