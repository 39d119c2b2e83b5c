import type { Note, Observation } from '../model';
import { isWell, type RoundView } from './view';

/** What the next round needs to tell a change from a state. */
export interface RoundMemory {
  readonly bootId: string | null;
  readonly masterPids: readonly number[];
  readonly workerPids: readonly number[];
  /** The last one without a problem. */
  readonly certificate: string | null;
  /** VPN interfaces of the last round in which the web was well, and of the last that got in by SSH. */
  readonly tunnels: readonly string[];
  readonly sshTunnels: readonly string[];
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
    certificate: wellCertificate(observation) ?? earlier?.certificate ?? null,
    // A page that answers well without the VPN does not need it, whatever SSH needs.
    tunnels: isWell(observation.portal) ? observation.tunnels : (earlier?.tunnels ?? []),
    sshTunnels: facts !== null ? observation.tunnels : (earlier?.sshTunnels ?? []),
    fewWorkers: facts?.gunicorn == null ? (earlier?.fewWorkers ?? false) : facts.gunicorn.workers.length < workers,
  };
}

/** Somebody in between may have shown a bad one: it is not the server's until a browser would take it. */
function wellCertificate({ portal }: Observation): string | null {
  const { certificate } = portal;
  return certificate !== null && certificate.problem === null ? certificate.fingerprint256 : null;
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
