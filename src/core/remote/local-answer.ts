import type { LocalAnswer } from '../remote-facts';
import type { Section } from './sections';
import { toCount } from './numbers';

/** curl's own number for "too long", also where `timeout` had to end it. */
const timedOut = 28;
const limitMs = 9000;

/** The body's first bytes, and as the last line `STATUS SECONDS EXIT`; without curl only its exit code. */
export function readLocalAnswer(section: Section | undefined): LocalAnswer | null {
  if (section === undefined) return null;
  const lines = section.lines.map((line) => line.trimEnd());
  const last = lines.findLastIndex((line) => line !== '');
  const [, status, seconds, exitText] =
    /(?:^|.*\D)?(?:(\d{3}) (\d{1,4}[.,]\d{1,9}))? (\d{1,3})$/.exec(` ${lines[last] ?? ''}`) ?? [];
  const exit = toCount(exitText, 255);
  if (exit === null) return null;
  const bodyStart = lines.slice(0, last).join('\n').slice(0, 200);
  if (exit === 127 || exit === 126) return { status: 0, ms: 0, curlExit: null, bodyStart: '' };
  if (exit === 124 || exit === 137) return { status: 0, ms: limitMs, curlExit: timedOut, bodyStart };
  const ms = Math.round(Number(seconds?.replace(',', '.') ?? 0) * 1000);
  return { status: toCount(status, 999) ?? 0, ms, curlExit: exit, bodyStart };
}
