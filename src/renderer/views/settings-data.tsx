import { useEffect, useState } from 'preact/hooks';
import type { DataAbout, DataProblem, RestoreChoice, ServersImported } from '../../shared/ipc';
import { Button, CopyButton } from '../components/controls';
import { ErrorLine } from '../components/panels';
import { SettingField, SettingSection } from '../components/setting-field';
import { describeSaved } from '../history/files';
import { dataProblemText } from '../settings/data-problem';
import { problemText } from '../settings/problem-text';
import { HistorySettings } from './history-settings';
import { AsideField } from './settings-aside';
import { RestoreSheet } from './settings-restore-sheet';
import type { ViewProps } from './view-props';

type Ready = Extract<RestoreChoice, { kind: 'ready' }>;
/** What came of something: well, or with what it was not. */
type Said = { readonly text: string } | { readonly problem: string } | null;

/** Where her data are, how they leave this computer, and how they come back. */
export function DataSettings({ store, t }: ViewProps) {
  const [about, setAbout] = useState<DataAbout | null>(null);
  const read = () => {
    void store.bridge.request('data:about', null).then(setAbout, () => undefined);
  };
  useEffect(read, [store]);
  return (
    <>
      <Folder store={store} t={t} folder={about?.folder ?? ''} />
      <SettingSection title={t.ui('data.copies')}>
        <SaveCopy store={store} t={t} />
        <Restore store={store} t={t} problem={about?.problem ?? null} />
        {about?.aside != null && <AsideField store={store} t={t} aside={about.aside} onForgotten={read} />}
      </SettingSection>
      <Share store={store} t={t} />
      <HistorySettings store={store} t={t} />
    </>
  );
}

function Outcome({ said }: { readonly said: Said }) {
  return (
    <div class="wide">
      <div role="alert">{said !== null && 'problem' in said && <ErrorLine text={said.problem} />}</div>
      <p class="small quiet" role="status">
        {said !== null && 'text' in said ? said.text : ''}
      </p>
    </div>
  );
}

function Folder({ store, t, folder }: ViewProps & { readonly folder: string }) {
  const [said, setSaid] = useState<Said>(null);
  const open = () => {
    void store.bridge
      .request('data:open-folder', null)
      .catch(() => ({ reason: '' }))
      .then(({ reason }) => {
        setSaid(reason === null ? null : { problem: t.ui('data.folder.failed', { reason }) });
      });
  };
  return (
    <SettingSection title={t.ui('data.folder')}>
      <SettingField label={t.ui('data.folder.label')} help={folder} below={<Outcome said={said} />}>
        <CopyButton store={store} t={t} text={folder} label={t.ui('data.folder.copy')} />
        <Button onPress={open}>{t.ui('data.folder.open')}</Button>
      </SettingField>
    </SettingSection>
  );
}

function SaveCopy({ store, t }: ViewProps) {
  const [said, setSaid] = useState<Said>(null);
  const [isBusy, setBusy] = useState(false);
  const save = () => {
    setBusy(true);
    setSaid(null);
    void store.bridge
      .request('data:copy', null)
      .then((saved): Said => {
        const text = describeSaved(saved, t);
        return saved.kind === 'failed' ? { problem: text } : { text };
      })
      .catch((): Said => ({ problem: dataProblemText('lost', t) }))
      .then((next) => {
        setSaid(next);
        setBusy(false);
      });
  };
  return (
    <SettingField label={t.ui('data.copy')} help={t.ui('data.copy.help')} below={<Outcome said={said} />}>
      <Button isBusy={isBusy} onPress={save}>
        {t.ui(isBusy ? 'data.copy.busy' : 'data.copy.go')}
      </Button>
    </SettingField>
  );
}

function Restore({ store, t, problem }: ViewProps & { readonly problem: string | null }) {
  const [ready, setReady] = useState<Ready | null>(null);
  const [failure, setFailure] = useState<DataProblem | 'lost' | null>(null);
  const [isBusy, setBusy] = useState(false);
  const choose = () => {
    setBusy(true);
    setFailure(null);
    void store.bridge
      .request('data:choose-copy', null)
      .catch(() => 'lost' as const)
      .then((choice) => {
        setBusy(false);
        if (choice === 'lost') setFailure('lost');
        else if (choice.kind === 'ready') setReady(choice);
        else if (choice.kind !== 'cancelled') setFailure(choice);
      });
  };
  const text = failure ?? (problem === null ? null : ({ kind: 'failed', reason: problem } as const));
  return (
    <SettingField
      label={t.ui('data.restore')}
      help={t.ui('data.restore.help')}
      below={<Outcome said={text === null ? null : { problem: dataProblemText(text, t) }} />}
    >
      <Button id="restore-choose" isBusy={isBusy} onPress={choose}>
        {t.ui(isBusy ? 'data.restore.busy' : 'data.restore.go')}
      </Button>
      {ready !== null && (
        <RestoreSheet
          store={store}
          t={t}
          copy={ready}
          onFailed={setFailure}
          onClose={() => {
            setReady(null);
          }}
        />
      )}
    </SettingField>
  );
}

function Share({ store, t }: ViewProps) {
  const [said, setSaid] = useState<Said>(null);
  const run = (act: () => Promise<Said>) => {
    setSaid(null);
    void act()
      .catch((): Said => ({ problem: dataProblemText('lost', t) }))
      .then(setSaid);
  };
  return (
    <SettingSection title={t.ui('data.servers')}>
      <SettingField label={t.ui('data.servers.export')} help={t.ui('data.servers.export.help')}>
        <Button
          onPress={() => {
            run(async () => {
              const saved = await store.bridge.request('data:export-servers', null);
              const text = describeSaved(saved, t);
              return saved.kind === 'failed' ? { problem: text } : { text };
            });
          }}
        >
          {t.ui('data.servers.export.go')}
        </Button>
      </SettingField>
      <SettingField
        label={t.ui('data.servers.import')}
        help={t.ui('data.servers.import.help')}
        below={<Outcome said={said} />}
      >
        <Button
          onPress={() => {
            run(async () => importedText(await store.bridge.request('data:import-servers', null), t));
          }}
        >
          {t.ui('data.servers.import.go')}
        </Button>
      </SettingField>
    </SettingSection>
  );
}

function importedText(imported: ServersImported, t: ViewProps['t']): Said {
  switch (imported.kind) {
    case 'cancelled':
      return null;
    case 'unsaved':
      return { problem: problemText(imported.problem, t) };
    case 'taken': {
      const { added, known } = imported;
      const texts = [
        ...(added.length === 0 ? [] : [t.ui('data.servers.added', { names: added })]),
        ...(known.length === 0 ? [] : [t.ui('data.servers.known', { names: known })]),
      ];
      return { text: texts.join(' ') };
    }
    default:
      return { problem: dataProblemText(imported, t) };
  }
}
