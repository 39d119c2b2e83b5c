import type { Range } from '../history/types';
import { joinRanges, withoutRanges } from '../history/ranges';

/** Records round to a second, and what stops says so a moment later: words no further apart have nothing between them. */
export const touchMs = 5_000;

/** What the watchdog said of the API at a moment. `recovered`: it had started it again and it answers. */
export interface WatchdogMark {
  readonly at: number;
  readonly word: 'ok' | 'failed' | 'recovered';
  /** Of `failed`: the HTTP status that it got, 0 for none; null where the line does not tell. */
  readonly status: number | null;
}

/** systemd's word: from now on the unit runs, or does not. */
export interface UnitMark {
  readonly at: number;
  readonly unit: string;
  readonly word: 'up' | 'down';
}

/** A process that the kernel ended for want of memory. */
export interface KillMark {
  readonly at: number;
  readonly name: string;
}

/** What gunicorn wrote of itself and of its workers; what each word stands for is told in error-lines.ts. */
export const gunicornWords = [
  'stopping',
  'starting',
  'reloading',
  'timeout',
  'died',
  'left',
  'exiting',
  'booted',
  'start-failed',
] as const;
export interface GunicornMark {
  readonly at: number;
  readonly word: (typeof gunicornWords)[number];
  /** Of the worker; of the master where the word is about that. */
  readonly pid: number;
}

/** The portal's parts that an access log can tell apart. */
export const parts = ['api', 'web'] as const;
export type Part = (typeof parts)[number];

/**
 * Of the minutes of the access logs, requests of users: `served` answered well, `gateway` 502–504, `error` other 5xx.
 * `seen`: any line at all, so the server was alive.
 */
export const minuteKinds = [
  'served-api',
  'served-web',
  'gateway-api',
  'gateway-web',
  'error-api',
  'error-web',
  'seen',
] as const;
export type MinuteKind = (typeof minuteKinds)[number];
export type Minutes = Readonly<Record<MinuteKind, readonly Range[]>>;

/**
 * What the records of one server say, as sets: reading the same line twice, or the lines in another order, makes no
 * difference. Moments are by the server's clock, so that they do not move with the measured difference of the clocks.
 */
export interface Evidence {
  readonly watchdog: readonly WatchdogMark[];
  readonly minutes: Minutes;
  readonly units: readonly UnitMark[];
  /** When the system started. */
  readonly boots: readonly number[];
  /** When it was told to stop: what is not followed by a start in order was no clean end. */
  readonly shutdowns: readonly number[];
  /** The last entries of the journals of earlier boots: signs of life. */
  readonly lastEntries: readonly number[];
  readonly kills: readonly KillMark[];
  /** When the kernel could not read or write a disk. */
  readonly damages: readonly number[];
  /** Its log's word is no sign of the portal: only notes follow from it. */
  readonly gunicorn: readonly GunicornMark[];
}

export const noMinutes: Minutes = {
  'served-api': [],
  'served-web': [],
  'gateway-api': [],
  'gateway-web': [],
  'error-api': [],
  'error-web': [],
  seen: [],
};
export const noEvidence: Evidence = {
  watchdog: [],
  minutes: noMinutes,
  units: [],
  boots: [],
  shutdowns: [],
  lastEntries: [],
  kills: [],
  damages: [],
  gunicorn: [],
};

/** More than any server writes in the time that is kept; what is older goes first. */
const mostMarks = 60_000;

export function joinEvidence(a: Evidence, b: Evidence): Evidence {
  return {
    watchdog: joinMarks(a.watchdog, b.watchdog, ({ word, status }) => `${word} ${String(status)}`),
    minutes: mapMinutes((kind) => joinRanges(a.minutes[kind], b.minutes[kind])),
    units: joinMarks(a.units, b.units, ({ unit, word }) => `${unit} ${word}`),
    boots: joinMoments(a.boots, b.boots),
    shutdowns: joinMoments(a.shutdowns, b.shutdowns),
    lastEntries: joinMoments(a.lastEntries, b.lastEntries),
    kills: joinMarks(a.kills, b.kills, ({ name }) => name),
    damages: joinMoments(a.damages, b.damages),
    gunicorn: joinMarks(a.gunicorn, b.gunicorn, ({ word, pid }) => `${word} ${String(pid)}`),
  };
}

/** Without what lies before a moment. */
export function dropBefore(evidence: Evidence, at: number): Evidence {
  const isKept = (mark: { readonly at: number }) => mark.at >= at;
  const past = [{ fromAt: -Infinity, toAt: at }];
  return {
    watchdog: evidence.watchdog.filter(isKept),
    minutes: mapMinutes((kind) => withoutRanges(evidence.minutes[kind], past)),
    units: [...lastWords(evidence.units, at), ...evidence.units.filter(isKept)],
    boots: evidence.boots.filter((boot) => boot >= at),
    shutdowns: evidence.shutdowns.filter((moment) => moment >= at),
    lastEntries: evidence.lastEntries.filter((moment) => moment >= at),
    kills: evidence.kills.filter(isKept),
    damages: evidence.damages.filter((moment) => moment >= at),
    gunicorn: evidence.gunicorn.filter(isKept),
  };
}

/** A unit that stopped long ago is still stopped. */
function lastWords(units: readonly UnitMark[], at: number): readonly UnitMark[] {
  const last = new Map(units.filter((mark) => mark.at < at).map((mark) => [mark.unit, mark]));
  return [...last.values()].sort((a, b) => a.at - b.at);
}

export function mapMinutes(rangesOf: (kind: MinuteKind) => readonly Range[]): Minutes {
  return Object.fromEntries(minuteKinds.map((kind) => [kind, rangesOf(kind)])) as unknown as Minutes;
}

function joinMarks<T extends { readonly at: number }>(
  a: readonly T[],
  b: readonly T[],
  nameOf: (mark: T) => string,
): readonly T[] {
  const byKey = new Map([...a, ...b].map((mark) => [`${String(mark.at)} ${nameOf(mark)}`, mark]));
  const key = (mark: T) => nameOf(mark);
  return [...byKey.values()]
    .sort((x, y) => x.at - y.at || (key(x) < key(y) ? -1 : key(x) > key(y) ? 1 : 0))
    .slice(-mostMarks);
}

function joinMoments(a: readonly number[], b: readonly number[]): readonly number[] {
  return [...new Set([...a, ...b])].sort((x, y) => x - y).slice(-mostMarks);
}

/** wtmp and the journal tell of the same start a few seconds apart; the earlier one is it. */
const sameBootMs = 20_000;

/** Starts of the system, each once. */
export function distinctBoots(boots: readonly number[]): readonly number[] {
  return boots.filter((boot, index) => index === 0 || boot - (boots[index - 1] ?? 0) > sameBootMs);
}
