import type { Observation } from '../model';
import type { RemoteFacts } from '../remote-facts';
import { noKills, rememberKills, type KillMemory } from './out-of-memory';
import { rememberParts, type PartsMemory } from './parts-memory';
import { newWatchdogRestarts } from './watchdog';
import { rememberCrashes } from './workers';
import { rememberErrors, type KnownError } from './code-error';

/** In the very first round only what happened just now is worth a word. */
const firstLookMs = 15 * 60_000;

/** What the next round needs to tell a change from a state. */
export interface RoundMemory {
  readonly bootId: string | null;
  readonly masterPids: readonly number[];
  readonly workerPids: readonly number[];
  readonly certificate: string | null;
  /** Fewer workers than configured: told from the second round on, for gunicorn replaces a crashed one within a second. */
  readonly fewWorkers: boolean;
  /** Errors of the application's own code, by fingerprint: an old acquaintance is no news. */
  readonly knownErrors: readonly KnownError[];
  /** The last look inside. */
  readonly lookedAt: number | null;
  /** Up to when restarts by the watchdog were told. */
  readonly watchdogRestartAt: number | null;
  /** When workers were replaced that nobody meant to replace, in the last day. */
  readonly workerRestarts: readonly number[];
  readonly kills: KillMemory;
  readonly parts: PartsMemory;
}

/** Keeps the old value where this round could not see. */
export function rememberRound(observation: Observation, workers: number, earlier: RoundMemory | null): RoundMemory {
  const facts = observation.ssh.kind === 'facts' ? observation.ssh.facts : null;
  const at = observation.endedAt;
  const pids = (list: readonly { readonly pid: number }[] | undefined) => list?.map(({ pid }) => pid);
  return {
    bootId: facts?.bootId ?? earlier?.bootId ?? null,
    masterPids: pids(facts?.gunicorn?.masters) ?? earlier?.masterPids ?? [],
    workerPids: pids(facts?.gunicorn?.workers) ?? earlier?.workerPids ?? [],
    certificate: observation.portal.certificate?.fingerprint256 ?? earlier?.certificate ?? null,
    fewWorkers: facts?.gunicorn == null ? (earlier?.fewWorkers ?? false) : facts.gunicorn.workers.length < workers,
    knownErrors: rememberErrors(facts, at, earlier?.knownErrors ?? []),
    lookedAt: facts === null ? (earlier?.lookedAt ?? null) : at,
    watchdogRestartAt: rememberWatchdog(facts, at, earlier),
    workerRestarts: rememberCrashes(facts, at, earlier, earlier?.workerRestarts ?? []),
    kills: rememberKills(facts, at, earlier?.kills ?? noKills),
    parts: rememberParts(observation, earlier?.parts ?? {}),
  };
}

/** Restarts by the watchdog up to this moment were told, or nobody was there to be told. */
export function watchdogNotedAt(at: number, earlier: RoundMemory | null): number {
  return earlier?.watchdogRestartAt ?? at - firstLookMs;
}

/** One that is under way is not told yet, and must not be forgotten. */
function rememberWatchdog(facts: RemoteFacts | null, at: number, earlier: RoundMemory | null): number | null {
  if (facts === null) return earlier?.watchdogRestartAt ?? null;
  const notedAt = watchdogNotedAt(at, earlier);
  return newWatchdogRestarts(facts, at, notedAt).restarts.at(-1) ?? notedAt;
}
