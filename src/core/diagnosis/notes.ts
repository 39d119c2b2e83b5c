import type { Note, Observation } from '../model';
import type { RoundView } from './view';

/** What the next round needs to tell a change from a state. */
export interface RoundMemory {
  readonly bootId: string | null;
  readonly masterPids: readonly number[];
  readonly workerPids: readonly number[];
  readonly certificate: string | null;
  /** Fewer workers than configured: told from the second round on, for gunicorn replaces a crashed one within a second. */
  readonly fewWorkers: boolean;
}

/** Keeps the old value where this round could not see. */
export function rememberRound(observation: Observation, workers: number, earlier: RoundMemory | null): RoundMemory {
  const facts = observation.ssh.kind === 'facts' ? observation.ssh.facts : null;
  const pids = (list: readonly { readonly pid: number }[] | undefined) => list?.map(({ pid }) => pid);
  return {
    bootId: facts?.bootId ?? earlier?.bootId ?? null,
    masterPids: pids(facts?.gunicorn?.masters) ?? earlier?.masterPids ?? [],
    workerPids: pids(facts?.gunicorn?.workers) ?? earlier?.workerPids ?? [],
    certificate: observation.portal.certificate?.fingerprint256 ?? earlier?.certificate ?? null,
    fewWorkers: facts?.gunicorn == null ? (earlier?.fewWorkers ?? false) : facts.gunicorn.workers.length < workers,
  };
}

/** Changes since the round before that nobody has to act on. */
export function findNotes(view: RoundView, earlier: RoundMemory): readonly Note[] {
  const { facts, at } = view;
  const notes: Note[] = [];
  if (facts?.bootId != null && earlier.bootId !== null && facts.bootId !== earlier.bootId) {
    notes.push({ kind: 'rebooted', at: facts.bootAt ?? at, values: { at: facts.bootAt ?? at } });
    return notes;
  }
  const fresh = newWorkers(view, earlier);
  if (fresh > 0) notes.push({ kind: 'worker-restarted', at, values: { at, n: fresh } });
  const certificate = view.observation.portal.certificate;
  if (
    certificate !== null &&
    earlier.certificate !== null &&
    certificate.fingerprint256 !== earlier.certificate &&
    certificate.problem === null
  ) {
    notes.push({ kind: 'certificate-renewed', at, values: { at, expires: certificate.validToAt } });
  }
  return notes;
}

/** Other workers below the same master: one crashed and gunicorn replaced it. */
function newWorkers(view: RoundView, earlier: RoundMemory): number {
  const gunicorn = view.facts?.gunicorn ?? null;
  const master = gunicorn?.masters[0];
  if (gunicorn === null || master === undefined || !earlier.masterPids.includes(master.pid)) return 0;
  return gunicorn.workers.filter(({ pid }) => !earlier.workerPids.includes(pid)).length;
}
