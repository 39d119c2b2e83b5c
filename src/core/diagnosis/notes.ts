import type { Cause, Note, Observation } from '../model';
import { addSamples, noSamples, type Samples } from '../samples';
import { slowAfter } from './slow';
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
  /** Two looks in a row saw too few: it is no worker that is just being replaced. */
  readonly workersMissing: boolean;
  /** When the inside was last seen. */
  readonly at: number;
  readonly samples: Samples;
}

/** Older than this it is no round before, and cannot confirm what this one sees. */
const roundBeforeMs = 15 * 60_000;

/** Whether the look before saw too few workers as well, or it was certain already. */
export function hadFewWorkers(memory: RoundMemory | null, at: number): boolean {
  if (memory === null) return false;
  return memory.workersMissing || (memory.fewWorkers && isWithin(at - memory.at, roundBeforeMs));
}

/** What was found long ago says nothing about a value that trembles at a line now. Longer than a night, for a laptop sleeps. */
const earlierMs = 24 * 60 * 60_000;
const none: ReadonlySet<Cause> = new Set();

/** The causes of the round before, as long as they may still count. */
export function earlierCauses(earlier: ReadonlySet<Cause>, memory: RoundMemory | null, at: number): ReadonlySet<Cause> {
  return memory === null || isWithin(at - memory.at, earlierMs) ? earlier : none;
}

/** Negative: the clock was set back, and how long ago it was is not known. */
function isWithin(ageMs: number, limitMs: number): boolean {
  return ageMs >= 0 && ageMs <= limitMs;
}

/** Keeps the old value where this round could not see. */
export function rememberRound(observation: Observation, workers: number, earlier: RoundMemory | null): RoundMemory {
  const facts = observation.ssh.kind === 'facts' ? observation.ssh.facts : null;
  const samples = earlier?.samples ?? noSamples;
  const fewWorkers = facts?.gunicorn == null ? null : facts.gunicorn.workers.length < workers;
  const pids = (list: readonly { readonly pid: number }[] | undefined) => list?.map(({ pid }) => pid);
  return {
    bootId: facts?.bootId ?? earlier?.bootId ?? null,
    masterPids: pids(facts?.gunicorn?.masters) ?? earlier?.masterPids ?? [],
    workerPids: pids(facts?.gunicorn?.workers) ?? earlier?.workerPids ?? [],
    certificate: wellCertificate(observation) ?? earlier?.certificate ?? null,
    // A page that answers well without the VPN does not need it, whatever SSH needs.
    tunnels: isWell(observation.portal) ? observation.tunnels : (earlier?.tunnels ?? []),
    sshTunnels: facts !== null ? observation.tunnels : (earlier?.sshTunnels ?? []),
    fewWorkers: fewWorkers ?? earlier?.fewWorkers ?? false,
    workersMissing:
      fewWorkers === null
        ? (earlier?.workersMissing ?? false)
        : fewWorkers && hadFewWorkers(earlier, observation.endedAt),
    at: facts === null ? (earlier?.at ?? observation.endedAt) : observation.endedAt,
    samples: { ...addSamples(samples, observation), slow: slowAfter(samples, observation) },
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
