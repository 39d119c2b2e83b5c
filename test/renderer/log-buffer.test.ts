import { describe, expect, test } from 'vitest';
import { appendLines, emptyLogBuffer, filterLines, maxBufferLines } from '../../src/renderer/logs/log-buffer';
import { visibleRows } from '../../src/renderer/logs/visible-rows';

describe('loaded lines', () => {
  test('the oldest go beyond the bound, are counted, and the rest keep their numbers', () => {
    const full = appendLines(
      emptyLogBuffer,
      Array.from({ length: maxBufferLines }, (_, index) => `line ${String(index)}`),
    );
    const buffer = appendLines(full, ['new 1', 'new 2'], 7);
    expect([
      buffer.lines.length,
      buffer.lines[0]?.number,
      buffer.lines.at(-1)?.plain,
      buffer.next,
      buffer.dropped,
    ]).toEqual([maxBufferLines, 2, 'new 2', maxBufferLines + 2, 9]);
  });

  test('long lines bound the memory before their number does', () => {
    const buffer = appendLines(
      emptyLogBuffer,
      Array.from({ length: 2000 }, () => 'x'.repeat(20_000)),
    );
    expect(buffer.lines.reduce((sum, line) => sum + line.plain.length, 0)).toBeLessThanOrEqual(24_000_000);
    expect(buffer.dropped).toBe(2000 - buffer.lines.length);
  });

  test('a search forgives case and accents and sees through colours', () => {
    const { lines } = appendLines(emptyLogBuffer, ['Conexión \u001b[31mrecha\u001b[0mzada', 'otra']);
    expect(filterLines(lines, ' conexion RECHAZADA ', false).map((line) => line.number)).toEqual([0]);
  });

  test('errors only keeps warnings and errors', () => {
    const { lines } = appendLines(emptyLogBuffer, ['INFO a', 'ERROR b', 'WARNING c', 'd']);
    expect(filterLines(lines, '', true).map((line) => line.plain)).toEqual(['ERROR b', 'WARNING c']);
  });
});

describe('rows in sight', () => {
  const list = { rowHeightPx: 20, heightPx: 400 };
  test.each([
    ['none', { count: 0, scrollTopPx: 0 }, { from: 0, to: 0 }],
    ['the first', { count: 20_000, scrollTopPx: 0 }, { from: 0, to: 29 }],
    ['the middle', { count: 20_000, scrollTopPx: 200_000 }, { from: 9992, to: 10_029 }],
    ['the last', { count: 20_000, scrollTopPx: 20_000 * 20 - 400 }, { from: 19_971, to: 20_000 }],
    ['a list that has just become shorter', { count: 10, scrollTopPx: 90_000 }, { from: 0, to: 10 }],
  ])('%s', (_what, at, rows) => {
    expect(visibleRows({ ...list, ...at })).toEqual(rows);
  });
});
