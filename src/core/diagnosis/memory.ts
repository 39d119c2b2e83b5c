import type { Cause, Observation } from '../model';
import { readRoundLog } from '../error-log';
import type { RemoteFacts } from '../remote-facts';
import { addSamples, noSamples, type Samples } from '../samples';
import { noKills, rememberKills, type KillMemory } from './out-of-memory';
import { rememberParts, type PartsMemory } from './parts-memory';
import { newWatchdogRestarts } from './watchdog';
import { rememberCrashes } from './workers';
import { rememberErrors, type KnownError } from './code-error';
import { slowAfter } from './slow';
import { rememberSwap, type SwapMemory } from './swapping';
import { isWell } from './view';

/** In the very first round only what happened just now is worth a word. */
const firstLookMs = 15 * 60_000;

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
  readonly samples: Samples;
  /** Errors of the application's own code, by fingerprint: an old acquaintance is no news. */
  readonly knownErrors: readonly KnownError[];
  /** When the inside was last seen; null: never. */
  readonly lookedAt: number | null;
  /** Up to when restarts by the watchdog were told. */
  readonly watchdogRestartAt: number | null;
  /** When workers were replaced that nobody meant to replace, in the last day. */
  readonly workerRestarts: readonly number[];
  readonly kills: KillMemory;
  readonly parts: PartsMemory;
  /** Since when nobody may log in, look after look (pam_nologin); null: the last look says otherwise. */
  readonly loginClosedAt: number | null;
  /** The swap counters of a look before. */
  readonly swap: SwapMemory | null;
}

/** Older than this it is no round before, and cannot confirm what this one sees. */
const roundBeforeMs = 15 * 60_000;

/** Whether the look before saw too few workers as well, or it was certain already. */
export function hadFewWorkers(memory: RoundMemory | null, at: number): boolean {
  if (memory === null) return false;
  return memory.workersMissing || (memory.fewWorkers && isWithin(ageOf(memory, at), roundBeforeMs));
}

/** What was found long ago says nothing about a value that trembles at a line now. Longer than a night, for a laptop sleeps. */
const earlierMs = 24 * 60 * 60_000;
const none: ReadonlySet<Cause> = new Set();

/** The causes of the round before, as long as they may still count. */
export function earlierCauses(earlier: ReadonlySet<Cause>, memory: RoundMemory | null, at: number): ReadonlySet<Cause> {
  return memory?.lookedAt == null || isWithin(ageOf(memory, at), earlierMs) ? earlier : none;
}

function ageOf({ lookedAt }: RoundMemory, at: number): number {
  return lookedAt === null ? Infinity : at - lookedAt;
}

/** Negative: the clock was set back, and how long ago it was is not known. */
function isWithin(ageMs: number, limitMs: number): boolean {
  return ageMs >= 0 && ageMs <= limitMs;
}

/** Keeps the old value where this round could not see. */
export function rememberRound(observation: Observation, workers: number, earlier: RoundMemory | null): RoundMemory {
  const facts = observation.ssh.kind === 'facts' ? observation.ssh.facts : null;
  const at = observation.endedAt;
  const samples = earlier?.samples ?? noSamples;
  const fewWorkers = facts?.gunicorn == null ? null : facts.gunicorn.workers.length < workers;
  const look = { facts, log: readRoundLog(facts, at), at };
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
    workersMissing: fewWorkers === null ? (earlier?.workersMissing ?? false) : fewWorkers && hadFewWorkers(earlier, at),
    samples: { ...addSamples(samples, observation), slow: slowAfter(samples, observation) },
    knownErrors: rememberErrors(look, observation, earlier),
    lookedAt: facts === null ? (earlier?.lookedAt ?? null) : at,
    watchdogRestartAt: rememberWatchdog(facts, at, earlier),
    workerRestarts: rememberCrashes(look, earlier, earlier?.workerRestarts ?? []),
    kills: rememberKills(facts, at, earlier?.kills ?? noKills),
    parts: rememberParts(observation, earlier?.parts ?? {}),
    swap: rememberSwap(facts, at, earlier?.swap ?? null),
    loginClosedAt: isLoginClosed(observation) ? (earlier?.loginClosedAt ?? at) : null,
  };
}

function isLoginClosed({ ssh }: Observation): boolean {
  return ssh.kind === 'failed' && ssh.error.kind === 'login-refused-booting';
}

/** Somebody in between may have shown a bad one: it is not the server's until a browser would take it. */
function wellCertificate({ portal }: Observation): string | null {
  const { certificate } = portal;
  return certificate !== null && certificate.problem === null ? certificate.fingerprint256 : null;
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
