import { nothingSaved } from '../../core/monitor-state';
import { recentRestarts, rememberRestart, withHolding } from '../../core/past-restarts';
import type { ServerSettings } from '../../core/settings';
import type { RestartRun, RestartStep } from '../../core/restart-types';
import type { RestartSnapshot } from '../../core/snapshot-types';
import { isRestartable, type RestartableService } from '../../core/services';
import {
  describeOutcome,
  describePastLine,
  describeRefusal,
  describeRepetition,
  describeStep,
} from '../../shared/describe';
import { restartService } from '../restart-service';
import type { CliShell } from './shell';

/** contract.md: verified, accepted but not verified, failed, refused. */
const exitCodes = { verified: 0, unverified: 1, failed: 2, refused: 3 } as const;

export async function runRestart(
  shell: CliShell,
  server: ServerSettings,
  service: RestartableService,
  options: { readonly yes: boolean; readonly anyway: boolean; readonly json: boolean },
): Promise<number> {
  const print = createStepPrinter(shell, options.json);
  const saved = shell.saved()[server.id] ?? nothingSaved;
  const run = await restartService(
    {
      clock: shell.clock,
      observer: shell.observer,
      connect: shell.connect,
      nonce: shell.nonce,
      dataDir: shell.dataDir,
    },
    {
      server,
      witnesses: shell.settings.current().witnesses,
      service,
      // Whoever says that has thought about it.
      confirmed: options.yes || options.anyway,
      anyway: options.anyway,
      restarts: saved.restarts,
      onOrdered: (before) => {
        shell.history.recordEntry(
          { kind: 'restart-ordered', serverId: server.id, service, before, at: shell.clock.now() },
          'command-line',
        );
      },
      onChange: print,
    },
  );
  shell.history.recordEntry({ kind: 'restart', serverId: server.id, run, at: shell.clock.now() }, 'command-line');
  keepRestart(shell, server.id, run);
  printOutcome(shell, run, {
    json: options.json,
    past: withHolding(saved, shell.clock.now()),
  });
  return exitCodes[run.outcome?.kind ?? 'failed'];
}

/** The lock after three restarts counts those of the command line too. */
function keepRestart(shell: CliShell, serverId: string, run: RestartRun): void {
  const saved = shell.saved();
  const mine = saved[serverId] ?? nothingSaved;
  const restarts = rememberRestart(mine.restarts, run);
  if (restarts !== mine.restarts) shell.stateStore.save({ ...saved, [serverId]: { ...mine, restarts } });
}

/** Each step once, when it has ended. */
function createStepPrinter({ io, t }: CliShell, json: boolean): (run: RestartRun) => void {
  const printed = new Set<string>();
  return (run) => {
    for (const step of run.steps) {
      if (step.state === 'running' || printed.has(step.id)) continue;
      printed.add(step.id);
      if (json) io.out(JSON.stringify({ step: step.id, ok: step.state === 'done', ms: step.ms, output: step.output }));
      else printStep(step);
    }
    function printStep(step: RestartStep): void {
      const text = describeStep(step, run.service, t).replace(/[.…]+$/, '');
      io.out(
        step.state === 'done'
          ? t.text('cli.restart.step', { step: text, took: step.ms ?? 0 })
          : t.text('cli.restart.stepFailed', { step: text }),
      );
      for (const line of step.output.split('\n')) if (line.trim() !== '') io.out(`    ${line}`);
    }
  };
}

function printOutcome(
  { io, t, clock }: CliShell,
  run: RestartRun,
  { json, past }: { readonly json: boolean; readonly past: readonly RestartSnapshot[] },
): void {
  const { outcome } = run;
  if (outcome === null) return;
  const needsYes = outcome.kind === 'refused' && outcome.reason.kind === 'not-confirmed';
  const sentence = needsYes
    ? t.text('cli.restart.confirm', { service: run.service })
    : outcome.kind === 'refused'
      ? t.text('outcome.refused', { why: describeRefusal(outcome.reason, run.service, t) })
      : describeOutcome(outcome, run, t);
  const isLocked = outcome.kind === 'refused' && outcome.reason.kind === 'locked';
  const locking = isLocked && isRestartable(run.service) ? recentRestarts(past, run.service, clock.now()) : [];
  if (!json) {
    io.out(sentence);
    if (!isLocked) return;
    for (const one of locking) io.out(`  ${describePastLine(one, t)}`);
    io.out(describeRepetition(locking, t));
    io.out(t.text('cli.restart.anyway'));
    return;
  }
  const ms = outcome.kind === 'refused' ? 0 : outcome.ms;
  io.out(
    JSON.stringify({
      outcome: outcome.kind,
      reason: reasonOf(outcome),
      sentence,
      before: run.before,
      after: run.after,
      ms,
      ...(isLocked ? { restarts: locking } : {}),
    }),
  );
}

function reasonOf(outcome: NonNullable<RestartRun['outcome']>): string | null {
  if (outcome.kind === 'refused') return outcome.reason.kind;
  return outcome.kind === 'verified' ? null : outcome.why.kind;
}
