import { useEffect, useMemo, useRef, useState } from 'preact/hooks';
import type { OverallStatus } from '../core/model';
import type { ServerSnapshot, Snapshot } from '../core/snapshot-types';
import { describeStatus } from '../shared/describe';
import type { ViewContext } from '../shared/ipc';
import { checkNow } from './actions';
import { DrillBar } from './components/drill-bar';
import { later } from './components/later';
import { Warnings } from './components/panels';
import { Sidebar } from './components/sidebar';
import type { Ticker } from './format';
import type { Store, ViewName } from './store';
import { AnswerView } from './views/answer';
import { DrillView } from './views/drill';
import { HistoryView } from './views/history';
import { LogsView } from './views/logs';
import { OverviewView } from './views/overview';
import { RestartSheet } from './views/restart-sheet';
import { ServicesView } from './views/services';
import { SettingsView } from './views/settings';
import { SetupView } from './views/setup';
import type { ViewProps } from './views/view-props';
import { createWords } from './words';
import type { Spoken, Words } from './words';

const SetupNotices = later(async () => (await import('./views/setup-notices')).SetupNotices);

interface AppProps {
  readonly store: Store;
  readonly ticker: Ticker;
}

/** The window. Until the first snapshot there is nothing to say, and nothing is shown. */
export function App({ store, ticker }: AppProps) {
  const snapshot = store.snapshot.value;
  const context = store.context.value;
  const spoken = store.spoken.value;
  if (snapshot === null || context === null || spoken === null) return null;
  return <Window store={store} ticker={ticker} snapshot={snapshot} context={context} spoken={spoken} />;
}

function Window({
  store,
  ticker,
  snapshot,
  context,
  spoken,
}: AppProps & { readonly snapshot: Snapshot; readonly context: ViewContext; readonly spoken: Spoken }) {
  const { timeZone, address } = context;
  // A drill has its own time, and everything in it is counted by that.
  const aheadMs = snapshot.drill?.aheadMs ?? 0;
  const t = useMemo(
    () => createWords(spoken, context, () => ticker.now.peek() + aheadMs),
    [ticker, spoken, timeZone, address, aheadMs],
  );
  const server = store.server.value;
  const now = ticker.now.value + aheadMs;
  const isOverview = store.isOverview.value;
  const answered = isOverview ? { id: '', status: snapshot.overall } : server;
  useDocument(context, t, snapshot, answered);
  useShortcuts(store);
  useEffect(() => {
    const shown = isOverview ? snapshot.servers : [server];
    const moments = shown.flatMap(momentsOf).map((moment) => moment - aheadMs);
    ticker.watch(moments, server?.restart?.outcome === null);
  }, [ticker, server, snapshot, isOverview, aheadMs]);
  const view = store.view.value;
  const sheet = store.sheet.value;
  const sheetServer = snapshot.servers.find((one) => one.id === sheet?.serverId);
  return (
    <>
      <Announcer t={t} snapshot={snapshot} answered={answered} />
      {view === 'setup' ? (
        <SetupView store={store} t={t} />
      ) : view === 'setup-notices' ? (
        <SetupNotices store={store} t={t} server={server} />
      ) : (
        <div class="window">
          <DrillBar store={store} t={t} snapshot={snapshot} />
          <Sidebar store={store} t={t} snapshot={snapshot} server={server} now={now} />
          <main class={mainClass(view)} id="main" tabIndex={-1}>
            <View store={store} t={t} view={view} snapshot={snapshot} context={context} server={server} now={now} />
          </main>
        </div>
      )}
      {sheet !== null && sheetServer !== undefined && (
        <RestartSheet
          key={`${sheet.serverId}/${sheet.service}`}
          store={store}
          t={t}
          server={sheetServer}
          sheet={sheet}
          now={now}
        />
      )}
    </>
  );
}

function mainClass(view: ViewName): string {
  if (view === 'logs') return 'logs';
  return view === 'services' ? 'view wide' : 'view';
}

interface ViewChoice extends ViewProps {
  readonly view: Exclude<ViewName, 'setup' | 'setup-notices'>;
  readonly snapshot: Snapshot;
  readonly context: ViewContext;
  readonly server: ServerSnapshot | null;
  readonly now: number;
}

