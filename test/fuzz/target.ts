/** One reader of something that comes from outside, with real samples of it. */
export type FuzzTarget = ByteTarget | ValueTarget;

interface AnyTarget {
  readonly name: string;
  /** Characters of what is kept. Default: four times the input. */
  readonly mostKept?: number;
}

/** Reads bytes: samples of them are damaged. */
export interface ByteTarget extends AnyTarget {
  readonly samples: readonly Buffer[];
  /** Words of the format, put in at random places. */
  readonly words?: readonly string[];
  /** Of the input; longer ones are cut. Default 192 kB. */
  readonly mostBytes?: number;
  /** Throwing is a crash. What it answers is what the application would keep, which must stay small. */
  readonly read: (input: Buffer) => unknown;
}

/** Reads a value, of JSON or of a message: parts of it are replaced by something of another kind. */
export interface ValueTarget extends AnyTarget {
  readonly values: readonly unknown[];
  readonly readValue: (value: unknown) => unknown;
}

export function samples(...texts: readonly string[]): readonly Buffer[] {
  return texts.map((text) => Buffer.from(text, 'utf8'));
}

/** The same reader for each line of a sample as for all of it: what matters is often at a line's beginning. */
export function withLines(...texts: readonly string[]): readonly Buffer[] {
  return samples(...texts, ...texts.flatMap((text) => text.split('\n').filter((line) => line !== '')));
}
