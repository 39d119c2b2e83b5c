import { allChecksOn, optionalChecks, type CheckSwitches } from '../../core/optional-checks';
import type { ServerSettings } from '../../core/settings';
import { SettingField, SettingSection, Switch } from '../components/setting-field';
import { UsualValues } from '../components/usual-values';
import type { SectionProps } from './settings';

interface OptionalProps extends SectionProps {
  readonly server: ServerSettings;
}

/** What may be left unwatched, and beside each what is then not known. */
export function OptionalChecks({ store, t, model, server }: OptionalProps) {
  const { id, checks } = server;
  const save = (change: Partial<CheckSwitches>) =>
    model.save('server:set', { serverId: id, change: { checks: change } });
  return (
    <SettingSection title={t.ui('settings.optional')}>
      <p class="small quiet">{t.ui('settings.optional.about')}</p>
      <div class="lined-up">
        {optionalChecks.map((check) => (
          <SettingField
            key={check}
            label={t.ui(`settings.optional.${check}`)}
            help={t.ui(`settings.optional.${check}.help`)}
            helpId={`check-${check}-help`}
            forId={`check-${check}`}
          >
            <Switch
              id={`check-${check}`}
              describedBy={`check-${check}-help`}
              isOn={checks[check]}
              onChange={(isOn) => {
                void save({ [check]: isOn });
              }}
            />
          </SettingField>
        ))}
      </div>
      <UsualValues
        store={store}
        t={t}
        fields={optionalChecks.map((check) => `check-${check}`)}
        isUsual={optionalChecks.every((check) => checks[check])}
        label={t.ui('settings.usualOf', { section: t.ui('settings.optional') })}
        onPress={() => save(allChecksOn)}
      />
    </SettingSection>
  );
}
