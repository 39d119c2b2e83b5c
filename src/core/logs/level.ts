import type { LogLevel } from './types';

/** For lines that name no level: what their words suggest. Only the beginning of a line is looked at. */
const patterns: readonly (readonly [LogLevel, RegExp])[] = [
  // The code of a frame says nothing of its own, whatever words are in it.
  ['none', /^\s/],
  [
    'error',
    /^(?:Exception Group )?Traceback \(most recent call last\)|^[A-Za-z_][\w.]{0,120}(?:Error|Exception)(?::|$)|^[A-Za-z_]\w{0,60}\.[\w.]{0,60}\b[A-Z]\w{0,60}: /,
  ],
  ['info', /\bRECUPERADA\b/],
  ['error', /\b(?:CRITICAL|ERROR|FATAL|ALERTA|segfault)\b|\bno responde\b|\bno respondió/],
  [
    'error',
    /\bfail(?:ed|ure)\b|\berror\b|\bcode=(?:exited|killed|dumped), status=(?!0)|\brequest repeated too quickly|\bcore-dump|\bfall[oó](?![\wáéíóú])/i,
  ],
  [
    'warning',
    /\b(?:WARNING|WARN)\b|\bretry(?:ing)?\b|\btimed? ?out\b|\breinici(?:ando|ada|o)\b|\bScheduled restart job\b/i,
  ],
  ['info', /\b(?:OK|INFO)\b|^(?:Started|Starting|Stopping|Stopped) /],
];
const headLength = 400;

export function guessLevel(text: string): LogLevel {
  const head = text.slice(0, headLength);
  return patterns.find(([, pattern]) => pattern.test(head))?.[0] ?? 'none';
}
