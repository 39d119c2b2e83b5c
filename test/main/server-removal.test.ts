import { fork } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, readFileSync, rmdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { portalProfile } from '../../src/core/portal-profile';
import { defaultSettings } from '../../src/core/settings';
import { createConfStore } from '../../src/main/conf-store';
import { createHistory } from '../../src/main/history/create-history';
import type { History } from '../../src/main/history/history';
import { bootId } from '../../src/main/process-alive';
import { createSecrets, type Secrets } from '../../src/main/secrets';
import { createServerRemoval, type ServerRemoval } from '../../src/main/server-removal';
import { createSettingsStore, type SettingsStore } from '../../src/main/settings-store';
import { buildScript } from '../support/build-script';
import { fakeClock, type FakeClock } from '../support/fake-clock';
import { createTempFolder, type TempFolder } from '../support/temp-folder';
import { minuteMs, sampleRound } from './history/sample';

const doomed = { ...portalProfile, id: 'viejo', name: 'Portal viejo', host: '192.0.2.7' };
const many = 60;
const other = { ...portalProfile, id: 'otro', name: 'Otro' };

let temp: TempFolder;
let clock: FakeClock;
let settings: SettingsStore;
let history: History;
let secrets: Secrets;
let removal: ServerRemoval;
/** Ids of the servers each time that settings were made to count. */
let applied: (readonly string[])[];

beforeEach(() => {
  temp = createTempFolder('removal');
  clock = fakeClock();
  open();
  settings.update(() => ({ ...defaultSettings, servers: [other, doomed] }));
  for (const serverId of [doomed.id, other.id]) {
    for (let n = 0; n < many; n += 1) history.recordRound(sampleRound(clock.now() + n * minuteMs, { serverId }));
  }
});
afterEach(() => {
  close();
  temp.remove();
});

function open(): void {
  applied = [];
  settings = createSettingsStore({ dataDir: temp.path, createStore: createConfStore, clock, watch: false });
  history = createHistory({ dataDir: temp.path, clock });
  secrets = createSecrets({ dataDir: temp.path, safe, clock, log: () => undefined });
  removal = createServerRemoval({
    clock,
    settings,
    secrets,
    history,
    applySettings: ({ servers }) => applied.push(servers.map(({ id }) => id)),
    onChange: () => undefined,
  });
}

function close(): void {
  settings.stop();
  history.close();
}

const safe = {
  available: () => Promise.resolve(true),
  encrypt: (secret: string) => Buffer.from(secret),
  decrypt: (encrypted: Buffer) => encrypted.toString(),
};
const inSettings = () => settings.current().servers.map(({ id }) => id);
const rounds = (serverId: string) => history.reader.looks(serverId, { fromAt: 0, toAt: 8.64e15 }).length;
const kept = { id: doomed.id, name: doomed.name, host: doomed.host, history: 'kept' };

describe('a server that is deleted', () => {
  test('is there with all its history until ten seconds are over', () => {
    expect(removal.begin(doomed.id, 'remove')).toBe(true);
    clock.advance(9_999);
    expect([inSettings(), rounds(doomed.id), applied]).toEqual([[other.id, doomed.id], many, []]);
    clock.advance(1);
    expect([inSettings(), rounds(doomed.id), rounds(other.id), applied]).toEqual([[other.id], 0, many, [[other.id]]]);
    expect([settings.current().removed, removal.pending()]).toEqual([[], []]);
  });

  test('and undone, stays as it was', () => {
    removal.begin(doomed.id, 'remove');
    clock.advance(9_000);
    expect([removal.undo(doomed.id), removal.undo(doomed.id)]).toEqual([true, false]);
    clock.advance(60_000);
    expect([inSettings(), rounds(doomed.id), removal.pending()]).toEqual([[other.id, doomed.id], many, []]);
  });

  test('with its history kept, has its history, its name and no secret any more', async () => {
    await secrets.remember(doomed, 'password', 'canario');
    removal.begin(doomed.id, 'keep');
    clock.advance(10_000);
    expect([inSettings(), rounds(doomed.id), settings.current().removed]).toEqual([[other.id], many, [kept]]);
    expect([secrets.recall(doomed, 'password'), readFileSync(join(temp.path, 'secrets.json'), 'utf8')]).toEqual([
      null,
      expect.not.stringContaining('viejo') as string,
    ]);
  });

  test('is deleted only once when it is asked for twice, by what she said last', () => {
    removal.begin(doomed.id, 'remove');
    clock.advance(5_000);
    removal.begin(doomed.id, 'keep');
    clock.advance(9_999);
    expect(removal.pending()).toMatchObject([{ history: 'keep' }]);
    clock.advance(1);
    expect([rounds(doomed.id), applied]).toEqual([many, [[other.id]]]);
  });

  test('and does not exist, is none', () => {
    expect([removal.begin('nadie', 'keep'), removal.pending()]).toEqual([false, []]);
  });

  test('what was changed in it meanwhile does not bring it back', () => {
    removal.begin(doomed.id, 'keep');
    settings.update((now) => ({
      ...now,
      servers: now.servers.map((server) => (server.id === doomed.id ? { ...server, name: 'Nuevo' } : server)),
    }));
    clock.advance(10_000);
    expect([inSettings(), settings.current().removed]).toEqual([[other.id], [{ ...kept, name: 'Nuevo' }]]);
  });

  test('where that cannot be saved it stays, and why is known; it can be tried again', () => {
    removal.begin(doomed.id, 'remove');
    const newer = JSON.stringify({ ...settings.current(), schemaVersion: 99 });
    const file = join(temp.path, 'settings.json');
    const before = readFileSync(file, 'utf8');
    writeFileSync(file, newer);
    clock.advance(10_000);
    expect([inSettings(), rounds(doomed.id), removal.pending()]).toEqual([
      [other.id, doomed.id],
      many,
      [expect.objectContaining({ serverId: doomed.id, problem: { kind: 'newer' } })],
    ]);
    writeFileSync(file, before);
    removal.begin(doomed.id, 'remove');
    clock.advance(10_000);
    expect([inSettings(), rounds(doomed.id), removal.pending()]).toEqual([[other.id], 0, []]);
  });

  test('when she quits before, what she has confirmed is done; the history goes at the next start', () => {
    removal.begin(doomed.id, 'remove');
    removal.finish();
    expect([inSettings(), rounds(doomed.id), settings.current().removed]).toEqual([
      [other.id],
      many,
      [{ ...kept, history: 'going' }],
    ]);
    close();
    open();
    removal.finishLeftovers();
    expect([rounds(doomed.id), rounds(other.id), settings.current().removed]).toEqual([0, many, []]);
  });
});

