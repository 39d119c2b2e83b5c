const months = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];

/** Moment of OpenSSL's "Nov 24 10:00:00 2026 GMT"; null for anything else. */
export function parseCertificateDate(text: string): number | null {
  const match = /^([A-Z][a-z]{2}) ([ \d]\d) (\d\d):(\d\d):(\d\d) (\d{4}) GMT$/.exec(text);
  if (match === null) return null;
  const month = months.indexOf(match[1] ?? '');
  const [day = 0, hour = 0, minute = 0, second = 0, year = 0] = match.slice(2).map(Number);
  if (month < 0) return null;
  const at = Date.UTC(year, month, day, hour, minute, second);
  // Date.UTC carries 31 April over into May; a date that does not come back as it went in is none.
  const back = new Date(at);
  return back.getUTCDate() === day && back.getUTCHours() === hour && back.getUTCMinutes() === minute ? at : null;
}
