import type { ServerSnapshot } from '../../core/snapshot-types';
import type { RecentView } from '../../shared/history/recent-view';
import { IncidentTimeline } from '../history/incident-timeline';
import { StripLegend, StripPatterns } from '../history/strip';
import { kindsIn } from '../views/history-strip';
import type { ViewProps } from '../views/view-props';
import { DayLine } from './day-line';

interface LastDayProps extends ViewProps {
  /** Null: not yet, or nothing is known. */
  readonly recent: RecentView | null;
}

/** What was in the last 24 hours. Its room is there before the answer is. */
export function LastDay({ t, recent }: Omit<LastDayProps, 'store'>) {
  const title = t.ui('recent.title');
  return (
    <section class="section">
      <div class="section-head wraps">
        <h2>{title}</h2>
        <span key={recent === null} class="end">
          <StripLegend
            kinds={recent === null ? ['up'] : kindsIn([recent])}
            nameOf={(kind) => t.ui(`history.kind.${kind}`)}
          />
        </span>
      </div>
      <StripPatterns />
      {recent === null ? <div class="day-line" /> : <DayLine t={t} name={title} recent={recent} />}
      <div class="axis five" aria-hidden>
        {[0, 1, 2, 3].map((quarter) => (
          <span key={quarter}>{recent === null ? '\u00a0' : markOf(recent, quarter, t)}</span>
        ))}
        <span>{t.ui('recent.now')}</span>
      </div>
    </section>
  );
}

function markOf({ range }: RecentView, quarter: number, t: ViewProps['t']): string {
  const at = t.text('report.clock', { at: range.fromAt + (quarter * (range.toAt - range.fromAt)) / 4 });
  return quarter === 0 ? t.ui('recent.yesterday', { at }) : at;
}

/** The outage that goes on, step by step; its page in the history has the rest. */
export function OpenIncident(props: LastDayProps & { readonly server: ServerSnapshot; readonly now: number }) {
  const { store, t, server, recent, now } = props;
  const open = recent?.open;
  if (server.incident === null || open == null || open.id !== server.incident.id) return null;
  return (
    <section class="section">
      <div class="section-head wraps">
        <h2>{t.ui('recent.steps')}</h2>
        <span class="end">
          <a
            href="#history"
            onClick={(event) => {
              event.preventDefault();
              store.history.value = { ...store.history.peek(), incidentId: open.id };
              store.view.value = 'history';
            }}
          >
            {t.ui('recent.whole')}
          </a>
        </span>
      </div>
      <IncidentTimeline t={t} incident={open} notes={[]} now={now} timeZone={store.context.value?.timeZone ?? 'UTC'} />
    </section>
  );
}
