import type { Note } from '../model';
import type { RoundMemory } from './memory';
import type { RoundView } from './view';

export { rememberRound, type RoundMemory } from './memory';

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
