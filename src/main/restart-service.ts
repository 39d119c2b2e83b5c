/**
 * One restart, from the check before the order to the proof after it. The same function for tray, window and command line.
 *
 *   precheck ─► stop ─► start ─► answering ─► workers ─► stable ─► verified
 *      │ refused           (one exec: a lost connection cannot leave it stopped)   unverified · failed
 */
import { diagnose } from '../core/diagnose';
import { isGoodStatus, isWell } from '../core/diagnosis/view';
import type { Diagnosis, Observation } from '../core/model';
import { graceMs } from '../core/past-restarts';
import { findUnit, isGivenUp, type GunicornFacts, type RemoteFacts } from '../core/remote-facts';
import { toRestartEvidence } from '../core/restart-evidence';
import { holdConfirmed, offerRestart } from '../core/restart-policy';
import type {
  PastRestart,
  RestartEvidence,
  RestartFailure,
  RestartOutcome,
  RestartRun,
  RestartStepId,
} from '../core/restart-types';
import type { RefusalReason } from '../core/snapshot-types';
import {
  parseRestartOutput,
  restartCommand,
  type RestartableService,
  type RestartOutput,
  type RestartStepOutput,
} from '../core/services';
import type { ServerSettings, WitnessSettings } from '../core/settings';
import { createThrottle } from './throttle';
import type { Clock } from './clock';
import type { Connect, Observer } from './observe';
import { takeRestartLock } from './restart-lock';
import { createEyes, pause, type Eyes } from './restart-eyes';
import { createRestartSteps, type RestartSteps } from './restart-steps';
import type { SshConnection } from './ssh/connect';
import { faultText } from './fault-text';

export interface RestartDeps {
  readonly clock: Clock;
  readonly observer: Observer;
  readonly connect: Connect;
  readonly nonce: () => string;
  readonly dataDir: string;
  /** Faults of our own, which the run tells only as `internal`. */
  readonly log?: (line: string) => void;
}

export interface RestartRequest {
  readonly server: ServerSettings;
  readonly witnesses: readonly WitnessSettings[];
  readonly service: RestartableService;
  /** She has seen the confirmation, where one is asked. */
  readonly confirmed: boolean;
  /** The last ones, for the lock and for how long a start takes. */
  readonly restarts: readonly PastRestart[];
  /** She insists although three did not help. */
  readonly anyway?: boolean;
  readonly onChange: (run: RestartRun) => void;
  /** Just before the order goes out: what comes after may never be told. */
  readonly onOrdered?: (before: RestartEvidence) => void;
  /** The fresh look before the order, for whoever keeps the state. */
  readonly onObserved?: (observation: Observation) => void;
}

/** What is waited for once it answers: all workers, and two good looks. */
const settleMs = 90_000;
const commandMs = 180_000;
/** All that was printed is read each time: many small pieces must cost no more than a few. */
const showEveryMs = 100;
/** Errors of the log that are held against those after the restart. */
const errorsBeforeMs = 10 * 60_000;
const stableGapMs = 5_000;
/** By how much the server's moments may be corrected wrongly: half of the longest look. */
const clockToleranceMs = 12_500;

/** Never rejects; the outcome is in the run. */
export async function restartService(deps: RestartDeps, request: RestartRequest): Promise<RestartRun> {
  const { server, service } = request;
  const steps = createRestartSteps(deps.clock, request, deps.log);
  const lock = takeRestartLock(deps.dataDir, server.id, { service, startedAt: deps.clock.now() });
  if (!lock.ok) return steps.refuse({ kind: 'running', service: lock.error.service, beganAt: lock.error.startedAt });
  try {
    return await runRestart(deps, request, steps);
  } catch (error) {
    deps.log?.(`restart of ${service} failed: ${faultText(error)}`);
    return steps.fail(steps.current(), { kind: 'internal' });
  } finally {
    lock.value();
  }
}

