import { existsSync, readdirSync, utimesSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { takeRestartLock } from '../../src/main/restart-lock';
import { createTempFolder, type TempFolder } from '../support/temp-folder';

let temp: TempFolder;
const now = Date.now();
const mine = { service: 'api', startedAt: now } as const;

beforeEach(() => {
  temp = createTempFolder();
});
afterEach(() => {
  temp.remove();
});

const file = () => join(temp.path, 'restart-portal.lock');

test('the second restart is told which one runs', () => {
  const first = takeRestartLock(temp.path, 'portal', { service: 'dashboard', startedAt: now - 5000 });
  expect(first.ok).toBe(true);
  expect(takeRestartLock(temp.path, 'portal', mine)).toEqual({
    ok: false,
    error: { service: 'dashboard', startedAt: now - 5000 },
  });
});

test('is free again when given back, and leaves nothing behind', () => {
  const first = takeRestartLock(temp.path, 'portal', mine);
  if (first.ok) first.value();
  expect(readdirSync(temp.path)).toEqual([]);
});

test.each([
  ['of a process that is gone', JSON.stringify({ pid: 2 ** 22 + 12345, service: 'api', startedAt: now - 5000 })],
  ['of eleven minutes ago', JSON.stringify({ pid: process.pid, service: 'api', startedAt: now - 660_000 })],
  [
    'from the future, by a clock that was set back',
    JSON.stringify({ pid: process.pid, service: 'api', startedAt: now + 600_000 }),
  ],
])('a lock %s holds nobody up', (_title, content) => {
  writeFileSync(file(), content);
  expect(takeRestartLock(temp.path, 'portal', mine).ok).toBe(true);
});

test('a lock that was left behind leaves nothing else behind', () => {
  writeFileSync(file(), JSON.stringify({ pid: process.pid, service: 'api', startedAt: now - 660_000 }));
  const taken = takeRestartLock(temp.path, 'portal', mine);
  expect(readdirSync(temp.path)).toEqual(['restart-portal.lock']);
  if (taken.ok) taken.value();
  expect(readdirSync(temp.path)).toEqual([]);
});

test('a folder that cannot be written holds no restart up', () => {
  const taken = takeRestartLock(join(temp.path, 'missing'), 'portal', mine);
  expect(taken.ok).toBe(true);
  if (taken.ok) taken.value();
});

test('one that cannot be read is believed for a while, then not', () => {
  writeFileSync(file(), '');
  expect(takeRestartLock(temp.path, 'portal', mine).ok).toBe(false);
  const old = new Date(now - 60_000);
  utimesSync(file(), old, old);
  expect(takeRestartLock(temp.path, 'portal', mine).ok).toBe(true);
});

test('giving it back does not take away what another process holds now', () => {
  const first = takeRestartLock(temp.path, 'portal', mine);
  writeFileSync(file(), JSON.stringify({ pid: 1, service: 'api', startedAt: now + 1 }));
  if (first.ok) first.value();
  expect(existsSync(file())).toBe(true);
});
