/** How loud a line is, guessed from its own words; a line that says nothing stays without a level. */
export type LogLevel = 'error' | 'warning' | 'info' | 'debug' | 'none';

/** A level as programs write it: in capitals, or in brackets ("[error]", as nginx does). The first one decides. */
const levelWord =
  /(?:^|[[\s|<])(CRITICAL|CRIT|ERROR|FATAL|EMERG|ALERT|PANIC|WARNING|WARN|NOTICE|INFO|DEBUG|TRACE)(?=$|[\]\s:|>])|\[(crit|error|emerg|alert|warn|notice|info|debug)\]/;

const levelOfWord: Readonly<Record<string, LogLevel>> = {
  critical: 'error',
  crit: 'error',
  error: 'error',
  fatal: 'error',
  emerg: 'error',
  alert: 'error',
  panic: 'error',
  warning: 'warning',
  warn: 'warning',
  notice: 'info',
  info: 'info',
  debug: 'debug',
  trace: 'debug',
};

/** For lines without a level word. */
const patterns: readonly (readonly [LogLevel, RegExp])[] = [
  // Access logs: `"GET /api/ HTTP/1.1" 502 …`.
  ['error', /" 5\d\d(?: |$)/],
  ['warning', /" 4\d\d(?: |$)/],
  ['info', /" [123]\d\d(?: |$)/],
  ['error', /Traceback \(most recent call last\)|^\s*[A-Za-z_.]*(?:Error|Exception)\b:|WORKER TIMEOUT|\bsegfault\b/],
  ['error', /\bfail(?:ed|ure)\b|\berror\b|\bno responde\b|\bfall[oó]\b/i],
  ['warning', /\bretry(?:ing)?\b|\btimed? ?out\b|\breinici(?:ando|ada|o)\b/i],
  ['info', /\bOK\b/],
];

/** Only the beginning of a long line is looked at. */
export function guessLevel(text: string): LogLevel {
  const head = text.slice(0, 400);
  const word = levelWord.exec(head);
  // An access log line may carry such a word in its address.
  const isAccess = patterns.slice(0, 3).some(([, pattern]) => pattern.test(head));
  if (word !== null && !isAccess) return levelOfWord[(word[1] ?? word[2] ?? '').toLowerCase()] ?? 'none';
  return patterns.find(([, pattern]) => pattern.test(head))?.[0] ?? 'none';
}
