import type { Traceback } from '../error-log';
import type { Finding, Observation } from '../model';
import type { RoundMemory } from './memory';
import { finding, isServing, isWell, type Look, type RoundView } from './view';

/** An error of the application's own code, as far as rounds have seen it. */
export interface KnownError {
  readonly fingerprint: string;
  readonly firstAt: number;
  readonly lastAt: number;
  readonly count: number;
  /** The last stamp that was counted, by the server's clock: the same in every look, however the laptop's clock runs. */
  readonly lastStampAt?: number | undefined;
  /** Up to this moment the API itself was failing, and the outage spoke for it. */
  readonly toldTo?: number | undefined;
}

interface SeenError extends KnownError {
  /** The exception's own line; what is left of it once the log has moved on. */
  readonly error: string;
}

const minuteMs = 60_000;
const dayMs = 24 * 60 * minuteMs;
/** One that was not seen for so long is over. */
const quietMs = 30 * minuteMs;
/** One that was first seen longer ago is nothing new. */
const newMs = dayMs;
/** An answer of now is explained by a traceback of now. */
const freshMs = 5 * minuteMs;
const mostKnown = 50;
/** By how much the same stamp may seem later in the next look, where only the laptop's moment is known. */
const sameMs = 5_000;
const maxErrorChars = 120;

/**
 * New tracebacks in api-error.log: users are served, some of their requests are not. Those of the database, of a start
 * that failed and of a visitor who left are told by others or by nobody.
 */
export function findCodeErrors(view: RoundView): readonly Finding[] {
  if (view.facts === null) return [];
  const fresh = newErrors(view);
  // One error speaks: the most frequent, and of two the later.
  const [worst] = [...fresh].sort((a, b) => b.count - a.count || b.lastAt - a.lastAt);
  if (worst === undefined) return [];
  const changedAt = view.facts.codeChangedAt;
  const isAfterChange = changedAt !== null && changedAt <= worst.firstAt && worst.firstAt - changedAt <= dayMs;
  return [
    finding('code-error', 'attention', isAfterChange ? 'probable' : 'certain', {
      variant: isAfterChange ? 'changed' : null,
      values: {
        error: worst.error,
        n: worst.count,
        since: { at: worst.firstAt, precision: 'seen' },
        ...(isAfterChange ? { changed: changedAt } : {}),
      },
      evidence: fresh
        .slice(-3)
        .map((one) => ({ text: `api-error.log: ${one.error} (${String(one.count)}x)`, sinceAt: one.firstAt })),
    }),
  ];
}

/** Seen lately, for the first time not long ago, and not in an outage of the API, which spoke for it. */
export function newErrors(view: RoundView): readonly SeenError[] {
  const { memory, at } = view;
  const served = isApiServed(view.observation);
  // The first good look: what was written since the last bad one belongs to the outage.
  const isOutageOver = served && isFailing(memory);
  if (isOutageOver) return [];
  return seenErrors(view, memory?.knownErrors ?? []).filter(
    ({ firstAt, lastAt, toldTo }) =>
      at - lastAt <= quietMs && at - firstAt <= newMs && (!served || toldTo === undefined || lastAt > toldTo),
  );
}

function isFailing(memory: RoundMemory | null): boolean {
  return memory?.parts.api?.failedAt != null;
}

/** To users, or at least to its own server. */
function isApiServed({ api, ssh }: Observation): boolean {
  return isWell(api) || (ssh.kind === 'facts' && isServing(ssh.facts.localApi));
}

/** The application's own error of these minutes, for an answer that went wrong. */
export function freshCodeError(view: RoundView): { readonly error: string; readonly at: number } | null {
  const last = view.log?.tracebacks.findLast(({ kind }) => kind !== 'harmless');
  const at = last === undefined ? null : lastOf(last);
  if (last?.kind !== 'code' || at === null || view.at - at > freshMs) return null;
  return { error: last.error.slice(0, maxErrorChars), at: Math.min(at, view.at) };
}

/** What to know of errors in the next round. */
export function rememberErrors(
  look: Look,
  observation: Observation,
  earlier: RoundMemory | null,
): readonly KnownError[] {
  const isTold = !isApiServed(observation) || isFailing(earlier);
  return seenErrors(look, earlier?.knownErrors ?? [])
    .map(({ fingerprint, firstAt, lastAt, count, lastStampAt, toldTo }) => ({
      fingerprint,
      firstAt,
      lastAt,
      count,
      lastStampAt,
      toldTo: isTold ? lastAt : toldTo,
    }))
    .sort((a, b) => a.lastAt - b.lastAt)
    .slice(-mostKnown);
}

/** The tail of this round and what earlier ones remember, each error once. */
function seenErrors({ facts, log, at }: Look, known: readonly KnownError[]): readonly SeenError[] {
  const current = (log?.tracebacks ?? []).filter(({ kind, moments }) => kind === 'code' && moments.length > 0);
  const names = new Set([...known, ...current].map(({ fingerprint }) => fingerprint));
  return [...names].flatMap((fingerprint) => {
    const merged = merge(
      current.find((one) => one.fingerprint === fingerprint),
      known.find((one) => one.fingerprint === fingerprint),
      { at, offsetMs: facts?.clockOffsetMs ?? 0 },
    );
    return merged === null ? [] : [merged];
  });
}

function merge(
  current: Traceback | undefined,
  known: KnownError | undefined,
  { at, offsetMs }: { readonly at: number; readonly offsetMs: number },
): SeenError | null {
  if (current === undefined) return known === undefined ? null : { ...known, error: typeOf(known.fingerprint) };
  const error = current.error.slice(0, maxErrorChars);
  const first = Math.min(at, ...current.moments);
  const last = Math.min(at, Math.max(...current.moments));
  const { fingerprint, count } = current;
  const stamps = current.stampedMoments.map((moment) => moment + offsetMs);
  if (known === undefined)
    return { fingerprint, firstAt: first, lastAt: last, count, error, lastStampAt: lastStamp(stamps) };
  // The same tail is read again in the next round: only what is later than all that was counted counts again.
  const countedTo = known.lastStampAt ?? known.lastAt + offsetMs + sameMs;
  const later = stamps.filter((stamp) => stamp > countedTo).length;
  return {
    ...known,
    firstAt: Math.min(first, known.firstAt),
    lastAt: Math.max(last, known.lastAt),
    count: Math.max(count, known.count + later),
    error,
    lastStampAt: lastStamp([...stamps, ...(known.lastStampAt === undefined ? [] : [known.lastStampAt])]),
  };
}

function lastStamp(stamps: readonly number[]): number | undefined {
  return stamps.length === 0 ? undefined : Math.max(...stamps);
}

function lastOf({ moments }: Traceback): number | null {
  return moments.length === 0 ? null : Math.max(...moments);
}

function typeOf(fingerprint: string): string {
  return fingerprint.split(' ')[0] ?? fingerprint;
}
