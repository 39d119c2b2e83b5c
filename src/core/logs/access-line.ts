import { toStampMoment } from './stamp';
import type { LogLevel, LogZone } from './types';

/** A request as gunicorn, nginx or uvicorn note it. */
export interface AccessLine {
  readonly at: number | null;
  readonly status: number;
  /** Where the request begins, at its quotation mark. */
  readonly requestFrom: number;
}

/**
 * The stamp of the common log format with the mark that follows it. A visitor's name may hold brackets but no plain
 * quotation mark (gunicorn and nginx escape it), so the first such stamp is the log's own.
 */
const stamped = /\[(\d\d)\/([A-Z][a-z]{2})\/(\d{4}):(\d\d):(\d\d):(\d\d) ([+-]\d{4})\] (?=")/;
/** uvicorn writes no time: `127.0.0.1:41234 - "GET /api/ HTTP/1.1" 200`. */
const unstamped = /^[0-9A-Fa-f.:[\]]{2,64} - (?="[A-Z]{3,10} )/;
/** The end of uvicorn's line, which does not escape what the visitor sent: only its last status counts. */
const lastStatus = /" (\d{3})(?: [A-Za-z' -]{0,40})?$/;
/** A name of a visitor, or an address, may be long; a line that is longer has no stamp. */
const headLength = 600;

export function readAccessLine(text: string, zone: LogZone): AccessLine | null {
  const found = stamped.exec(text.slice(0, headLength));
  if (found !== null) return readStamped(text, found, zone);
  const head = unstamped.exec(text);
  const status = head === null ? null : lastStatus.exec(text.slice(-60));
  return head === null || status === null ? null : { at: null, status: Number(status[1]), requestFrom: head[0].length };
}

/** Whether a visitor was served: the only thing that such a line says of the server. */
export function levelOfStatus(status: number): LogLevel {
  if (status >= 500) return 'error';
  return status >= 400 ? 'warning' : 'info';
}

function readStamped(text: string, found: RegExpExecArray, zone: LogZone): AccessLine | null {
  const [, day, month, year, hour, minute, second, zoneText] = found;
  const parts = { year, month, day, hour, minute, second, zone: zoneText };
  const at = toStampMoment(parts, zone.utcOffsetMinutes);
  const requestFrom = found.index + found[0].length;
  const end = endOfQuoted(text, requestFrom);
  const status = /^" (\d{3})(?: |$)/.exec(text.slice(end, end + 6))?.[1];
  return at === null || status === undefined ? null : { at, status: Number(status), requestFrom };
}

/** The closing mark of what begins with one; a mark within is escaped. */
function endOfQuoted(text: string, from: number): number {
  let end = text.indexOf('"', from + 1);
  while (end > 0 && text[end - 1] === '\\') end = text.indexOf('"', end + 1);
  return end < 0 ? text.length : end;
}
