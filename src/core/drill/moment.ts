/** What every fault of a drill may know, and the two ways in which an address fails. */
import type { HttpFailure, HttpProbe } from '../model';
import type { ServerSettings, WitnessSettings } from '../settings';
import { healthyProbe } from './healthy';

/** What a step of a scenario may know. */
export interface DrillMoment {
  readonly server: ServerSettings;
  readonly witnesses: readonly WitnessSettings[];
  /** When the scenario began, and when this round begins. */
  readonly sinceAt: number;
  readonly at: number;
  /** The first round that saw it like this. */
  readonly turnedAt: number;
}

/** Age of a process that had run for some seconds when it was first seen. */
export function ageOf({ at, turnedAt }: DrillMoment, seconds: number): number {
  return seconds + Math.round((at - turnedAt) / 1000);
}

export function answered(server: ServerSettings, path: string, status: number, at: number): HttpProbe {
  const well = healthyProbe(server, path, at);
  return { ...well, outcome: { kind: 'answered', status, body: 'not-read', finalUrl: well.url } };
}

export function unanswered(server: ServerSettings, path: string, failure: HttpFailure, at: number): HttpProbe {
  const phases = {
    dnsMs: 3,
    tcpMs: null,
    tlsMs: null,
    firstByteMs: null,
    totalMs: failure.reason === 'timeout' ? 10_000 : 14,
  };
  return { ...healthyProbe(server, path, at), phases, outcome: { kind: 'failed', failure }, certificate: null };
}
