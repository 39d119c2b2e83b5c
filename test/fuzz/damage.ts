/** Byte mutations of real samples, as fast-check arbitraries, so that a failing input shrinks to what matters. */
import fc from 'fast-check';

/** What breaks careless readers, whatever the format. */
const hostileWords: readonly string[] = [
  '\0',
  '\n',
  '\r\n',
  '\n\n\n',
  '\x1b]0;x\x07',
  '\x1b[31m',
  '\u0085',
  '\u202e',
  '\ufeff',
  '\ud83d\ude00',
  '%s%n',
  '__proto__',
  'constructor',
  '-1',
  '0',
  '1e999',
  'NaN',
  '99999999999999999999',
  '9007199254740993',
  '-9223372036854775808',
  '1970-01-01 00:00:00',
  '9999-99-99 99:99:99',
  "'",
  '"',
  '\\',
  '`$(id)`',
  '{{{{{{{{',
  '[[[[[[[[',
  '((((((((',
];

type Change =
  | { readonly kind: 'set'; readonly at: number; readonly byte: number }
  | { readonly kind: 'cut'; readonly at: number; readonly length: number }
  | { readonly kind: 'put'; readonly at: number; readonly bytes: Buffer }
  | { readonly kind: 'repeat'; readonly at: number; readonly length: number; readonly times: number }
  | { readonly kind: 'splice'; readonly at: number; readonly other: number; readonly from: number }
  | { readonly kind: 'end'; readonly at: number };

/** Places are fractions of the length, so that a change makes sense in each sample. */
const place = fc.double({ min: 0, max: 1, noNaN: true });
const shortLength = fc.oneof({ weight: 4, arbitrary: fc.nat(12) }, { weight: 1, arbitrary: fc.nat(2000) });

function changes(words: readonly string[]): fc.Arbitrary<Change> {
  const word = fc.constantFrom(...words, ...hostileWords).map((text) => Buffer.from(text, 'utf8'));
  const noise = fc.uint8Array({ maxLength: 24 }).map((bytes) => Buffer.from(bytes));
  return fc.oneof(
    { weight: 4, arbitrary: fc.record({ kind: fc.constant('set' as const), at: place, byte: fc.nat(255) }) },
    { weight: 3, arbitrary: fc.record({ kind: fc.constant('cut' as const), at: place, length: shortLength }) },
    {
      weight: 4,
      arbitrary: fc.record({ kind: fc.constant('put' as const), at: place, bytes: fc.oneof(word, noise) }),
    },
    {
      weight: 2,
      arbitrary: fc.record({
        kind: fc.constant('repeat' as const),
        at: place,
        length: shortLength,
        // Now and then as long as it gets: what is only slow shows there.
        times: fc.oneof({ weight: 6, arbitrary: fc.integer({ min: 2, max: 20 }) }, fc.constant(100_000)),
      }),
    },
    {
      weight: 2,
      arbitrary: fc.record({ kind: fc.constant('splice' as const), at: place, other: fc.nat(1000), from: place }),
    },
    { weight: 1, arbitrary: fc.record({ kind: fc.constant('end' as const), at: place }) },
  );
}

/** A sample that was damaged in up to 12 places, or nothing but noise. Never longer than `mostBytes`. */
export function damaged(samples: readonly Buffer[], words: readonly string[], mostBytes: number): fc.Arbitrary<Buffer> {
  const mutated = fc
    .record({ sample: fc.nat(samples.length - 1), list: fc.array(changes(words), { minLength: 1, maxLength: 12 }) })
    .map(({ sample, list }) =>
      list.reduce((bytes, change) => apply(bytes, change, samples, mostBytes), samples[sample] ?? Buffer.alloc(0)),
    );
  const noise = fc.oneof(
    fc.uint8Array({ maxLength: 200 }).map((bytes) => Buffer.from(bytes)),
    fc.string({ unit: 'binary', maxLength: 200 }).map((text) => Buffer.from(text, 'utf8')),
  );
  return fc.oneof({ weight: 9, arbitrary: mutated }, { weight: 1, arbitrary: noise });
}

function apply(bytes: Buffer, change: Change, samples: readonly Buffer[], mostBytes: number): Buffer {
  const at = Math.floor(change.at * bytes.length);
  return Buffer.concat(piecesOf(bytes, change, at, samples, mostBytes)).subarray(0, mostBytes);
}

function piecesOf(
  bytes: Buffer,
  change: Change,
  at: number,
  samples: readonly Buffer[],
  mostBytes: number,
): readonly Buffer[] {
  const head = bytes.subarray(0, at);
  switch (change.kind) {
    case 'set':
      return [head, Buffer.from([change.byte]), bytes.subarray(at + 1)];
    case 'cut':
      return [head, bytes.subarray(at + change.length)];
    case 'put':
      return [head, change.bytes, bytes.subarray(at)];
    case 'repeat': {
      const piece = bytes.subarray(at, at + change.length);
      const room = piece.length === 0 ? 0 : Math.floor(Math.max(0, mostBytes - bytes.length) / piece.length);
      return [head, Buffer.alloc(piece.length * Math.min(change.times, room), piece), bytes.subarray(at)];
    }
    case 'splice': {
      const other = samples[change.other % samples.length] ?? bytes;
      return [head, other.subarray(Math.floor(change.from * other.length))];
    }
    case 'end':
      return [head];
  }
}

/** A value with some of its parts replaced by something of another kind. */
export function damagedValue(samples: readonly unknown[]): fc.Arbitrary<unknown> {
  const odd = fc.oneof(
    { weight: 4, arbitrary: fc.anything({ maxDepth: 2, withNullPrototype: true, withSparseArray: true }) },
    {
      weight: 3,
      arbitrary: fc.constantFrom<unknown>(
        null,
        undefined,
        -1,
        0,
        1e308,
        Number.NaN,
        2 ** 53,
        '',
        'x'.repeat(5000),
        '\u202e\0',
        [],
        {},
        true,
        '__proto__',
        '../../etc/passwd',
        '-oProxyCommand=id',
        'javascript:alert(1)',
      ),
    },
    // A copy: what is put in may be damaged in its turn.
    { weight: 1, arbitrary: fc.constantFrom(...samples).map((sample) => structuredClone(sample)) },
  );
  const replaced = fc
    .record({
      sample: fc.nat(samples.length - 1),
      parts: fc.array(fc.record({ at: fc.nat(10_000), put: odd, drop: fc.boolean() }), { maxLength: 4 }),
    })
    .map(({ sample, parts }) => {
      let value = structuredClone(samples[sample]);
      for (const { at, put, drop } of parts) value = replace(value, at, drop ? undefined : put);
      return value;
    });
  return fc.oneof({ weight: 8, arbitrary: replaced }, { weight: 1, arbitrary: odd });
}

/** The part that is the `at`th of all, counted through. */
function replace(value: unknown, at: number, put: unknown): unknown {
  const slots: (() => void)[] = [];
  const seen = new Set<unknown>();
  const walk = (one: unknown): void => {
    if (typeof one !== 'object' || one === null || seen.has(one)) return;
    seen.add(one);
    const holder = one as Record<string, unknown>;
    for (const key of Object.keys(holder)) {
      slots.push(() => {
        if (put === undefined) Reflect.deleteProperty(holder, key);
        else holder[key] = put;
      });
      walk(holder[key]);
    }
  };
  walk(value);
  if (slots.length === 0) return put;
  slots[at % slots.length]?.();
  return value;
}
