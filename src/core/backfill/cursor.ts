import * as v from 'valibot';
import { gunicornWords, minuteKinds, noEvidence, type Evidence } from './evidence';

/**
 * How far a log was read. Its file is known again by its first bytes, under whatever name and inode it goes meanwhile:
 * inodes are used anew at once, and a compressed or copied file has another one.
 */
export interface LogPosition {
  /** How many first bytes, at most 256, and their sum, MD5 or CRC. 0: nothing was read yet. */
  readonly headBytes: number;
  readonly headSum: string;
  readonly offset: number;
  /** When the file was changed last, seconds: files that were finished before it have been read. */
  readonly modifiedSeconds: number;
}

export const logNames = ['watchdog', 'proxy', 'access', 'errors'] as const;
export type LogName = (typeof logNames)[number];

/** Where the next reading goes on, and what of the last days it still needs. */
export interface BackfillCursor {
  readonly logs: Readonly<Record<LogName, LogPosition | null>>;
  /** The journal is read from here, seconds by the server's clock. */
  readonly journalFromSeconds: number | null;
  /** The moment of the watchdog log's last line, which tells the two hours apart when clocks are set back. */
  readonly watchdogLastAt: number | null;
  /** Server minus laptop. Kept while it hardly changes, so that the same record makes the same span. */
  readonly offsetMs: number;
  /** The last reading, by the server's clock: what was recorded of its evidence follows from these. */
  readonly read: { readonly askedAt: number; readonly journalThroughAt: number | null } | null;
  /** Evidence of before this is not kept, by the server's clock: what begins there may have begun earlier. */
  readonly keptFromAt: number | null;
  /** What has been recorded of the time that is kept: outages, notes, and what watched outages were given. */
  readonly told: readonly { readonly at: number; readonly id: string }[];
  readonly evidence: Evidence;
}

export const newCursor: BackfillCursor = {
  logs: { watchdog: null, proxy: null, access: null, errors: null },
  journalFromSeconds: null,
  watchdogLastAt: null,
  offsetMs: 0,
  read: null,
  keptFromAt: null,
  told: [],
  evidence: noEvidence,
};

const whole = v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(Number.MAX_SAFE_INTEGER));
const moment = v.pipe(v.number(), v.integer());
const range = v.object({ fromAt: moment, toAt: moment });
const position = v.nullable(
  v.object({
    headBytes: whole,
    headSum: v.pipe(v.string(), v.regex(/^[0-9a-f]{1,32}$/)),
    offset: whole,
    modifiedSeconds: whole,
  }),
);

const cursorSchema = v.object({
  // What is optional came later: earlier versions had not read it.
  logs: v.object({ watchdog: position, proxy: position, access: position, errors: v.optional(position, null) }),
  journalFromSeconds: v.nullable(whole),
  watchdogLastAt: v.nullable(moment),
  offsetMs: moment,
  read: v.nullable(v.object({ askedAt: moment, journalThroughAt: v.nullable(moment) })),
  keptFromAt: v.nullable(moment),
  told: v.array(v.object({ at: moment, id: v.string() })),
  evidence: v.object({
    watchdog: v.array(
      v.object({ at: moment, word: v.picklist(['ok', 'failed', 'recovered']), status: v.nullable(whole) }),
    ),
    minutes: v.object(v.entriesFromList(minuteKinds, v.array(range))),
    units: v.array(v.object({ at: moment, unit: v.string(), word: v.picklist(['up', 'down']) })),
    boots: v.array(moment),
    shutdowns: v.array(moment),
    lastEntries: v.array(moment),
    kills: v.array(v.object({ at: moment, name: v.string() })),
    damages: v.optional(v.array(moment), []),
    gunicorn: v.optional(v.array(v.object({ at: moment, word: v.picklist(gunicornWords), pid: whole })), []),
  }),
});

/** As text for the store. */
export function writeCursor(cursor: BackfillCursor): string {
  return JSON.stringify({ version: 1, ...cursor });
}

/** Null: there is none, or it is damaged or from another version: everything is read again, which doubles nothing. */
export function readCursor(text: string | null): BackfillCursor | null {
  if (text === null) return null;
  try {
    const raw: unknown = JSON.parse(text);
    if (typeof raw !== 'object' || raw === null || !('version' in raw) || raw.version !== 1) return null;
    const parsed = v.safeParse(cursorSchema, raw);
    return parsed.success ? parsed.output : null;
  } catch {
    return null;
  }
}
