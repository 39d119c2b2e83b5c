import { readFileSync, readdirSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { createConfStore } from '../../src/main/conf-store';
import { createStateStore } from '../../src/main/state-store';
import { fakeClock } from '../support/fake-clock';
import { createTempFolder, type TempFolder } from '../support/temp-folder';

let temp: TempFolder;
beforeEach(() => {
  temp = createTempFolder('state');
});
afterEach(() => {
  temp.remove();
});

const clock = fakeClock();
const open = () => createStateStore({ dataDir: temp.path, createStore: createConfStore, clock });
const path = () => join(temp.path, 'state.json');

test('what was saved is there at the next start, with its moment, for the owner only', () => {
  const value = { incidents: [{ id: 'a', cause: 'api-down' }], paused: {} };
  open().save(value);
  expect(open().load()).toEqual({ kind: 'state', value, savedAt: clock.now() });
  expect(statSync(path()).mode & 0o777).toBe(0o600);
});

test('a first start has none', () => {
  expect(open().load()).toEqual({ kind: 'none' });
});

test('the same value is not written twice', () => {
  const store = open();
  store.save({ a: 1 });
  writeFileSync(path(), 'touched');
  store.save({ a: 1 });
  expect(readFileSync(path(), 'utf8')).toBe('touched');
  store.save({ a: 2 });
  expect(open().load()).toMatchObject({ value: { a: 2 } });
});

test.each([
  ['{"version": 1, "sav', 'not JSON'],
  ['[]', 'not an object'],
  ['{"version": 7, "savedAt": 1, "state": {}}', 'another version'],
  ['{"version": 1, "state": {}}', 'incomplete'],
])('a file with %j is ignored (%s), kept aside, and does not stop the next save', (damaged, reason) => {
  writeFileSync(path(), damaged);
  const store = open();
  expect(store.load()).toEqual({ kind: 'ignored', reason });
  expect(readdirSync(temp.path).filter((name) => name.includes('damaged'))).toHaveLength(1);
  expect(store.save({ a: 1 }).ok).toBe(true);
  expect(open().load()).toMatchObject({ kind: 'state', value: { a: 1 } });
});

test('a disk that refuses is a value, and the value is tried again', () => {
  const store = open();
  temp.remove();
  writeFileSync(temp.path, 'a file where the folder was');
  expect(store.save({ a: 1 }).ok).toBe(false);
  temp.remove();
  expect(store.save({ a: 1 }).ok).toBe(true);
});
