import type { RemoteError } from '../errors';
import { findMemoryKills, isDiskDamage } from '../kernel-words';
import { toCount } from '../remote/numbers';
import { readSections, type Section } from '../remote/sections';
import { readServerClock, type ServerClock } from '../remote/server-clock';
import { err, ok, type Result } from '../result';
import { readMinutes } from './access-minutes';
import { readBoots } from './boot-marks';
import { logNames, type BackfillCursor, type LogName } from './cursor';
import { readErrorLines } from './error-lines';
import { joinEvidence, mapMinutes, noEvidence, type Evidence } from './evidence';
import { joinRanges } from '../history/ranges';
import { readLog, type LogPart, type LogReading } from './log-part';
import { isPortalAlone } from './proxy-sites';
import { toServerZone } from './server-zone';
import { readJournal } from './unit-marks';
import { readWatchdogLines } from './watchdog-lines';

export interface BackfillAnswer {
  /** What is new, and what was known before. */
  readonly cursor: BackfillCursor;
  /** Something is left for the next time. */
  readonly hasMore: boolean;
  /** What outages follow from has been read to its end: only of the API's own log, which makes notes, something may be left. */
  readonly isSettled: boolean;
  /** By the server's clock: when it was asked, and until when its journal's word holds. Null: it cannot be read. */
  readonly read: { readonly askedAt: number; readonly journalThroughAt: number | null };
  readonly logs: Readonly<Record<LogName, LogReading | null>>;
}

export interface BackfillContext {
  readonly nonce: string;
  readonly cursor: BackfillCursor;
  /** The portal's public name. */
  readonly host: string;
  readonly sentAt: number;
  readonly receivedAt: number;
  /** By the server's clock as well as it is known: the longest history that is wanted. */
  readonly sinceSeconds: number;
}

/** Clocks that differ less than this are one clock. */
const sameClockMs = 2000;
/** The journal is asked again for its last seconds: entries of different senders arrive out of order. */
const journalOverlapSeconds = 60;

/**
 * What the script's answer adds to the cursor. Nothing in it is trusted: a section that is cut off is not there, and the
 * next reading begins where this one did; stamps of the future and from before the wanted time are no stamps.
 */
export function parseBackfillAnswer(stdout: string, context: BackfillContext): Result<BackfillAnswer, RemoteError> {
  const { sections, marked } = readSections(stdout, context.nonce);
  if (!marked) return err({ kind: 'answer-unreadable' });
  const clock = readServerClock(firstLine(sections.get('clock')), firstLine(sections.get('clock_end')), context);
  if (clock.beganAt === null) return err({ kind: 'answer-unreadable' });
  return ok(readAnswer((name) => sections.get(name)?.lines ?? null, context, { ...clock, beganAt: clock.beganAt }));
}

