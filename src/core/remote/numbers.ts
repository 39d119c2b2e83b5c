/** Digits only, at most `max`; anything else is not known. */
export function toCount(text: string | undefined, max = Number.MAX_SAFE_INTEGER): number | null {
  if (text === undefined || !/^\d{1,16}$/.test(text)) return null;
  const value = Number(text);
  return value <= max ? value : null;
}

/** Seconds since 1970 as milliseconds, where they make a date of this century. */
export function toMoment(seconds: number | null): number | null {
  return seconds !== null && seconds > 946_684_800 && seconds < 4_102_444_800 ? seconds * 1000 : null;
}

/** The rest of a line after its first word. */
export function splitWord(line: string): readonly [word: string, rest: string] {
  const at = line.indexOf(' ');
  return at < 0 ? [line, ''] : [line.slice(0, at), line.slice(at + 1)];
}
