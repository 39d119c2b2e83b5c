import { initialState, type MonitorState, type ServerState } from '../../core/monitor-state';
import { toSnapshot } from '../../core/snapshot';
import type { Settings } from '../../core/settings';
import { causeTitle, describeFinding, describeNoData, describeStatus } from '../../shared/describe';
import { serverText } from '../../shared/server-text';
import { runEffect } from '../effects';
import { maintainFor } from '../history/maintain';
import { createRoundRecorder } from '../history/record-rounds';
import type { Clock } from '../clock';
import type { Notice, Notifier } from '../notifier/notifier';
import { createPoller } from '../poller';
import { isRestartLocked } from '../restart-lock';
import { createMonitorStore } from '../store';
import { startTimekeeper, systemTimeZone } from '../timekeeper';
import { toCheckDocument } from './check';
import type { CliShell } from './shell';

export interface WatchOptions {
  /** The one to watch; null: all of the settings, also those that are added meanwhile. */
  readonly serverId: string | null;
  readonly json: boolean;
  readonly intervalMs: number | null;
  readonly notifier: Notifier;
  readonly demo: boolean;
  /** Resolves when she ends it. */
  readonly ended: Promise<void>;
}

/** Timers do not count the time that the machine slept. */
const catchUpMs = 30_000;

/** Rounds for ever on the terminal, with the tray application's policy and cadence. */
export async function runWatch(shell: CliShell, options: WatchOptions): Promise<number> {
  const { io, t, clock } = shell;
  const settings = choose(shell.settings.current(), options);
  const onNotice = createNoticePrinter(shell, options.json);
  const recordRounds = createRoundRecorder(shell.history);
  let printed = new Map<string, number>();
  const store = createMonitorStore(
    initialState(settings, shell.saved(), { demo: options.demo, timeZone: systemTimeZone() }),
    (effect, state) => {
      runEffect(
        {
          clock,
          history: shell.history,
          stateStore: shell.stateStore,
          notifier: options.notifier,
          translator: () => t,
          dispatch: (event) => {
            store.dispatch(event);
          },
          log: () => undefined,
          look: (serverId) => {
            poller.lookSoon(serverId);
          },
          serverIds: () => shell.settings.current().servers.map(({ id }) => id),
          onNotice,
        },
        effect,
        state,
      );
    },
    (state) => {
      recordRounds(state);
      printed = printRounds(shell, options, state, printed);
    },
    (what) => {
      tellInnerFailure(shell, what);
    },
  );
  const poller = createPoller({
    clock,
    observer: shell.observer,
    getState: store.getState,
    dispatch: store.dispatch,
    random: Math.random,
    isBusy: (serverId) => isRestartLocked(shell.dataDir, serverId, clock.now()),
    log: (line) => {
      tellInnerFailure(shell, line);
    },
    ...(options.intervalMs === null ? {} : { intervalMs: options.intervalMs }),
  });
  if (!options.json) {
    const everyMs = options.intervalMs ?? settings.intervalMinutes * 60_000;
    for (const server of settings.servers) io.err(t.text('cli.watch.start', { server: server.name, every: everyMs }));
  }
  const interval = (changed: Settings) => options.intervalMs ?? changed.intervalMinutes * 60_000;
  shell.history.setInterval(interval(settings));
  poller.start();
  const forget = shell.settings.onChange((changed) => {
    shell.history.setInterval(interval(changed));
    store.dispatch({ kind: 'settings-changed', settings: choose(changed, options) });
    poller.settingsChanged();
  });
  const timekeeper = startTimekeeper({ clock, tickMs: catchUpMs, dispatch: store.dispatch, timeZone: systemTimeZone });
  const stopCatchingUp = every(clock, catchUpMs, () => {
    poller.catchUp();
    maintainFor(shell.history, clock);
  });
  await options.ended;
  stopCatchingUp();
  timekeeper.stop();
  forget();
  poller.stop();
  if (!options.json) io.err(t.text('cli.watch.end'));
  return 0;
}

function choose(settings: Settings, { serverId }: WatchOptions): Settings {
  if (serverId === null) return settings;
  return { ...settings, servers: settings.servers.filter(({ id }) => id === serverId) };
}

/** Calls again and again until stopped. */
function every(clock: Clock, ms: number, call: () => void): () => void {
  let cancel: () => void;
  const plan = (): void => {
    cancel = clock.after(ms, () => {
      plan();
      call();
    });
  };
  plan();
  return () => {
    cancel();
  };
}

/** Only the beginning: the rest is a stack, and for whoever mends it. */
function tellInnerFailure({ io, t }: CliShell, what: string): void {
  const detail = serverText(what.split('\n')[0] ?? '');
  io.err(t.text('cli.error', { text: t.text('cli.error.internal', { detail }) }));
}

/** A notice that could not be shown is tried again every round; its line is printed once. */
function createNoticePrinter(
  { io, t, clock }: CliShell,
  json: boolean,
): (notice: Notice, shown: boolean, reason: string | null) => void {
  const unshown = new Set<string>();
  return (notice, shown, reason) => {
    const at = clock.now();
    // The recovery has its outage's id, and is another notice all the same.
    const key = `${notice.id}\n${notice.title}`;
    const isRepeated = shown ? unshown.delete(key) : unshown.has(key);
    if (json || isRepeated) return;
    const body = notice.body.replaceAll('\n', ' ');
    io.out(t.text('cli.watch.notice', { at, title: notice.title, body }));
    if (shown) return;
    unshown.add(key);
    io.err(t.text('cli.watch.noticeFailed', { at, reason: reason ?? '' }));
  };
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
