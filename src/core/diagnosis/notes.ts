import type { Note } from '../model';
import type { RemoteFacts } from '../remote-facts';
import { watchdogNotedAt, type RoundMemory } from './memory';
import type { RoundView } from './view';
import { newWatchdogRestarts } from './watchdog';
import { newWorkers } from './workers';

const mostNotes = 5;

/** Changes since the round before that nobody has to act on. */
export function findNotes(view: RoundView): readonly Note[] {
  const { facts, at, memory } = view;
  if (facts?.bootId != null && memory?.bootId != null && facts.bootId !== memory.bootId) return [rebooted(facts, at)];
  return [...watchdogNotes(view), ...workerNotes(view), ...certificateNotes(view, memory)];
}

function rebooted({ bootAt, cleanShutdown }: RemoteFacts, seenAt: number): Note {
  const at = bootAt ?? seenAt;
  return { kind: 'rebooted', at, values: { at }, ...(cleanShutdown === false ? { variant: 'unclean' } : {}) };
}

/** The API was brought back: an outage that perhaps no round saw. */
function watchdogNotes({ facts, at, memory }: RoundView): readonly Note[] {
  if (facts === null) return [];
  const { restarts, isProven } = newWatchdogRestarts(facts, at, watchdogNotedAt(at, memory));
  return restarts.slice(-mostNotes).map((restart) => ({
    kind: 'watchdog-restarted-api',
    at: restart,
    values: { at: restart },
    ...(isProven ? {} : { confidence: 'probable' }),
  }));
}

/** Other workers below the same master: one crashed and gunicorn replaced it. */
function workerNotes({ facts, at, memory }: RoundView): readonly Note[] {
  const fresh = newWorkers(facts, at, memory);
  const last = fresh.at(-1);
  return last === undefined ? [] : [{ kind: 'worker-restarted', at: last, values: { at: last, n: fresh.length } }];
}

function certificateNotes({ observation, at }: RoundView, memory: RoundMemory | null): readonly Note[] {
  const { certificate } = observation.portal;
  if (certificate === null || certificate.problem !== null || memory?.certificate == null) return [];
  if (certificate.fingerprint256 === memory.certificate) return [];
  return [{ kind: 'certificate-renewed', at, values: { at, expires: certificate.validToAt } }];
}
