import { resolve } from 'node:path';
import { homedir } from 'node:os';
import { hostKeyError } from '../../core/errors';
import type { ServerSettings, WitnessSettings } from '../../core/settings';
import { hostProblem, keyProblem, portProblem, urlProblem, userProblem, type Problem } from '../../core/settings-rules';
import { forServer } from '../../core/portal-profile';
import { withServer } from '../../core/server-list';
import { setupSteps, type SetupStepResult } from '../../shared/ipc';
import { describeProblem } from '../../shared/describe-problem';
import { describeSetupStep } from '../../shared/describe-setup';
import { readBoundedFile } from '../bounded-file';
import { runSetupTest, type SetupTestResult } from '../setup-test';
import { resolveForSetup, knownFingerprint } from '../setup-target';
import type { CommandLine } from './arguments';
import type { Complain } from './complain';
import { readSecret } from './read-secret';
import type { CliShell } from './shell';

/** Writes the settings after every step was tried. 0, or 1 with the step that failed. */
export async function runInit(shell: CliShell, line: CommandLine, complain: Complain): Promise<number> {
  const wanted = readWanted(shell, line);
  if (typeof wanted === 'string') return complain({ reason: 'bad-arguments', text: wanted });
  if (line.flag('password-stdin')) shell.giveSecret(await readSecret(shell.io.stdin));
  const accepted = line.text('accept-host-key');
  let result = await test(shell, wanted.server);
  const shown = unknownHostKey(result);
  if (shown !== null && accepted !== null) {
    if (shown !== accepted) {
      const text = shell.t.text('cli.init.wrongHostKey', { expected: accepted, fingerprint: shown });
      return finish(shell, line, result, text);
    }
    shell.hostKeys.acceptFingerprint(wanted.server.host, wanted.server.port, accepted);
    result = await test(shell, wanted.server);
  }
  if (result.fatal !== null) return finish(shell, line, result, failureHint(shell, result));
  const saved = shell.settings.update((settings) => ({
    ...withServer(settings, wanted.server),
    witnesses: wanted.witnesses ?? settings.witnesses,
  }));
  if (!saved.ok) {
    const text = shell.t.text('cli.error.dataDir', { path: shell.dataDir });
    return complain({ reason: 'settings-not-saved', text });
  }
  return finish(shell, line, result, null);
}

interface Wanted {
  readonly server: ServerSettings;
  readonly witnesses: WitnessSettings[] | null;
}

/** What she asked for, or the sentence that says what is wrong with it. */
function readWanted(shell: CliShell, line: CommandLine): Wanted | string {
  const { t } = shell;
  const host = line.text('host');
  const user = line.text('user');
  if (host === null) return t.text('cli.error.missingOption', { option: '--host' });
  if (user === null) return t.text('cli.error.missingOption', { option: '--user' });
  const port = line.text('port');
  const url = line.text('url');
  const key = line.text('key');
  const witnesses = line.list('witness');
  const wrong = firstWrong([
    ['--host', host, hostProblem],
    ['--user', user, userProblem],
    ['--port', port, portProblem],
    ['--url', url, urlProblem],
    ['--key', key, keyProblem],
    ...witnesses.map((one) => ['--witness', one, urlProblem] as const),
  ]);
  if (wrong !== null) {
    const [option, value, problem] = wrong;
    return t.text('cli.error.badValue.because', { option, value, why: describeProblem(problem, t) });
  }
  const ca = line.text('ca');
  if (ca !== null && !isReadable(ca)) return t.text('cli.error.file', { path: ca });
  const auth = toAuth(key, line);
  const server = forServer({
    host,
    user,
    port: port === null ? null : Number(port),
    auth,
    url: url === null ? null : withSlash(url),
    caFile: ca === null ? undefined : resolve(ca),
    name: line.text('name'),
    known: shell.settings.current(),
    target: { kind: 'same-host' },
  });
  const none = line.flag('no-witness');
  const list = witnesses.map((one): WitnessSettings => ({ url: one, expect: null }));
  return { server, witnesses: none ? [] : list.length > 0 ? list : null };
}

/** The first option whose value will not do. What was not given is no fault. */
function firstWrong(
  options: readonly (readonly [string, string | null, (value: string) => Problem | null])[],
): readonly [string, string, Problem] | null {
  for (const [option, value, judge] of options) {
    const problem = value === null ? null : judge(value);
    if (value !== null && problem !== null) return [option, value, problem];
  }
  return null;
}

function toAuth(key: string | null, line: CommandLine): ServerSettings['auth'] {
  if (key !== null) return { kind: 'key', file: resolve(key.replace(/^~(?=\/)/, homedir())) };
  if (line.flag('agent') || !line.flag('password-stdin')) return { kind: 'agent' };
  return { kind: 'password' };
}

function withSlash(url: string): string {
  return new URL(url).href;
}

function isReadable(file: string): boolean {
  try {
    const text = readBoundedFile(file, 1_000_000);
    return text.ok && text.value !== '';
  } catch {
    return false;
  }
}

function test(shell: CliShell, server: ServerSettings): Promise<SetupTestResult> {
  return runSetupTest(
    {
      clock: shell.clock,
      observer: shell.observer,
      connect: shell.connect,
      resolve: resolveForSetup,
      knownFingerprint: (one) => knownFingerprint(shell.hostKeys, one),
      platform: process.platform,
    },
    server,
    () => undefined,
  );
}

function failureHint(shell: CliShell, result: SetupTestResult): string | null {
  const fingerprint = unknownHostKey(result);
  return fingerprint === null ? null : shell.t.text('cli.init.acceptHostKey', { fingerprint });
}

/** Of the server, or of a jump host before it: each is accepted by its own fingerprint. */
function unknownHostKey({ error }: SetupTestResult): string | null {
  const found = error === null ? null : hostKeyError(error);
  return found?.error.kind === 'host-key-unknown' ? found.error.fingerprint : null;
}

function finish(shell: CliShell, line: CommandLine, result: SetupTestResult, hint: string | null): number {
  const { io, t } = shell;
  const saved = result.fatal === null && hint === null;
  if (line.flag('json'))
    io.out(
      JSON.stringify({
        saved,
        failed: result.fatal,
        steps: result.steps,
        settings: saved ? shell.settings.path : null,
      }),
    );
  else for (const step of result.steps) if (step.state !== 'waiting') io.out(toLine(shell, step));
  if (hint !== null) io.err(hint);
  if (saved) {
    if (!line.flag('json')) io.out(t.text('cli.init.saved', { path: shell.settings.path }));
    return 0;
  }
  const failed = result.fatal ?? setupSteps[2];
  io.err(t.text('cli.init.failed', { title: t.text(`setup.${failed}.title`) }));
  return 1;
}

const marks = { ok: '✓', warning: '!', failed: '✗', running: '…', waiting: '·' } as const;

function toLine({ t }: CliShell, step: SetupStepResult): string {
  return t.text('cli.init.step', {
    mark: marks[step.state],
    title: t.text(`setup.${step.step}.title`),
    text: describeSetupStep(step, t),
  });
}
