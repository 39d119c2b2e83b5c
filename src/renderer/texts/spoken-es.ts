import { spokenEs as texts } from '../../shared/i18n/es/spoken';
import { esRules as rules } from '../../shared/i18n/es/rules';
import type { Spoken } from '../words';
import { windowEs as ui } from './es';

export const spoken: Spoken = { language: 'es', texts, rules, ui };
