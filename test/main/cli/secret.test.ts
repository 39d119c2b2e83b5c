/** What becomes of the one secret that a command line is given. */
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { portalProfile } from '../../../src/core/portal-profile';
import type { ServerSettings } from '../../../src/core/settings';
import { createCliShell, guardOutput, meantServer, type Io } from '../../../src/main/cli/shell';
import { createSystemClock } from '../../../src/main/clock';
import { createRedactor } from '../../../src/main/redact';
import { createTranslator } from '../../../src/shared/i18n';
import { startPasswordServer, type PasswordServer } from '../../support/password-server';
import { runCli } from '../../support/run-cli';
import { createTempFolder, type TempFolder } from '../../support/temp-folder';

const secret = 'Kanari "eins" \u00e9/1';

function collect(): Io & { readonly lines: string[] } {
  const lines: string[] = [];
  const take = (line: string) => {
    lines.push(line);
  };
  return { lines, out: take, err: take, stdin: process.stdin };
}

const server = (id: string, auth: ServerSettings['auth']): ServerSettings => ({ ...portalProfile, id, auth });
const byPassword = { kind: 'password' } as const;

describe('for whom it is meant', () => {
  test.each<[string, readonly ServerSettings[], string | null, string]>([
    ['the server that is named', [server('a', byPassword), server('b', byPassword)], 'b', 'b'],
    ['the only one that takes a password', [server('a', { kind: 'agent' }), server('b', byPassword)], null, 'b'],
    ['none of several, where all are watched', [server('a', byPassword), server('b', byPassword)], null, ''],
    ['none, where none takes a password', [server('a', { kind: 'agent' })], null, ''],
  ])('%s', (_title, servers, named, meant) => {
    expect(meantServer(servers, named)).toBe(meant);
  });
});

describe('the password', () => {
  let temp: TempFolder;
  let ssh: PasswordServer;
  beforeEach(async () => {
    temp = createTempFolder('cli-secret');
    ssh = await startPasswordServer({ folder: temp.path, password: secret, programs: temp.path });
  });
  afterEach(async () => {
    await ssh.stop();
    temp.remove();
  });

  test('goes to the server that it was given for, and to no other', async () => {
    const clock = createSystemClock();
    const t = createTranslator({ language: 'en', now: clock.now, timeZone: 'UTC', address: 'neutral' });
    const shell = createCliShell({ io: collect(), t, clock, dataDir: temp.path, env: {}, secret, watch: false });
    const place = (id: string) => ({ ...server(id, byPassword), host: '127.0.0.1', port: ssh.port, user: 'ana' });
    shell.meanSecretFor('a');
    expect(await shell.connect(place('a'))).toMatchObject({ ok: false, error: { kind: 'host-key-unknown' } });
    shell.hostKeys.acceptFingerprint('127.0.0.1', ssh.port, ssh.fingerprint);
    expect(await shell.connect(place('b'))).toEqual({ ok: false, error: { kind: 'secret-needed', what: 'password' } });
    expect(ssh.logins()).toBe(0);
    const connection = await shell.connect(place('a'));
    expect([connection.ok, ssh.logins()]).toEqual([true, 1]);
    if (connection.ok) connection.value.end();
    shell.settings.stop();
    shell.history.close();
  });
});

test('is taken out of the environment by every command', async () => {
  process.env['VIGIA_SSH_SECRET'] = secret;
  await runCli(['--version']);
  expect('VIGIA_SSH_SECRET' in process.env).toBe(false);
});

describe('what is printed', () => {
  test('holds no secret, as it is, in JSON or in an address', () => {
    const io = collect();
    const redactor = createRedactor();
    const guarded = guardOutput(io, redactor);
    redactor.hide(secret);
    guarded.out(`said ${secret}!`);
    guarded.out(JSON.stringify({ line: secret }));
    guarded.err(`https://host/?p=${encodeURIComponent(secret)}`);
    expect(io.lines).toEqual(['said [hidden]!', '{"line":"[hidden]"}', 'https://host/?p=[hidden]']);
  });

  test('leaves alone what only looks like one: she asked for the log as it is', () => {
    const io = collect();
    guardOutput(io, createRedactor()).out('password=hunter2');
    expect(io.lines).toEqual(['password=hunter2']);
  });

  // DEL, the C1 controls (0x9b begins a sequence as ESC [ does), and what turns the reading direction.
  const obeyed = ['\u007f', '\u0080', '\u009b31m', '\u009d0;title\u009c', '\u202e', '\u2066', '\u200f', '\u2028'];
  test.each(obeyed)('has nothing that a terminal would obey, in JSON neither: %j', (text) => {
    const io = collect();
    const guarded = guardOutput(io, createRedactor());
    guarded.out(JSON.stringify({ line: text }));
    guarded.err(text);
    expect(io.lines.filter((line) => /[\p{Cc}\p{Bidi_Control}\u2028]/u.test(line))).toEqual([]);
    expect(JSON.parse(io.lines[0] ?? '')).toEqual({ line: text });
  });

  test('keeps its lines and tables', () => {
    const io = collect();
    guardOutput(io, createRedactor()).out('a\tb\r\nc\nñ 🔑');
    expect(io.lines).toEqual(['a\tb\r\nc\nñ 🔑']);
  });
});
