/** What Vigía says, in every language it speaks. Spanish decides which keys and values there are. */
export { createTranslator, pickLanguage } from './translator';
export type { Language, MessageValue, MessageValues, Translator } from './types';
