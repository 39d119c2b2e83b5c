import { Choice, SettingField, SettingSection } from '../components/setting-field';
import type { SectionProps } from './settings';

/** Language and colours. */
export function Look({ t, model }: SectionProps) {
  const settings = model.view?.settings;
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
            void model.save('settings:set', { language });
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
            void model.save('settings:set', { theme });
          }}
        />
      </SettingField>
    </SettingSection>
  );
}
