import type { RestartRun, RestartStep, RestartStepId } from '../../core/restart-types';
import { describeStep } from '../../shared/describe';
import { Icon, Mark } from '../components/icons';
import { showControls } from '../logs/log-text';
import type { Words } from '../words';

const order: readonly RestartStepId[] = ['precheck', 'stop', 'start', 'answering', 'workers', 'stable'];

/** Done, running, failed and still to do, each with its time and, folded, what the server printed. */
export function RestartSteps({ t, run, now }: { readonly t: Words; readonly run: RestartRun; readonly now: number }) {
  const waiting = run.outcome === null ? order.filter((id) => !run.steps.some((step) => step.id === id)) : [];
  return (
    <ol class="steps" aria-label={t.ui('sheet.steps')}>
      {run.steps.map((step) => (
        <StepRow key={step.id} t={t} run={run} step={step} now={now} />
      ))}
      {waiting.map((id) => (
        <li key={id}>
          <Icon name="todo" />
          <span class="todo">{t.ui(`todo.${id}`)}</span>
          <span class="t" />
        </li>
      ))}
    </ol>
  );
}

function StepRow({
  t,
  run,
  step,
  now,
}: {
  readonly t: Words;
  readonly run: RestartRun;
  readonly step: RestartStep;
  readonly now: number;
}) {
  const tookMs = step.ms ?? Math.max(0, now - step.startedAt);
  return (
    <li>
      <StepMark t={t} step={step} />
      <span>
        {describeStep(step, run.service, t)}
        {step.output.trim() !== '' && (
          <details class="output">
            <summary class="sub">{t.ui('sheet.output')}</summary>
            {/* tabIndex: a long output scrolls, also by keyboard. */}
            <pre tabIndex={0}>{showLines(step.output)}</pre>
          </details>
        )}
      </span>
      <span class="t">{t.ui('sheet.took', { took: tookMs })}</span>
    </li>
  );
}

function StepMark({ t, step }: { readonly t: Words; readonly step: RestartStep }) {
  if (step.state === 'running') {
    return (
      <>
        <span class="hidden">{t.ui('step.running')}</span>
        <Icon name="turn" class="running" />
      </>
    );
  }
  return step.state === 'done' ? (
    <Mark status="calm" label={t.ui('step.done')} />
  ) : (
    <Mark status="down" label={t.ui('step.failed')} />
  );
}

/** The server's own output: line breaks stay, all other controls are spelled out. */
function showLines(output: string): string {
  return output.split(/\r?\n/).map(showControls).join('\n').trimEnd();
}
