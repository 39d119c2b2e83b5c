import { fork } from 'node:child_process';
import { once } from 'node:events';
import {
  appendFileSync,
  existsSync,
  mkdirSync,
  readFileSync,
  rmSync,
  rmdirSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { createJournal } from '../../src/main/journal';
import { createRedactor } from '../../src/main/redact';
import { buildScript } from '../support/build-script';
import { fakeClock, type FakeClock } from '../support/fake-clock';
import { createTempFolder, type TempFolder } from '../support/temp-folder';

let temp: TempFolder;
let clock: FakeClock;
beforeEach(() => {
  temp = createTempFolder('journal');
  clock = fakeClock();
});
afterEach(() => {
  temp.remove();
});

const path = () => join(temp.path, 'history.ndjson');
const open = () => createJournal({ dataDir: temp.path, redactor: createRedactor(), clock });
const entry = (n: number) => ({ at: n, kind: 'round', n });

test('entries are read back, newest last, at most as many as asked for', () => {
  const journal = open();
  for (let n = 1; n <= 5; n += 1) journal.append(entry(n), { durable: n === 5 });
  expect([open().read(3), open().read(0)]).toEqual([[entry(3), entry(4), entry(5)], []]);
  expect(statSync(path()).mode & 0o777).toBe(0o600);
});

test('lines that are torn or not ours are left out, and the next entry is whole', () => {
  writeFileSync(path(), `${JSON.stringify(entry(1))}\n\nnot json\n[1]\n{"kind":"x"}\n{"at":2,"kind":"rou`);
  const journal = open();
  journal.append(entry(3));
  expect(journal.read(10)).toEqual([entry(1), entry(3)]);
});

test('a secret does not get into it', () => {
  const redactor = createRedactor();
  redactor.hide('frase secreta');
  const journal = createJournal({ dataDir: temp.path, redactor, clock });
  journal.append({
    at: 1,
    kind: 'restart',
    output: 'it said frase secreta',
    inner: { url: 'https://ana:clave@host/' },
  });
  const text = readFileSync(path(), 'utf8');
  expect([text.includes('frase secreta'), text.includes('clave')]).toEqual([false, false]);
});

describe('a disk that refuses', () => {
  test.skipIf(!existsSync('/dev/full'))('a full one: entries wait in memory, it is told, and nothing is lost', () => {
    const journal = open();
    journal.append(entry(1));
    const before = readFileSync(path());
    rmSync(path());
    symlinkSync('/dev/full', path());
    journal.append(entry(2), { durable: true });
    clock.advance(5_000);
    journal.append(entry(3));
    expect(journal.problem()).toEqual({ sinceAt: clock.now() - 5_000, reason: 'ENOSPC', waiting: 2, dropped: 0 });
    rmSync(path());
    writeFileSync(path(), before);
    journal.flush();
    expect([journal.problem(), open().read(10)]).toEqual([null, [entry(1), entry(2), entry(3)]]);
  });

  test('what waits is bounded, the newest is kept, and what was given up is counted', () => {
    mkdirSync(path());
    const journal = open();
    for (let n = 1; n <= 2_100; n += 1) journal.append(entry(n));
    expect(journal.problem()).toMatchObject({ waiting: 2_000, dropped: 100 });
    rmdirSync(path());
    journal.flush();
    expect(
      open()
        .read(5_000)
        .map((one) => one['n']),
    ).toEqual(Array.from({ length: 2_000 }, (_, i) => i + 101));
  });
});

describe('size', () => {
  test('a full file is turned, three are kept, and reading spans them', () => {
    const journal = open();
    for (const round of [1, 2, 3, 4]) {
      journal.append(entry(round));
      appendFileSync(path(), `${'x'.repeat(10_000_000)}\n`);
    }
    journal.append(entry(5));
    const rounds = journal.read(100).filter((one) => one.kind === 'round');
    expect(rounds).toEqual([entry(3), entry(4), entry(5)]);
    expect(
      ['history.1.ndjson', 'history.2.ndjson', 'history.3.ndjson'].map((name) => existsSync(join(temp.path, name))),
    ).toEqual([true, true, false]);
  });
});

test('a process that is killed in the middle of writing costs nothing that was written', async () => {
  const script = await buildScript(
    join(import.meta.dirname, '../support/journal-writer.ts'),
    join(temp.path, 'script'),
  );
  const child = fork(script, [temp.path]);
  const acknowledged: number[] = [];
  child.on('message', (n: number) => {
    acknowledged.push(n);
    if (acknowledged.length === 200) child.kill('SIGKILL');
  });
  await once(child, 'exit');
  const found = open()
    .read(1_000_000)
    .map((one) => Number(one['n']));
  expect(acknowledged.length).toBeGreaterThanOrEqual(200);
  expect(found.slice(0, acknowledged.length)).toEqual(acknowledged);
  open().append(entry(-1));
  expect(open().read(1)).toEqual([entry(-1)]);
});
