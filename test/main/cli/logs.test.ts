import { execFileSync } from 'node:child_process';
import { mkdirSync, utimesSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { defaultSettings } from '../../../src/core/settings';
import { createHostKeyStore } from '../../../src/main/ssh/host-keys';
import { startLogServer, type LogServer } from '../../support/log-server';
import { jsonLines, runCli } from '../../support/run-cli';
import { sshdPath } from '../../support/sshd';

const start = Date.UTC(2026, 10, 24, 10, 0, 0);
function stamp(seconds: number): string {
  const at = new Date(start + seconds * 1000).toISOString();
  return `${at.slice(0, 10)} ${at.slice(11, 19)}`;
}
const gunicorn = (seconds: number, text: string) => `[${stamp(seconds)} +0000] [7] [INFO] ${text}\n`;
const access = (seconds: number, text: string) =>
  `10.0.0.9 - - [24/Nov/2026:10:00:${String(seconds).padStart(2, '0')} +0000] "GET /${text} HTTP/1.1" 200 5\n`;

describe.skipIf(sshdPath() === null)('vigia logs', { timeout: 60_000 }, () => {
  let logs: LogServer;
  let data: string;
  beforeAll(async () => {
    logs = await startLogServer();
    data = join(logs.sshd.folder, 'data');
    mkdirSync(data);
    const hostKeys = createHostKeyStore({ file: join(data, 'known_hosts') });
    for (const key of logs.sshd.hostKeys) hostKeys.accept(logs.sshd.host, logs.sshd.port, key);
    writeFileSync(join(data, 'settings.json'), JSON.stringify({ ...defaultSettings, servers: [logs.server] }));
  });
  afterAll(() => logs.stop());
  afterEach(() => {
    logs.clear();
  });
  const vigia = (...args: string[]) => runCli(['logs', ...args, '--data-dir', data, '--language', 'en']);
  const write = (source: 'api-error' | 'api-access', text: string, suffix = '', seconds = 0) => {
    writeFileSync(logs.path(source) + suffix, text);
    utimesSync(logs.path(source) + suffix, start / 1000 + seconds, start / 1000 + seconds);
  };

  test('the last lines of one log', async () => {
    write('api-error', Array.from({ length: 600 }, (_, n) => gunicorn(n, String(n))).join(''));
    const run = await vigia('api-error', '-n', '3');
    expect([run.code, run.err, run.out.split('\n').map((line) => line.split(' ').at(-1))]).toEqual([
      0,
      '',
      ['597', '598', '599'],
    ]);
    expect((await vigia('api-error')).out.split('\n')).toHaveLength(500);
  });

  test('several logs in order of time, each line with its name', async () => {
    write('api-error', gunicorn(1, 'uno') + gunicorn(5, 'cinco') + 'detalle\n');
    write('api-access', access(3, 'tres') + access(7, 'siete'));
    expect(
      (await vigia('api-access', 'api-error')).out
        .split('\n')
        .map((line) => line.replace(/^(\S+) .*?(\w+)(?: HTTP.*)?$/, '$1 $2')),
    ).toEqual(['api-error uno', 'api-access tres', 'api-error cinco', 'api-error detalle', 'api-access siete']);
    const document = jsonLines(await vigia('api-access', 'api-error', '--json', '-n', '2'));
    expect(document).toEqual([
      { source: 'api-error', at: null, line: 'detalle' },
      { source: 'api-access', at: '2026-11-24T10:00:07.000Z', line: access(7, 'siete').trim() },
    ]);
  });

  test('a text is found in older and packed files', async () => {
    write('api-error', gunicorn(1, 'Aguja 1') + gunicorn(2, 'paja'), '.2', 2);
    execFileSync('gzip', ['-n', `${logs.path('api-error')}.2`]);
    write('api-error', gunicorn(3, 'aguja 3'), '.1', 3);
    write('api-error', gunicorn(4, 'AGUJA 4'), '', 4);
    const numbers = (out: string) => out.split('\n').map((line) => line.split(' ').at(-1));
    expect(numbers((await vigia('api-error', '--grep', 'aguja')).out)).toEqual(['1', '3', '4']);
    expect(numbers((await vigia('api-error', '--grep', 'aguja', '-n', '2')).out)).toEqual(['3', '4']);
    expect(numbers((await vigia('api-error', '--regex', String.raw`^\[.*aguja [13]$`)).out)).toEqual(['1', '3']);
    const since = new Date(start + 3000).toISOString();
    expect(numbers((await vigia('api-error', '--grep', 'aguja', '--since', since)).out)).toEqual(['3', '4']);
    expect(numbers((await vigia('api-error', '--grep', 'aguja', '--until', since)).out)).toEqual(['1', '3']);
    expect((await vigia('api-error', '--grep', 'nada')).out).toBe('');
  });

  test('the lines of a time, from older files too', async () => {
    write('api-error', gunicorn(1, '1') + gunicorn(2, '2'), '.1', 2);
    write('api-error', gunicorn(3, '3') + gunicorn(4, '4'), '', 4);
    const at = (seconds: number) => new Date(start + seconds * 1000).toISOString();
    const run = await vigia('api-error', '--since', at(2), '--until', at(3));
    expect([run.code, run.out.split('\n').map((line) => line.at(-1))]).toEqual([0, ['2', '3']]);
  });

  test('what a log cannot tell is said', async () => {
    write('api-access', '10.77.0.1:0 - "GET /api/ HTTP/1.0" 200\n');
    const run = await vigia('api-access', 'api-error', '--since', '1h');
    expect([run.code, run.out]).toEqual([2, '']);
    expect(run.err).toContain('its lines bear no date');
    expect(run.err).toContain(`${logs.path('api-error')} does not exist`);
  });

  test.each([
    ['no log', []],
    ['an unknown log', ['api-error', 'nope']],
    ['an expression that is none', ['api-error', '--regex', '(']],
    ['a text and an expression', ['api-error', '--grep', 'a', '--regex', 'b']],
    ['a moment that is none', ['api-error', '--until', 'mañana']],
    ['six logs', ['api-error', 'api-error', 'api-error', 'api-error', 'api-error', 'api-error']],
  ])('%s is refused', async (_name, args) => {
    const run = await vigia(...args);
    expect([run.code, run.out]).toEqual([2, '']);
    expect(run.err).not.toBe('');
  });
});
