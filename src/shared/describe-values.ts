import type { CauseValues } from '../core/model';
import type { MessageValues, Translator } from './i18n';

/** The server as the sentences name it. `severalServers`: notices then begin with the short name. */
export interface DescribedServer {
  readonly name: string;
  /** At most 10 characters. */
  readonly shortName: string;
  readonly host: string;
  readonly user: string | null;
  readonly severalServers?: boolean;
}

/** A diagnosis's values by the names that the catalogues use. What is absent stays absent and chooses another text. */
export function toMessageValues(values: CauseValues, server: DescribedServer, t: Translator): MessageValues {
  const { usedCount, usedPercent, freeBytes, leftPercent, sizeBytes, offsetMs, limitMs, usualMs, nowMs } = values;
  const { mount, credential, becauseOf, windowMs, quietMs } = values;
  return {
    server: server.shortName,
    ...withoutFlags(values),
    host: values.host ?? server.host,
    user: values.user === undefined || values.user === '' ? (server.user ?? undefined) : values.user,
    used: usedCount ?? usedPercent,
    free: freeBytes,
    left: leftPercent,
    size: sizeBytes,
    offset: offsetMs,
    limit: limitMs,
    usual: usualMs,
    now: nowMs,
    window: windowMs,
    quiet: quietMs,
    mount: mount === '/' ? t.text('mount.root') : mount,
    ...(becauseOf === undefined ? {} : { why: t.text(`slow.because.${becauseOf}` as const) }),
    credential: credential === undefined ? undefined : t.text(`credential.${credential}` as const),
  };
}

/** All but what is no value of a text. */
function withoutFlags(values: CauseValues): MessageValues {
  return Object.fromEntries(Object.entries(values).filter(([, value]) => typeof value !== 'boolean'));
}

/** The server's own words: somebody else may have chosen them. */
const serverWords = new Set(['victim', 'process', 'error', 'biggest', 'names', 'issuer', 'path', 'fix', 'mount']);

/** For notices, which never repeat text from the server. */
export function withoutServerWords(values: MessageValues): MessageValues {
  return Object.fromEntries(Object.entries(values).filter(([name]) => !serverWords.has(name)));
}

/** The first of the texts that exists and has all its values. */
export function firstText(t: Translator, keys: readonly string[], values: MessageValues): string | null {
  for (const key of keys) {
    const text = t.tryText(key, values);
    if (text !== null) return text;
  }
  return null;
}

/** From the most to the least telling: the variant, the plain text, each with a form that needs fewer values. */
export function variantsOf(base: string, variant: string | null): readonly string[] {
  const plain = [base, `${base}.bare`];
  return variant === null ? plain : [`${base}.${variant}`, `${base}.${variant}.bare`, ...plain];
}
