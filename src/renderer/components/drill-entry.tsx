import type { Snapshot } from '../../core/snapshot-types';
import type { ViewProps } from '../views/view-props';
import { Button } from './controls';
import { SettingField, SettingSection } from './setting-field';

/** The way to the drill from the settings. */
export function DrillEntry({ store, t, snapshot }: ViewProps & { readonly snapshot: Snapshot }) {
  if (snapshot.servers.length === 0) return null;
  return (
    <SettingSection title={t.ui('drill.heading')}>
      <SettingField label={t.ui('drill.about')} help={t.text('drill.underneath')}>
        <Button
          onPress={() => {
            store.view.value = 'drill';
          }}
        >
          {t.ui('drill.open')}
        </Button>
      </SettingField>
    </SettingSection>
  );
}