async function runRestart(deps: RestartDeps, request: RestartRequest, steps: RestartSteps): Promise<RestartRun> {
  steps.begin('precheck');
  const observation = await deps.observer.observe(request.server, request.witnesses);
  request.onObserved?.(observation);
  const diagnosis = diagnose(observation, { server: request.server, earlier: new Set(), memory: null });
  const before = toEvidence(observation, diagnosis, request.server, deps.clock.now());
  steps.before(before);
  const refusal = findRefusal(request, observation, diagnosis, deps.clock.now());
  if (refusal !== null) return steps.refuse(refusal);
  const missing = missingScript(request, observation);
  if (missing !== null) return steps.fail('precheck', { kind: 'script-missing', path: missing });
  const connection = await deps.connect(request.server);
  if (!connection.ok) return steps.refuse({ kind: 'unreachable' });
  steps.end('precheck');
  const facts = observation.ssh.kind === 'facts' ? observation.ssh.facts : null;
  try {
    request.onOrdered?.(before);
    const ordered = await giveOrder(deps, request, { connection: connection.value, steps, facts });
    return await verify(deps, request, connection.value, steps, { before: { at: before.at, facts }, ordered });
  } finally {
    connection.value.end();
  }
}

function findRefusal(
  request: RestartRequest,
  observation: Observation,
  diagnosis: Diagnosis,
  at: number,
): RefusalReason | null {
  const { restarts, anyway = false } = request;
  const context = { diagnosis, observation, running: null, restarts, anyway, at };
  const offer = offerRestart(request.service, context);
  if (offer.kind === 'refused') return offer.reason;
  if (offer.kind !== 'confirm') return null;
  return request.confirmed ? holdConfirmed(request.service, context) : { kind: 'not-confirmed' };
}

function missingScript({ server, service }: RestartRequest, observation: Observation): string | null {
  if (service !== 'api' || observation.ssh.kind !== 'facts') return null;
  const wanted = [server.api.stopScript, server.api.startScript];
  const found = observation.ssh.facts.scripts ?? [];
  return wanted.find((path) => found.some((file) => file.path === path && !file.executable)) ?? null;
}

interface Order {
  readonly connection: SshConnection;
  readonly steps: RestartSteps;
  /** Of the look before it. */
  readonly facts: RemoteFacts | null;
}

interface Ordered {
  readonly failure: { readonly step: RestartStepId; readonly why: RestartFailure } | null;
}

/** Stop and start in one exec. What its exit code says is kept and believed only if the verification fails too. */
async function giveOrder(
  deps: RestartDeps,
  request: RestartRequest,
  { connection, steps, facts }: Order,
): Promise<Ordered> {
  const nonce = deps.nonce();
  const resetFailed = facts !== null && isGivenUp(findUnit(facts, request.server.dashboard.unit));
  const { command, stdin } = restartCommand(request.service, request.server, nonce, { resetFailed });
  const decoder = new TextDecoder();
  let printed = '';
  const show = createThrottle(deps.clock, showEveryMs, () => {
    follow(parseRestartOutput(printed, nonce), steps);
  });
  const answer = await connection.exec(command, {
    stdin,
    timeoutMs: commandMs,
    maxBytes: 256 * 1024,
    onOutput: (chunk, stream) => {
      if (stream === 'stderr') return;
      printed += decoder.decode(chunk, { stream: true });
      show.soon();
    },
  });
  show.stop();
  const output = parseRestartOutput(printed, nonce);
  follow(output, steps);
  steps.endRunning();
  const bad = output.steps.find((step) => step.state !== 'running' && step.code !== 0);
  if (bad !== undefined) return { failure: { step: bad.name, why: toFailure(request, bad) } };
  if (answer.ok) return { failure: null };
  const why: RestartFailure =
    answer.error.kind === 'command-timeout'
      ? { kind: 'command-timeout', limitMs: commandMs }
      : answer.error.kind === 'gate-refused'
        ? { kind: 'gate-refused' }
        : { kind: 'connection-lost' };
  return { failure: { step: steps.current(), why } };
}

