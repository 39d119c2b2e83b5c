import { execFileSync } from 'node:child_process';
import { appendFileSync, rmSync, writeFileSync } from 'node:fs';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { readLogs, startLogServer, type LogServer } from '../../support/log-server';
import { sshdPath } from '../../support/sshd';

const minute = 60_000;
const start = Date.UTC(2026, 10, 24, 10, 0, 0);

/** One line a second, as gunicorn writes it. */
function lineAt(seconds: number, text = 'x'): string {
  const at = new Date(start + seconds * 1000).toISOString();
  return `[${at.slice(0, 10)} ${at.slice(11, 19)} +0000] [7] [INFO] ${text} ${String(seconds)}\n`;
}
const range = (from: number, to: number, text?: string) =>
  Array.from({ length: to - from }, (_, index) => lineAt(from + index, text)).join('');
const numbers = (lines: readonly string[]) => lines.map((line) => Number(line.split(' ').at(-1)));
const counting = (from: number, to: number) => Array.from({ length: to - from }, (_, index) => from + index);

describe.skipIf(sshdPath() === null)('logs of a real server', () => {
  let logs: LogServer;
  beforeAll(async () => {
    logs = await startLogServer();
  });
  afterAll(() => logs.stop());
  afterEach(() => {
    logs.clear();
  });
  const file = (suffix = '') => `${logs.path('api-error')}${suffix}`;
  const write = (suffix: string, text: string, seconds: number) => {
    logs.write(suffix, text, start + seconds * 1000);
  };
  const gzip = (suffix: string) => {
    execFileSync('gzip', ['-n', file(suffix)]);
  };
  const read = async (request: Parameters<typeof readLogs>[1]) => {
    const log = readLogs(logs, request);
    for (const source of request.sources ?? ['api-error']) await log.waitFor('end', source);
    return log;
  };

  describe('the last lines', () => {
    test('with the clock before them and the end behind them', async () => {
      write('', range(0, 600), 600);
      const log = await read({ span: { kind: 'last', lines: 500 } });
      expect(numbers(log.lines())).toEqual(counting(100, 600));
      expect(log.events.map(({ kind }) => kind).filter((kind, index, all) => all[index - 1] !== kind)).toEqual([
        'clock',
        'lines',
        'read',
        'end',
      ]);
      const clock = log.events[0];
      // It is this machine's own clock.
      expect(clock?.kind === 'clock' && Math.abs(clock.offsetMs)).toBeLessThan(2000);
      expect(log.events.at(-1)).toEqual({ kind: 'end', source: 'api-error', error: null });
    });

    test('go on into the file before, packed or not', async () => {
      write('.1', range(0, 300), 300);
      write('', range(300, 310), 310);
      expect(numbers((await read({ span: { kind: 'last', lines: 100 } })).lines())).toEqual(counting(210, 310));
      gzip('.1');
      expect(numbers((await read({ span: { kind: 'last', lines: 100 } })).lines())).toEqual(counting(210, 310));
    });

    test('of an empty file are none, and a missing one is told', async () => {
      write('', '', 0);
      const empty = await read({});
      expect([empty.lines(), empty.has('read'), empty.events.at(-1)]).toEqual([
        [],
        true,
        { kind: 'end', source: 'api-error', error: null },
      ]);
      rmSync(file());
      const missing = await read({});
      expect(missing.events.at(-1)).toEqual({ kind: 'end', source: 'api-error', error: { kind: 'file-missing' } });
    });

    test('of several logs over one connection, each with its own end', async () => {
      write('', range(0, 3), 3);
      writeFileSync(logs.path('nginx-error'), '2026/11/24 05:15:01 [error] 1#1: x\n');
      const before = logs.sshd.log().split('Accepted publickey').length;
      const log = await read({ sources: ['api-error', 'nginx-error', 'api-access'] });
      expect([log.lines('api-error').length, log.lines('nginx-error').length]).toEqual([3, 1]);
      expect(log.events.filter(({ kind }) => kind === 'end')).toContainEqual({
        kind: 'end',
        source: 'api-access',
        error: { kind: 'file-missing' },
      });
      expect(logs.sshd.log().split('Accepted publickey').length).toBe(before + 1);
    });

    test('of a line that never ends come as one that is cut, and its bytes are bounded', async () => {
      write('', `${'x'.repeat(40_000_000)}\nfin\n`, 1);
      const log = await read({ span: { kind: 'last', lines: 5 } });
      expect([log.lines().map((line) => line.length), log.lines().at(-1)]).toEqual([[16_385, 3], 'fin']);
    });
  });

  describe('a window of time', () => {
    const window = (from: number, to: number) =>
      ({ kind: 'window', fromAt: start + from * 1000, toAt: start + to * 1000 }) as const;

    test('takes its minutes from plain, packed and dated files, in order', async () => {
      write('-20261124', range(0, 100), 100);
      gzip('-20261124');
      write('.2', range(100, 200), 200);
      write('.1', range(200, 300), 300);
      write('', range(300, 400), 400);
      expect(numbers((await read({ span: window(50, 350) })).lines())).toEqual(counting(50, 351));
      expect(numbers((await read({ span: window(120, 130) })).lines())).toEqual(counting(120, 131));
    });

    test('keeps lines without a stamp with the one above them', async () => {
      write('', `${lineAt(1)}  File "a"\nKeyError: 1\n${lineAt(100)}  tarde\n`, 100);
      expect((await read({ span: window(0, 50) })).lines()).toEqual([lineAt(1).trim(), '  File "a"', 'KeyError: 1']);
    });

    test('is found in a large file without reading it whole', { timeout: 60_000 }, async () => {
      const padding = 'p'.repeat(180);
      write('', range(0, 250_000, padding), 250_000);
      const startedAt = performance.now();
      const log = await read({ span: window(200_000, 200_009) });
      expect(numbers(log.lines())).toEqual(counting(200_000, 200_010));
      // Reading all of its 55 MB with awk takes seconds.
      expect(performance.now() - startedAt).toBeLessThan(5000);
    });

    test('that is larger than what is sent says so', { timeout: 60_000 }, async () => {
      write('', range(0, 110_000, 'p'.repeat(180)), 110_000);
      const log = await read({ span: window(0, 110_000) });
      const got = numbers(log.lines());
      expect([got[0], got.length < 110_000 && got.length > 50_000]).toEqual([0, true]);
      expect(log.events).toContainEqual({
        kind: 'read',
        source: 'api-error',
        isCut: true,
        unreadFiles: 0,
        isUntimed: false,
        beginsAt: null,
      });
    });

    test('that begins before the log does is told where the log begins', async () => {
      const beginsAt = async (from: number, to: number) => {
        const log = await read({ span: window(from, to) });
        const told = log.events.find(({ kind }) => kind === 'read');
        return told?.kind === 'read' && told.beginsAt !== null ? (told.beginsAt - start) / 1000 : null;
      };
      write('.2', range(100, 200), 200);
      write('.1', range(200, 300), 300);
      write('', range(300, 400), 400);
      gzip('.2');
      expect([await beginsAt(0, 350), await beginsAt(0, 50), await beginsAt(100, 350)]).toEqual([100, 100, null]);
      // Nothing older has to be opened where the time begins in a younger file.
      expect([await beginsAt(250, 350), await beginsAt(500, 600)]).toEqual([null, null]);
    });

    test('in a log without dates is empty, and that is said', async () => {
      writeFileSync(logs.path('api-access'), '10.77.0.1:0 - "GET /api/ HTTP/1.0" 200\n'.repeat(5));
      const log = await read({ sources: ['api-access'], span: window(0, 50) });
      expect([log.lines(), log.events.find(({ kind }) => kind === 'read')]).toEqual([
        [],
        { kind: 'read', source: 'api-access', isCut: false, unreadFiles: 0, isUntimed: true, beginsAt: null },
      ]);
    });

    test('reads each form of stamp in its own zone', async () => {
      writeFileSync(
        logs.path('api-access'),
        ['24/Nov/2026:04:59:59 -0500', '24/Nov/2026:05:00:10 -0500', '24/Nov/2026:05:02:00 -0500']
          .map((stamp) => `10.0.0.9 - - [${stamp}] "GET / HTTP/1.1" 200 5\n`)
          .join(''),
      );
      const log = await read({ sources: ['api-access'], span: window(0, 60) });
      expect(log.lines().map((line) => line.slice(14, 40))).toEqual(['24/Nov/2026:05:00:10 -0500']);
    });

    test('that is followed goes on with what is written after it', async () => {
      write('', range(0, 100), 100);
      const log = readLogs(logs, { span: window(90, 95), follow: true });
      await log.waitFor('read');
      appendFileSync(file(), lineAt(100) + lineAt(101));
      await expect.poll(() => numbers(log.lines())).toEqual(counting(90, 102));
      log.close();
    });

    test('of the far past and the far future', async () => {
      write('', range(0, 10), 10);
      expect((await read({ span: window(-90 * minute, -80 * minute) })).lines()).toEqual([]);
      expect((await read({ span: { kind: 'window', fromAt: 0, toAt: 8e12 } })).lines()).toHaveLength(10);
    });
  });
});
