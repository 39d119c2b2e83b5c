import { useState } from 'preact/hooks';
import type { Answers } from '../../shared/ipc';
import { Button } from '../components/controls';
import { Mark } from '../components/icons';
import { Choice, SettingField, SettingSection, Switch } from '../components/setting-field';
import { QuietHoursFields } from './settings-quiet-hours';
import type { SectionProps } from './settings';
import type { ViewProps } from './view-props';

/** How she is told, and when not. Off in a drill: these are the real ones. */
export function Notices({ store, t, model, snapshot }: SectionProps) {
  const settings = model.view?.settings ?? null;
  const isDrill = snapshot.drill !== null;
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
    <SettingSection title={t.ui('settings.notices')} isTitleHidden>
      {isDrill && <p class="small quiet">{t.ui('settings.notices.drill')}</p>}
      <fieldset class="together" disabled={isDrill}>
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
              void model.save('settings:set', { notificationChannel });
            }}
          />
        </SettingField>
        <QuietHoursFields
          // Its rows stand from the first frame; what was saved comes a moment later.
          key={settings === null ? 'reading' : 'read'}
          t={t}
          quietHours={settings?.quietHours ?? null}
          onChange={(quietHours) => {
            void model.save('settings:set', { quietHours });
          }}
        />
        <SettingField label={t.ui('settings.digest')} help={t.ui('settings.digest.help')} forId="digest">
          <Switch
            id="digest"
            isOn={settings?.digest ?? true}
            onChange={(digest) => {
              void model.save('settings:set', { digest });
            }}
          />
        </SettingField>
      </fieldset>
    </SettingSection>
  );
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
