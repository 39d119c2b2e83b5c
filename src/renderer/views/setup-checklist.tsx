import type { ComponentChildren } from 'preact';
import type { SetupStepResult } from '../../shared/ipc';
import { Button, Command, Sentence } from '../components/controls';
import { Icon, Mark } from '../components/icons';
import { HostKeyQuestion } from '../components/panels';
import { allSteps, countSteps, firstFailed, stepText } from '../setup-steps';
import type { SetupProgress } from '../store';
import { commandsIn } from '../text-pieces';
import type { ViewProps } from './view-props';

interface ChecklistProps extends ViewProps {
  readonly onTest: () => void;
  readonly onSave: () => void;
  /** The access of a server that is watched already. */
  readonly isEdit: boolean;
  readonly error: ComponentChildren;
}

/** Each step with ✓ or ✕, and under a ✕ what mends it. */
export function SetupChecklist({ store, t, onTest, onSave, isEdit, error }: ChecklistProps) {
  const progress = store.setup.value;
  const failed = firstFailed(progress.steps);
  return (
    <section class="setup-list" aria-labelledby="setup-list">
      <h2 id="setup-list">{t.ui('setup.list')}</h2>
      <p class="quiet small num" role="status">
        {progressText(progress, t)}
      </p>
      <ol class="steps">
        {allSteps(progress.steps).map((result) => (
          <StepRow key={result.step} store={store} t={t} result={result} isBlocked={failed !== null} onTest={onTest} />
        ))}
      </ol>
      {error}
      <div class="foot-acts">
        <span class="end">
          <Button kind={saveKind(progress, failed !== null)} onPress={onSave}>
            {t.ui(progress.state !== 'finished' ? 'setup.save.untested' : isEdit ? 'setup.save.edit' : 'setup.save')}
          </Button>
        </span>
      </div>
    </section>
  );
}

/** One primary button at a time: while something is to be mended, it is not this one. */
function saveKind({ state }: SetupProgress, isFailed: boolean): 'primary' | 'plain' | 'normal' {
  if (state !== 'finished') return 'plain';
  return isFailed ? 'normal' : 'primary';
}

function progressText({ state, steps }: SetupProgress, t: ViewProps['t']): string {
  const { ok, bad, total } = countSteps(steps);
  if (state === 'idle') return t.ui('setup.list.intro');
  if (state === 'running') return t.ui('setup.running', { ok, total });
  return bad === 0 ? t.ui('setup.progress', { ok, total }) : t.ui('setup.progress.toFix', { ok, total, bad });
}

interface StepRowProps extends ViewProps {
  readonly result: SetupStepResult;
  readonly isBlocked: boolean;
  readonly onTest: () => void;
}

function StepRow({ store, t, result, isBlocked, onTest }: StepRowProps) {
  const text = stepText(result, t);
  const isProblem = result.state === 'failed' || result.state === 'warning';
  const isWaiting = result.state === 'waiting';
  return (
    <li>
      <StepMark t={t} state={isQuestion(result) ? 'warning' : result.state} />
      <span class={isWaiting ? 'todo' : undefined}>
        {t.text(`setup.${result.step}.title`)}
        {result.state === 'ok' && text !== '' && (
          <span class="sub">
            <Sentence text={text} />
          </span>
        )}
        {isWaiting && isBlocked && <span class="sub">{t.text('setup.waiting')}</span>}
      </span>
      {isProblem && <Cure store={store} t={t} result={result} text={text} onTest={onTest} />}
    </li>
  );
}

/** A host key seen for the first time is no fault: she is asked. */
function isQuestion(result: SetupStepResult): boolean {
  return result.step === 'identity' && result.text === 'unknown';
}

function StepMark({ t, state }: { readonly t: ViewProps['t']; readonly state: SetupStepResult['state'] }) {
  switch (state) {
    case 'waiting':
      return <Icon name="todo" />;
    case 'running':
      return <Icon name="turn" class="running" />;
    case 'ok':
      return <Mark status="calm" label={t.ui('mark.calm')} />;
    case 'warning':
      return <Mark status="attention" label={t.ui('mark.attention')} />;
    case 'failed':
      return <Mark status="down" label={t.ui('step.failed')} />;
  }
}

/** The host key is a question; everything else is a sentence with its commands. */
function Cure({
  store,
  t,
  result,
  text,
  onTest,
}: ViewProps & { readonly result: SetupStepResult; readonly text: string; readonly onTest: () => void }) {
  const fingerprint = result.values['fingerprint'];
  if (
    result.step === 'identity' &&
    typeof fingerprint === 'string' &&
    (result.text === 'unknown' || result.text === 'changed')
  ) {
    const old = result.values['old'];
    return (
      <div class="cure-question">
        <HostKeyQuestion
          key={fingerprint}
          store={store}
          t={t}
          kind={result.text}
          fingerprint={fingerprint}
          known={typeof old === 'string' ? old : null}
          onAccept={() => {
            void store.bridge.request('setup:accept-host-key', { fingerprint }).then(onTest);
          }}
        />
      </div>
    );
  }
  return (
    <div class="cure" data-status={result.state === 'failed' ? 'down' : 'attention'}>
      <p>
        <Sentence text={text} />
      </p>
      <div class="acts">
        {commandsIn(text).map((command) => (
          <Command key={command} store={store} t={t} command={command} />
        ))}
      </div>
    </div>
  );
}
