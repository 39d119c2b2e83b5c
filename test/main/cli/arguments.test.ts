import { describe, expect, test } from 'vitest';
import { parseCommandLine, parseDuration, parseSince } from '../../../src/main/cli/arguments';

const parse = (line: string) => parseCommandLine(line.split(' ').filter((word) => word !== ''));
const understood = (line: string) => {
  const parsed = parse(line);
  if (!parsed.ok) throw new Error(JSON.stringify(parsed.error));
  return parsed.value;
};

describe('parseCommandLine', () => {
  test('takes the common options before the command too', () => {
    const line = understood('--json --data-dir check check --no-confirm');
    expect([line.command, line.text('data-dir'), line.flag('json'), line.flag('no-confirm')]).toEqual([
      'check',
      'check',
      true,
      true,
    ]);
  });

  test.each([
    ['help', null],
    ['--help', null],
    ['-h', null],
    ['help restart', 'restart'],
    ['restart -h', 'restart'],
    ['--language en help logs', 'logs'],
  ])('"%s" asks for help', (line, command) => {
    const parsed = understood(line);
    expect([parsed.command, parsed.flag('help')]).toEqual([command, true]);
  });

  test.each([
    ['check now', { kind: 'too-much', value: 'now' }],
    ['restart api dashboard', { kind: 'too-much', value: 'dashboard' }],
    ['help check now', { kind: 'too-much', value: 'now' }],
    ['help nonsense', { kind: 'unknown-command', command: 'nonsense' }],
    ['check --json=yes', { kind: 'too-much', value: '--json=yes' }],
    ['check --every 5m', { kind: 'unknown-option', option: '--every' }],
    ['--bogus', { kind: 'unknown-option', option: '--bogus' }],
    ['logs api-error -n', { kind: 'missing-value', option: '--lines' }],
    ['check --data-dir=', { kind: 'missing-value', option: '--data-dir' }],
    ['check --language fr', { kind: 'bad-value', option: '--language', value: 'fr' }],
    ['init --key a --agent', { kind: 'contradiction', first: '--key', second: '--agent' }],
    ['init --agent --password-stdin', { kind: 'contradiction', first: '--agent', second: '--password-stdin' }],
    [
      'init --witness https://a.example/ --no-witness',
      { kind: 'contradiction', first: '--witness', second: '--no-witness' },
    ],
  ])('refuses "%s"', (line, error) => {
    expect(parse(line)).toEqual({ ok: false, error });
  });

  test('a passphrase for a key file may come from standard input', () => {
    expect(understood('init --key a --password-stdin').flag('password-stdin')).toBe(true);
  });
});

test.each([
  ['5', 5000],
  ['30s', 30_000],
  ['5m', 300_000],
  ['1h', 3_600_000],
  ['-5s', null],
  ['5 minutes', null],
])('parseDuration reads %s', (text, ms) => {
  expect(parseDuration(text)).toBe(ms);
});

test('parseSince takes a time of day that is still to come as yesterday', () => {
  const now = new Date(2026, 10, 24, 10, 0).getTime();
  expect(parseSince('09:30', now)).toBe(now - 30 * 60_000);
  expect(parseSince('10:30', now)).toBe(now - 23.5 * 3_600_000);
  expect(parseSince('2h', now)).toBe(now - 2 * 3_600_000);
  expect(parseSince('yesterday', now)).toBeNull();
});
