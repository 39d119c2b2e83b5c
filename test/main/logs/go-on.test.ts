import { execFileSync } from 'node:child_process';
import { appendFileSync, renameSync, rmSync, truncateSync, utimesSync, writeFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import type { LogSpan } from '../../../src/core/logs/types';
import { readLogs, type ReadLog } from '../../support/log-server';
import { sshdPath } from '../../support/sshd';
import { waitUntil } from '../../support/wait-until';
import { useLogServer } from './log-hooks';

const start = Date.UTC(2026, 10, 24, 10, 0, 0);

/** One line a second, as gunicorn writes it. */
function line(seconds: number, text = ''): string {
  const at = new Date(start + seconds * 1000).toISOString();
  return `[${at.slice(0, 10)} ${at.slice(11, 19)} +0000] [7] [INFO] ${text} ${String(seconds)}\n`;
}
const lines = (from: number, to: number, text = '') =>
  Array.from({ length: to - from }, (_, index) => line(from + index, text)).join('');
const counting = (from: number, to: number) => Array.from({ length: to - from }, (_, index) => from + index);
const numbers = (log: ReadLog) => log.lines().map((one) => Number(one.split(' ').at(-1)));
const isRead = (log: ReadLog) => log.events.find((event) => event.kind === 'read');

describe.skipIf(sshdPath() === null)('following goes on where the reading ended', { timeout: 60_000 }, () => {
  const on = useLogServer();
  const { file } = on;
  const write = (suffix: string, text: string, seconds: number) => {
    on.logs.write(suffix, text, start + seconds * 1000);
  };
  const read = async (span: LogSpan) => {
    const log = readLogs(on.logs, { span });
    await log.waitFor('end');
    return log;
  };
  const goOn = (before: ReadLog) => on.follow({ span: { kind: 'last', lines: 500 }, after: before.positions() });
  const windowTo = (seconds: number): LogSpan => ({ kind: 'window', fromAt: start, toAt: start + seconds * 1000 });
  const all = async (log: ReadLog, expected: readonly number[]) => {
    await waitUntil('all lines', () => numbers(log).length >= expected.length, 20_000);
    expect(numbers(log)).toEqual(expected);
  };

  test('after the last lines: what was written since, then what is being written', async () => {
    write('', lines(0, 600), 600);
    const before = await read({ kind: 'last', lines: 100 });
    expect(numbers(before)).toEqual(counting(500, 600));
    appendFileSync(file(), lines(600, 650));
    const log = await goOn(before);
    await all(log, counting(600, 650));
    appendFileSync(file(), lines(650, 660));
    await all(log, counting(600, 660));
    expect(isRead(log)).toEqual({
      kind: 'read',
      source: 'api-error',
      isCut: false,
      unreadFiles: 0,
      isUntimed: false,
      beginsAt: null,
    });
  });

  test('where nothing was written since, nothing comes', async () => {
    write('', lines(0, 10), 10);
    const log = await goOn(await read({ kind: 'last', lines: 500 }));
    appendFileSync(file(), line(10));
    await all(log, [10]);
  });

  test('after a window in the middle of the file, also where its last lines are not in order', async () => {
    const late = line(298, 'late');
    write('', `${lines(0, 302)}${late}  no date of its own 298\n${lines(302, 900)}`, 900);
    const before = await read(windowTo(300));
    expect(numbers(before)).toEqual([...counting(0, 301), 298, 298]);
    await all(await goOn(before), counting(301, 900));
  });

  test('after a window that ended in an older file, through those behind it', async () => {
    write('.2', lines(0, 300), 300);
    write('.1', lines(300, 600), 600);
    write('', lines(600, 900), 900);
    execFileSync('gzip', ['-n', file('.2')]);
    const before = await read(windowTo(200));
    expect(numbers(before)).toEqual(counting(0, 201));
    await all(await goOn(before), counting(201, 900));
  });

  test('renamed in the meantime', async () => {
    write('', lines(0, 100), 100);
    const before = await read({ kind: 'last', lines: 500 });
    appendFileSync(file(), lines(100, 120));
    renameSync(file(), file('.1'));
    writeFileSync(file(), lines(120, 140));
    await all(await goOn(before), counting(100, 140));
  });

  test('renamed twice and packed in the meantime', async () => {
    write('.1', lines(0, 50), 50);
    write('', lines(50, 100), 100);
    const before = await read({ kind: 'last', lines: 20 });
    expect(numbers(before)).toEqual(counting(80, 100));
    renameSync(file('.1'), file('.3'));
    appendFileSync(file(), lines(100, 120));
    renameSync(file(), file('.2'));
    utimesSync(file('.2'), start / 1000 + 120, start / 1000 + 120);
    execFileSync('gzip', ['-n', file('.2')]);
    write('.1', lines(120, 140), 140);
    writeFileSync(file(), lines(140, 150));
    await all(await goOn(before), counting(100, 150));
  });

  test('copied and cut short in the meantime', async () => {
    write('', lines(0, 100), 100);
    const before = await read({ kind: 'last', lines: 500 });
    appendFileSync(file(), lines(100, 110));
    execFileSync('cp', [file(), file('.1')]);
    truncateSync(file());
    appendFileSync(file(), lines(110, 115));
    await all(await goOn(before), counting(100, 115));
  });

  test('what was thrown away in the meantime is said to be missing', async () => {
    write('', lines(0, 100), 100);
    const before = await read({ kind: 'last', lines: 500 });
    rmSync(file());
    // The number of a file that is gone is given to the next one.
    writeFileSync(file('.other'), '');
    writeFileSync(file(), lines(200, 210));
    const log = await goOn(before);
    await all(log, counting(200, 210));
    expect(isRead(log)).toMatchObject({ unreadFiles: 1 });
  });

  test('of more than the bound the newest whole lines come, and that is said', async () => {
    write('', lines(0, 10), 10);
    const before = await read({ kind: 'last', lines: 500 });
    appendFileSync(file(), lines(10, 20_010, 'x'.repeat(1000)));
    const log = await goOn(before);
    const got = numbers(log);
    expect(got).toEqual(counting(20_010 - got.length, 20_010));
    expect([got.length > 15_000, got.length < 17_000]).toEqual([true, true]);
    expect(isRead(log)).toMatchObject({ isCut: true });
  });

  test('a log that was not there is read as was asked', async () => {
    const before = await read({ kind: 'last', lines: 500 });
    write('', lines(0, 5), 5);
    await all(await goOn(before), counting(0, 5));
  });
});
