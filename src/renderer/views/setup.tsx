import { useEffect, useState } from 'preact/hooks';
import type { SettingsProblem, SetupDefaults } from '../../shared/ipc';
import { AppIcon } from '../components/app-icon';
import { Button } from '../components/controls';
import { DemoWay } from '../components/demo-way';
import { Mark } from '../components/icons';
import { ErrorLine } from '../components/panels';
import { problemText } from '../settings/problem-text';
import { consequencesOf, fromKept, problemsOf, toDraft, toForm } from '../setup-form';
import type { SetupDraft, SetupField } from '../setup-form';
import type { Store } from '../store';
import { useKeptDraft } from '../use-kept-draft';
import { SetupChecklist } from './setup-checklist';
import { SetupFields } from './setup-fields';
import type { ViewProps } from './view-props';

/** First start, and every later change of the access: four answers at the left, each step tried live at the right. */
export function SetupView({ store, t }: ViewProps) {
  const [defaults, setDefaults] = useState<SetupDefaults | null>(null);
  const [draft, setDraft] = useState<SetupDraft | null>(null);
  // Fields that she has left, or all after "Test": a reason is not shown while she still types for the first time.
  const [touched, setTouched] = useState<ReadonlySet<SetupField>>(new Set());
  const [problem, setProblem] = useState<SettingsProblem | 'failed' | null>(null);
  const [isResumed, setResumed] = useState(false);
  const { serverId } = store.setupFor.value;
  useEffect(() => {
    store.setup.value = { steps: [], state: 'idle' };
    void store.bridge.request('setup:defaults', { serverId }).then((answer) => {
      setDefaults(answer);
      setDraft((typed) => typed ?? (answer.draft === null ? toDraft(answer.form) : fromKept(answer.draft)));
      setResumed(answer.draft !== null);
    });
  }, [store, serverId]);
  const endKeeping = useKeptDraft(store, draft, defaults);
  if (defaults === null || draft === null) return <main class="setup" />;

  const form = toForm(draft, defaults);
  const showAll = () => {
    setTouched(new Set<SetupField>(['host', 'port', 'user', 'keyFile', 'secret', 'url']));
    const [first] = Object.keys(problemsOf(draft, defaults));
    if (first !== undefined) document.getElementById(`setup-${first}`)?.focus();
  };
  const test = () => {
    if (form === null) showAll();
    else startTest(store, form);
  };
  const save = () => {
    if (form === null) showAll();
    else
      void saveForm(store, form, endKeeping).then(setProblem, () => {
        setProblem('failed');
      });
  };
  return (
    <main class="setup">
      <form
        class="setup-form"
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          test();
        }}
      >
        <div>
          <AppIcon />
          <h1>{defaults.name === null ? t.ui('setup.title') : t.ui('setup.title.edit', { name: defaults.name })}</h1>
          <p class="quiet small">{t.ui(defaults.name === null ? 'setup.intro' : 'setup.intro.edit')}</p>
        </div>
        {isResumed && (
          <Resumed
            t={t}
            onAfresh={() => {
              setDraft(toDraft(defaults.form));
              setTouched(new Set());
              setResumed(false);
            }}
          />
        )}
        <SetupFields
          store={store}
          t={t}
          defaults={defaults}
          draft={draft}
          touched={touched}
          onChange={setDraft}
          onLeave={(field) => {
            setTouched((before) => new Set([...before, field]));
          }}
        />
        <Consequences t={t} draft={draft} defaults={defaults} />
        <FormActions store={store} t={t} />
      </form>
      <SetupChecklist
        store={store}
        t={t}
        onTest={test}
        onSave={save}
        isEdit={defaults.name !== null}
        error={<div role="alert">{problem !== null && <ErrorLine text={saveProblem(problem, t)} />}</div>}
      />
    </main>
  );
}

/** It goes on where she closed it. */
function Resumed({ t, onAfresh }: { readonly t: ViewProps['t']; readonly onAfresh: () => void }) {
  return (
    <div class="banner small" role="status">
      <p>{t.ui('setup.resumed')}</p>
      <Button onPress={onAfresh}>{t.ui('setup.resumed.afresh')}</Button>
    </div>
  );
}

function FormActions({ store, t }: ViewProps) {
  const progress = store.setup.value;
  const hasServer = (store.snapshot.value?.servers.length ?? 0) > 0;
  return (
    <div class="foot-acts">
      {!hasServer && (
        <>
          <DemoWay store={store} t={t} />
          <Button
            kind="plain"
            onPress={() => {
              store.settings.value = { section: 'data', serverId: null };
              store.view.value = 'settings';
            }}
          >
            {t.ui('setup.bring')}
          </Button>
        </>
      )}
      {hasServer && (
        <Button
          kind="plain"
          onPress={() => {
            goBack(store);
          }}
        >
          {t.ui('setup.cancel')}
        </Button>
      )}
      <span class="end">
        <Button
          kind={progress.state === 'finished' ? 'normal' : 'primary'}
          isSubmit
          isBusy={progress.state === 'running'}
          onPress={() => undefined}
        >
          {t.ui(
            progress.state === 'idle'
              ? 'setup.test'
              : progress.state === 'running'
                ? 'round.checking'
                : 'setup.testAgain',
          )}
        </Button>
      </span>
    </div>
  );
}

type Form = NonNullable<ReturnType<typeof toForm>>;

function startTest(store: Store, form: Form): void {
  store.setup.value = { steps: [], state: 'running' };
  void store.bridge.request('setup:test', form);
}

/** Null: it was saved, and the set-up is left. */
async function saveForm(store: Store, form: Form, onSaved: () => void): Promise<SettingsProblem | null> {
  const { problem, serverId } = await store.bridge.request('setup:save', form);
  if (problem !== null) return problem;
  onSaved();
  if (serverId !== null) store.chooseServer(serverId);
  if (form.serverId === null) store.view.value = 'setup-notices';
  else goBack(store);
  return null;
}

function goBack(store: Store): void {
  store.view.value = store.setupFor.peek().from;
}

function saveProblem(problem: SettingsProblem | 'failed', t: ViewProps['t']): string {
  return problem === 'failed' ? t.ui('setup.saveFailed') : problemText(problem, t);
}

/** What is asked again or forgotten when she saves this: never without a word. */
function Consequences({ t, draft, defaults }: Drafted) {
  const all = consequencesOf(draft, defaults);
  return (
    <div role="status">
      {all.map((one) => (
        <p key={one} class="cure with-mark" data-status="attention">
          <Mark status="attention" label={null} />
          <span>{t.ui(`setup.consequence.${one}`)}</span>
        </p>
      ))}
    </div>
  );
}

interface Drafted {
  readonly t: ViewProps['t'];
  readonly draft: SetupDraft;
  readonly defaults: SetupDefaults;
}