describe('a history that was kept', () => {
  beforeEach(() => {
    removal.begin(doomed.id, 'keep');
    clock.advance(10_000);
  });

  test('can be removed later, with the same ten seconds', () => {
    expect(removal.begin(doomed.id, 'remove')).toBe(true);
    expect(removal.pending()).toMatchObject([{ serverId: doomed.id, isOnlyHistory: true }]);
    clock.advance(9_999);
    expect(rounds(doomed.id)).toBe(many);
    clock.advance(1);
    expect([rounds(doomed.id), settings.current().removed]).toEqual([0, []]);
  });

  test('a start of the application leaves it alone', () => {
    removal.finishLeftovers();
    expect([rounds(doomed.id), settings.current().removed]).toEqual([many, [kept]]);
  });
});

test('a history that another process holds is removed at a later start', () => {
  const lock = join(temp.path, 'history.db.lock');
  const sign = join(temp.path, `history.db.user-${String(process.ppid)}-0`);
  mkdirSync(lock);
  writeFileSync(sign, bootId() ?? '');
  removal.begin(doomed.id, 'remove');
  clock.advance(10_000);
  expect([inSettings(), settings.current().removed]).toEqual([[other.id], [{ ...kept, history: 'going' }]]);
  // Killed before it could be written.
  settings.stop();
  rmdirSync(lock);
  rmSync(sign);
  open();
  removal.finishLeftovers();
  expect([rounds(doomed.id), rounds(other.id), settings.current().removed]).toEqual([0, many, []]);
});

describe('kill -9 while a server is deleted', () => {
  let script: string;
  let built: TempFolder;
  beforeAll(async () => {
    built = createTempFolder('server-remover');
    script = await buildScript(join(import.meta.dirname, '../support/server-remover.ts'), built.path);
    return () => {
      built.remove();
    };
  });

  /** Resolves when it is about to begin; `ended` when it is done. */
  async function start() {
    const child = fork(script, [temp.path, doomed.id]);
    const ended = once(child, 'exit');
    await once(child, 'message');
    return { child, ended, done: once(child, 'message') };
  }

  function putBack(): void {
    open();
    settings.update((now) => ({ ...now, servers: [...now.servers.filter(({ id }) => id !== doomed.id), doomed] }));
    for (let n = 0; n < many; n += 1)
      history.recordRound(sampleRound(clock.now() + n * minuteMs, { serverId: doomed.id }));
    close();
  }

  test('at any moment leaves it whole, or gone with its history once Vigía is started again', async () => {
    close();
    const whole = await start();
    const beganAt = performance.now();
    await whole.done;
    const tookMs = performance.now() - beganAt;
    whole.child.kill('SIGKILL');
    await whole.ended;
    open();
    expect([inSettings(), rounds(doomed.id), settings.current().removed]).toEqual([[other.id], 0, []]);
    close();
    const steps = 12;
    for (let step = 0; step < steps; step += 1) {
      putBack();
      const { child, ended } = await start();
      await new Promise((resolve) => setTimeout(resolve, (tookMs * step) / steps));
      child.kill('SIGKILL');
      await ended;
      open();
      const isThere = inSettings().includes(doomed.id);
      // While the settings have it, nothing of its history is missing.
      if (isThere) expect(rounds(doomed.id)).toBe(many);
      removal.finishLeftovers();
      expect([rounds(doomed.id), rounds(other.id), settings.current().removed]).toEqual([isThere ? many : 0, many, []]);
      close();
    }
    open();
  });
});