function readAnswer(
  linesOf: (name: string) => readonly string[] | null,
  { cursor, sinceSeconds, host }: BackfillContext,
  clock: ServerClock & { readonly beganAt: number },
): BackfillAnswer {
  // wtmp tells of every start again each time.
  const limits = { fromAt: Math.max(sinceSeconds * 1000, cursor.keptFromAt ?? 0), toAt: clock.beganAt + 60_000 };
  const zone = toServerZone(linesOf('zone')?.find((line) => line !== '') ?? null, clock.zoneMinutes, clock.beganAt);
  const logs = Object.fromEntries(logNames.map((name) => [name, readLog(linesOf(name), cursor.logs[name])])) as Record<
    LogName,
    LogPart | null
  >;
  const watchdog = readWatchdogLines(logs.watchdog?.texts ?? [], zone, {
    ...limits,
    previousAt: cursor.watchdogLastAt,
  });
  const proxy = readMinutes(logs.proxy?.others ?? [], limits).minutes;
  const isOurs = isPortalAlone(linesOf('sites') ?? [], host);
  // Where nginx serves other sites too, its log may be theirs: then it only shows that the server was alive.
  const minutes = [
    isOurs ? proxy : { ...noEvidence.minutes, seen: proxy.seen },
    readMinutes(logs.access?.others ?? [], limits).minutes,
  ];
  const journal = readJournal(linesOf('journal') ?? [], limits);
  const boots = readBoots(linesOf('boots') ?? [], limits);
  const kernel = readKernel(linesOf('kernel') ?? [], limits);
  const errors = readErrorLines(logs.errors?.texts ?? [], zone, limits);
  const found: Evidence = {
    ...noEvidence,
    watchdog: watchdog.marks,
    minutes: mapMinutes((kind) => joinRanges(...minutes.map((one) => one[kind]))),
    units: journal.units,
    boots: boots.boots,
    shutdowns: [...boots.shutdowns, ...journal.shutdowns],
    lastEntries: boots.lastEntries,
    kills: findMemoryKills(kernel).map(({ at, name, group }) => ({ at, name: (name ?? group ?? '').slice(0, 60) })),
    damages: kernel.filter(({ text }) => isDiskDamage(text)).map(({ at }) => at),
    gunicorn: errors.marks,
  };
  const isLeft = (name: LogName) => logs[name]?.hasMore !== false;
  const askedSeconds = Math.floor(clock.beganAt / 1000);
  const lastSeconds = journal.lastAt === null ? null : Math.floor(journal.lastAt / 1000);
  const journalFromSeconds = nextJournal(journal, askedSeconds, lastSeconds, cursor.journalFromSeconds);
  const journalThroughAt = !journal.isReadable ? null : journal.isFull ? journal.lastAt : clock.beganAt;
  const read = { askedAt: clock.beganAt, journalThroughAt };
  return {
    cursor: {
      ...cursor,
      logs: {
        watchdog: logs.watchdog?.position ?? cursor.logs.watchdog,
        proxy: logs.proxy?.position ?? cursor.logs.proxy,
        access: logs.access?.position ?? cursor.logs.access,
        errors: logs.errors?.position ?? cursor.logs.errors,
      },
      journalFromSeconds,
      watchdogLastAt: watchdog.lastAt,
      offsetMs: keepOffset(cursor.offsetMs, clock.offsetMs),
      read,
      evidence: joinEvidence(cursor.evidence, found),
    },
    hasMore: journal.isFull || logNames.some(isLeft),
    isSettled: !journal.isFull && !logNames.some((name) => name !== 'errors' && isLeft(name)),
    read,
    logs: {
      watchdog: logs.watchdog === null ? null : { ...logs.watchdog.reading, unknown: watchdog.unknown },
      proxy: logs.proxy?.reading ?? null,
      access: logs.access?.reading ?? null,
      errors: logs.errors === null ? null : { ...logs.errors.reading, untimed: errors.untimed },
    },
  };
}

function nextJournal(
  journal: { readonly isReadable: boolean; readonly isFull: boolean },
  askedSeconds: number,
  lastSeconds: number | null,
  before: number | null,
): number | null {
  if (!journal.isReadable) return before;
  if (!journal.isFull) return askedSeconds - journalOverlapSeconds;
  // All of one second: the next one, or it would be asked for ever.
  return lastSeconds === null || lastSeconds === before ? (before ?? askedSeconds) + 1 : lastSeconds;
}

function keepOffset(known: number, measured: number): number {
  if (Math.abs(measured - known) < sameClockMs) return known;
  return Math.round(measured / 1000) * 1000;
}

/** By the server's clock, each with its sender. */
function readKernel(
  lines: readonly string[],
  limits: { readonly fromAt: number; readonly toAt: number },
): readonly { readonly at: number; readonly text: string }[] {
  return lines.flatMap((line) => {
    const [, seconds, sender, text] = /^(\d{9,11})\.\d{1,9} \S+ ([\w.@-]+)(?:\[\d+\])?: (.*)$/.exec(line) ?? [];
    const count = toCount(seconds);
    if (count === null || sender === undefined || text === undefined) return [];
    const at = count * 1000;
    return at < limits.fromAt || at > limits.toAt ? [] : [{ at, text: `${sender}: ${text}`.slice(0, 300) }];
  });
}

/** `part` puts an empty line behind what a section prints. */
function firstLine(section: Section | undefined): Section | undefined {
  return section === undefined ? undefined : { ...section, lines: section.lines.slice(0, 1) };
}
