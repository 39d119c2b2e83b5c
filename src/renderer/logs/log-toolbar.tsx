import type { LogSourceId } from '../../shared/ipc';
import { Button } from '../components/controls';
import type { Words } from '../words';
import type { SearchState } from './engine/protocol';
import type { FreeRange } from './free-range';
import { LogRange } from './log-range';
import { LogSearch, type SearchQuery } from './log-search';
import type { Outage } from './use-incidents';

export type RangeKind = 'incident' | 'last' | 'day' | 'free';

/** As they stand in a row: the one that is asked for most comes first. */
const shownSources: readonly LogSourceId[] = ['api-error', 'api-access', 'api-monitor', 'dashboard', 'nginx-error'];
const nothing: SearchState = { text: '', isRegex: false, count: 0, state: 'none', detail: '' };

interface LogToolbarProps {
  readonly t: Words;
  readonly sources: readonly LogSourceId[];
  readonly onSources: (sources: readonly LogSourceId[]) => void;
  readonly isFollowing: boolean;
  readonly onFollow: () => void;
  readonly onCopy: () => void;
  readonly onSave: () => void;
  readonly query: SearchQuery;
  readonly search: SearchState | null;
  readonly ordinal: number;
  readonly onQuery: (query: SearchQuery) => void;
  readonly onStep: (to: 'next' | 'previous') => void;
  readonly onlyErrors: boolean;
  readonly onOnlyErrors: (onlyErrors: boolean) => void;
  readonly range: RangeKind;
  readonly outage: Outage | null;
  readonly lastLines: number;
  readonly onRange: (range: RangeKind) => void;
  readonly free: FreeRange | null;
  readonly timeZone: string;
  readonly onFree: (range: FreeRange) => void;
}

export function LogToolbar(props: LogToolbarProps) {
  const { t, outage, range } = props;
  const ranges: readonly (readonly [RangeKind, string])[] = [
    ...(outage === null
      ? []
      : [['incident', t.ui(outage.toAt === null ? 'logs.range.incident' : 'logs.range.lastIncident')] as const]),
    ['last', t.ui('logs.range.last', { n: props.lastLines })],
    ['day', t.ui('logs.range.day')],
    ['free', t.ui('logs.range.free')],
  ];
  return (
    <div class="bar-top">
      <h1 class="hidden">{t.ui('logs.title')}</h1>
      <Sources {...props} />
      <span class="end">
        <Button icon="follow" isPressed={props.isFollowing} onPress={props.onFollow}>
          {t.ui('logs.follow')}
        </Button>
        <Button onPress={props.onCopy}>{t.ui('logs.copy')}</Button>
        <Button icon="save" label={t.ui('logs.save')} onPress={props.onSave} />
      </span>
      <div class="filters">
        <LogSearch
          t={t}
          query={props.query}
          search={props.search ?? nothing}
          ordinal={props.ordinal}
          onQuery={props.onQuery}
          onStep={props.onStep}
        />
        <Segments
          label={t.ui('logs.level')}
          options={[
            ['errors', t.ui('logs.level.errors')],
            ['all', t.ui('logs.level.all')],
          ]}
          value={props.onlyErrors ? 'errors' : 'all'}
          onValue={(value) => {
            props.onOnlyErrors(value === 'errors');
          }}
        />
        <Segments label={t.ui('logs.range')} options={ranges} value={range} onValue={props.onRange} />
        {range === 'free' && props.free !== null && (
          <LogRange t={t} timeZone={props.timeZone} value={props.free} onChoose={props.onFree} />
        )}
      </div>
    </div>
  );
}

function Sources({ t, sources, onSources }: LogToolbarProps) {
  return (
    <div class="chips" role="group" aria-label={t.ui('logs.sources')}>
      {shownSources.map((one) => {
        const isOn = sources.includes(one);
        return (
          <button
            type="button"
            key={one}
            class="btn"
            aria-pressed={isOn}
            title={t.ui('logs.source.only')}
            onClick={(event) => {
              if (event.shiftKey) onSources([one]);
              else if (!isOn) onSources(shownSources.filter((other) => other === one || sources.includes(other)));
              // At least one stays: none would be an empty screen without a reason.
              else if (sources.length > 1) onSources(sources.filter((other) => other !== one));
            }}
          >
            {t.ui(`logs.chip.${one}`)}
          </button>
        );
      })}
    </div>
  );
}

function Segments<T extends string>(props: {
  readonly label: string;
  readonly options: readonly (readonly [T, string])[];
  readonly value: T;
  readonly onValue: (value: T) => void;
}) {
  return (
    <div class="seg" role="group" aria-label={props.label}>
      {props.options.map(([value, text]) => (
        <button
          type="button"
          key={value}
          aria-pressed={value === props.value}
          onClick={() => {
            props.onValue(value);
          }}
        >
          {text}
        </button>
      ))}
    </div>
  );
}
