import { useEffect, useState } from 'preact/hooks';
import type { Snapshot } from '../../core/snapshot-types';
import type { Answers, PublicSettings, RequestArgument, ViewContext } from '../../shared/ipc';
import { Button } from '../components/controls';
import { Mark } from '../components/icons';
import { DrillEntry } from '../components/drill-entry';
import { Choice, SettingField, SettingSection } from '../components/setting-field';
import type { ViewProps } from './view-props';

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
      <Notices store={store} t={t} snapshot={snapshot} settings={settings} onChange={change} />
      <DrillEntry store={store} t={t} snapshot={snapshot} />
      <Look t={t} settings={settings} onChange={change} />
      <p class="section small quiet">{t.ui('settings.version', { version: context.version })}</p>
    </>
  );
}

interface PartProps {
  readonly t: ViewProps['t'];
  readonly settings: PublicSettings | null;
  readonly onChange: (part: RequestArgument<'settings:set'>) => void;
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

function Notices({ store, t, snapshot, settings, onChange }: PartProps & ViewProps & { readonly snapshot: Snapshot }) {
  const [result, setResult] = useState<Answers['notice:test'] | null>(null);
  const [isTesting, setTesting] = useState(false);
  const test = () => {
    setTesting(true);
    void store.bridge.request('notice:test', null).then((answer) => {
      setResult(answer);
      setTesting(false);
    });
  };
  return (
    <SettingSection title={t.ui('settings.notices')}>
      <SettingField
        label={t.ui('settings.channel')}
        help={t.ui('settings.channel.help')}
        forId="channel"
        below={
          <div class="wide" role="status">
            {result !== null && <TestResult t={t} result={result} />}
          </div>
        }
      >
        <Button icon="bell" isBusy={isTesting} onPress={test}>
          {t.ui('settings.test')}
        </Button>
        <Choice
          id="channel"
          value={settings?.notificationChannel ?? 'automatic'}
          options={(['automatic', 'node-notifier', 'electron', 'none'] as const).map(
            (value) => [value, t.ui(`settings.channel.${value}`)] as const,
          )}
          onChange={(notificationChannel) => {
            onChange({ notificationChannel });
          }}
        />
      </SettingField>
      {snapshot.servers.map((server) => (
        <SettingField key={server.id} label={t.ui('settings.pause', { name: server.name })} help={pauseHelp(server, t)}>
          {server.snoozedUntil === null ? (
            (['1h', '4h', 'tomorrow'] as const).map((until) => (
              <Button
                key={until}
                onPress={() => {
                  void store.bridge.request('snooze:set', { serverId: server.id, until });
                }}
              >
                {t.ui(`settings.pause.${until}`)}
              </Button>
            ))
          ) : (
            <Button
              onPress={() => {
                void store.bridge.request('snooze:set', { serverId: server.id, until: null });
              }}
            >
              {t.ui('pause.end')}
            </Button>
          )}
        </SettingField>
      ))}
    </SettingSection>
  );
}

function pauseHelp(server: Snapshot['servers'][number], t: ViewProps['t']): string {
  return server.snoozedUntil === null
    ? t.ui('settings.pause.help')
    : t.ui('pause.until', { until: server.snoozedUntil });
}

/** Says what is known: that it was handed over, not that she saw it. */
function TestResult({ t, result }: { readonly t: ViewProps['t']; readonly result: Answers['notice:test'] }) {
  const status = result.shown ? 'calm' : 'attention';
  const text = result.shown
    ? t.ui('settings.test.shown', { channel: result.channel })
    : result.reason === null
      ? t.ui('settings.test.failedPlain')
      : t.ui('settings.test.failed', { channel: result.channel, reason: result.reason });
  return (
    <p class="cure with-mark" data-status={status}>
      <Mark status={status} label={null} />
      <span>{text}</span>
    </p>
  );
}

function Look({ t, settings, onChange }: PartProps) {
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
