import { execFileSync, spawn, type ChildProcess } from 'node:child_process';
import {
  appendFileSync,
  closeSync,
  openSync,
  readFileSync,
  renameSync,
  statSync,
  truncateSync,
  writeFileSync,
  writeSync,
} from 'node:fs';
import { afterEach, describe, expect, test } from 'vitest';
import { readLogs, type ReadLog } from '../../support/log-server';
import { sshdPath } from '../../support/sshd';
import { waitUntil } from '../../support/wait-until';
import { useLogServer } from './log-hooks';

describe.skipIf(sshdPath() === null)('following on a real server', { timeout: 60_000 }, () => {
  const on = useLogServer();
  const { file, follow } = on;
  let writer: ChildProcess | null = null;
  afterEach(() => {
    writer?.kill('SIGKILL');
    writer = null;
  });
  const got = (log: ReadLog) => log.lines().map((line) => Number(line.split(' ').at(-1)));
  const counting = (to: number) => Array.from({ length: to }, (_, index) => index);
  const all = async (log: ReadLog, to: number) => {
    await waitUntil('all lines', () => got(log).length >= to, 20_000);
    expect(got(log)).toEqual(counting(to));
  };
  /** Long enough that a file that is cut does not grow past its old size in a moment. */
  const line = (number: number) => `[2026-11-24 05:00:00 -0500] [7] [INFO] ${'relleno '.repeat(40)}${String(number)}\n`;
  const lines = (from: number, to: number) =>
    counting(to - from)
      .map((number) => line(from + number))
      .join('');

  test('new lines come, whole ones, also where they are written in halves', async () => {
    writeFileSync(file(), line(0));
    const log = await follow();
    appendFileSync(file(), line(1) + line(2).slice(0, 30));
    await waitUntil('the first', () => got(log).length === 2);
    appendFileSync(file(), line(2).slice(30) + line(3));
    await all(log, 4);
  });

  test('a file that ends in half a line', async () => {
    writeFileSync(file(), line(0) + line(1).slice(0, 40));
    const log = await follow();
    appendFileSync(file(), line(1).slice(40) + line(2));
    await all(log, 3);
  });

  test('renamed and made anew, while the program still writes into the old one', async () => {
    writeFileSync(file(), lines(0, 50));
    const program = openSync(file(), 'a');
    const log = await follow();
    writeSync(program, lines(50, 60));
    renameSync(file(), file('.1'));
    writeSync(program, lines(60, 70));
    writeFileSync(file(), '');
    writeSync(program, lines(70, 80));
    // It is told to open its log again, and does so after a moment.
    const reopened = openSync(file(), 'a');
    writeSync(reopened, lines(80, 90));
    closeSync(program);
    await all(log, 90);
    writeSync(reopened, lines(90, 95));
    await all(log, 95);
    closeSync(reopened);
  });

  test('renamed twice and packed', async () => {
    writeFileSync(file(), lines(0, 20));
    const log = await follow();
    renameSync(file(), file('.1'));
    writeFileSync(file(), lines(20, 40));
    await all(log, 40);
    execFileSync('gzip', [file('.1')]);
    renameSync(file('.1.gz'), file('.2.gz'));
    renameSync(file(), file('.1'));
    appendFileSync(file('.1'), lines(40, 50));
    writeFileSync(file(), lines(50, 60));
    await all(log, 60);
  });

  test('moved away for a while before the new one is there', async () => {
    writeFileSync(file(), lines(0, 20));
    const log = await follow();
    renameSync(file(), file('.1'));
    appendFileSync(file('.1'), lines(20, 30));
    await all(log, 30);
    writeFileSync(file(), lines(30, 40));
    await all(log, 40);
  });

  test('copied and cut short, with lines that nobody had read yet', async () => {
    writeFileSync(file(), lines(0, 200));
    const log = await follow();
    appendFileSync(file(), lines(200, 300));
    execFileSync('cp', [file(), file('.1')]);
    truncateSync(file());
    appendFileSync(file(), lines(300, 310));
    await all(log, 310);
    appendFileSync(file(), lines(310, 320));
    await all(log, 320);
  });

  test('emptied by hand: no line comes twice', async () => {
    writeFileSync(file('.1'), lines(1000, 1500));
    writeFileSync(file(), lines(0, 200));
    const log = await follow({ span: { kind: 'last', lines: 200 } });
    truncateSync(file());
    appendFileSync(file(), lines(200, 210));
    await all(log, 210);
  });

  describe('logrotate itself, while a program writes', () => {
    /** Rotates twice, and returns the lines that the program wrote, and the ones that came here. */
    const rotate = async (options: string) => {
      writeFileSync(file(), '');
      const log = await follow();
      writer = startWriter(file());
      const config = `${on.logs.folder}/rotate.conf`;
      const group = execFileSync('id', ['-gn'], { encoding: 'utf8' }).trim();
      const tell = `postrotate\nkill -USR1 ${String(writer.pid)}\nendscript`;
      writeFileSync(config, `su ${on.logs.sshd.user} ${group}\n"${file()}" {\nrotate 9\n${options}\n${tell}\n}\n`, {
        mode: 0o644,
      });
      for (let turn = 1; turn <= 3; turn += 1) {
        const second = Math.floor(Date.now() / 1000);
        // The names of the old files have seconds in them.
        await waitUntil(
          'some lines, in another second',
          () => got(log).length > turn * 300 && Date.now() / 1000 > second + 1,
          20_000,
        );
        if (turn < 3) execFileSync('/usr/sbin/logrotate', ['-f', '-s', `${on.logs.folder}/state`, config]);
      }
      const written = await stopWriter(writer);
      await waitUntil('the last line', () => got(log).at(-1) === written - 1, 20_000);
      return { log, written };
    };

    test.each(['create', 'create\ncompress\ndelaycompress', 'create\ndateext\ndateformat -%Y%m%d%s'])(
      'by %j: no line is lost, none comes twice',
      async (options) => {
        const { log, written } = await rotate(options);
        expect(got(log)).toEqual(counting(written));
      },
    );

    test('by copytruncate: none comes twice, and only those are missing that it loses itself', async () => {
      const { log } = await rotate('copytruncate');
      const kept = execFileSync('sh', ['-c', 'cat "$0" "$0".[0-9]', file()], { encoding: 'utf8' });
      const numbers = kept
        .trim()
        .split('\n')
        .map((one) => Number(one.split(' ').at(-1)));
      const here = got(log);
      expect(here.every((number, index) => index === 0 || number > (here[index - 1] ?? 0))).toBe(true);
      expect(numbers.filter((number) => !here.includes(number))).toEqual([]);
    });
  });

  test('after closing, nothing runs on the server any more', async () => {
    writeFileSync(file(), line(0));
    writeFileSync(on.logs.path('nginx-error'), line(0));
    const log = readLogs(on.logs, { sources: ['api-error', 'nginx-error'], follow: true });
    await log.waitFor('read', 'nginx-error');
    await log.waitFor('read', 'api-error');
    expect(on.logs.sshd.sessionPids().length).toBeGreaterThan(2);
    log.close();
    await waitUntil('no process of the session is left', () => on.logs.sshd.sessionPids().length === 0, 3000);
    expect(log.events.filter(({ kind }) => kind === 'end')).toEqual([
      { kind: 'end', source: 'api-error', error: null },
      { kind: 'end', source: 'nginx-error', error: null },
    ]);
  });

  test('a connection that breaks is the end of every log, with its reason', async () => {
    writeFileSync(file(), line(0));
    const log = await follow();
    for (const pid of on.logs.sshd.sessionPids()) {
      try {
        process.kill(pid, 'SIGKILL');
      } catch {
        // It ended with another one.
      }
    }
    await log.waitFor('end');
    expect(log.events.at(-1)).toEqual({ kind: 'end', source: 'api-error', error: { kind: 'disconnected' } });
  });

  /** How far the files are read that the sessions follow. */
  function positions(): readonly number[] {
    return on.logs.sshd.sessionPids().map((pid) => {
      try {
        return Number(/^pos:\s*(\d+)/.exec(readFileSync(`/proc/${String(pid)}/fdinfo/3`, 'utf8'))?.[1]);
      } catch {
        return 0;
      }
    });
  }

  describe('a flood', () => {
    test('that the window does not take is held back on the server, and nothing is lost once it does', async () => {
      writeFileSync(file(), '');
      let takes = true;
      const log = await follow({ takes: () => takes });
      takes = false;
      appendFileSync(file(), lines(0, 20_000));
      await waitUntil('what is on the way', () => got(log).length > 0);
      // 7 MB; the window has taken none of it, so most of it must wait.
      expect(got(log).length).toBeLessThan(10_000);
      takes = true;
      log.take();
      await all(log, 20_000);
    });

    test('that is not taken for long is let go, counted, and followed again', async () => {
      writeFileSync(file(), '');
      let takes = true;
      const log = await follow({ takes: () => takes });
      takes = false;
      appendFileSync(file(), lines(0, 100_000));
      const size = statSync(file()).size;
      await waitUntil('the server has sent everything', () => positions().includes(size), 30_000);
      takes = true;
      log.take();
      const dropped = () => log.events.reduce((sum, event) => sum + (event.kind === 'lines' ? event.dropped : 0), 0);
      await waitUntil('all is shown or counted', () => got(log).length + dropped() === 100_000, 20_000);
      appendFileSync(file(), line(100_000));
      await waitUntil('the newest line', () => got(log).includes(100_000), 20_000);
      expect([dropped() > 10_000, got(log).length + dropped()]).toEqual([true, 100_001]);
    });
  });
});

/** Writes numbered lines until it is told to stop; opens its log again at SIGUSR1, as gunicorn does. */
function startWriter(path: string): ChildProcess {
  const program = `
    const fs = require('fs');
    let file = fs.openSync(process.argv[1], 'a');
    process.on('SIGUSR1', () => { fs.closeSync(file); file = fs.openSync(process.argv[1], 'a'); });
    let n = 0;
    const timer = setInterval(() => {
      fs.writeSync(file, '[2026-11-24 05:00:00 -0500] [7] [INFO] ' + 'relleno '.repeat(40) + n++ + '\\n');
    }, 4);
    process.on('SIGTERM', () => { clearInterval(timer); process.stdout.write(String(n), () => process.exit(0)); });`;
  return spawn(process.execPath, ['-e', program, path], { stdio: ['ignore', 'pipe', 'inherit'] });
}

async function stopWriter(program: ChildProcess): Promise<number> {
  let said = '';
  program.stdout?.on('data', (chunk: Buffer) => (said += chunk.toString()));
  program.kill('SIGTERM');
  await new Promise((resolve) => program.once('close', resolve));
  return Number(said);
}
