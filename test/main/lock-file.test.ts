/** One holder, whatever many processes do at the same moment, and whoever is killed. Real processes. */
import { fork, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, readdirSync, utimesSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { createWriterLock } from '../../src/main/history/writer-lock';
import { buildScript } from '../support/build-script';
import type { RaceCall } from '../support/lock-racer';
import { deadPid } from '../support/process-tree';
import { createTempFolder, type TempFolder } from '../support/temp-folder';

const racers = 6;
const races = 150;
const minuteMs = 60_000;

let built: TempFolder;
let script: string;
let temp: TempFolder;
let children: ChildProcess[] = [];
beforeAll(async () => {
  built = createTempFolder('lock-racer');
  script = await buildScript(join(import.meta.dirname, '../support/lock-racer.ts'), built.path);
});
afterAll(() => {
  built.remove();
});
beforeEach(() => {
  temp = createTempFolder('lock');
});
afterEach(() => {
  for (const child of children) child.kill('SIGKILL');
  children = [];
  temp.remove();
});

async function startRacer(): Promise<ChildProcess> {
  const child = fork(script);
  children.push(child);
  await once(child, 'message');
  return child;
}

const startRacers = (many = racers) => Promise.all(Array.from({ length: many }, startRacer));
const answers = (all: readonly ChildProcess[]) =>
  Promise.all(all.map(async (child) => ((await once(child, 'message')) as [unknown])[0]));

/** How many say that they have it. */
async function race(all: readonly ChildProcess[], what: RaceCall['what']): Promise<number> {
  const taken = answers(all);
  const call: RaceCall = { what, dataDir: temp.path, at: Date.now() + 4 };
  for (const child of all) child.send(call);
  return (await taken).filter((has) => has === true).length;
}

async function giveBack(all: readonly ChildProcess[]): Promise<void> {
  const given = answers(all);
  for (const child of all) child.send('give');
  await given;
}

const noPid = deadPid();

describe.each([
  ['history', 'history.lock', { pid: noPid, at: Date.now() }],
  ['restart', 'restart-portal.lock', { pid: noPid, service: 'api', startedAt: Date.now() - 5_000 }],
] as const)('the lock of the %s', (what, name, left) => {
  test('that a dead process left has one holder, whoever finds it at the same moment', async () => {
    const all = await startRacers();
    const holders: number[] = [];
    for (let n = 0; n < races; n += 1) {
      writeFileSync(join(temp.path, name), JSON.stringify(left));
      holders.push(await race(all, what));
      await giveBack(all);
    }
    expect(holders.filter((n) => n !== 1)).toEqual([]);
    expect(readdirSync(temp.path)).toEqual([]);
  }, 120_000);

  test('that nobody holds has one holder', async () => {
    const all = await startRacers();
    const holders: number[] = [];
    for (let n = 0; n < races / 3; n += 1) {
      holders.push(await race(all, what));
      await giveBack(all);
    }
    expect(holders.filter((n) => n !== 1)).toEqual([]);
  }, 120_000);
});

test('whoever is killed while it takes a lock away holds nobody up', async () => {
  const file = join(temp.path, 'history.lock');
  for (let n = 0; n < 12; n += 1) {
    writeFileSync(file, JSON.stringify({ pid: noPid, at: Date.now() }));
    const all = await startRacers(3);
    const ended = Promise.all(all.map((child) => once(child, 'exit')));
    const call: RaceCall = { what: 'history', dataDir: temp.path, at: Date.now() + 4 };
    for (const child of all) child.send(call);
    setTimeout(() => all.map((child) => child.kill('SIGKILL')), 3 + Math.random() * 4);
    await ended;
    const lock = createWriterLock(file, Date.now);
    expect([lock.take(), lock.isHeld()]).toEqual([true, true]);
    lock.give();
  }
}, 120_000);

test('the folder by which one process at a time gets at the file lets one in, also where a dead one left it', async () => {
  const path = join(temp.path, 'history.db');
  const long = new Date(Date.now() - 5 * minuteMs);
  const all = await startRacers();
  const alone: number[] = [];
  for (let n = 0; n < races / 2; n += 1) {
    writeFileSync(`${path}.user-${String(noPid)}-0`, '');
    mkdirSync(`${path}.lock`);
    utimesSync(`${path}.lock`, long, long);
    alone.push(await race(all, 'folder'));
    await giveBack(all);
  }
  expect(alone.filter((n) => n !== racers)).toEqual([]);
  expect(readdirSync(temp.path)).toEqual([]);
}, 120_000);
