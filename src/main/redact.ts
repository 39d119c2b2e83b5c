/** Hides what must not be written down. `hide` learns a secret for the session. */
export interface Redactor {
  hide(secret: string): void;
  /** Without what was learned, and without what looks like a secret: for files. */
  redact(text: string): string;
  /** Without what was learned: for text that she asked for as it is. */
  withoutHidden(text: string): string;
}

const mark = '[hidden]';
/** Shorter ones would blank out half of every sentence. */
const shortestSecret = 4;

// Bounded repetitions throughout: a long line from a server must not take seconds.
const patterns: readonly (readonly [RegExp, string])[] = [
  // A private key, also one that was cut off; line ends may be escaped.
  [/-----BEGIN [A-Z0-9 ]{0,40}PRIVATE KEY-----[\s\S]*?(?:-----END [A-Z0-9 ]{0,40}PRIVATE KEY-----|$)/g, mark],
  // password=…, "passphrase": "…", contraseña: …
  [
    /((?:password|passwd|passphrase|secret|token|api[_-]?key|contrase(?:ñ|n)a)["']?\s{0,8}[=:]\s{0,8})("(?:[^"\\]|\\.)*"|'[^']*'|[^\s"',;&]+)/gi,
    `$1${mark}`,
  ],
  // https://user:password@host
  [/(\b[a-z][a-z0-9+.-]{0,20}:\/\/[^\s/:@]{1,256}:)[^\s/@]{1,256}@/gi, `$1${mark}@`],
  [/\b((?:Proxy-)?Authorization:\s{0,4}\S{1,40}\s{1,4})\S+/gi, `$1${mark}`],
  [/\b(Bearer\s+)[A-Za-z0-9._~+/=-]{8,}/gi, `$1${mark}`],
];

export function createRedactor(): Redactor {
  const secrets = new Set<string>();
  const withoutHidden = (text: string): string =>
    [...secrets].reduce((rest, secret) => rest.replaceAll(secret, mark), text);
  return {
    hide: (secret) => {
      if (secret.length < shortestSecret) return;
      // As it is, in JSON, and in an address.
      for (const form of [secret, JSON.stringify(secret).slice(1, -1), encodeURIComponent(secret)]) secrets.add(form);
    },
    redact: (text) =>
      patterns.reduce((rest, [pattern, replacement]) => rest.replace(pattern, replacement), withoutHidden(text)),
    withoutHidden,
  };
}
