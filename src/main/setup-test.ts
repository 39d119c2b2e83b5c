/**
 * The set-up checklist: every step tried for real, each with its cure. Steps below a fatal failure wait. The same for the
 * window's form and `vigia init`.
 */
import { lookup } from 'node:dns/promises';
import { isGoodStatus, webHost } from '../core/diagnosis/view';
import { hostKeyError, type RemoteError } from '../core/errors';
import type { HttpProbe } from '../core/model';
import { findUnit, type RemoteFacts } from '../core/remote-facts';
import type { ServerSettings } from '../core/settings';
import { setupSteps, type SetupStepId, type SetupStepResult } from '../shared/ipc';
import type { Clock } from './clock';
import type { Connect, Observer } from './observe';

export interface SetupTestDeps {
  readonly clock: Clock;
  readonly observer: Observer;
  readonly connect: Connect;
  /** The host and port that ~/.ssh/config makes of what she typed. */
  readonly resolve: (server: ServerSettings) => {
    readonly host: string;
    readonly port: number;
    readonly throughJump: boolean;
  };
  readonly knownFingerprint: (server: ServerSettings) => string;
  readonly platform: NodeJS.Platform;
}

export interface SetupTestResult {
  readonly steps: readonly SetupStepResult[];
  /** The step without which nothing can be watched; null: it can be saved. */
  readonly fatal: SetupStepId | null;
  readonly error: RemoteError | null;
}

type Values = SetupStepResult['values'];

export async function runSetupTest(
  deps: SetupTestDeps,
  server: ServerSettings,
  onChange: (steps: readonly SetupStepResult[]) => void,
): Promise<SetupTestResult> {
  let steps: readonly SetupStepResult[] = setupSteps.map((step) => ({ step, state: 'waiting', text: '', values: {} }));
  const set = (step: SetupStepId, state: SetupStepResult['state'], text: string, values: Values = {}) => {
    steps = steps.map((one) => (one.step === step ? { step, state, text, values } : one));
    onChange(steps);
  };
  const target = deps.resolve(server);
  if (!(await testName(target, set))) return { steps, fatal: 'name', error: null };
  set('port', 'running', '');
  const startedMs = deps.clock.monotonic();
  const connection = await deps.connect(server);
  const took = deps.clock.monotonic() - startedMs;
  if (!connection.ok) {
    const fatal = reportError(connection.error, server, target, took, set, deps);
    set('web', 'running', '');
    const web = await deps.observer.probeWeb(server);
    testWeb(web.portal, server, set);
    return { steps, fatal, error: connection.error };
  }
  set('port', 'ok', 'ok', { port: target.port, took });
  set('identity', 'ok', 'ok', { fingerprint: deps.knownFingerprint(server) });
  set('login', 'ok', 'ok', { user: server.user ?? '', credential: server.auth.kind });
  for (const step of ['sudo', 'scripts', 'logs', 'units', 'crontab', 'web'] as const) set(step, 'running', '');
  const [facts, web] = await Promise.all([
    deps.observer.lookInside(connection.value, server, true),
    deps.observer.probeWeb(server),
  ]);
  connection.value.end();
  if (facts.ok) testInside(facts.value, server, set);
  else for (const step of ['sudo', 'scripts', 'logs', 'units', 'crontab'] as const) set(step, 'warning', 'unreadable');
  const webFatal = testWeb(web.portal, server, set);
  return { steps, fatal: webFatal ? 'web' : null, error: facts.ok ? null : facts.error };
}

type Set = (step: SetupStepId, state: SetupStepResult['state'], text: string, values?: Values) => void;
type Target = ReturnType<SetupTestDeps['resolve']>;

async function testName(target: Target, set: Set): Promise<boolean> {
  set('name', 'running', '');
  // Behind a jump host only that host can resolve the name.
  if (target.throughJump) {
    set('name', 'ok', 'ok', { host: target.host, address: '' });
    return true;
  }
  try {
    const { address } = await lookup(target.host);
    set('name', 'ok', 'ok', { host: target.host, address });
    return true;
  } catch (error) {
    const code = (error as NodeJS.ErrnoException).code;
    set('name', 'failed', code === 'EAI_AGAIN' ? 'noDns' : 'notFound', { host: target.host });
    return false;
  }
}

/** Puts a failed connection at the step where it failed; returns that step. */
function reportError(
  error: RemoteError,
  server: ServerSettings,
  target: Target,
  took: number,
  set: Set,
  deps: SetupTestDeps,
): SetupStepId {
  const portValues = { port: target.port, host: target.host, limit: 12_000 };
  const atPort = portText(error);
  if (atPort !== null) {
    set('port', 'failed', atPort, portValues);
    return 'port';
  }
  set('port', 'ok', 'ok', { port: target.port, took });
  const hostKey = hostKeyError(error)?.error;
  if (hostKey !== undefined) {
    const { fingerprint } = hostKey;
    if (hostKey.kind === 'host-key-unknown') set('identity', 'failed', 'unknown', { fingerprint });
    else set('identity', 'failed', 'changed', { old: hostKey.known, fingerprint });
    return 'identity';
  }
  set('identity', 'ok', 'ok', { fingerprint: deps.knownFingerprint(server) });
  const file = server.auth.kind === 'key' ? server.auth.file : '~/.ssh/id_ed25519';
  set('login', 'failed', loginText(error, server, deps.platform), { user: server.user ?? '', host: server.host, file });
  return 'login';
}

