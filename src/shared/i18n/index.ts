/**
 * What Vigía says, in every language it speaks. Spanish decides which keys and values there are. The window loads only
 * the language that it speaks, and takes ./translator.
 */
import { en } from './en';
import { enRules } from './en/rules';
import { es } from './es';
import { esRules } from './es/rules';
import { createTranslatorFrom, type Catalogue, type TranslatorOptions } from './translator';
import type { Language, Translator } from './types';

/** A further language is one more line here. */
const catalogues: Readonly<Record<Language, Catalogue>> = {
  es: { texts: es, rules: esRules },
  en: { texts: en, rules: enRules },
};

/** Turns keys and values into sentences. Cheap to use, not so cheap to make: keep one per language and time zone. */
export function createTranslator(options: TranslatorOptions): Translator {
  return createTranslatorFrom(catalogues[options.language], options);
}

export { pickLanguage } from './translator';
export type { Language, MessageValue, MessageValues, Translator } from './types';
