/**
 * What must not leave the server's log with it. Bounded repetitions throughout: a log is written by strangers, and a file
 * of 64 million characters is masked in one go.
 */

const mark = '***';

const keyBegin = /-----BEGIN [A-Z0-9 ]{0,40}PRIVATE KEY-----/;
const keyEnd = /-----END [A-Z0-9 ]{0,40}PRIVATE KEY-----/;
/** A line of a key, after what a log may put before it. Anything else is no longer part of it. */
const keyBody =
  /(?:^|[\s:|"'])[A-Za-z0-9+/=]{16,}[\s"',]{0,4}(?:\\n)?$|^[A-Za-z0-9+/=]{0,76}\s{0,8}$|Proc-Type:|DEK-Info:/;
const longestKeyLines = 200;

const names =
  'password|passwd|passphrase|pwd|secret|token|api[_-]?key|apikey|access[_-]?key|private[_-]?key|client[_-]?secret|contrase(?:ñ|n)a|clave|authorization|session(?:[_-]?id)?|csrf(?:[_-]?token)?';
/** `DB_PASSWORD=…`, `"access_token": "…"`, `PGPASSWORD: …`, `?token=…`: names may stand in longer ones. */
const keyValue = new RegExp(
  `((?:^|[^A-Za-z])[A-Za-z0-9_.-]{0,40}?(?:${names})[A-Za-z0-9_-]{0,20}["']?\\s{0,4}(?:=|:|=>|%3D)\\s{0,4})(?:b?"(?:[^"\\\\]|\\\\.){1,4096}"|b?'(?:[^'\\\\]|\\\\.){1,4096}'|(?:Basic|Bearer|Token|Digest)\\s{1,4}[^\\s"',;]{1,4096}|[^\\s"',;&)\\]}<>]{1,4096})`,
  'gi',
);
const rules: readonly (readonly [RegExp, string])[] = [
  // The value of a header goes on to the end of the line or of what quotes it.
  [/\b((?:Set-)?Cookie["']?\s{0,4}[:=]\s{0,4}["']?)[^"'\r\n]{1,8192}/gi, `$1${mark}`],
  [/\b((?:Proxy-)?Authorization["']?\s{0,4}[:=]\s{0,4}["']?)[^"'\r\n]{1,8192}/gi, `$1${mark}`],
  // scheme://user:password@host
  [/\b([a-z][a-z0-9+.-]{1,20}:\/\/[^\s/:@"']{0,256}:)[^\s/@"']{1,256}@/gi, `$1${mark}@`],
  [keyValue, `$1${mark}`],
  [/\b((?:Bearer|Basic)\s{1,4})[A-Za-z0-9._~+/=-]{8,}/g, `$1${mark}`],
  // Tokens that say what they are: JSON web tokens, GitHub, GitLab, Slack, AWS, Google, Stripe.
  [/\beyJ[A-Za-z0-9_-]{8,}\.[A-Za-z0-9_-]{4,}(?:\.[A-Za-z0-9_-]{0,})?/g, mark],
  [
    /\b(?:gh[pousr]_[A-Za-z0-9]{20,}|github_pat_[A-Za-z0-9_]{20,}|glpat-[A-Za-z0-9_-]{16,}|xox[abprs]-[A-Za-z0-9-]{10,})/g,
    mark,
  ],
  [/\b(?:(?:AKIA|ASIA)[A-Z0-9]{16}|AIza[A-Za-z0-9_-]{30,}|[sr]k_(?:live|test)_[A-Za-z0-9]{16,})/g, mark],
];
/** Whether a line can hold anything of the above: most lines cannot. */
const suspicious = new RegExp(
  `${names}|cookie|bearer|basic|://|eyJ|gh[pousr]_|github_pat|glpat|xox|akia|asia|aiza|k_live|k_test|PRIVATE KEY`,
  'i',
);

const ipv4 = /(?<![\d.])(?:(?:25[0-5]|2[0-4]\d|1?\d?\d)\.){3}(?:25[0-5]|2[0-4]\d|1?\d?\d)(?![\d.]*\d)/g;
/** Two colons or seven: a time of day is none. */
const ipv6 =
  /(?<![\w:.])(?:(?:[0-9a-f]{1,4}:){7}[0-9a-f]{1,4}|(?:[0-9a-f]{1,4}:){1,6}(?::[0-9a-f]{1,4}){1,6}|::(?:[0-9a-f]{1,4}:){0,6}[0-9a-f]{1,4})(?![\w:])/gi;

/** The text without passwords, tokens, cookies and keys; with `maskAddresses` also without network addresses. */
export function maskSecrets(text: string, options: { readonly maskAddresses: boolean }): string {
  let keyLines = 0;
  const masked = text.split('\n').map((line) => {
    if (keyLines > 0) {
      keyLines += 1;
      if (keyEnd.test(line)) {
        keyLines = 0;
        return mark;
      }
      if (keyLines <= longestKeyLines && keyBody.test(line)) return mark;
      keyLines = 0;
    }
    const begin = keyBegin.exec(line);
    if (begin === null) return maskLine(line, options.maskAddresses);
    const end = keyEnd.exec(line);
    if (end === null) keyLines = 1;
    const after = end === null ? '' : line.slice(end.index + end[0].length);
    return `${maskLine(line.slice(0, begin.index), options.maskAddresses)}${mark}${maskLine(after, options.maskAddresses)}`;
  });
  return masked.join('\n');
}

function maskLine(line: string, maskAddresses: boolean): string {
  const hidden = suspicious.test(line)
    ? rules.reduce((rest, [pattern, replacement]) => rest.replace(pattern, replacement), line)
    : line;
  return maskAddresses ? hidden.replace(ipv4, mark).replace(ipv6, mark) : hidden;
}
