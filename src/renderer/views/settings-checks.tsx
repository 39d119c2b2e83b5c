import { confirmedWithinMs, longestPauseMs } from '../../core/cadence';
import { numberProblem, numberRules } from '../../core/settings-rules';
import type { ServerSettings } from '../../core/settings';
import type { Snapshot } from '../../core/snapshot-types';
import { DrillEntry } from '../components/drill-entry';
import { Choice, SettingField, SettingSection } from '../components/setting-field';
import { TypedField } from '../components/typed-field';
import { UsualValues } from '../components/usual-values';
import { toNumber } from '../settings/typed-number';
import type { SectionProps } from './settings';
import { OptionalChecks } from './settings-optional';
import { Thresholds } from './settings-thresholds';

const minuteMs = 60_000;
/** Of a watchdog that nobody has read yet. */
const usualWatchdogMs = 5 * minuteMs;

/** How often it looks, at what, and from which value on that asks for attention. Off in a drill: these are the real ones. */
export function Checks(props: SectionProps) {
  const { store, t, model, snapshot } = props;
  const isDrill = snapshot.drill !== null;
  const servers = model.view?.settings.servers ?? [];
  const server = servers.find(({ id }) => id === store.settings.value.serverId) ?? servers[0];
  return (
    <>
      {isDrill && <p class="small quiet">{t.ui('settings.checks.drill')}</p>}
      <fieldset class="together" disabled={isDrill}>
        <Cadence {...props} />
        {server !== undefined && (
          <>
            {servers.length > 1 && <WhichServer {...props} servers={servers} server={server} />}
            <Thresholds key={server.id} {...props} server={server} />
            <OptionalChecks key={`optional-${server.id}`} {...props} server={server} />
          </>
        )}
      </fieldset>
      <DrillEntry store={store} t={t} snapshot={snapshot} />
    </>
  );
}

function Cadence({ store, t, model, snapshot }: SectionProps) {
  const { usual } = numberRules.intervalMinutes;
  const minutes = model.view?.settings.intervalMinutes ?? usual;
  const judge = (typed: string) => numberProblem('intervalMinutes', toNumber(typed));
  const save = (intervalMinutes: number) => model.save('settings:set', { intervalMinutes });
  return (
    <SettingSection title={t.ui('settings.cadence')}>
      <TypedField
        store={store}
        t={t}
        id="interval"
        label={t.ui('settings.interval')}
        unit={t.ui('settings.unit.minutes')}
        value={t.ui('settings.number', { n: minutes })}
        help={(typed) => {
          const known = judge(typed) === null ? knownWithinMs(toNumber(typed) ?? minutes, snapshot) : null;
          return known === null ? t.ui('settings.interval.help') : t.ui('settings.interval.known', { known });
        }}
        judge={judge}
        onSave={(typed) => save(toNumber(typed) ?? minutes)}
      />
      <UsualValues
        store={store}
        t={t}
        fields={['interval']}
        isUsual={minutes === usual}
        label={t.ui('settings.usualOf', { section: t.ui('settings.cadence') })}
        onPress={() => save(usual)}
      />
    </SettingSection>
  );
}

/** How late an outage is known at worst while the computer is awake, in whole minutes: it began right after a look. */
function knownWithinMs(intervalMinutes: number, { servers }: Snapshot): number {
  const periods = servers.map(({ machine }) => machine?.watchdog?.everyMs ?? usualWatchdogMs);
  const pauses = periods.map((period) => longestPauseMs(intervalMinutes * minuteMs, period));
  const worst = Math.max(longestPauseMs(intervalMinutes * minuteMs, usualWatchdogMs), ...pauses) + confirmedWithinMs;
  return Math.ceil(worst / minuteMs) * minuteMs;
}

interface WhichProps extends SectionProps {
  readonly servers: readonly ServerSettings[];
  readonly server: ServerSettings;
}

/** Each server has its own: they are other machines. */
function WhichServer({ store, t, servers, server }: WhichProps) {
  return (
    <SettingSection title={t.ui('settings.checks.server')}>
      <SettingField label={t.ui('settings.checks.server.label')} forId="checks-server">
        <Choice
          id="checks-server"
          value={server.id}
          options={servers.map(({ id, name }) => [id, name] as const)}
          onChange={(serverId) => {
            store.settings.value = { section: 'checks', serverId };
          }}
        />
      </SettingField>
    </SettingSection>
  );
}
