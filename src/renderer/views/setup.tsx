import { useEffect, useState } from 'preact/hooks';
import type { SetupDefaults } from '../../shared/ipc';
import { AppIcon } from '../components/app-icon';
import { Button } from '../components/controls';
import { ErrorLine } from '../components/panels';
import { problemsOf, toDraft, toForm } from '../setup-form';
import type { SetupDraft, SetupField } from '../setup-form';
import type { Store } from '../store';
import { SetupChecklist } from './setup-checklist';
import { SetupFields } from './setup-fields';
import type { ViewProps } from './view-props';

/** First start, and every later change of the access: four answers at the left, each step tried live at the right. */
export function SetupView({ store, t }: ViewProps) {
  const [defaults, setDefaults] = useState<SetupDefaults | null>(null);
  const [draft, setDraft] = useState<SetupDraft | null>(null);
  // Fields that she has left, or all after "Test": a reason is not shown while she still types for the first time.
  const [touched, setTouched] = useState<ReadonlySet<SetupField>>(new Set());
  const [isFailed, setFailed] = useState(false);
  useEffect(() => {
    store.setup.value = { steps: [], state: 'idle' };
    void store.bridge.request('setup:defaults', null).then((answer) => {
      setDefaults(answer);
      setDraft((typed) => typed ?? toDraft(answer.form));
    });
  }, [store]);
  if (defaults === null || draft === null) return <main class="setup" />;

  const form = toForm(draft);
  const showAll = () => {
    setTouched(new Set<SetupField>(['host', 'port', 'user', 'keyFile', 'secret', 'url']));
    const [first] = Object.keys(problemsOf(draft));
    if (first !== undefined) document.getElementById(`setup-${first}`)?.focus();
  };
  const test = () => {
    if (form === null) showAll();
    else startTest(store, form);
  };
  const save = () => {
    if (form === null) showAll();
    else
      void saveForm(store, form).then((saved) => {
        setFailed(!saved);
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
          <h1>{t.ui('setup.title')}</h1>
          <p class="quiet small">{t.ui('setup.intro')}</p>
        </div>
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
        <FormActions store={store} t={t} />
      </form>
      <SetupChecklist
        store={store}
        t={t}
        onTest={test}
        onSave={save}
        error={isFailed ? <ErrorLine text={t.ui('setup.saveFailed')} /> : null}
      />
    </main>
  );
}

function FormActions({ store, t }: ViewProps) {
  const progress = store.setup.value;
  const hasServer = (store.snapshot.value?.servers.length ?? 0) > 0;
  return (
    <div class="foot-acts">
      {hasServer && (
        <Button
          kind="plain"
          onPress={() => {
            store.view.value = 'answer';
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

async function saveForm(store: Store, form: Form): Promise<boolean> {
  const { saved, serverId } = await store.bridge.request('setup:save', form);
  if (!saved) return false;
  if (serverId !== null) store.chooseServer(serverId);
  store.view.value = 'answer';
  return true;
}
