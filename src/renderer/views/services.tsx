import type { OverallStatus, PartId } from '../../core/model';
import type { ServerSnapshot, ServiceSnapshot } from '../../core/snapshot-types';
import { causeTitle, describeRefusal } from '../../shared/describe';
import type { LogSourceId } from '../../shared/ipc';
import { RestartButton } from '../components/advice';
import { Button } from '../components/controls';
import { Icon, Mark } from '../components/icons';
import { checkRows } from '../service-rows';
import type { CheckRow } from '../service-rows';
import { isRestartable } from '../store';
import type { ViewProps } from './view-props';

const userParts: readonly PartId[] = ['portal', 'api', 'dashboard', 'nginx', 'postgresql'];
const logOf: Partial<Readonly<Record<PartId, LogSourceId>>> = {
  api: 'api-error',
  dashboard: 'dashboard',
  cron: 'api-monitor',
};

/** Every part with its state, since when, and the restart that its diagnosis allows. */
export function ServicesView({ store, t, server }: ViewProps & { readonly server: ServerSnapshot }) {
  const isCurrent = server.status !== 'no-data';
  const rows = isCurrent ? checkRows(server, t) : [];
  const users = server.services.filter((service) => userParts.includes(service.id));
  const others = server.services.filter((service) => !userParts.includes(service.id));
  const row = (service: ServiceSnapshot) => (
    <ServiceRow key={service.id} store={store} t={t} server={server} service={service} isCurrent={isCurrent} />
  );
  return (
    <>
      <header class="view-head">
        <h1>{t.ui('services.title')}</h1>
        <span class="end">
          <Button
            kind="plain"
            icon="logs"
            onPress={() => {
              store.view.value = 'logs';
            }}
          >
            {t.ui('services.logs')}
          </Button>
        </span>
      </header>
      {!isCurrent && <p class="quiet">{t.ui(server.services.length === 0 ? 'services.empty' : 'services.noData')}</p>}
      <Group title={t.ui('services.users')}>{[...users.map(row), ...checksOf('users', rows, t)]}</Group>
      <Group title={t.ui('services.support')}>{checksOf('support', rows, t)}</Group>
      <Group title={t.ui('services.repair')}>{[...others.map(row), ...checksOf('repair', rows, t)]}</Group>
    </>
  );
}

function Group(props: { readonly title: string; readonly children: readonly preact.JSX.Element[] }) {
  if (props.children.length === 0) return null;
  return (
    <section class="svc-group">
      <h2>{props.title}</h2>
      <ul>{props.children}</ul>
    </section>
  );
}

interface ServiceRowProps extends ViewProps {
  readonly server: ServerSnapshot;
  readonly service: ServiceSnapshot;
  /** False: the row stands, its values are gone. */
  readonly isCurrent: boolean;
}

function ServiceRow({ store, t, server, service, isCurrent }: ServiceRowProps) {
  const status = isCurrent ? statusOf(service) : 'no-data';
  const reasonId = `why-${service.id}`;
  const refusal = service.restart.kind === 'refused' && isRestartable(service.id) ? service.restart.reason : null;
  return (
    <li class="svc">
      <div class="svc-row">
        <Mark status={status} label={t.ui(`mark.${status}`)} />
        <span>
          <b>{t.text(`service.${service.id}`)}</b>
          {isCurrent && service.sinceAt !== null && (
            <span class="sub">{t.text('state.since', { since: service.sinceAt })}</span>
          )}
        </span>
        <span>
          {isCurrent ? <span class="val">{service.detail}</span> : <Waiting label={t.ui('mark.no-data')} />}
          {isCurrent && service.explainedBy !== null && (
            <span class="sub">{t.text('state.explainedBy', { title: causeTitle(service.explainedBy, t) })}</span>
          )}
        </span>
        {isRestartable(service.id) ? (
          <RestartButton store={store} t={t} server={server} service={service.id} reasonId={reasonId} />
        ) : (
          <LogsButton store={store} t={t} service={service} status={status} />
        )}
      </div>
      {refusal !== null && (
        <p class="reason" id={reasonId}>
          <Icon name="info" />
          <span>{describeRefusal(refusal, service.id, t)}</span>
        </p>
      )}
      {isCurrent && service.workers.length > 0 && <Workers t={t} service={service} />}
    </li>
  );
}

function LogsButton({
  store,
  t,
  service,
  status,
}: ViewProps & { readonly service: ServiceSnapshot; readonly status: OverallStatus }) {
  const source = logOf[service.id];
  if (source === undefined || status === 'calm') return <span />;
  return (
    <Button
      label={t.ui('services.logsOf', { service: service.id })}
      onPress={() => {
        store.logSources.value = [source];
        store.view.value = 'logs';
      }}
    >
      {t.ui('services.logs')}
    </Button>
  );
}

function Workers({ t, service }: { readonly t: ViewProps['t']; readonly service: ServiceSnapshot }) {
  return (
    <details class="unfold">
      <summary>{t.ui('services.workers', { n: service.workers.length })}</summary>
      <ul class="workers" aria-label={t.ui('services.workerList')}>
        {service.workers.map((worker, index) => (
          // Under five minutes: born again since the last round or so.
          <li key={worker.pid} class={worker.ageSeconds !== null && worker.ageSeconds < 300 ? 'young' : undefined}>
            {t.ui('services.worker', { n: index + 1 })}
            <span class="faint">
              {worker.ageSeconds === null
                ? t.ui('services.workerAgeless', { pid: worker.pid })
                : t.ui('services.workerAge', { age: worker.ageSeconds * 1000, pid: worker.pid })}
            </span>
          </li>
        ))}
      </ul>
    </details>
  );
}

function checksOf(
  group: CheckRow['group'],
  rows: readonly CheckRow[],
  t: ViewProps['t'],
): readonly preact.JSX.Element[] {
  return rows
    .filter((row) => row.group === group)
    .map((row) => (
      <li class="svc" key={row.id}>
        <div class="svc-row">
          <Mark status={row.status} label={t.ui(`mark.${row.status}`)} />
          <span>
            <b>{row.name}</b>
            {row.sub !== null && <span class="sub mono">{row.sub}</span>}
          </span>
          <span class="val">{row.value}</span>
          <span />
        </div>
      </li>
    ));
}

function Waiting(props: { readonly label: string }) {
  return <span class="waiting" role="img" aria-label={props.label} />;
}

function statusOf(service: ServiceSnapshot): OverallStatus {
  if (service.status === 'well') return 'calm';
  return service.status === 'unknown' ? 'no-data' : service.status;
}
