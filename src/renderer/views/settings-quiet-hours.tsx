import { useState } from 'preact/hooks';
import type { Settings } from '../../core/settings';
import { ErrorLine } from '../components/panels';
import { SettingField, Switch } from '../components/setting-field';
import { likelyClockTime, toClockTime } from '../typed-time';
import type { Words } from '../words';

type QuietHours = NonNullable<Settings['quietHours']>;

const usual: QuietHours = { from: '22:00', to: '07:00', soundForOutage: false };

interface QuietHoursProps {
  readonly t: Words;
  readonly quietHours: Settings['quietHours'];
  readonly onChange: (quietHours: Settings['quietHours']) => void;
}

/** When there is neither sound nor reminder. What she types is kept here, so that no answer overtakes her typing. */
export function QuietHoursFields({ t, quietHours, onChange }: QuietHoursProps) {
  const [hours, setHours] = useState<QuietHours>(quietHours ?? usual);
  const [isOn, setOn] = useState(quietHours !== null);
  const problem = isOn ? problemOf(hours) : null;
  const change = (next: QuietHours, isNextOn: boolean) => {
    setHours(next);
    setOn(isNextOn);
    if (!isNextOn) onChange(null);
    else if (problemOf(next) === null) onChange(next);
  };
  const time = (end: 'from' | 'to') => (
    <>
      <label class="hidden" for={`quiet-${end}`}>
        {t.ui(`settings.quiet.${end}`)}
      </label>
      <input
        id={`quiet-${end}`}
        // Not type="time": that one shows AM and PM where the system does, and a log never does.
        class="input time"
        inputMode="numeric"
        maxLength={5}
        autocomplete="off"
        value={hours[end]}
        disabled={!isOn}
        aria-invalid={problem === null ? undefined : 'true'}
        aria-describedby={problem === null ? undefined : 'quiet-problem'}
        onChange={(event) => {
          const typed = event.currentTarget.value;
          change({ ...hours, [end]: toClockTime(typed) ?? typed }, isOn);
        }}
      />
    </>
  );
  return (
    <>
      <SettingField
        label={t.ui('settings.quiet')}
        help={t.ui(isOn && hours.soundForOutage ? 'settings.quiet.help.sound' : 'settings.quiet.help')}
        forId="quiet"
        below={problem !== null && <ErrorLine id="quiet-problem" text={problemText(problem, hours, t)} />}
      >
        {time('from')}
        <span class={isOn ? undefined : 'faint'}>{t.ui('settings.quiet.between')}</span>
        {time('to')}
        <Switch
          id="quiet"
          isOn={isOn}
          onChange={(isNextOn) => {
            change(problemOf(hours) === null ? hours : usual, isNextOn);
          }}
        />
      </SettingField>
      <SettingField label={t.ui('settings.quiet.sound')} forId="quiet-sound">
        <Switch
          id="quiet-sound"
          isOn={hours.soundForOutage}
          isDisabled={!isOn}
          onChange={(soundForOutage) => {
            change({ ...hours, soundForOutage }, isOn);
          }}
        />
      </SettingField>
    </>
  );
}

function problemText(problem: 'range' | 'same', { from, to }: QuietHours, t: Words): string {
  const likely = [from, to].map(likelyClockTime).find((one) => one !== null);
  return problem === 'range' && likely != null
    ? t.ui('settings.quiet.likely', { likely })
    : t.ui(`settings.quiet.${problem}`);
}

function problemOf({ from, to }: QuietHours): 'range' | 'same' | null {
  if (toClockTime(from) === null || toClockTime(to) === null) return 'range';
  return from === to ? 'same' : null;
}
