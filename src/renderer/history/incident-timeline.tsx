import type { IncidentRecord, NoteRecord } from '../../core/history/types';
import { isAtMost } from '../../core/history/repair-statistics';
import { dayOf } from '../../core/local-time';
import { causeTitle } from '../../shared/describe';
import { longest } from '../../shared/report/took';
import { Icon, Mark, type IconName } from '../components/icons';
import type { Words } from '../words';
import { shortDay } from './cell-names';
import { preciseLength, secondsClock } from './moments';
import { timelineOf, type TimelineItem } from './timeline';

interface TimelineProps {
  readonly t: Words;
  readonly incident: IncidentRecord;
  readonly notes: readonly NoteRecord[];
  readonly now: number;
  readonly timeZone: string;
}

/** To the second, with what lies between. */
export function IncidentTimeline({ t, incident, notes, now, timeZone }: TimelineProps) {
  const items = timelineOf(incident, notes, now);
  return (
    <ol class="timeline">
      {items.map((item, index) => {
        const before = items[index - 1];
        const isNewDay = before !== undefined && dayOf(before.at, timeZone) !== dayOf(item.at, timeZone);
        return (
          <li key={index}>
            <time dateTime={new Date(item.at).toISOString()}>
              {isNewDay && <span class="sub">{shortDay(item.at, t)}</span>}
              {secondsClock(item.at, timeZone)}
            </time>
            <Sign item={item} />
            <span>
              {titleOf(item, incident, t)}
              {isRebuilt(item, incident) && <span class="tag dashed">{t.ui('history.tag.reconstructed')}</span>}
              <Sub text={subOf(item, incident, t)} />
            </span>
            <span class="delta">{item.sinceMs === null ? '' : preciseLength(item.sinceMs, t)}</span>
          </li>
        );
      })}
    </ol>
  );
}

function Sub({ text }: { readonly text: string | null }) {
  return text === null ? null : <span class="sub">{text}</span>;
}

const icons: Readonly<Partial<Record<TimelineItem['kind'], IconName>>> = {
  sign: 'logs',
  failure: 'search',
  told: 'bell',
  acknowledged: 'bell',
  action: 'key',
  cause: 'info',
  note: 'services',
};

function Sign({ item }: { readonly item: TimelineItem }) {
  if (item.kind === 'confirmed' || item.kind === 'open') return <Mark status="down" label={null} />;
  if (item.kind === 'recovered' || item.kind === 'recoverySign') return <Mark status="calm" label={null} />;
  return <Icon name={icons[item.kind] ?? 'info'} />;
}

function isRebuilt(item: TimelineItem, { source }: IncidentRecord): boolean {
  if (item.kind === 'sign' || item.kind === 'recoverySign') return true;
  if (item.kind === 'note') return item.isRebuilt;
  return source === 'reconstructed' && (item.kind === 'failure' || item.kind === 'recovered');
}

function titleOf(item: TimelineItem, { source }: IncidentRecord, t: Words): string {
  const wasRebuilt = source === 'reconstructed';
  switch (item.kind) {
    case 'failure':
      return t.ui(wasRebuilt ? 'history.timeline.failureRebuilt' : 'history.timeline.failure');
    case 'recovered':
      return t.ui(wasRebuilt ? 'history.timeline.recoveredRebuilt' : 'history.timeline.recovered');
    case 'action':
      return t.ui('history.timeline.action', { service: item.action.service });
    case 'cause':
      return t.ui('history.timeline.cause', { title: causeTitle(item.cause, t) });
    case 'note':
      return t.ui(`history.timeline.note.${item.note}`);
    default:
      return t.ui(`history.timeline.${item.kind}`);
  }
}

const outcomes = ['verified', 'unverified', 'failed'] as const;

function subOf(item: TimelineItem, incident: IncidentRecord, t: Words): string | null {
  const { cause, repairedBy, source, atMost } = incident;
  switch (item.kind) {
    case 'failure':
      return atMost && source === 'reconstructed'
        ? `${causeTitle(cause, t)} · ${t.ui('history.timeline.atMost')}`
        : causeTitle(cause, t);
    case 'action': {
      const { outcome, ms } = item.action;
      const known = outcomes.find((one) => one === outcome);
      const result = known === undefined ? outcome : t.ui(`history.timeline.action.${known}`);
      return ms === null ? result : t.ui('history.timeline.action.took', { result, took: preciseLength(ms, t) });
    }
    case 'note':
      return item.took === null ? null : longest({ ms: item.took.atMostMs, atMost: true }, t);
    case 'recoverySign': {
      const by = t.ui(`history.source.${item.recovery.source}`);
      return item.recovery.atMost ? `${by} · ${t.ui('history.timeline.byThen')}` : by;
    }
    case 'recovered': {
      const by = t.text(`report.by.${repairedBy ?? 'unknown'}`);
      return (isAtMost(incident) && source === 'observed' && incident.recovery === null) || incident.endAtMost === true
        ? `${by} · ${t.ui('history.timeline.byThen')}`
        : by;
    }
    default:
      return null;
  }
}
