import { initialState, type MonitorState, type ServerState } from '../../core/monitor-state';
import { toSnapshot } from '../../core/snapshot';
import type { ServerSettings } from '../../core/settings';
import { causeTitle, describeFinding, describeNoData, describeStatus } from '../../shared/describe';
import { runEffect } from '../effects';
import type { Notifier } from '../notifier/notifier';
import { createPoller } from '../poller';
import { createMonitorStore } from '../store';
import { toCheckDocument } from './check';
import type { CliShell } from './shell';

export interface WatchOptions {
  readonly servers: readonly ServerSettings[];
  readonly json: boolean;
  readonly intervalMs: number | null;
  readonly notifier: Notifier;
  readonly demo: boolean;
  /** Resolves when she ends it. */
  readonly ended: Promise<void>;
}

/** Rounds for ever on the terminal, with the tray application's policy and cadence. */
export async function runWatch(shell: CliShell, options: WatchOptions): Promise<number> {
  const { io, t, clock } = shell;
  const settings = { ...shell.settings.current(), servers: [...options.servers] };
  let printed = new Map<string, number>();
  // Tried again every round, and told once.
  const unshown = new Set<string>();
  const store = createMonitorStore(
    initialState(settings, shell.saved(), options.demo),
    (effect, state) => {
      runEffect(
        {
          clock,
          journal: shell.journal,
          stateStore: shell.stateStore,
          notifier: options.notifier,
          translator: () => t,
          dispatch: (event) => {
            store.dispatch(event);
          },
          log: () => undefined,
          onNotice: (notice, shown, reason) => {
            if (options.json || unshown.has(notice.id)) return;
            io.out(
              t.text('cli.watch.notice', {
                at: clock.now(),
                title: notice.title,
                body: notice.body.replaceAll('\n', ' '),
              }),
            );
            if (shown) return;
            unshown.add(notice.id);
            io.err(t.text('cli.watch.noticeFailed', { at: clock.now(), reason: reason ?? '' }));
          },
        },
        effect,
        state,
      );
    },
    (state) => {
      printed = printRounds(shell, options, state, printed);
    },
  );
  const poller = createPoller({
    clock,
    observer: shell.observer,
    getState: store.getState,
    dispatch: store.dispatch,
    random: Math.random,
    ...(options.intervalMs === null ? {} : { intervalMs: options.intervalMs }),
  });
  if (!options.json) {
    const every = options.intervalMs ?? settings.intervalMinutes * 60_000;
    for (const server of options.servers) io.err(t.text('cli.watch.start', { server: server.name, every }));
  }
  poller.start();
  const forget = shell.settings.onChange((changed) => {
    const ids = new Set(options.servers.map(({ id }) => id));
    store.dispatch({
      kind: 'settings-changed',
      settings: { ...changed, servers: changed.servers.filter(({ id }) => ids.has(id)) },
    });
    poller.settingsChanged();
  });
  // After sleep, what is overdue runs at once.
  const tick = setInterval(poller.catchUp, 30_000);
  await options.ended;
  clearInterval(tick);
  forget();
  poller.stop();
  shell.journal.flush();
  if (!options.json) io.err(t.text('cli.watch.end'));
  return 0;
}

/** A line for each round that ended since the last call. */
function printRounds(
  shell: CliShell,
  options: WatchOptions,
  state: MonitorState,
  printed: Map<string, number>,
): Map<string, number> {
  const next = new Map(printed);
  for (const server of state.servers) {
    if (server.rounds === (printed.get(server.server.id) ?? 0)) continue;
    next.set(server.server.id, server.rounds);
    shell.io.out(options.json ? toJsonLine(shell, server, state) : toTextLine(shell, server, state));
  }
  return next;
}

function toJsonLine({ t, clock }: CliShell, server: ServerState, state: MonitorState): string {
  const snapshot = toSnapshot(state, clock.now()).servers.find(({ id }) => id === server.server.id);
  const document = server.latest === null ? {} : toCheckDocument(server.latest, server.server, t);
  return JSON.stringify({ ...document, confirmed: snapshot?.confirming == null, shown: snapshot?.status ?? 'no-data' });
}

function toTextLine({ t, clock }: CliShell, server: ServerState, state: MonitorState): string {
  const at = clock.now();
  const snapshot = toSnapshot(state, at).servers.find(({ id }) => id === server.server.id);
  const confirming = snapshot?.confirming ?? null;
  if (confirming !== null) return t.text('cli.watch.confirming', { at, title: causeTitle(confirming.cause, t) });
  const status = snapshot?.status ?? 'no-data';
  const { answer, word } = describeStatus(status, t);
  const finding = snapshot?.diagnosis?.primary ?? null;
  const blind = snapshot?.noData != null && finding === null ? describeNoData(snapshot.noData, t) : answer;
  return t.text('cli.watch.round', {
    at,
    word,
    sentence: finding === null ? blind : describeFinding(finding, server.server, t).sentence,
  });
}
