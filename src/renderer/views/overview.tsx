import type { ServerSnapshot, Snapshot } from '../../core/snapshot-types';
import { describeStatus } from '../../shared/describe';
import type { RecentView } from '../../shared/history/recent-view';
import { DayLine } from '../components/day-line';
import { Icon, Mark } from '../components/icons';
import { StripLegend, StripPatterns } from '../history/strip';
import { useAnswer } from '../history/use-answer';
import { leadOf } from '../lead';
import { kindsIn } from './history-strip';
import type { ViewProps } from './view-props';

interface OverviewProps extends ViewProps {
  readonly snapshot: Snapshot;
  readonly now: number;
}

/** Several servers: the answer is the worst one's, and each has a line, the worst first. */
export function OverviewView({ store, t, snapshot, now }: OverviewProps) {
  const { overall, servers } = snapshot;
  const [worst] = servers;
  const version = servers.map(({ id, lastRoundAt, status }) => [id, lastRoundAt, status].join('/')).join(' ');
  const { answer } = useAnswer('', version, () => askAll(store, servers));
  return (
    <>
      <div class="verdict" data-status={overall}>
        <Mark status={overall} size={44} label={null} />
        <div>
          <h1>{describeStatus(overall, t).answer}</h1>
          <p class="lead">
            {worst === undefined || overall === 'calm'
              ? t.ui('overview.calm', { n: servers.length })
              : t.ui('overview.worst', { server: worst.name, sentence: leadOf(worst, t, now) })}
          </p>
          <p class="meta">
            <span>{countsOf(servers, t).join(', ')}</span>
          </p>
        </div>
      </div>
      <section class="section">
        <div class="section-head wraps">
          <h2>{t.ui('overview.title')}</h2>
          <span class="end">
            <StripLegend
              kinds={kindsIn([...(answer?.values() ?? [])])}
              nameOf={(kind) => t.ui(`history.kind.${kind}`)}
            />
          </span>
        </div>
        <StripPatterns />
        <ul class="lines">
          {servers.map((server) => (
            <ServerLine
              key={server.id}
              store={store}
              t={t}
              server={server}
              recent={answer?.get(server.id) ?? null}
              now={now}
            />
          ))}
        </ul>
      </section>
      <p class="section small quiet">{t.ui('overview.own')}</p>
    </>
  );
}

async function askAll(
  store: ViewProps['store'],
  servers: readonly ServerSnapshot[],
): Promise<ReadonlyMap<string, RecentView>> {
  const asked = servers.map(
    async ({ id }) => [id, await store.bridge.request('history:recent', { serverId: id })] as const,
  );
  return new Map(
    (await Promise.all(asked)).flatMap(([id, recent]) => (recent === null ? [] : [[id, recent] as const])),
  );
}

interface ServerLineProps extends ViewProps {
  readonly server: ServerSnapshot;
  /** Null: not yet, or nothing is known. */
  readonly recent: RecentView | null;
  readonly now: number;
}

function ServerLine({ store, t, server, recent, now }: ServerLineProps) {
  const { answer: verdict } = describeStatus(server.status, t);
  return (
    <li>
      <a
        class="line"
        href="#answer"
        data-status={server.status}
        onClick={(event) => {
          event.preventDefault();
          store.chooseServer(server.id);
        }}
      >
        <Mark status={server.status} size={20} label={t.ui(`mark.${server.status}`)} />
        <span>
          <b>{server.name}</b>
          <span class="why">{lineOf(verdict, leadOf(server, t, now), t)}</span>
        </span>
        {recent === null ? (
          <span class="day-line" />
        ) : (
          <DayLine t={t} name={t.ui('overview.day', { server: server.name })} recent={recent} />
        )}
        <Icon name="later" />
      </a>
    </li>
  );
}

/** An answer that ends in dots goes on by itself. */
function lineOf(answer: string, sentence: string, t: ViewProps['t']): string {
  return answer.endsWith('…') ? `${answer} ${sentence}` : t.ui('overview.line', { answer, sentence });
}

/** "1 con caída, 1 con aviso, 1 bien": the order of the lines. */
export function countsOf(servers: readonly ServerSnapshot[], t: ViewProps['t']): readonly string[] {
  const kinds = ['down', 'no-data', 'attention', 'maintenance', 'calm'] as const;
  return kinds
    .map((status) => ({ status, n: servers.filter((one) => one.status === status).length }))
    .filter(({ n }) => n > 0)
    .map(({ status, n }) => t.ui(`overview.count.${status}`, { n }));
}
