const months = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec'];

const iso = /(\d{4})-(\d\d)-(\d\d)[T ](\d\d):(\d\d)(?::(\d\d))?(?:[.,]\d+)?\s?(Z\b|[+-]\d\d:?\d\d\b)?/;
/** Common log format: 24/Nov/2026:05:09:31 -0500 */
const accessLog = /(\d\d)\/([A-Z][a-z]{2})\/(\d{4}):(\d\d):(\d\d):(\d\d)(?: ([+-]\d{4}))?/;
/** 24/11/2026 05:09:31, day first */
const dayFirst = /(\d\d)\/(\d\d)\/(\d{4}) (\d\d):(\d\d)(?::(\d\d))?/;
/** date(1) in English: Tue Nov 24 05:15:01 -05 2026 */
const plainDate = /[A-Z][a-z]{2} ([A-Z][a-z]{2}) +(\d{1,2}) (\d\d):(\d\d):(\d\d) (?:(\S+) )?(\d{4})/;

/**
 * The moment written in a log line, by the clock of whoever wrote it; null where there is none. A stamp without a zone
 * is in the server's own, given as minutes east of UTC.
 */
export function parseLogStamp(line: string, zoneMinutes: number): number | null {
  // Stamps stand at the beginning; a long line is somebody's data.
  const text = line.slice(0, 200);
  const a = iso.exec(text);
  if (a !== null) return toEpoch([a[1], a[2], a[3], a[4], a[5], a[6]], a[7], zoneMinutes);
  const b = accessLog.exec(text);
  if (b !== null) return toEpoch([b[3], monthNumber(b[2]), b[1], b[4], b[5], b[6]], b[7], zoneMinutes);
  const c = dayFirst.exec(text);
  if (c !== null) return toEpoch([c[3], c[2], c[1], c[4], c[5], c[6]], undefined, zoneMinutes);
  const d = plainDate.exec(text);
  if (d !== null) return toEpoch([d[7], monthNumber(d[1]), d[2], d[3], d[4], d[5]], d[6], zoneMinutes);
  return null;
}

/** Writing and looking take a moment, and clocks that agree differ by one. */
const aheadMs = 60_000;

/**
 * Later than it can have been written: somebody else's zone, or a line that wants to be believed. It would be fresh
 * until that moment comes. `limits`: when was looked, when the file was written.
 */
export function isAhead(at: number, ...limits: readonly (number | null | undefined)[]): boolean {
  return limits.some((limit) => limit != null && at - limit > aheadMs);
}

/** `Z`, `UTC`, `-05`, `-0500`, `-05:00` as minutes; null for a name that only the server understands. */
export function parseZone(text: string | undefined): number | null {
  if (text === 'Z' || text === 'UTC' || text === 'GMT') return 0;
  const match = /^([+-])(\d\d):?(\d\d)?$/.exec(text ?? '');
  if (match === null) return null;
  const minutes = Number(match[2]) * 60 + Number(match[3] ?? 0);
  return match[1] === '-' ? -minutes : minutes;
}

function toEpoch(
  fields: readonly (string | undefined)[],
  zone: string | undefined,
  zoneMinutes: number,
): number | null {
  const [year = 0, month = 0, day = 0, hour = 0, minute = 0, second = 0] = fields.map((field) => Number(field ?? 0));
  const valid =
    year >= 2000 &&
    year < 2100 &&
    month >= 1 &&
    month <= 12 &&
    day >= 1 &&
    day <= 31 &&
    hour < 24 &&
    minute < 60 &&
    second < 61;
  if (!valid) return null;
  return Date.UTC(year, month - 1, day, hour, minute, second) - (parseZone(zone) ?? zoneMinutes) * 60_000;
}

function monthNumber(name: string | undefined): string {
  return String(months.indexOf((name ?? '').toLowerCase()) + 1);
}
