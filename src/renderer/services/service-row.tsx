import type { PartId } from '../../core/model';
import type { ServerSnapshot, ServiceSnapshot } from '../../core/snapshot-types';
import { describeRefusal } from '../../shared/describe';
import { openRestartSheet } from '../actions';
import { RestartButton } from '../components/advice';
import { Button, Command } from '../components/controls';
import { Icon, Mark } from '../components/icons';
import { isRestartable } from '../store';
import type { RestartableService } from '../store';
import type { ViewProps } from '../views/view-props';
import { Processes } from './processes';
import { isCurrent } from './row';
import type { Row, RowsInput } from './row';
import { Spark } from './spark';

interface ServiceRowProps extends ViewProps {
  readonly server: ServerSnapshot;
  readonly row: Row;
  readonly history: RowsInput['history'];
}

/** State, since when, last value, what it promises, a day's trend, and what can be done: one row. */
export function ServiceRow({ store, t, server, row, history }: ServiceRowProps) {
  const { service } = row;
  return (
    <li class="svc">
      <div class="svc-row">
        <Mark status={row.status} label={t.ui(`mark.${row.status}`)} />
        <span>
          <b>{row.name}</b>
          {row.sub !== null && <span class="sub">{row.sub}</span>}
        </span>
        <span>
          {row.value === null ? (
            <span class="waiting" role="img" aria-label={t.ui('mark.no-data')} />
          ) : (
            <span class="val">
              {row.value} {row.raw !== null && <code class="raw">{row.raw}</code>}
            </span>
          )}
          {row.second !== null && <span class="sub">{row.second}</span>}
        </span>
        {row.trend !== null && history !== null && history !== 'later' ? (
          <Spark t={t} trend={row.trend} history={history} />
        ) : (
          <span class="spark" />
        )}
        {service === null ? <span /> : <Action store={store} t={t} server={server} service={service} row={row} />}
      </div>
      {service !== null && <Reason store={store} t={t} service={service} row={row} />}
      {service?.id === 'api' && <Processes t={t} service={service} isCurrent={isCurrent(server)} />}
    </li>
  );
}

interface PartProps extends ViewProps {
  readonly service: ServiceSnapshot;
  readonly row: Row;
}

function Action({ store, t, server, service, row }: PartProps & { readonly server: ServerSnapshot }) {
  if (isRestartable(service.id))
    return <RestartButton store={store} t={t} server={server} service={service.id} reasonId={reasonId(service.id)} />;
  // Nothing to be done while it is well; when it is not, the button says why it is not here that it is done.
  if (!isFailing(row)) return <span />;
  return (
    <Button
      reasonId={reasonId(service.id)}
      label={t.ui('restart.ask', { service: service.id })}
      onPress={() => undefined}
    >
      {t.ui('restart.shortAsk')}
    </Button>
  );
}

/** Why the button does nothing now, and what can be done instead. */
function Reason({ store, t, service, row }: PartProps) {
  const { id, restart } = service;
  if (!isRestartable(id)) return isFailing(row) ? <NotOurs store={store} t={t} service={service} /> : null;
  if (restart.kind !== 'refused') return null;
  return (
    <p class="reason" id={reasonId(id)}>
      <Icon name="info" />
      <span>
        {describeRefusal(restart.reason, id, t)}
        {restart.reason.kind === 'locked' && <PastButton store={store} t={t} service={id} />}
      </span>
    </p>
  );
}

function PastButton({ store, t, service }: ViewProps & { readonly service: RestartableService }) {
  return (
    <Button
      kind="plain"
      label={t.ui('services.pastOf', { service })}
      onPress={() => {
        openRestartSheet(store, service);
      }}
    >
      {t.ui('services.past')}
    </Button>
  );
}

function NotOurs({ store, t, service }: ViewProps & { readonly service: ServiceSnapshot }) {
  const { id, facts } = service;
  const isRunning = facts !== null && facts.kind !== 'processes' && !/^(stopped|failed|given-up)$/.test(facts.word);
  return (
    <p class="reason" id={reasonId(id)}>
      <Icon name="info" />
      <span>
        {t.ui('services.notOurs', { service: id })}{' '}
        <Command store={store} t={t} command={`sudo systemctl ${isRunning ? 'restart' : 'start'} ${id}`} />
      </span>
    </p>
  );
}

function isFailing({ status }: Row): boolean {
  return status === 'down' || status === 'attention';
}

function reasonId(id: PartId): string {
  return `why-${id}`;
}
