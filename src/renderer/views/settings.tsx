import { useEffect, useState } from 'preact/hooks';
import type { Snapshot } from '../../core/snapshot-types';
import type { PublicSettings, RequestArgument, ViewContext } from '../../shared/ipc';
import { Button } from '../components/controls';
import { DrillEntry } from '../components/drill-entry';
import { Choice, SettingField, SettingSection } from '../components/setting-field';
import { HistorySettings } from './history-settings';
import { Notices } from './settings-notices';
import type { SettingsPartProps, ViewProps } from './view-props';

interface SettingsProps extends ViewProps {
  readonly snapshot: Snapshot;
  readonly context: ViewContext;
}

/** Few settings, each saved as it is changed. */
export function SettingsView({ store, t, snapshot, context }: SettingsProps) {
  const [settings, setSettings] = useState<PublicSettings | null>(null);
  const [isSaved, setSaved] = useState(false);
  useEffect(() => {
    void store.bridge.request('settings:get', null).then(setSettings);
  }, [store]);
  const change = (part: RequestArgument<'settings:set'>) => {
    void store.bridge.request('settings:set', part).then((next) => {
      setSettings(next);
      setSaved(true);
    });
  };
  return (
    <>
      <header class="view-head">
        <h1>{t.ui('settings.title')}</h1>
        <span class="end small quiet" role="status">
          {isSaved ? t.ui('settings.saved') : ''}
        </span>
      </header>
      <Access store={store} t={t} snapshot={snapshot} settings={settings} />
      <Notices store={store} t={t} settings={settings} onChange={change} isDrill={snapshot.drill !== null} />
      <DrillEntry store={store} t={t} snapshot={snapshot} />
      <HistorySettings store={store} t={t} />
      <Look t={t} settings={settings} onChange={change} />
      <p class="section small quiet">{t.ui('settings.version', { version: context.version })}</p>
    </>
  );
}

function Access({
  store,
  t,
  snapshot,
  settings,
}: ViewProps & { readonly snapshot: Snapshot; readonly settings: PublicSettings | null }) {
  const openSetup = () => {
    store.view.value = 'setup';
  };
  const [first] = snapshot.servers;
  return (
    <SettingSection title={t.ui('settings.access')}>
      <SettingField
        label={first?.name ?? t.ui('settings.access.none')}
        help={first === undefined ? null : addressOf(first)}
      >
        {first !== undefined && (
          <Button
            kind="plain"
            onPress={() => {
              void store.bridge.request('open:portal', { serverId: first.id });
            }}
          >
            {t.text('menu.portal')}
          </Button>
        )}
        <Button onPress={openSetup}>
          {t.ui(first === undefined ? 'settings.access.connect' : 'settings.access.edit')}
        </Button>
      </SettingField>
      <SettingField
        label={t.ui('settings.secrets')}
        help={
          settings === null ? null : t.ui(settings.secretsKept ? 'settings.secrets.kept' : 'settings.secrets.session')
        }
      />
    </SettingSection>
  );
}

function addressOf(server: Snapshot['servers'][number]): string {
  return server.user === null ? server.host : `${server.user}@${server.host}`;
}

function Look({ t, settings, onChange }: SettingsPartProps) {
  return (
    <SettingSection title={t.ui('settings.look')}>
      <SettingField label={t.ui('settings.language')} forId="language">
        <Choice
          id="language"
          value={settings?.language ?? 'system'}
          options={(['system', 'es', 'en'] as const).map(
            (value) => [value, t.ui(`settings.language.${value}`)] as const,
          )}
          onChange={(language) => {
            onChange({ language });
          }}
        />
      </SettingField>
      <SettingField label={t.ui('settings.theme')} forId="theme">
        <Choice
          id="theme"
          value={settings?.theme ?? 'system'}
          options={(['system', 'light', 'dark'] as const).map(
            (value) => [value, t.ui(`settings.theme.${value}`)] as const,
          )}
          onChange={(theme) => {
            onChange({ theme });
          }}
        />
      </SettingField>
    </SettingSection>
  );
}
