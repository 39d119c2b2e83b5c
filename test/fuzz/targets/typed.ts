/** What is typed: command lines, times, patterns, numbers. */
import { parsePeriod } from '../../../src/core/history/periods';
import { toGrepPattern } from '../../../src/core/services';
import { parseCommandLine, parseDuration, parseSince } from '../../../src/main/cli/arguments';
import { toNumber } from '../../../src/renderer/settings/typed-number';
import { likelyClockTime, toClockTime, toMinutes } from '../../../src/renderer/typed-time';
import { samples, type FuzzTarget } from '../target';

const commandLines = [
  'check --json --data-dir /tmp/x',
  'init --host portal --user ana --key ~/.ssh/id --url https://portal/ --accept-host-key SHA256:abc',
  'logs api-error -f --grep "a b" --since 2h --until 2026-11-24',
  'report --from 2026-11 --to 2026-11-30 --html out.html',
  'watch --every 5m --server x',
];

export const typedTargets: readonly FuzzTarget[] = [
  {
    name: 'command line',
    samples: samples(...commandLines.map((line) => line.replaceAll(' ', '\0'))),
    words: ['--', '-', '=', '\0--json\0', '--no-', '--data-dir='],
    mostBytes: 8192,
    read: (input) => parseCommandLine(input.toString('utf8').split('\0')),
  },
  {
    name: 'times and numbers',
    samples: samples('5m', '2h', '2026-11-24', '2026-11', '2026', '7:30', '1.234,5', '2026-11-24 05:15', 'ayer'),
    mostBytes: 1024,
    read: (input) => {
      const text = input.toString('utf8');
      return [
        parseDuration(text),
        parseSince(text, 1_795_000_000_000),
        parsePeriod(text, 'America/Bogota'),
        toMinutes(text, 'minutes'),
        likelyClockTime(text),
        toClockTime(text),
        toNumber(text),
      ];
    },
  },
  {
    name: 'pattern of a search',
    samples: samples('error', '(a|b)+', '[^\\s]{2,3}$', '\\bWORKER\\b.*\\d{1,4}', '(?<name>x)\\k<name>', '[[:alpha:]]'),
    words: ['(?:', '(?=', '[', ']', '{9999}', '\\', '|', '*', '+?', '\\u{1F600}'],
    mostBytes: 200,
    read: (input) => {
      const text = input.toString('utf8');
      return [true, false].flatMap((isRegex) =>
        [true, false].map((caseSensitive) => toGrepPattern({ text, isRegex, caseSensitive })),
      );
    },
    mostKept: 64 * 1024,
  },
];
