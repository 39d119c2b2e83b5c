import { cli } from './cli';
import { cliUsage } from './cli-usage';
import { spokenEs } from './spoken';

/** All texts of the language. */
export const es = { ...spokenEs, ...cli, ...cliUsage } as const;
