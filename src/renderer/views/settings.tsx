import type { ServerSettings } from '../../core/settings';
import type { Snapshot } from '../../core/snapshot-types';
import type { ViewContext } from '../../shared/ipc';
import { ErrorLine } from '../components/panels';
import { later } from '../components/later';
import { LoginStartField } from '../components/login-start';
import { SettingSection } from '../components/setting-field';
import { UpdatesField, versionLine } from '../components/updates';
import { problemText } from '../settings/problem-text';
import { useSettings, type SettingsModel } from '../settings/use-settings';
import { settingsSections, type SettingsSection as SectionName } from '../store';
import { Checks } from './settings-checks';
import { Look } from './settings-look';
import { Notices } from './settings-notices';
import { ServerList } from './settings-servers';
import { ServerSettingsPage } from './settings-server';
import type { ViewProps } from './view-props';

const DataSettings = later(async () => (await import('./settings-data')).DataSettings);

interface SettingsProps extends ViewProps {
  readonly snapshot: Snapshot;
  readonly context: ViewContext;
}

export interface SectionProps extends ViewProps {
  readonly model: SettingsModel;
  readonly snapshot: Snapshot;
}

/** Each change is saved as it is made, and the head of the view says so. */
export function SettingsView({ store, t, snapshot, context }: SettingsProps) {
  const model = useSettings(store, context.settingsRevision);
  const { section } = store.settings.value;
  const isReadOnly = model.view?.isReadOnly === true;
  return (
    <>
      <header class="view-head">
        <h1>{t.ui('settings.title')}</h1>
        <span class="end small quiet" role="status">
          {model.state === 'saved' ? t.ui('settings.saved') : ''}
        </span>
      </header>
      <nav class="tabs" aria-label={t.ui('settings.title')}>
        {settingsSections.map((one) => (
          <Tab key={one} store={store} t={t} section={one} />
        ))}
      </nav>
      <div role="alert">
        {typeof model.state === 'object' && <ErrorLine text={problemText(model.state.problem, t)} />}
      </div>
      {isReadOnly && <p class="banner small">{t.text('settings.newer')}</p>}
      <Section store={store} t={t} model={model} snapshot={snapshot} section={section} />
      <p class="section small quiet">{versionLine(context, t)}</p>
    </>
  );
}

function Tab({ store, t, section }: ViewProps & { readonly section: SectionName }) {
  return (
    <a
      href={`#settings-${section}`}
      aria-current={store.settings.value.section === section ? 'page' : undefined}
      onClick={(event) => {
        event.preventDefault();
        store.settings.value = { section, serverId: null };
      }}
    >
      {t.ui(`settings.section.${section}`)}
    </a>
  );
}

function Section(props: SectionProps & { readonly section: SectionName }) {
  const { store, model, section } = props;
  const { serverId } = store.settings.value;
  const server = model.view?.settings.servers.find(({ id }) => id === serverId);
  // In it something may still be undone.
  if (section === 'servers' && server === undefined) return <ServerList {...props} />;
  // A copy of settings that cannot be changed can be saved all the same.
  if (section === 'data') return <DataSettings store={store} t={props.t} />;
  return (
    <fieldset class="together" disabled={model.view?.isReadOnly === true}>
      <Fields {...props} section={section} server={server} />
    </fieldset>
  );
}

interface FieldsProps extends SectionProps {
  readonly section: Exclude<SectionName, 'data'>;
  readonly server: ServerSettings | undefined;
}

function Fields({ section, server, ...props }: FieldsProps) {
  const { store, t } = props;
  switch (section) {
    case 'servers':
      return server === undefined ? null : <ServerSettingsPage {...props} server={server} />;
    case 'checks':
      return <Checks {...props} />;
    case 'notices':
      return <Notices {...props} />;
    case 'general':
      return (
        <>
          <Look {...props} />
          <SettingSection title={t.ui('login.title')}>
            <LoginStartField store={store} t={t} />
          </SettingSection>
          <SettingSection title={t.ui('updates.title')}>
            <UpdatesField store={store} t={t} model={props.model} />
          </SettingSection>
        </>
      );
  }
}
