import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import {
  dropIncoming,
  finishTurn,
  forgetAside,
  makeIncoming,
  readAside,
  turnBack,
  turnToIncoming,
} from '../../../src/main/data/replace-data';
import { makeReadOnly } from '../../support/read-only';
import { createTempFolder, type TempFolder } from '../../support/temp-folder';

let temp: TempFolder;
beforeEach(() => {
  temp = createTempFolder('replace-data');
  write('', {
    'settings.json': 'old',
    'history.db': 'old',
    'secrets.json': 'old',
    known_hosts: 'hers',
    'vigia.log': 'log',
  });
});
afterEach(() => {
  temp.remove();
});

const at = Date.UTC(2026, 10, 24);
const write = (folder: string, files: Readonly<Record<string, string>>) => {
  mkdirSync(join(temp.path, folder), { recursive: true });
  for (const [name, text] of Object.entries(files)) writeFileSync(join(temp.path, folder, name), text);
};
const filesIn = (folder: string) =>
  Object.fromEntries(
    readdirSync(join(temp.path, folder), { withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map(({ name }) => [name, readFileSync(join(temp.path, folder, name), 'utf8')]),
  );
const stay = { known_hosts: 'hers', 'vigia.log': 'log' };
const replaced = { 'settings.json': 'old', 'history.db': 'old', 'secrets.json': 'old' };
const before = { ...replaced, ...stay };
const after = { 'settings.json': 'new', 'history.db': 'new', 'state.json': 'new', ...stay };
const fill = () => {
  makeIncoming(temp.path);
  write('restore-incoming', { 'settings.json': 'new', 'history.db': 'new', 'state.json': 'new', 'history.lock': 'x' });
};

test('what comes takes the place of what is here, which goes aside whole, with the passwords', () => {
  fill();
  expect(turnToIncoming(temp.path, at)).toBeNull();
  expect(filesIn('')).toEqual(after);
  expect(filesIn('before-restore')).toMatchObject(replaced);
  expect(existsSync(join(temp.path, 'restore-incoming'))).toBe(false);
});

test('a pipe in the place of a mark or of settings holds nothing up', () => {
  fill();
  execFileSync('mkfifo', [join(temp.path, 'restore-incoming', 'ready')]);
  expect(finishTurn(temp.path)).toBe('no-file');
  expect(filesIn('')).toEqual(before);
  write('before-restore', { 'about.json': '1' });
  execFileSync('mkfifo', [join(temp.path, 'before-restore', 'settings.json')]);
  expect(readAside(temp.path)?.servers).toEqual([]);
});

test('and back again, and once more', () => {
  fill();
  turnToIncoming(temp.path, at);
  expect([turnBack(temp.path, at), filesIn('')]).toEqual([null, before]);
  expect([turnBack(temp.path, at), filesIn('')]).toEqual([null, after]);
});

test('what was set aside says since when and of which servers, until it is forgotten', () => {
  expect(readAside(temp.path)).toBeNull();
  fill();
  turnToIncoming(temp.path, at);
  expect(readAside(temp.path)?.servers).toEqual([]);
  forgetAside(temp.path);
  expect([readAside(temp.path), filesIn('')]).toEqual([null, after]);
  expect(turnBack(temp.path, at)).toBe('ENOENT');
  expect(filesIn('')).toEqual(after);
});

describe('killed in between', () => {
  test('before it was ready, nothing is taken from it', () => {
    fill();
    expect([finishTurn(temp.path), filesIn('')]).toEqual([null, before]);
    expect(existsSync(join(temp.path, 'restore-incoming'))).toBe(false);
  });

  /** Each step of the way, as the folder is right after it. */
  const steps: (() => void)[] = [
    () => writeFileSync(join(temp.path, 'restore-incoming/ready'), String(at)),
    () => mkdirSync(join(temp.path, 'before-restore')),
    ...['settings.json', 'history.db', 'secrets.json'].map((name) => () => {
      renameSync(join(temp.path, name), join(temp.path, 'before-restore', name));
    }),
    () => writeFileSync(join(temp.path, 'before-restore/about.json'), String(at)),
    () => writeFileSync(join(temp.path, 'restore-incoming/turned'), ''),
    ...['settings.json', 'history.db', 'state.json'].map((name) => () => {
      renameSync(join(temp.path, 'restore-incoming', name), join(temp.path, name));
    }),
    () => {
      rmSync(join(temp.path, 'restore-incoming'), { recursive: true });
    },
  ];
  test.each(steps.map((_, n) => n + 1))('after step %i, the next start brings it to its end', (n) => {
    fill();
    for (const step of steps.slice(0, n)) step();
    expect([finishTurn(temp.path), filesIn('')]).toEqual([null, after]);
    expect([turnBack(temp.path, at), filesIn('')]).toEqual([null, before]);
  });
});

test('what a command line began between a kill and the next start does not take the place of what was set aside', () => {
  fill();
  writeFileSync(join(temp.path, 'restore-incoming/ready'), String(at));
  mkdirSync(join(temp.path, 'before-restore'));
  renameSync(join(temp.path, 'history.db'), join(temp.path, 'before-restore/history.db'));
  write('', { 'history.db': 'of a command line' });
  expect([finishTurn(temp.path), filesIn('')]).toEqual([null, after]);
  expect(filesIn('before-restore')).toMatchObject(replaced);
});

test('a journal and a half repair go with their history, and are not left to the other', () => {
  write('', { 'history.db-journal': 'old', 'history.db.new': 'old' });
  fill();
  expect([turnToIncoming(temp.path, at), filesIn('')]).toEqual([null, after]);
  expect(filesIn('before-restore')).toMatchObject({ 'history.db-journal': 'old', 'history.db.new': 'old' });
});

test('where nothing can be written, it says so and all is as it was', () => {
  fill();
  const release = makeReadOnly(temp.path);
  const reason = turnToIncoming(temp.path, at);
  release();
  dropIncoming(temp.path);
  expect([reason === null, filesIn('')]).toEqual([false, before]);
});
