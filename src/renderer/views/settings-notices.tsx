import { Button } from '../components/controls';
import { NoticeResult, useNoticeTest } from '../components/notice-test';
import { Choice, SettingField, SettingSection, Switch } from '../components/setting-field';
import { QuietHoursFields } from './settings-quiet-hours';
import type { SectionProps } from './settings';

/** How she is told, and when not. Off in a drill: these are the real ones. */
export function Notices({ store, t, model, snapshot }: SectionProps) {
  const settings = model.view?.settings ?? null;
  const isDrill = snapshot.drill !== null;
  const { result, isTesting, test } = useNoticeTest(store);
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
              {result !== null && <NoticeResult t={t} result={result} />}
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
