import type { ServerSnapshot } from '../../core/snapshot-types';
import { Button } from '../components/controls';
import { useAnswer } from '../history/use-answer';
import { wholeDays } from '../services/check-rows';
import { isCurrent, waiting } from '../services/row';
import type { RowGroup, RowsInput } from '../services/row';
import { ServiceRow } from '../services/service-row';
import { serviceRows } from '../services/service-rows';
import type { Words } from '../words';
import type { ViewProps } from './view-props';

const groups: readonly RowGroup[] = ['users', 'support', 'repair'];

/** Every part with its state, since when, what it promises, and the restart that its diagnosis allows. */
export function ServicesView({ store, t, server }: ViewProps & { readonly server: ServerSnapshot }) {
  const { id: serverId, lastRoundAt } = server;
  // A drill has none of its own: whether one runs is part of the question.
  const isDrill = store.snapshot.value?.drill != null;
  const asked = useAnswer(`${serverId} ${String(isDrill)}`, String(lastRoundAt), () =>
    store.bridge.request('history:services', { serverId }),
  );
  const history = asked.answer ?? (asked.isLoading ? 'later' : null);
  const rows = serviceRows({ server, history, t });
  return (
    <>
      <header class="view-head">
        <h1>{t.ui('services.title')}</h1>
        {/* In the head, so that the rows stay where they are when data come and go. */}
        {!isCurrent(server) && (
          <span class="small quiet">
            {t.ui(server.noData?.kind === 'never-checked' ? 'services.empty' : 'services.noData')}
          </span>
        )}
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
      {groups.map((group) => (
        <section key={group} class="svc-group">
          <h2>{t.ui(`services.${group}`)}</h2>
          <ul>
            {rows
              .filter((row) => row.group === group)
              .map((row) => (
                <ServiceRow key={row.id} store={store} t={t} server={server} row={row} history={history} />
              ))}
          </ul>
        </section>
      ))}
      {isCurrent(server) && <p class="footnote small quiet">{footnote(history, t)}</p>}
    </>
  );
}

/** Of what time the lines and the counts are. */
function footnote(history: RowsInput['history'], t: Words): string {
  if (history === null) return '';
  if (history === 'later') return waiting;
  const { counted, range } = history;
  const counts =
    counted === null
      ? t.ui('services.footnote.none')
      : t.ui('services.footnote.counted', {
          span: wholeDays(range.toAt - counted.fromAt),
          share: Math.floor(100 * counted.coverage),
        });
  return `${t.ui('services.footnote')} ${counts}`;
}
