import { cli } from './cli';
import { cliUsage } from './cli-usage';
import { spokenEn } from './spoken';

/** All texts of the language. */
export const en = { ...spokenEn, ...cli, ...cliUsage } as const;
