import { existsSync, mkdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { createLog } from '../../src/main/log';
import { createRedactor } from '../../src/main/redact';
import { fakeClock } from '../support/fake-clock';
import { createTempFolder, type TempFolder } from '../support/temp-folder';

let temp: TempFolder;
beforeEach(() => {
  temp = createTempFolder('log');
});
afterEach(() => {
  temp.remove();
});

const path = () => join(temp.path, 'vigia.log');
const open = () => createLog({ dataDir: temp.path, redactor: createRedactor(), clock: fakeClock() });

test('a line has its moment and level, and the file is the owner’s', () => {
  open().warn('the window did not open');
  expect(readFileSync(path(), 'utf8')).toBe('2026-11-24T15:42:00.000Z warn the window did not open\n');
  expect(statSync(path()).mode & 0o777).toBe(0o600);
});

test('text from outside stays on its line and cannot steer a terminal', () => {
  open().info('first\n2026 error forged\u001b[2J\u202e');
  expect(readFileSync(path(), 'utf8').split('\n')).toEqual([
    '2026-11-24T15:42:00.000Z info first ⏎ 2026 error forged\uFFFD[2J\uFFFD',
    '',
  ]);
});

test('a full log is turned, and three are kept', () => {
  for (const letter of ['a', 'b', 'c', 'd']) {
    writeFileSync(path(), letter.repeat(1_000_000));
    open().info('next');
  }
  const first = (name: string) => readFileSync(join(temp.path, name), 'utf8')[0];
  expect([first('vigia.1.log'), first('vigia.2.log'), existsSync(join(temp.path, 'vigia.3.log'))]).toEqual([
    'd',
    'c',
    false,
  ]);
});

test('a log that cannot be written does not stop anybody', () => {
  mkdirSync(path());
  expect(() => {
    open().error('x');
  }).not.toThrow();
});

describe('hiding', () => {
  test('what was learned as a secret is hidden wherever it stands', () => {
    const redactor = createRedactor();
    redactor.hide('a+b(c');
    expect(redactor.redact('user typed a+b(c, then a+b(c again')).toBe('user typed [hidden], then [hidden] again');
  });

  test.each(['x', 'a:', 'http://a', 'password ', '-----BEGIN ', 'Authorization: ', '\\"', ' '])(
    'a megabyte of %j is searched in no time',
    (piece) => {
      const startedAt = performance.now();
      createRedactor().redact(piece.repeat(1_000_000 / piece.length));
      // Milliseconds in truth; a square in the length would be minutes.
      expect(performance.now() - startedAt).toBeLessThan(5_000);
    },
  );

  test('a learned secret of three letters does not blank out sentences', () => {
    const redactor = createRedactor();
    redactor.hide('no');
    expect(redactor.redact('no, nothing')).toBe('no, nothing');
  });

  test.each([
    ['password=hunter2 port=5432', 'password=[hidden] port=5432'],
    ['Contraseña: "dos palabras", sigue', 'Contraseña: [hidden], sigue'],
    ['{"passphrase":"x\\"y","n":1}', '{"passphrase":[hidden],"n":1}'],
    ['postgres://ana:clave@host/db', 'postgres://ana:[hidden]@host/db'],
    ['Authorization: Basic YWJj', 'Authorization: Basic [hidden]'],
    ['sent Bearer abcdefgh12345', 'sent Bearer [hidden]'],
    ['-----BEGIN OPENSSH PRIVATE KEY-----\nb3Bl\n-----END OPENSSH PRIVATE KEY----- after', '[hidden] after'],
    ['-----BEGIN RSA PRIVATE KEY-----\\nMIIE cut off', '[hidden]'],
    ['-----BEGIN CERTIFICATE-----\nMIIB', '-----BEGIN CERTIFICATE-----\nMIIB'],
    ['the passwords of 3 users', 'the passwords of 3 users'],
  ])('%j becomes %j', (text, expected) => {
    expect(createRedactor().redact(text)).toBe(expected);
  });
});