function View({ store, t, view, snapshot, context, server, now }: ViewChoice) {
  if (view === 'settings') return <SettingsView store={store} t={t} snapshot={snapshot} context={context} />;
  if (server === null) return <p class="quiet">{t.ui('logs.noServer')}</p>;
  switch (view) {
    case 'answer':
      return (
        <>
          {snapshot.demo && <p class="banner small">{t.ui('demo.banner')}</p>}
          <Warnings snapshot={snapshot} t={t} />
          {store.isOverview.value ? (
            <OverviewView store={store} t={t} snapshot={snapshot} now={now} />
          ) : (
            <AnswerView store={store} t={t} server={server} now={now} isDrill={snapshot.drill !== null} />
          )}
        </>
      );
    case 'services':
      return <ServicesView store={store} t={t} server={server} />;
    case 'logs':
      return <LogsView store={store} t={t} server={server} />;
    case 'history':
      return <HistoryView store={store} t={t} context={context} server={server} />;
    case 'drill':
      return <DrillView store={store} t={t} server={server} />;
  }
}

/** Whose answer is on the screen; of all servers: no id. */
type Answered = Pick<ServerSnapshot, 'id' | 'status'>;

/** A change of verdict is said once; ages that tick are not. */
function Announcer({
  t,
  snapshot,
  answered,
}: {
  readonly t: Words;
  readonly snapshot: Snapshot;
  readonly answered: Answered | null;
}) {
  const before = useRef<{ readonly id: string; readonly status: OverallStatus } | null>(null);
  const [said, setSaid] = useState<{ readonly text: string; readonly isAlert: boolean }>({ text: '', isAlert: false });
  const id = answered?.id;
  const status = answered?.status;
  useEffect(() => {
    if (id === undefined || status === undefined) return;
    // The first answer, and another server that she chose herself, are read where they stand.
    if (before.current?.id === id && before.current.status !== status)
      setSaid({ text: answerOf(snapshot, status, t), isAlert: status === 'down' });
    before.current = { id, status };
  }, [id, status]);
  const isDrill = snapshot.drill !== null;
  useEffect(() => {
    // What was said in a drill must not be found afterwards as if it were so.
    setSaid({ text: '', isAlert: false });
  }, [isDrill]);
  return (
    <div class="hidden">
      <p role="status">{said.isAlert ? '' : said.text}</p>
      <p role="alert">{said.isAlert ? said.text : ''}</p>
    </div>
  );
}

/** The answer in a word, and never without saying that it is a drill's. */
function answerOf({ drill }: Snapshot, status: OverallStatus, t: Words): string {
  const { answer } = describeStatus(status, t);
  return drill === null ? answer : t.text('drill.title', { title: answer });
}

function useDocument(context: ViewContext, t: Words, snapshot: Snapshot, answered: Answered | null): void {
  const answer = answered === null ? '' : answerOf(snapshot, answered.status, t);
  useEffect(() => {
    const { documentElement } = document;
    documentElement.lang = t.language === 'es' ? 'es-CO' : 'en';
    documentElement.dataset['platform'] = context.platform;
    if (context.theme === 'system') delete documentElement.dataset['theme'];
    else documentElement.dataset['theme'] = context.theme;
  }, [t.language, context.platform, context.theme]);
  const { drill } = snapshot;
  useEffect(() => {
    // Hatched, whatever is shown: by more than colour.
    document.documentElement.toggleAttribute('data-drill', drill !== null);
  }, [drill]);
  useEffect(() => {
    document.title = answer === '' ? t.ui('title') : `${t.ui('title')}: ${answer}`;
  }, [answer, t]);
}

/** Everything whose age or countdown is on the screen. */
function momentsOf(server: ServerSnapshot | null): readonly number[] {
  if (server === null) return [];
  const lastAt = server.noData?.kind === 'too-old' ? server.noData.lastAt : null;
  return [
    server.lastRoundAt,
    server.nextRoundAt,
    lastAt,
    server.snoozedUntil,
    server.maintenance?.untilAt ?? null,
    ...server.services.map(({ restart }) =>
      restart.kind === 'refused' && restart.reason.kind === 'locked' ? restart.reason.at : null,
    ),
  ].filter((moment) => moment !== null);
}

const viewOfKey: Readonly<Record<string, ViewName>> = {
  '1': 'answer',
  '2': 'services',
  '3': 'logs',
  '4': 'history',
  '5': 'settings',
  ',': 'settings',
};

function useShortcuts(store: Store): void {
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      if (!(event.ctrlKey || event.metaKey) || event.altKey || store.sheet.peek() !== null) return;
      const view = viewOfKey[event.key];
      if (view !== undefined && (store.snapshot.peek()?.servers.length ?? 0) > 0) store.goTo(view);
      else if (event.key === 'r') checkNow(store);
      else if (event.key === 'k') document.getElementById('server-switch')?.click();
      else return;
      event.preventDefault();
    };
    document.addEventListener('keydown', onKey);
    return () => {
      document.removeEventListener('keydown', onKey);
    };
  }, [store]);
}
