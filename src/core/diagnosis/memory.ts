import type { Observation } from '../model';
import { noKills, rememberKills, type KillMemory } from './out-of-memory';
import { rememberParts, type PartsMemory } from './parts-memory';
import { rememberErrors, type KnownError } from './code-error';

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
    kills: rememberKills(facts, at, earlier?.kills ?? noKills),
    parts: rememberParts(observation, earlier?.parts ?? {}),
  };
}
