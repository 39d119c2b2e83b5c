import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { shellQuote } from '../../src/core/shell-quote';

function printedBy(shell: string, word: string): string {
  return spawnSync(shell, ['-c', `printf %s ${shellQuote(word)}`], { encoding: 'utf8' }).stdout;
}

test('a quoted word comes out of a real shell as it went in', () => {
  const word = fc.oneof(
    fc.string({ unit: 'binary', maxLength: 60 }),
    fc.string({ unit: fc.constantFrom("'", '"', '\\', '$', '`', '\n', ' ', '*', '!', '~', '-', 'a'), maxLength: 30 }),
  );
  fc.assert(
    // The terminating byte of C strings cannot be an argument, and half a surrogate pair is no UTF-8.
    fc.property(fc.array(word, { minLength: 40, maxLength: 40 }), (texts) => {
      const clean = texts.map((text) => Buffer.from(text.replaceAll('\0', ''), 'utf8').toString('utf8'));
      const { stdout } = spawnSync('/bin/sh', ['-c', `printf '%s\\0' ${clean.map(shellQuote).join(' ')}`], {
        encoding: 'utf8',
      });
      expect(stdout.split('\0').slice(0, -1)).toEqual(clean);
    }),
    { numRuns: 10 },
  );
}, 30_000);

test('a NUL is dropped and takes nothing with it', () => {
  expect(printedBy('/bin/sh', "a\0b'\0c")).toBe("ab'c");
});

test.each(['/usr/bin/zsh', '/usr/bin/fish', '/usr/bin/tcsh'].filter((shell) => existsSync(shell)))(
  '%s reads paths and patterns alike',
  (shell) => {
    for (const word of ["/home/o'brien/server logs/a.log", '$(reboot) `id` ; "x" | & > *', 'niño ñandú', ''])
      expect(printedBy(shell, word)).toBe(word);
  },
  20_000,
);
