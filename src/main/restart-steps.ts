import type {
  RestartEvidence,
  RestartFailure,
  RestartOutcome,
  RestartRun,
  RestartStep,
  RestartStepId,
} from '../core/restart-types';
import type { RefusalReason } from '../core/snapshot-types';
import type { RestartableService } from '../core/services';
import { serverText } from '../shared/server-text';
import type { Clock } from './clock';

/** The protocol of one restart: what is running, what it printed, how it ended. */
export interface RestartSteps {
  begin(id: RestartStepId): void;
  end(id: RestartStepId, good?: boolean): void;
  /** Ends what is still marked as running: the command has ended whatever its marks said. */
  endRunning(): void;
  /** All that the step has printed so far. */
  output(id: RestartStepId, text: string): void;
  progress(id: RestartStepId, progress: { readonly done: number; readonly of: number }): void;
  before(evidence: RestartEvidence): void;
  current(): RestartStepId;
  /** When the restart began. */
  startedAt(): number;
  elapsed(): number;
  refuse(reason: RefusalReason): RestartRun;
  fail(step: RestartStepId, why: RestartFailure): RestartRun;
  finish(outcome: RestartOutcome, after: RestartEvidence | null): RestartRun;
}

const outputLimit = 8_000;

interface RestartPlan {
  readonly server: { readonly id: string };
  readonly service: RestartableService;
  readonly anyway?: boolean;
  readonly onChange: (run: RestartRun) => void;
}

export function createRestartSteps(
  clock: Clock,
  { server, service, anyway = false, onChange }: RestartPlan,
  log: (line: string) => void = () => undefined,
): RestartSteps {
  const startedMs = clock.monotonic();
  let run: RestartRun = {
    serverId: server.id,
    service,
    startedAt: clock.now(),
    steps: [],
    outcome: null,
    before: null,
    after: null,
    ...(anyway ? { anyway } : {}),
  };

  function set(next: RestartRun): RestartRun {
    run = next;
    try {
      onChange(run);
    } catch (error) {
      // Whoever looks on must not end a restart that is under way.
      log(`restart not shown: ${String(error)}`);
    }
    return run;
  }

  function change(id: RestartStepId, patch: (step: RestartStep) => RestartStep): void {
    set({ ...run, steps: run.steps.map((step) => (step.id === id ? patch(step) : step)) });
  }

  function ended(step: RestartStep, good: boolean): RestartStep {
    return { ...step, state: good ? 'done' : 'failed', ms: clock.now() - step.startedAt };
  }

  function finish(outcome: RestartOutcome, after: RestartEvidence | null): RestartRun {
    const good = outcome.kind === 'verified';
    const steps = run.steps.map((step) => (step.state === 'running' ? ended(step, good) : step));
    return set({ ...run, steps, outcome, after });
  }

  return {
    begin: (id) => {
      if (run.steps.some((step) => step.id === id)) return;
      const step: RestartStep = { id, state: 'running', startedAt: clock.now(), ms: null, output: '', progress: null };
      set({ ...run, steps: [...run.steps, step] });
    },
    end: (id, good = true) => {
      change(id, (step) => (step.state === 'running' ? ended(step, good) : step));
    },
    endRunning: () => {
      set({ ...run, steps: run.steps.map((step) => (step.state === 'running' ? ended(step, false) : step)) });
    },
    output: (id, text) => {
      change(id, (step) => ({ ...step, output: serverLines(text).slice(-outputLimit) }));
    },
    progress: (id, progress) => {
      change(id, (step) => ({ ...step, progress }));
    },
    before: (before) => {
      set({ ...run, before });
    },
    startedAt: () => run.startedAt,
    current: () => run.steps[run.steps.length - 1]?.id ?? 'precheck',
    elapsed: () => Math.round(clock.monotonic() - startedMs),
    refuse: (reason) => finish({ kind: 'refused', reason }, null),
    fail: (step, why) => finish({ kind: 'failed', ms: Math.round(clock.monotonic() - startedMs), step, why }, null),
    finish,
  };
}

/** Line by line, for a server's output is many lines and each is made harmless on its own. */
function serverLines(text: string): string {
  return text
    .split(/\r?\n|\r/)
    .map((line) => serverText(line, 500))
    .join('\n');
}
