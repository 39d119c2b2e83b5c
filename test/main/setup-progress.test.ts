import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { createSetupProgressStore, type SetupProgress } from '../../src/main/setup-progress';
import { fakeClock, type FakeClock } from '../support/fake-clock';
import { createTempFolder, type TempFolder } from '../support/temp-folder';

let temp: TempFolder;
let clock: FakeClock;
beforeEach(() => {
  clock = fakeClock();
  temp = createTempFolder('setup-progress');
});
afterEach(() => {
  temp.remove();
});

const file = () => join(temp.path, 'setup.json');
const store = () => createSetupProgressStore(temp.path, clock);
const typed = {
  host: 'portal.example.org',
  port: '22x',
  user: 'ana',
  authKind: 'key',
  keyFile: '/home/ana/llave',
  url: 'https://portal.example.org/',
  caFile: '',
} as const;
const form: SetupProgress = { step: 'form', serverId: null, draft: typed };

test('what she typed is there in the next run, until it is forgotten', () => {
  expect(store().read()).toBeNull();
  const first = store();
  first.keep(form);
  expect([first.read(), store().read()]).toEqual([form, form]);
  store().keep({ step: 'notices', serverId: 'portal-mme' });
  expect(store().read()).toEqual({ step: 'notices', serverId: 'portal-mme' });
  store().forget();
  store().forget();
  expect(store().read()).toBeNull();
});

test.each([
  'https://ana:canario@portal.example.org/',
  'ana:canario@portal',
  'ana:canario@',
  // She stopped to think before the @.
  'https://ana:canario',
  'ana:canario',
])('a password that she typed into an address is not written down: %s', (text) => {
  const one = store();
  one.keep({ ...form, draft: { ...typed, host: text, user: text, url: text } });
  one.flush();
  expect(readFileSync(file(), 'utf8')).not.toContain('canario');
  expect(store().read()).toMatchObject({ draft: { host: '', user: '', url: '', keyFile: typed.keyFile } });
});

test.each([
  'http',
  'https:',
  'https://portal.example.org:8443/a',
  'portal.example.org:22',
  '2001:db8::1',
  '[::1]:22',
  '',
])('an address is kept as far as it is typed: %s', (text) => {
  const one = store();
  one.keep({ ...form, draft: { ...typed, host: text, url: text } });
  one.flush();
  expect(store().read()).toMatchObject({ draft: { host: text, url: text } });
});

test.each([
  ['no JSON', '{"step":'],
  ['another shape', '{"step":"form","serverId":null,"draft":{"host":1}}'],
  ['too large', JSON.stringify({ ...form, pad: 'x'.repeat(70_000) })],
])('a file with %s is as none', (_what, text) => {
  writeFileSync(file(), text);
  expect(store().read()).toBeNull();
});

test('where nothing can be written, nothing is kept, and nothing fails', () => {
  mkdirSync(file());
  const one = store();
  one.keep(form);
  expect(one.read()).toBeNull();
});

test('letters are one file when she rests, the last of them, and none that comes after it was forgotten', () => {
  const one = store();
  for (const host of ['p', 'po', 'por']) one.keep({ ...form, draft: { ...typed, host } });
  expect(existsSync(file())).toBe(false);
  clock.advance(300);
  expect(JSON.parse(readFileSync(file(), 'utf8'))).toMatchObject({ draft: { host: 'por' } });
  one.keep(form);
  one.forget();
  clock.advance(1000);
  expect(existsSync(file())).toBe(false);
});
