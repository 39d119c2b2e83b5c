import { parseLogStamp } from '../log-stamp';

/** How the server's logs write time: by its zone's name, or only by the difference of now. */
export interface ServerZone {
  readonly name: string | null;
  readonly minutes: number;
}

const minuteMs = 60_000;
const dayMs = 86_400_000;
/** Lines of one log are in order, give or take what writes at the same time. */
const disorderMs = 60_000;

/** The zone that a server names, where this machine knows it and it agrees with what the server's clock says `at` now. */
export function toServerZone(name: string | null, minutes: number, at: number): ServerZone {
  const isKnown = name !== null && formatOf(name) !== null && offsetAt(at, { name, minutes }) === minutes * minuteMs;
  return { name: isKnown ? name : null, minutes };
}

/**
 * The moment of a line, by the server's clock. Between two and three in the night on which clocks are set back a time
 * comes twice: the line before tells which one it is.
 */
export function readStamp(line: string, zone: ServerZone, previousAt: number | null): number | null {
  const naive = parseLogStamp(line, 0);
  if (naive === null) return null;
  const namesItsZone = parseLogStamp(line, 60) === naive;
  if (namesItsZone) return naive;
  if (zone.name === null) return naive - zone.minutes * minuteMs;
  const offsets = new Set([offsetAt(naive - dayMs, zone), offsetAt(naive + dayMs, zone)]);
  const candidates = [...offsets].map((offset) => naive - offset).sort((a, b) => a - b);
  const possible = candidates.filter((at) => at + offsetAt(at, zone) === naive);
  const inOrder = possible.find((at) => previousAt === null || at >= previousAt - disorderMs);
  return inOrder ?? possible.at(-1) ?? candidates[0] ?? null;
}

/** Milliseconds east of UTC. */
function offsetAt(at: number, { name, minutes }: ServerZone): number {
  const format = name === null ? null : formatOf(name);
  if (format === null) return minutes * minuteMs;
  const [, sign, hours, rest] =
    /GMT([+-])(\d\d):(\d\d)/.exec(format.formatToParts(at).find(({ type }) => type === 'timeZoneName')?.value ?? '') ??
    [];
  const offset = (Number(hours ?? 0) * 60 + Number(rest ?? 0)) * minuteMs;
  return sign === '-' ? -offset : offset;
}

/** Made once for each zone: making one costs more than reading a log. */
const formats = new Map<string, Intl.DateTimeFormat | null>();

function formatOf(name: string): Intl.DateTimeFormat | null {
  const known = formats.get(name);
  if (known !== undefined) return known;
  const format = /^[A-Za-z][\w+-]*(?:\/[\w+-]+){0,2}$/.test(name) ? makeFormat(name) : null;
  // Names come from servers: a few are kept, not every one that somebody invents.
  if (formats.size < 32) formats.set(name, format);
  return format;
}

function makeFormat(timeZone: string): Intl.DateTimeFormat | null {
  try {
    return new Intl.DateTimeFormat('en-US', { timeZone, timeZoneName: 'longOffset' });
  } catch {
    return null;
  }
}
