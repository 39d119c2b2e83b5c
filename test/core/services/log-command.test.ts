import { spawn } from 'node:child_process';
import { appendFileSync, existsSync } from 'node:fs';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { portalProfile } from '../../../src/core/portal-profile';
import type { LogSource } from '../../../src/core/logs/types';
import { logCommand, logExit, type LogOptions } from '../../../src/core/services';
import { run, sandbox, type Sandbox } from '../shells';

let box: Sandbox;
let server = portalProfile;

beforeAll(() => {
  box = sandbox([]);
  const at = (name: string) => `${box.folder}/o'brien ${name}`;
  server = { ...portalProfile, watchdogLog: at('monitor.log'), errorLog: at('error.log'), accessLog: at('access.log') };
  box.file(
    "o'brien monitor.log",
    [
      '[2026-11-24 05:00:01] OK: uno',
      '[2026-11-24 05:05:01] ALERTA: dos',
      '  detalle',
      '[2026-11-24 05:10:01] OK: tres $(x)',
      '',
    ].join('\n'),
  );
  box.file(
    "o'brien access.log",
    ['a [24/Nov/2026:05:00:01 -0500] uno', 'b [24/Nov/2026:05:10:01 -0500] dos', ''].join('\n'),
  );
});
afterAll(() => box.remove());

/** By a login shell, as sshd does it. The server's own zone is fixed. */
async function read(source: LogSource, options: Partial<LogOptions>, shell = '/bin/bash') {
  const command = logCommand(source, server, { lines: 100, follow: false, grep: null, since: null, ...options });
  const ran = await run(shell, ['-c', command], {
    env: { PATH: '/usr/bin:/bin', TZ: 'America/Bogota', HOME: box.folder },
  });
  return { code: ran.code, lines: ran.stdout.split('\n').slice(0, -1) };
}

test('the last lines of a file with an awkward name', async () => {
  expect(await read('api-monitor', { lines: 2 })).toEqual({
    code: 0,
    lines: ['  detalle', '[2026-11-24 05:10:01] OK: tres $(x)'],
  });
});

test('only lines with a text, which is a text and no pattern', async () => {
  expect((await read('api-monitor', { grep: 'ok:' })).lines).toHaveLength(2);
  expect((await read('api-monitor', { grep: '$(x)' })).lines).toEqual(['[2026-11-24 05:10:01] OK: tres $(x)']);
  expect((await read('api-monitor', { grep: "'; touch owned; '" })).lines).toEqual([]);
  expect((await read('api-monitor', { grep: '-v' })).lines).toEqual([]);
  expect((await read('api-monitor', { grep: '.*' })).lines).toEqual([]);
});

test('the last of the lines with a text', async () => {
  expect((await read('api-monitor', { grep: 'ok:', lines: 1 })).lines).toEqual(['[2026-11-24 05:10:01] OK: tres $(x)']);
});

test('since a moment: lines without a stamp belong to the one before', async () => {
  const since = '2026-11-24T10:05:00Z';
  expect((await read('api-monitor', { since })).lines).toEqual([
    '[2026-11-24 05:05:01] ALERTA: dos',
    '  detalle',
    '[2026-11-24 05:10:01] OK: tres $(x)',
  ]);
  expect((await read('api-access', { since })).lines).toEqual(['b [24/Nov/2026:05:10:01 -0500] dos']);
  expect((await read('api-monitor', { since, grep: 'alerta' })).lines).toEqual(['[2026-11-24 05:05:01] ALERTA: dos']);
});

test('a moment that is none is ignored', async () => {
  expect((await read('api-monitor', { since: 'ayer; reboot' })).lines).toHaveLength(4);
});

test('a missing file is told by the exit code, also when following', async () => {
  expect((await read('api-error', {})).code).toBe(logExit.missing);
  expect((await read('api-error', { follow: true, grep: 'x' })).code).toBe(logExit.missing);
});

test.each(['/usr/bin/zsh', '/usr/bin/fish', '/usr/bin/tcsh', '/bin/dash'].filter((shell) => existsSync(shell)))(
  '%s as the login shell makes no difference',
  async (shell) => {
    expect((await read('api-monitor', { grep: 'alerta' }, shell)).lines).toEqual(['[2026-11-24 05:05:01] ALERTA: dos']);
  },
);

test.each([
  [null, 2],
  ['nuevo', 1],
])(
  'following with the filter %s shows new lines, and ends when its reader goes',
  { timeout: 30_000 },
  async (grep, lines) => {
    const path = box.file('follow.log', '[2026-11-24 05:00:01] viejo\n');
    const command = logCommand(
      'api-error',
      { ...server, errorLog: path },
      { lines: 10, follow: true, grep, since: null },
    );
    // A pipe, as sshd gives one; the shell waits for both ends of it.
    const child = spawn('/bin/bash', ['-c', `${command} | head -n ${String(lines)}`], {
      stdio: ['ignore', 'pipe', 'ignore'],
    });
    let seen = '';
    child.stdout.on('data', (chunk: Buffer) => (seen += chunk.toString()));
    const ended = new Promise<void>((resolve) => child.on('close', () => resolve()));
    appendFileSync(path, '[2026-11-24 05:00:02] nuevo\n');
    await ended;
    expect(seen).toContain('nuevo');
    expect(seen.includes('viejo')).toBe(grep === null);
  },
);

test('the journal is asked by unit, lines and moment, and by nothing else', () => {
  const command = logCommand('dashboard', portalProfile, {
    lines: 1e9,
    follow: true,
    grep: null,
    since: '2026-11-24T10:05:00Z',
  });
  expect(command).toContain('journalctl --no-pager -o short-iso -u "$1" --since=@1795514700 -f -n "$2"');
  expect(command).toMatch(/'dashboard-mme' '20000'$/);
});
