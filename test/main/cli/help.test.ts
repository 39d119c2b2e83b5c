import { describe, expect, test } from 'vitest';
import { commands, optionsOf } from '../../../src/main/cli/arguments';
import { runCli } from '../../support/run-cli';

const optionsIn = (text: string) => new Set([...text.matchAll(/--([a-z][a-z-]+)/g)].map((found) => found[1] ?? ''));

describe.each(['es', 'en'])('the help in %s', (language) => {
  const help = async (...args: string[]) => (await runCli([...args, '--language', language])).out;

  test('names every option that all commands understand', async () => {
    const named = optionsIn(await help('help'));
    expect([...named].sort()).toEqual([...optionsOf(null)].sort());
  });

  test.each(commands)('of %s names every option of it and no other', async (command) => {
    const named = optionsIn(await help(command, '--help'));
    const known = optionsOf(command);
    const common = optionsOf(null);
    expect(known.filter((one) => !common.includes(one) && !named.has(one))).toEqual([]);
    expect([...named].filter((one) => !known.includes(one))).toEqual([]);
  });

  test('names every command', async () => {
    const text = await help('help');
    for (const command of commands) expect(text).toMatch(new RegExp(`^  ${command} `, 'm'));
  });
});

test('is the answer where it was asked for, however it was asked', async () => {
  const asked = await Promise.all([['help'], ['--help'], ['-h']].map((args) => runCli(args)));
  expect(new Set(asked.map(({ out }) => out)).size).toBe(1);
  expect(asked.map(({ code, err }) => [code, err])).toEqual([
    [0, ''],
    [0, ''],
    [0, ''],
  ]);
  expect((await runCli(['help', 'logs'])).out).toBe((await runCli(['logs', '-h'])).out);
});

test('goes to standard error where nothing was asked', async () => {
  for (const args of [[], ['--json'], ['--language', 'en']]) {
    const run = await runCli(args);
    expect([run.code, run.out]).toEqual([3, '']);
    expect(run.err).toContain('vigia');
  }
});

test('the version is told with and without a command', async () => {
  for (const args of [['--version'], ['check', '--version']]) {
    expect(await runCli(args)).toMatchObject({ code: 0, out: expect.stringMatching(/^\d+\.\d+\.\d+$/) as string });
  }
});
