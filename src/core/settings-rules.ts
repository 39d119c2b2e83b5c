/**
 * What the fields of the settings may hold, and why something may not. The file's schema, the window and the command line
 * judge by this alone. Nothing is imported: the window carries it.
 */

/** What a server is called in files and commands. `constructor` names something in every object that is asked for it. */
export const serverIdPattern = /^(?!constructor$)[a-z0-9][a-z0-9-]{0,39}$/;
export const hostPattern = /^[A-Za-z0-9:](?:[A-Za-z0-9.:_-]{0,252}[A-Za-z0-9.:])?$/;
export const userPattern = /^[A-Za-z_][A-Za-z0-9._-]{0,63}\$?$/;
export const longestName = 60;
/** It stands before the title of a notice. */
export const longestShortName = 10;

/** An http(s) address without credentials in it. */
export function isWebUrl(text: string): boolean {
  try {
    const url = new URL(text);
    return (url.protocol === 'https:' || url.protocol === 'http:') && url.username === '' && url.password === '';
  } catch {
    return false;
  }
}

interface NumberRule {
  readonly min: number;
  readonly max: number;
  readonly isWhole: boolean;
  readonly usual: number;
}

export const numberRules = {
  intervalMinutes: { min: 1, max: 60, isWhole: false, usual: 5 },
  port: { min: 1, max: 65_535, isWhole: true, usual: 22 },
  /** All of the time was never kept by anybody, and below nine tenths it is no promise. */
  targetPercent: { min: 90, max: 99.999, isWhole: false, usual: 99.5 },
  /** Below half nothing fills up soon, and of the last percent nothing is left to be told in time. */
  diskFillingPercent: { min: 50, max: 98, isWhole: true, usual: 90 },
  diskFullPercent: { min: 51, max: 99, isWhole: true, usual: 95 },
  /** 0: only percent count. */
  diskFreeGigabytes: { min: 0, max: 1000, isWhole: false, usual: 5 },
  memoryLeftPercent: { min: 1, max: 50, isWhole: true, usual: 10 },
  /** Many certificates are issued for 90 days: beyond, each of them would be expiring from its first day on. */
  certificateDays: { min: 1, max: 89, isWhole: true, usual: 30 },
} as const satisfies Readonly<Record<string, NumberRule>>;
export type NumberField = keyof typeof numberRules;

/** Why a value is not right: one for each thing that she would do differently. */
export type Problem =
  | {
      readonly kind:
        | 'host-empty'
        | 'host-has-user'
        | 'host-is-address'
        | 'host-malformed'
        | 'user-empty'
        | 'user-malformed'
        | 'key-empty'
        | 'key-public'
        | 'password-empty'
        | 'url-empty'
        | 'url-scheme'
        | 'url-credentials'
        | 'url-malformed'
        | 'name-empty'
        | 'port-range';
    }
  /** Another server has this place. */
  | { readonly kind: 'host-taken'; readonly name: string }
  | { readonly kind: 'name-long'; readonly max: number; readonly over: number }
  | { readonly kind: 'number-none' | 'number-whole'; readonly usual: number }
  | { readonly kind: 'number-range'; readonly min: number; readonly max: number; readonly usual: number }
  /** She typed 0,995 and meant 99,5. */
  | { readonly kind: 'target-share'; readonly likely: number; readonly typed: number }
  | { readonly kind: 'target-all'; readonly max: number }
  /** A disk is filling before it is full. */
  | { readonly kind: 'filling-not-before'; readonly full: number }
  | { readonly kind: 'full-not-after'; readonly filling: number };

/** `value` null: what was typed is no number. */
export function numberProblem(field: NumberField, value: number | null): Problem | null {
  const { min, max, isWhole, usual } = numberRules[field];
  if (value === null || !Number.isFinite(value)) return { kind: 'number-none', usual };
  if (field === 'port') return isWithin(value, min, max) && Number.isInteger(value) ? null : { kind: 'port-range' };
  if (field === 'targetPercent') {
    if (value >= min / 100 && value <= 1) return { kind: 'target-share', likely: toPercent(value), typed: value };
    if (value > max && value <= 100) return { kind: 'target-all', max };
  }
  if (!isWithin(value, min, max)) return { kind: 'number-range', min, max, usual };
  return isWhole && !Number.isInteger(value) ? { kind: 'number-whole', usual } : null;
}

export function nameProblem(name: string, max: typeof longestName | typeof longestShortName): Problem | null {
  if (name === '') return { kind: 'name-empty' };
  return name.length > max ? { kind: 'name-long', max, over: name.length - max } : null;
}

export function hostProblem(host: string): Problem | null {
  if (host === '') return { kind: 'host-empty' };
  if (host.includes('://')) return { kind: 'host-is-address' };
  if (host.includes('@')) return { kind: 'host-has-user' };
  return hostPattern.test(host) ? null : { kind: 'host-malformed' };
}

export function userProblem(user: string): Problem | null {
  if (user === '') return { kind: 'user-empty' };
  return userPattern.test(user) ? null : { kind: 'user-malformed' };
}

export function keyProblem(file: string): Problem | null {
  if (file === '') return { kind: 'key-empty' };
  return file.endsWith('.pub') ? { kind: 'key-public' } : null;
}

export function urlProblem(url: string): Problem | null {
  if (url === '') return { kind: 'url-empty' };
  if (!/^https?:\/\//i.test(url)) return { kind: 'url-scheme' };
  if (isWebUrl(url)) return null;
  return canParse(url) ? { kind: 'url-credentials' } : { kind: 'url-malformed' };
}

/** As typed; empty is none, and none is right. */
export function portProblem(port: string): Problem | null {
  return port === '' ? null : numberProblem('port', /^\d{1,5}$/.test(port) ? Number(port) : 0);
}

function isWithin(value: number, min: number, max: number): boolean {
  return value >= min && value <= max;
}

/** 0.995 × 100 is not 99.5 in binary. */
function toPercent(share: number): number {
  return Math.round(share * 100_000) / 1000;
}

function canParse(url: string): boolean {
  try {
    new URL(url);
    return true;
  } catch {
    return false;
  }
}
