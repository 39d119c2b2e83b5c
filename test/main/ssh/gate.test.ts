/** The forced command of docs/server-setup.md, with a real OpenSSH server and its own clients. */
import { execFile, spawn } from 'node:child_process';
import { chmodSync, copyFileSync, existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { connect as connectTcp } from 'node:net';
import { join, resolve } from 'node:path';
import { Readable } from 'node:stream';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { approvedScripts } from '../../../src/core/gate';
import { buildRoundScript } from '../../../src/core/remote-script';
import { scriptCommand } from '../../../src/core/remote/remote-shell';
import { restartCommand } from '../../../src/core/services';
import type { ServerSettings } from '../../../src/core/settings';
import { prepareDataDir } from '../../support/data-folder';
import { findFreePort } from '../../support/free-port';
import { startRealPortal, type RealPortal } from '../../support/portal';
import { endProcess } from '../../support/process-tree';
import { json, jsonLines, runCli } from '../../support/run-cli';
import { sshdPath } from '../../support/sshd';
import { createTempFolder } from '../../support/temp-folder';
import { waitUntil } from '../../support/wait-until';

const nonce = 'abcdef0123456789';

describe.skipIf(sshdPath() === null)('a key behind the gate', { timeout: 120_000 }, () => {
  const temp = createTempFolder('gate');
  const dataDir = join(temp.path, 'data');
  const gate = join(temp.path, 'gate');
  let portal: RealPortal;
  const cli = (...args: string[]) => runCli([...args, '--data-dir', dataDir, '--language', 'en']);
  const approved = (name: string) => join(gate, 'approved', `${name}.sh`);
  const writeApproved = () => {
    for (const { name, text } of approvedScripts(portal.server)) writeFileSync(approved(name), text);
  };

  beforeAll(async () => {
    portal = await startRealPortal();
    mkdirSync(join(gate, 'approved'), { recursive: true });
    copyFileSync(resolve('assets/server/vigia-gate'), join(gate, 'vigia-gate'));
    chmodSync(join(gate, 'vigia-gate'), 0o755);
    writeApproved();
    const keys = join(portal.sshd.folder, 'authorized_keys');
    writeFileSync(keys, `command="${join(gate, 'vigia-gate')}",restrict ${readFileSync(keys, 'utf8')}`);
    const [hostKey] = portal.sshd.hostKeys;
    if (hostKey === undefined) throw new Error('no host key');
    prepareDataDir(dataDir, { settings: portal.settings, hostKey });
  });
  afterAll(async () => {
    await portal.stop();
    temp.remove();
  });

  /** OpenSSH's own client, with this key alone. */
  const options = () => [
    ...['-F', 'none', '-i', portal.sshd.keyFile, '-o', 'IdentitiesOnly=yes', '-o', 'StrictHostKeyChecking=no'],
    ...['-o', 'UserKnownHostsFile=/dev/null', '-o', 'LogLevel=ERROR', '-o', 'BatchMode=yes'],
  ];
  async function run(program: string, args: readonly string[], stdin = '') {
    return new Promise<{ code: unknown; out: string; err: string }>((done) => {
      const child = execFile(program, [...args], { timeout: 30_000 }, (error, out, err) => {
        done({ code: error === null ? 0 : error.code, out, err });
      });
      child.stdin?.on('error', () => undefined);
      child.stdin?.end(stdin);
    });
  }
  const ssh = (command: readonly string[], stdin = '') =>
    run('ssh', [...options(), '-p', String(portal.sshd.port), portal.sshd.host, ...command], stdin);

  test('does all that Vigía does: a round, its logs, a search in them, the records, a restart', async () => {
    const check = json(await cli('check', '--json', '--no-confirm'));
    expect(check).not.toMatchObject({ cause: 'ssh-unavailable' });
    expect((check['checks'] as { id: string; level: string }[]).find(({ id }) => id === 'api.local')?.level).toBe('ok');
    const logs = await cli('logs', 'api-error');
    expect([logs.code, logs.out]).toEqual([0, expect.stringContaining('Booting worker')]);
    const found = await cli('logs', 'api-error', '--grep', 'it\'s "Booting" $(id)', '--since', '1h');
    expect([found.code, found.out]).toEqual([0, '']);
    const regex = await cli('logs', 'api-error', '--regex', 'Booting w[o]rker', '--since', '1h');
    expect(regex.out).toContain('Booting worker');
    const { stdin } = approvedRecords(portal.server);
    expect((await ssh([scriptCommand], stdin)).out).toContain(`${nonce} done`);
    const before = portal.apiPids();
    const restart = await cli('restart', 'api', '--yes', '--json');
    expect([restart.code, jsonLines(restart).at(-1)]).toMatchObject([0, { outcome: 'verified' }]);
    expect(portal.apiPids().some((pid) => before.includes(pid))).toBe(false);
  });

  test('follows a log, and leaves nothing behind when it stops', async () => {
    const child = spawn('ssh', [...options(), '-p', String(portal.sshd.port), portal.sshd.host, scriptCommand]);
    let text = '';
    child.stdout.on('data', (chunk: Buffer) => (text += chunk.toString()));
    const read = approvedScripts(portal.server).find(({ name }) => name === 'log-api-error');
    child.stdin.write(filled(read?.text ?? '', { FOLLOW: '1', SPAN: 'last', LINES: '5' }));
    await waitUntil('it is read', () => text.includes(`${nonce} read`));
    writeFileSync(portal.server.errorLog, 'a new line\n', { flag: 'a' });
    await waitUntil('what is new', () => text.includes('a new line'));
    endProcess(child.pid ?? 0);
    await new Promise((done) => child.once('exit', done));
    // The server notices at the next line that nobody listens.
    await waitUntil('the session has ended', () => {
      writeFileSync(portal.server.errorLog, 'one more\n', { flag: 'a' });
      return portal.sshd.sessionPids().length === 0;
    });
  });

  const refusal = /^vigia-gate: refused: /;
  test.each<[string, readonly string[], string]>([
    ['a command', ['id'], ''],
    ['a file', ['cat', '/etc/passwd'], ''],
    ['a shell', [], 'id\n'],
    ['a shell by its name', ['/bin/sh'], 'id\n'],
    ["Vigía's command line with another script", [scriptCommand], 'id\nexit\n'],
    ['its command line with a word more', [`${scriptCommand} -c id`], ''],
    ['its command line and another', [`${scriptCommand}; id`], 'exit\n'],
    ['the command of earlier versions', [`${scriptCommand} -- ${nonce}`], 'exit\n'],
  ])('runs no other thing: %s', async (_title, command, stdin) => {
    const { code, out, err } = await ssh(command, stdin);
    expect([code, out, err]).toEqual([126, '', expect.stringMatching(refusal)]);
  });

  test('neither scp, nor sftp, nor a port, nor a terminal', async () => {
    const place = `${portal.sshd.host}:/etc/passwd`;
    const copy = join(temp.path, 'copied');
    const port = ['-P', String(portal.sshd.port)];
    for (const [program, args] of [
      ['scp', [...options(), '-O', ...port, place, copy]],
      ['scp', [...options(), ...port, place, copy]],
      ['sftp', [...options(), ...port, place, copy]],
    ] as const) {
      expect((await run(program, args)).code).not.toBe(0);
    }
    expect(existsSync(copy)).toBe(false);
    const local = await findFreePort();
    const forward = spawn('ssh', [
      ...['-o', 'LogLevel=INFO'],
      ...options(),
      ...['-N', '-L', `${String(local)}:127.0.0.1:${String(portal.server.api.port)}`],
      ...['-p', String(portal.sshd.port), portal.sshd.host],
    ]);
    let said = '';
    forward.stderr.on('data', (chunk: Buffer) => (said += chunk.toString()));
    try {
      await waitUntil('it is forwarded on this side', () => canConnect(local));
      expect(await answerOf(local)).toBe('');
      await waitUntil('it is said', () => said.includes('open failed: administratively prohibited'));
    } finally {
      endProcess(forward.pid ?? 0);
    }
    expect((await ssh(['-tt', 'id'])).out).not.toContain('uid=');
  });

  const round = () => buildRoundScript(portal.server, { nonce, askSudo: false }).stdin;
  const restart = (change: Partial<ServerSettings['api']>) =>
    restartCommand('api', { ...portal.server, api: { ...portal.server.api, ...change } }, nonce).stdin;
  test.each<[string, () => string]>([
    ['one word more', () => round().replace('exec 2>/dev/null', 'id; exec 2>/dev/null')],
    ['a line more', () => round().replace('\nexit\n', '\nid >&2\nexit\n')],
    ['another path', () => round().replace(portal.server.errorLog, '/etc/shadow')],
    ['another script to start', () => restart({ startScript: '/bin/id' })],
    ['a value that ends its quotation', () => round().replace(/^NONCE=.*$/m, "NONCE='a'$(id)''")],
    ['a value that is a command', () => round().replace(/^NONCE=.*$/m, "NONCE=';id;'")],
    ['no end', () => round().replace(/exit\n$/, '')],
    ['a thousand lines before it', () => '\n'.repeat(200_000) + round()],
    ['a value as the approved text has it', () => round().replace(/^NONCE=.*$/m, 'NONCE=*')],
  ])('takes no script that was changed: %s', async (_title, stdin) => {
    const { code, out, err } = await ssh([scriptCommand], stdin());
    expect([code, out, err]).toEqual([126, '', expect.stringMatching(refusal)]);
  });

  test.each([
    ['a line', 'a'],
    ['zero bytes', '\0'],
  ])('%s without end ends the gate, not the server', async (_title, byte) => {
    const child = spawn('ssh', [...options(), '-p', String(portal.sshd.port), portal.sshd.host, scriptCommand]);
    const piece = Buffer.from(byte.repeat(16 * 1024));
    const endless = new Readable({ read: () => void endless.push(piece) });
    child.stdin.on('error', () => undefined);
    endless.pipe(child.stdin);
    try {
      await waitUntil('the gate has given up', () => child.exitCode !== null, 60_000);
      await waitUntil('nothing of it is left', () => portal.sshd.sessionPids().length === 0);
    } finally {
      endless.destroy();
      endProcess(child.pid ?? 0);
    }
  });

  test('what goes through has its usual limits', async () => {
    const limited = () => "NONCE='a'\nulimit -S -t\nexit\n";
    writeFileSync(approved('limit'), limited().replace("'a'", '*'));
    const { out } = await ssh([scriptCommand], limited());
    expect(out).toBe((await run('sh', ['-c', 'ulimit -S -t'])).out);
    rmSync(approved('limit'));
  });

  test.each([
    ['FLAGS', '-f/etc/passwd'],
    ['PATTERN', `a' -f /etc/passwd '`],
    ['PATTERN', `a'"'"'b'"'"`],
    ['CURSOR', 'a[$(id)]'],
    ['HITS', '$(id)'],
    ['BEFORE', '1 -o 1'],
  ])('no value may be more than it is: %s=%s', async (name, value) => {
    const search = approvedScripts(portal.server).find((one) => one.name === 'search-api-error');
    const stdin = filled(search?.text ?? '', { HITS: '1', FLAGS: '-F' }).replace(
      new RegExp(`^${name}=.*$`, 'm'),
      () => `${name}='${value}'`,
    );
    const { code, out, err } = await ssh([scriptCommand], stdin);
    expect([code, out, err]).toEqual([126, '', `vigia-gate: refused: ${name}\n`]);
  });

  test('what an administrator takes away is refused, and Vigía says so in words', async () => {
    rmSync(approved('restart-api'));
    rmSync(approved('log-api-error'));
    const restarted = await cli('restart', 'api', '--yes', '--anyway');
    expect(restarted.code).not.toBe(0);
    expect(restarted.out).toContain("the server's gate (vigia-gate) does not allow this order");
    const logs = await cli('logs', 'api-error');
    expect([logs.code, logs.err]).toEqual([2, expect.stringContaining('vigia-gate')]);
    rmSync(approved('round-with-sudo-list'));
    const check = await cli('check', '--json', '--no-confirm');
    expect(json(check)['sentence']).toContain('gate (vigia-gate) has not let through');
    expect(json(check)).toMatchObject({
      status: 'attention',
      cause: 'ssh-unavailable',
    });
    writeApproved();
    expect(json(await cli('check', '--json', '--no-confirm'))).not.toMatchObject({ cause: 'ssh-unavailable' });
  });

  test('`vigia gate` writes what was installed here, and never over something else', async () => {
    const to = join(temp.path, 'new');
    const written = await cli('gate', '--to', to, '--json');
    expect([written.code, (json(written)['approved'] as string[]).length]).toEqual([0, 15]);
    for (const { name, text } of approvedScripts(portal.server))
      expect(readFileSync(join(to, 'approved', `${name}.sh`), 'utf8')).toBe(text);
    expect(readFileSync(join(to, 'vigia-gate'), 'utf8')).toBe(readFileSync(join(gate, 'vigia-gate'), 'utf8'));
    expect((await cli('gate', '--to', to)).code).toBe(3);
  });
});

function approvedRecords(server: ServerSettings): { readonly stdin: string } {
  const records = approvedScripts(server).find(({ name }) => name === 'records');
  return {
    stdin: filled(records?.text ?? '', {
      ...Object.fromEntries(['WATCHDOG_AT', 'ACCESS_AT', 'PROXY_AT', 'ERRORS_AT'].map((name) => [name, '0 0 0 0'])),
      JOURNAL_FROM: '0',
    }),
  };
}

/** A script that was approved, with values in the place of its stars. */
function filled(text: string, values: Readonly<Record<string, string>>): string {
  return text.replace(/^([A-Z_]+)=\*$/gm, (_line, name: string) =>
    name === 'NONCE' ? `NONCE='${nonce}'` : `${name}='${values[name] ?? (name === 'FOLLOW' ? '0' : '')}'`,
  );
}

function canConnect(port: number): Promise<boolean> {
  return new Promise((done) => {
    const socket = connectTcp(port, '127.0.0.1');
    socket.once('connect', () => {
      socket.destroy();
      done(true);
    });
    socket.once('error', () => {
      done(false);
    });
  });
}

/** What comes through before the connection is closed. */
function answerOf(port: number): Promise<string> {
  return new Promise((done) => {
    const socket = connectTcp(port, '127.0.0.1');
    let text = '';
    socket.on('data', (chunk) => (text += chunk.toString()));
    socket.on('error', () => undefined);
    socket.once('close', () => {
      done(text);
    });
    socket.write('GET /api/ HTTP/1.0\r\n\r\n');
  });
}
