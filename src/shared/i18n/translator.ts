import { createCalendar, toPreciseTime } from './calendar';
import { formatValue, type FormatContext } from './format-value';
import { createQuantities } from './quantities';
import type { LanguageRules } from './rules';
import { parseTemplate, type TemplatePart } from './template';
import type { Language, MessageValues, SpokenKey, Translator } from './types';

/** A language: its texts and its grammar. The window has none of the command line's texts. */
export interface Catalogue {
  readonly texts: Readonly<Record<SpokenKey, string>>;
  readonly rules: LanguageRules;
}

export interface TranslatorOptions {
  readonly language: Language;
  readonly now: () => number;
  /** IANA name, e.g. "America/Bogota". */
  readonly timeZone: string;
  /** `neutral`: a text with a `.neutral` sibling is replaced by it. */
  readonly address: 'tranquila' | 'neutral';
}

/** Turns keys and values into sentences. Cheap to use, not so cheap to make: keep one per language and time zone. */
export function createTranslatorFrom(catalogue: Catalogue, options: TranslatorOptions): Translator {
  const texts: Readonly<Record<string, string>> = catalogue.texts;
  const { rules } = catalogue;
  const calendar = createCalendar(options.now, options.timeZone);
  const context: FormatContext = { rules, calendar, quantities: createQuantities(rules), now: options.now };
  const parsed = new Map<string, readonly TemplatePart[]>();

  function partsOf(key: string): readonly TemplatePart[] | null {
    const neutral = `${key}.neutral`;
    const chosen = options.address === 'neutral' && Object.hasOwn(texts, neutral) ? neutral : key;
    if (!Object.hasOwn(texts, chosen)) return null;
    const parts = parsed.get(chosen) ?? parseTemplate(texts[chosen] ?? '');
    parsed.set(chosen, parts);
    return parts;
  }

  function render(parts: readonly TemplatePart[], values: MessageValues, missing: string | null): string | null {
    let text = '';
    for (const part of parts) {
      if (part.kind === 'literal') {
        text += part.text;
        continue;
      }
      const value =
        part.type === 'contact'
          ? (texts[`contact.${part.name}`] ?? null)
          : formatValue(
              part.type,
              part.forms,
              Object.hasOwn(values, part.name) ? values[part.name] : undefined,
              context,
            );
      if (value === null && missing === null) return null;
      text = rules.attach(text, value ?? missing ?? '');
    }
    return text;
  }

  return {
    language: options.language,
    text: (key, ...values) => render(partsOf(key) ?? [], values[0] ?? {}, '–') ?? '',
    tryText: (key, values = {}) => {
      const parts = partsOf(key);
      return parts === null ? null : render(parts, values, null);
    },
    preciseTime: (at) => (Math.abs(at) <= 8.64e15 ? toPreciseTime(calendar.place(at)) : '–'),
  };
}

/** The first system locale that is spoken here; another language gets English. "C" and "POSIX" are no language: Spanish. */
export function pickLanguage(setting: 'system' | Language, systemLocales: readonly string[]): Language {
  if (setting !== 'system') return setting;
  const languages = systemLocales.map((locale) => locale.toLowerCase().split(/[-_.@]/)[0] ?? '');
  const spoken = languages.find((language) => language === 'es' || language === 'en');
  if (spoken === 'es' || spoken === 'en') return spoken;
  return languages.some((language) => language !== '' && language !== 'c' && language !== 'posix') ? 'en' : 'es';
}
