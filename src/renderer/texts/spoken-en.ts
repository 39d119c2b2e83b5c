import { spokenEn as texts } from '../../shared/i18n/en/spoken';
import { enRules as rules } from '../../shared/i18n/en/rules';
import type { Spoken } from '../words';
import { windowEn as ui } from './en';

export const spoken: Spoken = { language: 'en', texts, rules, ui };
