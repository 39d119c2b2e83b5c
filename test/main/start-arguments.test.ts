import { describe, expect, test } from 'vitest';
import { optionsOf } from '../../src/main/cli/arguments';
import { commonOptions, hasDisplay, isCommandLine } from '../../src/main/start-arguments';

describe('what is meant for the command line', () => {
  test.each([
    ['check'],
    ['check --json'],
    ['--json check'],
    ['--hidden check'],
    ['--help'],
    ['-h'],
    ['--version'],
    ['--help=check'],
    ['--json'],
    ['help check'],
    ['chek'],
    ['Check'],
    ['check2'],
    ['día'],
    ['5'],
  ])('%s', (line) => {
    expect(isCommandLine(line.split(' '))).toBe(true);
  });

  test.each([
    [''],
    ['--hidden'],
    ['--demo'],
    ['--demo --hidden'],
    // Started from a checkout.
    ['.'],
    ['--no-sandbox . --hidden'],
    ['/srv/vigia --demo'],
    ['C:\\\\vigia'],
    // What systems add: Windows to a program whose notice was clicked, macOS, X.
    ['-ToastActivated'],
    ['----AppNotificationActivated:'],
    ['-psn_0_12345'],
    ['-NSDocumentRevisionsDebugMode YES'],
    ['--class vigia'],
    ['--lang es'],
    ['--ozone-platform=wayland'],
    ['https://portal.example.org/'],
  ])('not "%s"', (line) => {
    expect(isCommandLine(line.split(' ').filter(Boolean))).toBe(false);
  });

  test('the options without a command are those that it reads', () => {
    const long = commonOptions.filter((option) => option.startsWith('--')).map((option) => option.slice(2));
    // That is taken out before.
    expect([...long, 'data-dir'].toSorted()).toEqual(optionsOf(null).toSorted());
  });
});

test.each([
  ['linux', {}, false],
  ['linux', { DISPLAY: '' }, false],
  ['linux', { DISPLAY: ':0' }, true],
  ['linux', { WAYLAND_DISPLAY: 'wayland-0' }, true],
  ['darwin', {}, true],
  ['win32', {}, true],
] as const)('on %s with %j there is a display: %s', (platform, env, has) => {
  expect(hasDisplay(platform, env)).toBe(has);
});
