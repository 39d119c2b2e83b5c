import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import type { RemoteError } from '../../../src/core/errors';
import type { SshConnection } from '../../../src/main/ssh/connect';
import { endProcess, isAlive } from '../../support/process-tree';
import { sshdPath, startSshd, type Sshd } from '../../support/sshd';
import { waitUntil } from '../../support/wait-until';
import { connected, errorOf, temporaryFolder } from './connect-to';

const quick = { timeoutMs: 20_000, maxBytes: 1_000_000 };

describe.skipIf(sshdPath() === null)('commands on a real sshd', () => {
  let sshd: Sshd;
  let connection: SshConnection;
  beforeAll(async () => {
    const home = mkdtempSync(join(temporaryFolder(), 'home'));
    writeFileSync(join(home, '.bashrc'), 'echo ruido en stdout; echo ruido en stderr >&2\n');
    sshd = await startSshd({ home });
    connection = await connected(sshd);
  });
  afterEach(async () => {
    if (connection.over() !== null) connection = await connected(sshd);
  });
  afterAll(async () => {
    connection.end();
    await sshd.stop();
  });

  test('stdin, both outputs and the exit code come through, with whatever .bashrc prints', async () => {
    const result = await connection.exec('cat; echo mal >&2; exit 3', { ...quick, stdin: 'línea\n' });
    const value = result.ok ? result.value : null;
    expect(value?.stdout.toString()).toMatch(/línea\n$/);
    expect(value?.stderr.toString()).toMatch(/mal\n$/);
    expect([value?.code, value?.signal]).toEqual([3, null]);
  });

  test('stdin larger than a channel window arrives whole', async () => {
    const result = await connection.exec('wc -c', { ...quick, stdin: 'x'.repeat(5_000_000) });
    expect(result.ok && result.value.stdout.toString()).toContain('5000000');
  });

  test('a signal is reported as such', async () => {
    const result = await connection.exec('kill -KILL $$', quick);
    expect(result).toMatchObject({ ok: true, value: { code: null, signal: 'SIGKILL' } });
  });

  test('the result does not wait for a daemon that keeps the output open', async () => {
    const startedAt = Date.now();
    const result = await connection.exec('sleep 20 & echo $!; echo listo', quick);
    const tookMs = Date.now() - startedAt;
    const text = result.ok ? result.value.stdout.toString() : '';
    expect(text).toMatch(/listo\n$/);
    expect(tookMs).toBeLessThan(10_000);
    endProcess(Number(/^(\d+)$/m.exec(text)?.[1]));
  });

  test('output that comes after the exit is not lost', async () => {
    const result = await connection.exec('(sleep 0.15; echo tarde) & echo pronto', quick);
    expect(result.ok && result.value.stdout.toString()).toMatch(/pronto\ntarde\n$/);
  });

  test('a daemon that goes on writing cannot hold the result back', async () => {
    const result = await connection.exec('(for i in $(seq 100); do echo x; sleep 0.1; done) & echo listo', quick);
    expect(result).toMatchObject({ ok: true, value: { code: 0 } });
  });

  test('a command that never ends is given up, and the connection serves the next one', async () => {
    const error = await errorOf(connection.exec('sleep 60', { ...quick, timeoutMs: 300 }));
    expect(error).toEqual({ kind: 'command-timeout', limitMs: 300 });
    expect(await connection.exec('true', quick)).toMatchObject({ ok: true, value: { code: 0 } });
  });

  test.each(['yes', 'yes >&2'])(
    'gigabytes of output (%s) end at the limit, and the connection serves the next one',
    async (command) => {
      const before = process.memoryUsage().rss;
      const error = await errorOf(connection.exec(command, quick));
      expect(error).toEqual({ kind: 'too-much-output', limitBytes: 1_000_000 });
      expect(await connection.exec('true', quick)).toMatchObject({ ok: true, value: { code: 0 } });
      expect(process.memoryUsage().rss - before).toBeLessThan(100_000_000);
    },
  );

  test('output is handed on while the command runs', async () => {
    const marks: string[] = [];
    let seen = '';
    const result = await connection.exec('echo uno; read answer; echo dos', {
      ...quick,
      stdin: '\n',
      onOutput: (chunk, stream) => {
        if (stream === 'stdout') seen += chunk.toString();
        marks.push(stream);
      },
    });
    expect(result.ok && result.value.stdout.toString()).toBe(seen);
    expect(seen).toMatch(/uno\ndos\n$/);
  });

  test('a connection that breaks during a command is told as such', async () => {
    const running = connection.exec('echo aqui; sleep 60', { ...quick, onOutput: killSessions });
    function killSessions(chunk: Buffer): void {
      if (chunk.toString().includes('aqui')) for (const pid of sshd.sessionPids()) endProcess(pid, 'SIGKILL');
    }
    expect(await errorOf(running)).toEqual({ kind: 'disconnected' });
    expect(connection.over()).toEqual({ kind: 'disconnected' });
    expect(await errorOf(connection.exec('true', quick))).toEqual({ kind: 'disconnected' });
  });

  test('an aborted command ends at once and leaves the connection', async () => {
    const abort = new AbortController();
    const running = connection.exec('sleep 60', { ...quick, signal: abort.signal });
    abort.abort();
    expect(await errorOf(running)).toEqual({ kind: 'other', detail: 'cancelled' });
    expect(await connection.exec('true', quick)).toMatchObject({ ok: true });
  });

  test('a frozen server is noticed by its silence', async () => {
    const own = await connected(sshd, { readTimeoutMs: 600 });
    const session = sshd.sessionPids().at(-1) ?? 0;
    const all = sshd.sessionPids();
    const running = own.exec('sleep 60', quick);
    await waitUntil('the command runs', () => sshd.sessionPids().length > all.length);
    const frozen = [session, ...sshd.sessionPids()];
    for (const pid of frozen) endProcess(pid, 'SIGSTOP');
    try {
      expect(await errorOf(running)).toEqual({ kind: 'disconnected' });
    } finally {
      for (const pid of frozen) endProcess(pid, 'SIGCONT');
    }
  });

  test('a followed file shows new lines, and closing ends the remote tail', async () => {
    const file = join(temporaryFolder(), 'log');
    writeFileSync(file, 'primera\n');
    let text = '';
    const ends: unknown[] = [];
    const followed = connection.stream(`echo pid $$; exec tail -n 5 -F ${file}`, {
      onOutput: (chunk, stream) => {
        if (stream === 'stdout') text += chunk.toString();
      },
      onEnd: (error, code) => ends.push([error, code]),
    });
    await waitUntil('the first line', () => text.includes('primera'));
    writeFileSync(file, 'primera\nsegunda\n');
    await waitUntil('the second line', () => text.includes('segunda'));
    const pid = Number(/pid (\d+)/.exec(text)?.[1]);
    expect(isAlive(pid)).toBe(true);
    followed.close();
    followed.close();
    await waitUntil('tail is gone', () => !isAlive(pid));
    expect(ends).toEqual([[null, null]]);
  });

  test('a paused stream holds the server back, and loses nothing', async () => {
    let bytes = 0;
    const ends: [RemoteError | null, number | null][] = [];
    const file = join(temporaryFolder(), 'written');
    const followed = connection.stream(`head -c 30000000 /dev/zero; echo done > ${file}; exit 7`, {
      onOutput: (chunk, stream) => {
        if (stream === 'stdout') bytes += chunk.length;
        if (bytes > 0 && ends.length === 0 && !isResumed) followed.pause();
      },
      onEnd: (error, code) => ends.push([error, code]),
    });
    let isResumed = false;
    await waitUntil('something arrived', () => bytes > 0);
    const heldAt = bytes;
    await connection.exec('sleep 0.3', quick);
    expect(bytes).toBe(heldAt);
    expect(() => readFileSync(file)).toThrow();
    isResumed = true;
    followed.resume();
    await waitUntil('the end', () => ends.length > 0);
    expect(bytes).toBeGreaterThanOrEqual(30_000_000);
    expect(ends).toEqual([[null, 7]]);
  });

  test('a stream ends once, with the reason, when the connection ends', async () => {
    const ends: unknown[] = [];
    let hasOutput = false;
    connection.stream('echo ya; sleep 60', {
      onOutput: () => {
        hasOutput = true;
      },
      onEnd: (error) => ends.push(error),
    });
    await waitUntil('it runs', () => hasOutput);
    connection.end();
    connection.end();
    expect(ends).toEqual([{ kind: 'disconnected' }]);
  });
});

describe.skipIf(sshdPath() === null)('a server that gives no sessions', () => {
  test('says so', async () => {
    const sshd = await startSshd({ config: ['MaxSessions 0'] });
    try {
      const connection = await connected(sshd);
      expect(await errorOf(connection.exec('true', quick))).toEqual({ kind: 'session-refused' });
      connection.end();
    } finally {
      await sshd.stop();
    }
  });
});
