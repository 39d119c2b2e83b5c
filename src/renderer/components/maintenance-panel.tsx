import { useId } from 'preact/hooks';
import type { Finding } from '../../core/model';
import type { ServerSnapshot } from '../../core/snapshot-types';
import { describeFinding, describeNoData, describeRefusal } from '../../shared/describe';
import { restartFor, restartOffer } from '../actions';
import type { Store } from '../store';
import type { Words } from '../words';
import { RestartButton } from './advice';
import { Sentence } from './controls';
import { focusSilence, MaintenanceButtons } from './silence-menu';

interface MaintenanceProps {
  readonly store: Store;
  readonly t: Words;
  readonly server: ServerSnapshot;
  readonly maintenance: NonNullable<ServerSnapshot['maintenance']>;
  readonly now: number;
}

/** As the notice that it ends soon. */
const urgentMs = 5 * 60_000;

interface PanelProps extends MaintenanceProps {
  /** What the answer rests on. */
  readonly finding: Finding | null;
  /** Another panel asks her for something first, and has the one primary button. */
  readonly isSecond: boolean;
}

/** What fails in a maintenance right now, its end, and the restart that mends it: she maintains, so she restarts. */
export function MaintenancePanel({ store, t, server, maintenance, now, finding, isSecond }: PanelProps) {
  const id = useId();
  const { untilAt, troubled } = maintenance;
  const service = finding === null || isSecond ? null : restartFor(finding);
  const offer = service === null ? null : restartOffer(server, service);
  const isUrgent = troubled && untilAt - now <= urgentMs;
  const isRestartFirst = offer?.kind === 'one-click' || offer?.kind === 'confirm';
  return (
    <section class="advice" data-status="maintenance" aria-labelledby={id}>
      <h2 id={id}>
        {/* What the panel above asks is not said twice. */}
        <Sentence text={isSecond ? t.ui('mark.maintenance') : stateOf(server, t)} />
      </h2>
      <p>{troubled ? t.ui('maintenance.troubled') : t.ui('maintenance.well.text', { until: untilAt })}</p>
      <div class="acts">
        {service !== null && (
          <RestartButton store={store} t={t} server={server} service={service} isPrimary reasonId={`${id}-why`} />
        )}
        <MaintenanceButtons
          store={store}
          t={t}
          serverId={server.id}
          isPrimary={isUrgent && !isSecond && !isRestartFirst}
          act={(order, isEnd) => {
            order();
            // The panel goes away with the maintenance.
            if (isEnd) focusSilence();
          }}
        />
        {service !== null && offer?.kind === 'refused' && (
          <span class="small quiet whole" id={`${id}-why`}>
            {describeRefusal(offer.reason, service, t)}
          </span>
        )}
      </div>
    </section>
  );
}

function stateOf(server: ServerSnapshot, t: Words): string {
  if (server.noData !== null) return describeNoData(server.noData, t);
  const finding = server.diagnosis?.primary ?? null;
  return finding === null ? t.ui('maintenance.well') : describeFinding(finding, server, t).sentence;
}

/** How much of it is over. */
export function MaintenanceBar({ t, maintenance, now }: Pick<MaintenanceProps, 't' | 'maintenance' | 'now'>) {
  const { fromAt, untilAt } = maintenance;
  const percent = Math.round((100 * Math.min(Math.max(0, now - fromAt), untilAt - fromAt)) / (untilAt - fromAt));
  return (
    <div
      class="bar"
      role="progressbar"
      aria-label={t.ui('maintenance.bar')}
      aria-valuenow={percent}
      aria-valuemin={0}
      aria-valuemax={100}
    >
      <i style={{ width: `${String(percent)}%` }} />
    </div>
  );
}
