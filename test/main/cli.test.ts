import { existsSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { json, runCli } from '../support/run-cli';
import { createTempFolder, type TempFolder } from '../support/temp-folder';

describe('the command line', () => {
  let temp: TempFolder;

  beforeAll(() => {
    temp = createTempFolder();
  });
  afterAll(() => {
    temp.remove();
  });

  const vigia = (...args: string[]) => runCli([...args, '--data-dir', temp.path, '--language', 'en']);

  test.each([
    ['an unknown command', ['nonsense'], 3],
    ['an unknown option of init', ['init', '--bogus'], 1],
    ['an option without its value', ['init', '--host'], 1],
    ['an unknown option of logs', ['logs', 'api-error', '--bogus'], 2],
    ['logs without a server', ['logs', 'api-error'], 2],
    ['check without a server', ['check'], 3],
    ['a word too much', ['check', 'now'], 3],
    ['a restart without a server', ['restart', 'api'], 3],
    ['a host that is none', ['init', '--host', '-oProxyCommand=x', '--user', 'ana'], 1],
    ['a user that is none', ['init', '--host', 'example.org', '--user', 'a;b'], 1],
    ['a port that is none', ['init', '--host', 'example.org', '--user', 'ana', '--port', '99999'], 1],
    ['two ways to log in at once', ['init', '--host', 'example.org', '--user', 'ana', '--key', 'x', '--agent'], 1],
    ['a web address that is none', ['init', '--host', 'example.org', '--user', 'ana', '--url', 'javascript:1'], 1],
    ['an authority file that is not there', ['init', '--host', 'h', '--user', 'u', '--ca', '/nowhere.pem'], 1],
  ])('answers %s with one sentence and the exit status of the contract', async (_title, args, code) => {
    const run = await vigia(...args);
    expect(run.code).toBe(code);
    expect(run.out).toBe('');
    expect(run.err.split('\n')).toHaveLength(1);
    expect(run.err).not.toMatch(/ at .*:\d+|undefined|\{/);
  });

  test('gives errors as a document too where JSON was asked for', async () => {
    expect(json(await vigia('check', '--json'))).toMatchObject({ status: 'no-data', cause: null });
    expect(json(await vigia('restart', 'nginx', '--json'))).toMatchObject({ outcome: 'refused' });
  });

  test('helps with every command in both languages', async () => {
    for (const language of ['es', 'en']) {
      for (const command of ['init', 'check', 'watch', 'restart', 'logs', 'demo']) {
        const run = await runCli([command, '--help', '--language', language]);
        expect([run.code, run.out]).toEqual([0, expect.stringContaining(`vigia ${command}`)]);
      }
    }
  });

  test('init says which step failed, saves nothing, and names the cure', async () => {
    const run = await vigia(
      'init',
      '--host',
      'no-such-host.invalid',
      '--user',
      'ana',
      '--agent',
      '--url',
      'https://no-such-host.invalid/',
    );
    expect(run.code).toBe(1);
    expect(run.err).toContain('Server name');
    expect(existsSync(`${temp.path}/settings.json`)).toBe(false);
  });
});
