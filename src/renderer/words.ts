/** The shared translator and, beside it, the window's own texts, formatted by the same rules. */
import { createTranslator } from '../shared/i18n';
import type { MessageValues, Translator } from '../shared/i18n';
import { createCalendar } from '../shared/i18n/calendar';
import { enRules } from '../shared/i18n/en/rules';
import { esRules } from '../shared/i18n/es/rules';
import { formatValue } from '../shared/i18n/format-value';
import { createQuantities } from '../shared/i18n/quantities';
import { parseTemplate } from '../shared/i18n/template';
import type { ViewContext } from '../shared/ipc';
import { windowEn } from './texts/en';
import { windowEs } from './texts/es';
import type { WindowKey } from './texts/es';

export interface Words extends Translator {
  /** A text that only the window uses. */
  ui(key: WindowKey, values?: MessageValues): string;
}

export function createWords(context: ViewContext, now: () => number): Words {
  const { language, timeZone, address } = context;
  const rules = language === 'es' ? esRules : enRules;
  const texts: Readonly<Record<WindowKey, string>> = language === 'es' ? windowEs : windowEn;
  const format = { rules, calendar: createCalendar(now, timeZone), quantities: createQuantities(rules), now };
  return {
    ...createTranslator({ language, now, timeZone, address }),
    ui: (key, values = {}) =>
      parseTemplate(texts[key]).reduce((text, part) => {
        if (part.kind === 'literal') return text + part.text;
        return rules.attach(text, formatValue(part.type, part.forms, values[part.name], format) ?? '–');
      }, ''),
  };
}