/** Brings the protocol up to what the server has printed so far. */
function follow(output: RestartOutput, steps: RestartSteps): void {
  for (const step of output.steps) {
    steps.begin(step.name);
    steps.output(step.name, step.output);
    if (step.state !== 'running') steps.end(step.name, step.code === 0);
  }
}

function toFailure({ service, server }: RestartRequest, step: RestartStepOutput): RestartFailure {
  if (step.state === 'timed-out') return { kind: 'command-timeout', limitMs: commandMs };
  if (step.state === 'missing') {
    return { kind: 'script-missing', path: step.name === 'stop' ? server.api.stopScript : server.api.startScript };
  }
  if (/start request repeated too quickly|start-limit/i.test(step.output)) return { kind: 'start-limit' };
  if (
    service === 'dashboard' &&
    /password is required|not allowed|may not run sudo|not in the sudoers|terminal is required/i.test(
      lastLineOf(step.output),
    )
  ) {
    return { kind: 'permission' };
  }
  return { kind: 'exit-code', code: step.code ?? -1 };
}

/** `reset-failed` goes before, and may be refused where the restart is not. */
function lastLineOf(output: string): string {
  return output.trimEnd().split('\n').at(-1) ?? '';
}

/** The last look before the order. What it did not see proves nothing about what runs now. */
interface Before {
  readonly at: number;
  readonly facts: RemoteFacts | null;
}

interface Verification {
  readonly before: Before;
  readonly ordered: Ordered;
}

/** Fresh probes decide: new processes, an answer on the server, all workers, and two good looks from outside. */
async function verify(
  deps: RestartDeps,
  request: RestartRequest,
  first: SshConnection,
  steps: RestartSteps,
  context: Verification,
): Promise<RestartRun> {
  const eyes = createEyes(deps, request.server, first);
  const limitMs = graceMs(request.restarts, request.service);
  try {
    const { failure } = context.ordered;
    // Nothing was run.
    if (failure?.why.kind === 'permission' || failure?.why.kind === 'gate-refused')
      return await conclude(eyes, steps, { kind: 'failed', ms: steps.elapsed(), ...failure });
    steps.begin('answering');
    const askedAt = deps.clock.monotonic();
    const answering = await eyes.until((facts) => {
      steps.progress('answering', { done: deps.clock.monotonic() - askedAt, of: limitMs });
      return isAnswering(request, facts, context.before);
    }, limitMs);
    steps.end('answering', answering);
    if (!answering) return await conclude(eyes, steps, notAnswering(request, eyes.last(), steps, context));
    steps.begin('workers');
    const complete = await eyes.until((facts) => countWorkers(request, facts, steps), settleMs);
    steps.end('workers', complete);
    if (!complete) {
      const n = eyes.last()?.gunicorn?.workers.length ?? 0;
      const why: RestartFailure = { kind: 'workers-missing', n, total: request.server.api.workers };
      return await conclude(eyes, steps, { kind: 'unverified', ms: steps.elapsed(), why });
    }
    steps.begin('stable');
    const stable = await isStable(deps, request, eyes, steps);
    steps.end('stable', stable);
    return await conclude(eyes, steps, outcomeOf(request, eyes.last(), stable, steps.elapsed(), context));
  } finally {
    eyes.close();
  }
}

/** It answers. Whether it is the new one that answers decides between proof and belief. */
function outcomeOf(
  request: RestartRequest,
  facts: RemoteFacts | null,
  stable: boolean,
  ms: number,
  context: Verification,
): RestartOutcome {
  if (facts !== null && hasChanged(request, facts, context.before) === true) {
    return stable ? { kind: 'verified', ms } : { kind: 'unverified', ms, why: { kind: 'not-answering' } };
  }
  if (context.ordered.failure !== null) return { kind: 'failed', ms, ...context.ordered.failure };
  return { kind: 'unverified', ms, why: { kind: 'nothing-changed' } };
}

