/** The shared translator and, beside it, the window's own texts, formatted by the same rules. */
import type { Language, MessageValues, Translator } from '../shared/i18n';
import { createCalendar } from '../shared/i18n/calendar';
import { formatValue } from '../shared/i18n/format-value';
import { createQuantities } from '../shared/i18n/quantities';
import { parseTemplate } from '../shared/i18n/template';
import { createTranslatorFrom, type Catalogue } from '../shared/i18n/translator';
import type { ViewContext } from '../shared/ipc';
import type { WindowKey } from './texts/es';

/** Everything that the window says in one language. */
export interface Spoken extends Catalogue {
  readonly language: Language;
  readonly ui: Readonly<Record<WindowKey, string>>;
}

export interface Words extends Translator {
  /** A text that only the window uses. */
  ui(key: WindowKey, values?: MessageValues): string;
}

/** Only what is spoken is loaded: the texts are half of what the window would weigh. */
export async function loadSpoken(language: Language): Promise<Spoken> {
  return (language === 'es' ? await import('./texts/spoken-es') : await import('./texts/spoken-en')).spoken;
}

export function createWords(spoken: Spoken, context: ViewContext, now: () => number): Words {
  const { timeZone, address } = context;
  const { language, rules, ui } = spoken;
  const format = { rules, calendar: createCalendar(now, timeZone), quantities: createQuantities(rules), now };
  return {
    ...createTranslatorFrom(spoken, { language, now, timeZone, address }),
    ui: (key, values = {}) =>
      parseTemplate(ui[key]).reduce((text, part) => {
        if (part.kind === 'literal') return text + part.text;
        return rules.attach(text, formatValue(part.type, part.forms, values[part.name], format) ?? '–');
      }, ''),
  };
}
