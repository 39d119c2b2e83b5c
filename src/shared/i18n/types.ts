/** What a text's placeholders ask for, worked out from the Spanish text, so that a forgotten value does not compile. */
import type { PartId, Since } from '../../core/model';
import type { es } from './es';
import type { spokenEs } from './es/spoken';

export type Language = 'es' | 'en';
export type MessageKey = keyof typeof es;
/** Those that the window has as well. */
export type SpokenKey = keyof typeof spokenEs;

/** Type of the value for each placeholder type. Moments are epoch ms, durations ms, sizes bytes, percent 0–100. */
interface ValueTypes {
  /** After "desde", "antes de", "hasta". */
  readonly time: number | Since;
  /** Stands alone: "a las 10:42". */
  readonly moment: number;
  readonly clock: number;
  readonly date: number;
  readonly day: number;
  readonly duration: number;
  /** How long an answer took: tenths of a second. */
  readonly latency: number;
  /** Milliseconds below a second, then as `latency`. */
  readonly ms: number;
  readonly about: number;
  /** A moment, shown as how long ago it was. */
  readonly age: number;
  readonly percent: number;
  /** 0 … 1, shown with two decimals: "99,61 %". */
  readonly share: number;
  /** 0 … 1, with as many decimals as it has: "99,5 %". */
  readonly goal: number;
  /** "24 nov. 2026" */
  readonly shortDate: number;
  /** "noviembre de 2026" */
  readonly month: number;
  readonly size: number;
  readonly count: number;
  /** With the decimals that it has, up to three: "99,5". */
  readonly number: number;
  readonly plural: number;
  readonly the: PartId;
  readonly The: PartId;
  readonly of: PartId;
  readonly to: PartId;
  readonly name: PartId;
  /** Parts with their article: "la API y nginx". */
  readonly parts: readonly PartId[];
  readonly list: readonly string[];
  readonly text: string | number;
}

/** `since:time` | `n:plural:# a/# b` … of a text. */
type Placeholders<Text extends string> = Text extends `${string}{${infer Inner}}${infer Rest}`
  ? Inner | Placeholders<Rest>
  : never;

type TypeNameOf<Placeholder> = Placeholder extends `${string}:plural:${string}`
  ? 'plural'
  : Placeholder extends `${string}:${infer Type}`
    ? Type
    : never;

/** Contacts are filled by the translator. */
type WithoutContacts<Placeholder> = Placeholder extends `${string}:contact` ? never : Placeholder;

type ValuesFor<Placeholder extends string> = {
  readonly [
    P in Placeholder as P extends `${infer Name}:${string}` ? Name : never
  ]: TypeNameOf<P> extends keyof ValueTypes ? ValueTypes[TypeNameOf<P>] : never;
};

/** The further arguments of `text(key, …)`: none, or one object with all values that the text needs. */
export type ValuesOf<Key extends MessageKey> = [WithoutContacts<Placeholders<(typeof es)[Key]>>] extends [never]
  ? []
  : [values: ValuesFor<WithoutContacts<Placeholders<(typeof es)[Key]>>>];

export type MessageValue = string | number | Since | readonly string[];
/** Values whose names are known only at run time; `undefined` counts as missing. */
export type MessageValues = Readonly<Record<string, MessageValue | undefined>>;

export interface Translator {
  readonly language: Language;
  /** The text of a key. A missing value does not compile. */
  text<Key extends MessageKey>(key: Key, ...values: ValuesOf<Key>): string;
  /** For keys made at run time: null where there is no such text or a value that it needs is missing. */
  tryText(key: string, values?: MessageValues): string | null;
  /** Seconds matter in evidence: "10:42:07", with the date when it is not today. The same in every language. */
  preciseTime(at: number): string;
}