/** Whether what runs now is not what ran before; null: it cannot be seen. */
function hasChanged({ service, server }: RestartRequest, facts: RemoteFacts, before: Before): boolean | null {
  if (service === 'dashboard') return hasUnitChanged(facts, server, before);
  const old = before.facts?.gunicorn ?? null;
  if (facts.gunicorn === null || old === null) return null;
  return facts.gunicorn.masters.some(({ pid }) => !isMaster(old, pid));
}

function hasUnitChanged(facts: RemoteFacts, server: ServerSettings, before: Before): boolean | null {
  const unit = findUnit(facts, server.dashboard.unit);
  const old = before.facts === null ? null : findUnit(before.facts, server.dashboard.unit);
  if (unit === null || old === null) return null;
  if (old.active !== 'active' && unit.active === 'active') return true;
  if (unit.changedAt === null || old.changedAt === null) return null;
  // Both moments are corrected by their own round trip: on a slow line the same moment differs by seconds.
  return unit.changedAt - old.changedAt > 1_000 && unit.changedAt > before.at - clockToleranceMs;
}

function isMaster({ masters }: GunicornFacts, pid: number): boolean {
  return masters.some((master) => master.pid === pid);
}

function isAnswering(request: RestartRequest, facts: RemoteFacts, before: Before): boolean {
  if (hasChanged(request, facts, before) === false) return false;
  const answer = request.service === 'dashboard' ? facts.localDashboard : facts.localApi;
  return answer !== null && isGoodStatus(answer.status);
}

function countWorkers({ server, service }: RestartRequest, facts: RemoteFacts, steps: RestartSteps): boolean {
  if (service !== 'api' || facts.gunicorn === null) return true;
  const done = facts.gunicorn.workers.length;
  steps.progress('workers', { done, of: server.api.workers });
  return done >= server.api.workers;
}

/** Two good looks some seconds apart, from where the users are. */
async function isStable(
  deps: RestartDeps,
  { server, service }: RestartRequest,
  eyes: Eyes,
  steps: RestartSteps,
): Promise<boolean> {
  const end = deps.clock.monotonic() + settleMs / 3;
  for (let good = 0; ;) {
    const web = await deps.observer.probeWeb(server);
    good = isWell(service === 'api' ? web.api : web.portal) ? good + 1 : 0;
    eyes.sawWeb(web);
    steps.progress('stable', { done: good, of: 2 });
    if (good >= 2) return true;
    if (deps.clock.monotonic() > end) return false;
    await pause(deps.clock, stableGapMs);
  }
}

function notAnswering(
  request: RestartRequest,
  facts: RemoteFacts | null,
  steps: RestartSteps,
  { before, ordered }: Verification,
): RestartOutcome {
  const ms = steps.elapsed();
  if (ordered.failure !== null) return { kind: 'failed', ms, ...ordered.failure };
  const masters = facts?.gunicorn?.masters ?? null;
  if (request.service === 'api' && masters?.length === 0)
    return { kind: 'failed', ms, step: 'answering', why: { kind: 'no-process' } };
  const earlier = before.facts?.gunicorn ?? null;
  const old = masters !== null && earlier !== null && masters.every(({ pid }) => isMaster(earlier, pid));
  if (request.service === 'api' && old)
    return { kind: 'failed', ms, step: 'stop', why: { kind: 'old-process-remains' } };
  return { kind: 'unverified', ms, why: { kind: 'not-answering' } };
}

async function conclude(eyes: Eyes, steps: RestartSteps, outcome: RestartOutcome): Promise<RestartRun> {
  return steps.finish(outcome, await eyes.evidence(steps.startedAt()));
}

function toEvidence(
  { ssh, portal, api }: Observation,
  diagnosis: Diagnosis,
  server: ServerSettings,
  at: number,
): RestartEvidence {
  const facts = ssh.kind === 'facts' ? ssh.facts : null;
  const cause = diagnosis.primary?.cause ?? null;
  return toRestartEvidence({ at, errorsFromAt: at - errorsBeforeMs, cause, facts, portal, api }, server);
}
