import fc from 'fast-check';
import { expect, test } from 'vitest';
import { parseRoundAnswer } from '../../src/core/remote-answer';
import { readErrorLog } from '../../src/core/error-log';
import { recordedNonce, recording } from './recordings';

const { stdout, context } = recording('healthy');
const whole = parseRoundAnswer(stdout, context);
const isMark = (line: string) => line.startsWith(`${recordedNonce} `);

/** The answer in its parts, each from `begin` to `end`. */
function partsOf(text: string): readonly string[] {
  return text.split(/(?=^rec0rded7n0nce42 begin )/m).filter((part) => part.includes(' end '));
}

test('order does not matter', () => {
  const parts = partsOf(stdout);
  // The parts of one section keep their order: they come through one pipe.
  const nameOf = (part: string) => part.slice(0, part.indexOf('\n'));
  const groupsOf = [...new Set(parts.map(nameOf))].map((name) => parts.filter((part) => nameOf(part) === name));
  fc.assert(
    fc.property(fc.shuffledSubarray(groupsOf, { minLength: groupsOf.length }), (groups) => {
      expect(parseRoundAnswer(groups.flat().join(''), context)).toEqual(whole);
    }),
    { numRuns: 50 },
  );
});

test('noise before, between and after does not matter', () => {
  const noise = fc.string({ maxLength: 80 }).map((text) => `${text}\n`);
  fc.assert(
    fc.property(fc.array(noise, { minLength: 40, maxLength: 40 }), (lines) => {
      const noisy = partsOf(stdout).map((part, index) => `${lines[index] ?? ''}${part}`);
      expect(parseRoundAnswer(noisy.join(''), context)).toEqual(whole);
    }),
    { numRuns: 50 },
  );
});

test('carriage returns of a terminal do not hide the marks', () => {
  const result = parseRoundAnswer(stdout.replaceAll('\n', '\r\n'), context);
  expect(result.ok && result.value.missing).toEqual(whole.ok && whole.value.missing);
});

test('cut off anywhere, what is missing is named and nothing of it is a fact', () => {
  fc.assert(
    fc.property(fc.nat(stdout.length), (length) => {
      const cut = stdout.slice(0, length);
      const result = parseRoundAnswer(cut, context);
      if (!result.ok) {
        expect(cut.split('\n').slice(0, -1).some(isMark)).toBe(false);
        return;
      }
      const ended = new Set([...cut.matchAll(/^rec0rded7n0nce42 end (\w+) \d+\n/gm)].map((match) => match[1]));
      for (const name of result.value.missing) expect(ended.has(name)).toBe(false);
      if (!ended.has('processes')) expect(result.value.gunicorn).toBeNull();
      if (!ended.has('disks')) expect(result.value.disks).toBeNull();
      if (!ended.has('local_api')) expect(result.value.localApi).toBeNull();
      if (!ended.has('crontab')) expect(result.value.crontab).toBeNull();
    }),
    { numRuns: 300 },
  );
});

test('changed bytes never throw, and never make an impossible figure', () => {
  const bytes = Buffer.from(stdout, 'utf8');
  const change = fc.tuple(fc.nat(bytes.length - 1), fc.integer({ min: 0, max: 255 }));
  fc.assert(
    fc.property(fc.array(change, { minLength: 1, maxLength: 200 }), (changes) => {
      const damaged = Buffer.from(bytes);
      for (const [at, value] of changes) damaged[at] = value;
      const result = parseRoundAnswer(damaged.toString('utf8'), context);
      if (!result.ok) return;
      const { disks, listeningPorts, errorLog, gunicorn } = result.value;
      expect(
        disks?.every((disk) => disk.usedPercent >= 0 && disk.usedPercent <= 100 && disk.availableBytes >= 0) ?? true,
      ).toBe(true);
      expect(listeningPorts?.every((port) => port >= 0 && port <= 65_535) ?? true).toBe(true);
      expect(gunicorn?.workers.every((worker) => worker.pid > 0) ?? true).toBe(true);
      if (errorLog !== null) readErrorLog(errorLog);
    }),
    { numRuns: 300 },
  );
}, 20_000);

test('lines deleted or doubled never throw', () => {
  const lines = stdout.split('\n');
  fc.assert(
    fc.property(
      fc.array(fc.nat(lines.length - 1), { maxLength: 60 }),
      fc.array(fc.nat(lines.length - 1), { maxLength: 20 }),
      (gone, twice) => {
        const damaged = lines.flatMap((line, index) =>
          gone.includes(index) ? [] : twice.includes(index) ? [line, line] : [line],
        );
        const result = parseRoundAnswer(damaged.join('\n'), context);
        expect(result.ok || !damaged.some(isMark)).toBe(true);
      },
    ),
    { numRuns: 200 },
  );
});

test('a server clock that is wrong is measured, and moments are corrected by it', () => {
  const result = parseRoundAnswer(stdout, {
    ...context,
    sentAt: context.sentAt - 600_000,
    receivedAt: context.receivedAt - 600_000,
  });
  if (!result.ok || !whole.ok) throw new Error('unreadable');
  expect(result.value.clockOffsetMs).toBe(whole.value.clockOffsetMs + 600_000);
  expect(result.value.bootAt).toBe((whole.value.bootAt ?? 0) - 600_000);
  expect(result.value.watchdog?.lastLineAt).toBe((whole.value.watchdog?.lastLineAt ?? 0) - 600_000);
});
