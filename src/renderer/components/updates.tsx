import { useState } from 'preact/hooks';
import type { ViewContext } from '../../shared/ipc';
import type { SettingsModel } from '../settings/use-settings';
import type { ViewProps } from '../views/view-props';
import type { Words } from '../words';
import { Button } from './controls';
import { ErrorLine } from './panels';
import { SettingField, Switch } from './setting-field';

/** Newer versions of Vigía: whether it looks for them, what it found, and the way to it. */
export function UpdatesField({ store, t, model }: ViewProps & { readonly model: SettingsModel }) {
  const [isRefused, setRefused] = useState(false);
  const state = store.context.value?.update ?? { kind: 'unknown' };
  const isHers = state.kind !== 'off' || state.reason === 'setting';
  const restart = () => {
    setRefused(false);
    void store.bridge.request('update:restart', null).then(
      ({ isBegun }) => {
        setRefused(!isBegun);
      },
      () => {
        setRefused(true);
      },
    );
  };
  return (
    <SettingField
      label={t.ui('updates.label')}
      help={t.ui('updates.help')}
      helpId="updates-help"
      forId="updates"
      below={
        <div class="wide" id="updates-state">
          <div role="alert">{isRefused && <ErrorLine text={t.ui('updates.refused')} />}</div>
          <p class="small quiet" role="status">
            {state.kind === 'off' ? t.ui(`updates.off.${state.reason}`) : ''}
          </p>
        </div>
      }
    >
      {state.kind === 'ready' && <Button onPress={restart}>{t.ui('updates.restart')}</Button>}
      <Switch
        id="updates"
        isOn={isHers && (model.view?.settings.updates ?? true)}
        isDisabled={!isHers}
        describedBy="updates-help updates-state"
        onChange={(updates) => {
          void model.save('settings:set', { updates });
        }}
      />
    </SettingField>
  );
}

/** The version that runs, and how it stands to the newest one, where that is known. */
export function versionLine({ version, update }: Pick<ViewContext, 'version' | 'update'>, t: Words): string {
  switch (update.kind) {
    case 'off':
    case 'unknown':
      return t.ui('settings.version', { version });
    case 'current':
      return t.ui('updates.current', { version });
    case 'found':
    case 'ready':
      return t.ui(`updates.${update.kind}`, { version, next: update.version });
  }
}