function portText(error: RemoteError): string | null {
  switch (error.kind) {
    case 'refused':
      return 'refused';
    case 'timeout':
    case 'unreachable':
    case 'no-route':
      return 'timeout';
    case 'not-ssh':
      return 'notSsh';
    case 'name-not-found':
      return 'timeout';
    default:
      return null;
  }
}

function loginText(error: RemoteError, server: ServerSettings, platform: NodeJS.Platform): string {
  switch (error.kind) {
    case 'auth-failed':
    case 'auth-held':
      return server.auth.kind === 'password' ? 'passwordRefused' : 'keyRejected';
    case 'password-not-accepted-by-server':
      return 'passwordOff';
    case 'secret-needed':
      return error.what === 'passphrase' ? 'passphraseNeeded' : 'passwordNeeded';
    case 'passphrase-wrong':
      return 'passphraseWrong';
    case 'key-unreadable':
      return 'keyUnreadable';
    case 'key-format':
      if (error.format === 'putty') return 'keyFormat.putty';
      if (error.format === 'public') return 'keyUnreadable';
      return platform === 'win32' ? 'keyFormat.windows' : 'keyFormat';
    case 'agent-empty':
      return 'agentEmpty';
    case 'agent-missing':
      return 'agentMissing';
    case 'no-common-algorithm':
      return 'algorithms';
    default:
      return 'other';
  }
}

function testInside(facts: RemoteFacts, server: ServerSettings, set: Set): void {
  const { unit } = server.dashboard;
  const user = server.user ?? '';
  const systemctl = '/usr/bin/systemctl';
  if (facts.sudo === 'allowed') set('sudo', 'ok', 'ok', { unit });
  else set('sudo', 'warning', 'missing', { unit, user, systemctl });
  testFiles(facts, server, set);
  testUnits(facts, server, set);
  const crontab = facts.crontab;
  const path = server.api.startScript;
  if (crontab === null) set('crontab', 'warning', 'unreadable');
  else if (crontab.rebootLine === null) set('crontab', 'warning', 'noReboot', { path });
  else if (crontab.watchdogLine === null) set('crontab', 'warning', 'noWatchdog');
  else set('crontab', 'ok', 'ok', { every: 5 * 60_000 });
}

function testFiles(facts: RemoteFacts, server: ServerSettings, set: Set): void {
  const script = (facts.scripts ?? []).find((file) => !file.executable);
  if (facts.scripts === null) set('scripts', 'warning', 'unreadable');
  else if (script === undefined) set('scripts', 'ok', 'ok');
  else set('scripts', 'warning', script.exists ? 'notExecutable' : 'missing', { path: script.path });
  const logs = facts.logs ?? [];
  const log = logs.find((file) => !file.readable);
  const user = server.user ?? '';
  if (facts.logs === null) set('logs', 'warning', 'unreadableAll');
  else if (log !== undefined) set('logs', 'warning', log.exists ? 'unreadable' : 'missing', { path: log.path, user });
  else if (facts.journalReadable === false) set('logs', 'warning', 'journal', { unit: server.dashboard.unit, user });
  else
    set('logs', 'ok', 'ok', {
      n: logs.length,
      seen: facts.watchdog?.lastLineAt ?? facts.watchdog?.fileModifiedAt ?? 0,
    });
}

function testUnits(facts: RemoteFacts, server: ServerSettings, set: Set): void {
  const names = [server.dashboard.unit, 'nginx', 'postgresql'];
  const find = (name: string) => findUnit(facts, name);
  const missing = names.find((name) => (find(name)?.load ?? 'not-found') === 'not-found');
  const disabled = names.find((name) => find(name)?.enabled === 'disabled');
  const stopped = names.find((name) => find(name)?.active !== 'active');
  if (missing !== undefined) set('units', 'warning', 'unknown', { unit: missing, near: Object.keys(facts.units) });
  else if (stopped !== undefined) set('units', 'warning', 'stopped', { unit: stopped });
  else if (disabled !== undefined) set('units', 'warning', 'notEnabled', { unit: disabled });
  else set('units', 'ok', 'ok', { units: names });
}

/** True where the address itself is wrong: then there would be nothing to watch. */
function testWeb(portal: HttpProbe, server: ServerSettings, set: Set): boolean {
  const url = server.url;
  if (portal.outcome.kind === 'failed') {
    const isName = portal.outcome.failure.phase === 'dns';
    set('web', isName ? 'failed' : 'warning', isName ? 'name' : 'silent', { url, host: webHost(url) });
    return isName;
  }
  const took = portal.phases.totalMs;
  const problem = portal.certificate?.problem;
  if (problem != null) set('web', 'warning', 'certificate', { url, why: problem.kind });
  else if (!isGoodStatus(portal.outcome.status))
    set('web', 'warning', 'status', { url, status: portal.outcome.status });
  else
    set('web', 'ok', 'ok', { url, status: portal.outcome.status, took, expires: portal.certificate?.validToAt ?? 0 });
  return false;
}
