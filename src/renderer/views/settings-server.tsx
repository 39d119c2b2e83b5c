import { numberProblem, longestName, longestShortName, nameProblem } from '../../core/settings-rules';
import { targetLine, targetOf } from '../../core/history/targets';
import type { ServerSettings } from '../../core/settings';
import { openSetup } from '../actions';
import { Button } from '../components/controls';
import { SettingField, SettingSection } from '../components/setting-field';
import { TypedField } from '../components/typed-field';
import { toNumber } from '../settings/typed-number';
import type { SectionProps } from './settings';
import { addressOf } from './settings-servers';

interface ServerProps extends SectionProps {
  readonly server: ServerSettings;
}

/** Everything that is set for one server. */
export function ServerSettingsPage(props: ServerProps) {
  const { store, t, server } = props;
  return (
    <>
      <p class="back">
        <Button
          kind="plain"
          icon="earlier"
          onPress={() => {
            store.settings.value = { section: 'servers', serverId: null };
          }}
        >
          {t.ui('settings.server.back')}
        </Button>
      </p>
      <SettingSection title={server.name}>
        <Names {...props} />
        <Access {...props} />
        <Target {...props} />
      </SettingSection>
    </>
  );
}

function Names({ store, t, model, server }: ServerProps) {
  const save = (change: { readonly name: string } | { readonly shortName: string }) =>
    model.save('server:set', { serverId: server.id, change });
  return (
    <>
      <TypedField
        store={store}
        t={t}
        id={`name-${server.id}`}
        size="text"
        label={t.ui('settings.server.name')}
        value={server.name}
        judge={(typed) => nameProblem(typed, longestName)}
        onSave={(name) => save({ name })}
      />
      <TypedField
        store={store}
        t={t}
        id={`short-name-${server.id}`}
        size="text"
        label={t.ui('settings.server.shortName')}
        help={() => t.ui('settings.server.shortName.help')}
        value={server.shortName}
        judge={(typed) => nameProblem(typed, longestShortName)}
        onSave={(shortName) => save({ shortName })}
      />
    </>
  );
}

/** Where it is and how one gets in: changed in the set-up, where each step is tried. */
function Access({ store, t, model, server }: ServerProps) {
  const kept = model.view?.secretsKept === true ? 'settings.secrets.kept' : 'settings.secrets.session';
  const help = server.auth.kind === 'agent' ? 'settings.secrets.none' : kept;
  return (
    <SettingField
      label={t.ui('settings.access')}
      help={t.ui('settings.access.help', { address: addressOf(server), secrets: t.ui(help) })}
    >
      <Button
        kind="plain"
        onPress={() => {
          void store.bridge.request('open:portal', { serverId: server.id });
        }}
      >
        {t.text('menu.portal')}
      </Button>
      <Button
        onPress={() => {
          openSetup(store, server.id, 'settings');
        }}
      >
        {t.ui('settings.access.edit')}
      </Button>
    </SettingField>
  );
}

/** Both ways of saying it stand side by side while she types. */
function Target({ store, t, model, server }: ServerProps) {
  const judge = (typed: string) => numberProblem('targetPercent', toNumber(typed));
  return (
    <TypedField
      store={store}
      t={t}
      id={`target-${server.id}`}
      label={t.ui('settings.server.target')}
      unit="%"
      value={t.ui('settings.number', { n: server.targetPercent })}
      help={(typed) => {
        const targetPercent = toNumber(typed);
        if (targetPercent === null || judge(typed) !== null) return t.ui('settings.server.target.help');
        const { perMonthMs: month, perYearMs: year } = targetLine(targetOf({ targetPercent }));
        return t.ui('settings.server.target.allows', { month, year });
      }}
      judge={judge}
      onSave={(typed) =>
        model.save('server:set', {
          serverId: server.id,
          change: { targetPercent: toNumber(typed) ?? server.targetPercent },
        })
      }
    />
  );
}
