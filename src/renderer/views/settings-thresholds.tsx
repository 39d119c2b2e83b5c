import type { OptionalCheck } from '../../core/optional-checks';
import type { ServerSettings } from '../../core/settings';
import {
  fillingSoonMs,
  leastDiskGigabytes,
  levelsOf,
  thresholdFields,
  thresholdProblem,
  usualThresholds,
  type ThresholdField,
} from '../../core/thresholds';
import { SettingSection } from '../components/setting-field';
import { TypedField } from '../components/typed-field';
import { UsualValues } from '../components/usual-values';
import { toNumber } from '../settings/typed-number';
import type { Words } from '../words';
import type { SectionProps } from './settings';

interface ThresholdsProps extends SectionProps {
  readonly server: ServerSettings;
}

/** From which value on the server asks for attention. One value is typed, and beside it stands where it ends. */
export function Thresholds({ store, t, model, server }: ThresholdsProps) {
  const { id, thresholds } = server;
  const save = (change: Partial<Record<ThresholdField, number>>) =>
    model.save('server:set', { serverId: id, change: { thresholds: change } });
  const nameOf = (field: ThresholdField) => `${field}-${id}`;
  return (
    <SettingSection title={t.ui('settings.thresholds')}>
      <p class="small quiet">{t.ui('settings.thresholds.about')}</p>
      <div class="lined-up">
        {thresholdFields.map((field) => {
          const judge = (typed: string) => thresholdProblem(field, toNumber(typed), thresholds);
          return (
            <TypedField
              key={field}
              store={store}
              t={t}
              id={nameOf(field)}
              label={t.ui(`settings.${field}`)}
              unit={t.ui(`settings.${field}.unit`)}
              value={t.ui('settings.number', { n: thresholds[field] })}
              help={(typed) => {
                if (!server.checks[checkOf[field]]) return t.ui('settings.thresholds.off');
                const value = judge(typed) === null ? toNumber(typed) : null;
                return helpOf(field, { ...thresholds, [field]: value ?? thresholds[field] }, t);
              }}
              judge={judge}
              onSave={(typed) => save({ [field]: toNumber(typed) ?? thresholds[field] })}
            />
          );
        })}
      </div>
      <UsualValues
        store={store}
        t={t}
        fields={thresholdFields.map(nameOf)}
        isUsual={thresholdFields.every((field) => thresholds[field] === usualThresholds[field])}
        label={t.ui('settings.usualOf', { section: t.ui('settings.thresholds') })}
        onPress={() => save(usualThresholds)}
      />
    </SettingSection>
  );
}

const checkOf: Readonly<Record<ThresholdField, OptionalCheck>> = {
  diskFillingPercent: 'disk',
  diskFullPercent: 'disk',
  diskFreeGigabytes: 'disk',
  memoryLeftPercent: 'memory',
  certificateDays: 'certificate',
};

/** What follows from the value that stands in the field. */
function helpOf(field: ThresholdField, thresholds: ServerSettings['thresholds'], t: Words): string {
  const levels = levelsOf(thresholds);
  switch (field) {
    case 'diskFillingPercent':
      return t.ui('settings.diskFillingPercent.help', { leave: levels.diskFilling.leave, soon: fillingSoonMs });
    case 'diskFullPercent':
      return t.ui('settings.diskFullPercent.help', { leave: levels.diskFull.leave });
    case 'diskFreeGigabytes': {
      const least = leastDiskGigabytes(thresholds.diskFreeGigabytes);
      return least === 0
        ? t.ui('settings.diskFreeGigabytes.none')
        : t.ui('settings.diskFreeGigabytes.help', { least: levels.diskFree.ofBytes });
    }
    case 'memoryLeftPercent':
      return t.ui('settings.memoryLeftPercent.help', { leave: levels.memoryLow.leave });
    case 'certificateDays': {
      const again = levels.certificateSteps.slice(0, -1).toReversed().map(String);
      return again.length === 0
        ? t.ui('settings.certificateDays.once')
        : t.ui('settings.certificateDays.help', { again });
    }
  }
}
