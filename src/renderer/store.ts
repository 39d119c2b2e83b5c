/** Everything the window knows: the last snapshot and where she is looking. Views read signals, actions write them. */
import { batch, computed, signal } from '@preact/signals';
import type { ReadonlySignal, Signal } from '@preact/signals';
import { logSources as allLogSources } from '../core/logs/types';
import type { PartId } from '../core/model';
import type { ServerSnapshot, Snapshot } from '../core/snapshot-types';
import type { RangeChoice } from '../shared/history/range-choice';
import type { Language } from '../shared/i18n';
import type { LogPush, LogSourceId, Push, SetupStepResult, ViewContext, VigiaBridge } from '../shared/ipc';

import { loadSpoken, type Spoken } from './words';

export type ViewName = 'answer' | 'services' | 'logs' | 'history' | 'settings' | 'setup' | 'setup-notices' | 'drill';
export type RestartableService = 'api' | 'dashboard';

/** The restart sheet that is open. */
export interface Sheet {
  readonly serverId: string;
  readonly service: RestartableService;
  /** The order was sent, here or by the tray; until then the sheet asks. */
  readonly isSent: boolean;
  /** She insists although three did not help. */
  readonly anyway: boolean;
  /** Start of the run that was there before: that one is not the answer to this order. */
  readonly earlierRunAt: number | null;
}

export interface SetupTarget {
  readonly serverId: string | null;
  readonly from: 'answer' | 'settings';
}

export interface SetupProgress {
  readonly steps: readonly SetupStepResult[];
  readonly state: 'idle' | 'running' | 'finished';
}

/** Where in the history she is. */
export interface HistoryPlace {
  readonly choice: RangeChoice;
  /** Any moment of the day that is looked at hour by hour. */
  readonly dayAt: number | null;
  readonly incidentId: string | null;
}

export const settingsSections = ['servers', 'checks', 'notices', 'general', 'data'] as const;
export type SettingsSection = (typeof settingsSections)[number];

/** Where in the settings she is. */
export interface SettingsPlace {
  readonly section: SettingsSection;
  /** The server that she edits. */
  readonly serverId: string | null;
}

export interface Store {
  readonly bridge: VigiaBridge;
  readonly snapshot: ReadonlySignal<Snapshot | null>;
  readonly context: ReadonlySignal<ViewContext | null>;
  /** The texts of the context's language; another one's until they are there, which takes a moment. */
  readonly spoken: ReadonlySignal<Spoken | null>;
  /** The server that is shown: the chosen one, else the worst. */
  readonly server: ReadonlySignal<ServerSnapshot | null>;
  /** All servers are shown, each with a line: there are several, and none is chosen. */
  readonly isOverview: ReadonlySignal<boolean>;
  readonly view: Signal<ViewName>;
  /** The logs that are looked at, together. */
  readonly logSources: Signal<readonly LogSourceId[]>;
  readonly sheet: Signal<Sheet | null>;
  readonly setup: Signal<SetupProgress>;
  /** Whose access the set-up changes, null: a new server; and where it leads back to. */
  readonly setupFor: Signal<SetupTarget>;
  readonly history: Signal<HistoryPlace>;
  readonly settings: Signal<SettingsPlace>;
  /** What she typed and is not right yet, by field: it is there when she comes back to it. */
  readonly drafts: Signal<Readonly<Record<string, string>>>;
  /** Null: none, and so all of them. */
  chooseServer(id: string | null): void;
  /** Other views show one server: from the overview it is the worst, and stays it. */
  goTo(view: ViewName): void;
  /** Pushes that only one view cares about. */
  onLog(listener: (push: LogPush) => void): () => void;
  /** Takes the first snapshot and listens from then on. */
  start(): Promise<void>;
  stop(): void;
}

export function createStore(bridge: VigiaBridge): Store {
  const snapshot = signal<Snapshot | null>(null);
  const context = signal<ViewContext | null>(null);
  const spoken = signal<Spoken | null>(null);
  const chosen = signal<string | null>(null);
  const view = signal<ViewName>('answer');
  const logSources = signal<readonly LogSourceId[]>(allLogSources);
  const sheet = signal<Sheet | null>(null);
  const setup = signal<SetupProgress>({ steps: [], state: 'idle' });
  const setupFor = signal<SetupTarget>({ serverId: null, from: 'answer' });
  const history = signal<HistoryPlace>({ choice: { kind: 'days30', steps: 0 }, dayAt: null, incidentId: null });
  const settings = signal<SettingsPlace>({ section: 'servers', serverId: null });
  const drafts = signal<Readonly<Record<string, string>>>({});
  const logListeners = new Set<(push: LogPush) => void>();
  let stopListening = (): void => undefined;

  const server = computed(() => {
    const servers = snapshot.value?.servers ?? [];
    return servers.find((one) => one.id === chosen.value) ?? servers[0] ?? null;
  });

  const isOverview = computed(
    () =>
      view.value === 'answer' &&
      snapshot.value?.drill === null &&
      snapshot.value.servers.length > 1 &&
      !snapshot.value.servers.some(({ id }) => id === chosen.value),
  );

  async function speak(language: Language): Promise<void> {
    if (spoken.peek()?.language === language) return;
    const loaded = await loadSpoken(language);
    // She may have changed her mind meanwhile.
    if (context.peek()?.language === language) spoken.value = loaded;
  }

  function take(next: Snapshot, nextContext: ViewContext): void {
    batch(() => {
      // Answers may overtake each other; an older one never replaces a newer one.
      if (snapshot.peek() === null || next.revision >= (snapshot.peek()?.revision ?? 0)) snapshot.value = next;
      context.value = nextContext;
      if (next.servers.length === 0 && view.peek() !== 'settings' && view.peek() !== 'setup') {
        setupFor.value = { serverId: null, from: 'answer' };
        view.value = 'setup';
      }
    });
    void speak(nextContext.language);
  }

  function show(push: Extract<Push, { kind: 'show' }>): void {
    batch(() => {
      if (push.serverId !== null) chosen.value = push.serverId;
      if (push.source !== null) logSources.value = [push.source];
      const target = server.peek();
      if (push.view === 'setup') setupFor.value = { serverId: target?.id ?? null, from: 'answer' };
      if (push.view === 'settings-data') settings.value = { section: 'data', serverId: null };
      view.value = push.view === 'settings-data' ? 'settings' : push.view;
      if (push.sheet === 'restart' && push.service !== null && target !== null) {
        const offer = target.services.find((one) => one.id === push.service)?.restart;
        const isLocked = offer?.kind === 'refused' && offer.reason.kind === 'locked';
        // Without a question to ask, the tray has started it already.
        const isSent = offer?.kind !== 'confirm' && !isLocked;
        sheet.value = { serverId: target.id, service: push.service, isSent, anyway: false, earlierRunAt: null };
      }
    });
  }

  function receive(push: Push): void {
    switch (push.kind) {
      case 'snapshot':
        take(push.snapshot, push.view);
        return;
      case 'show':
        show(push);
        return;
      case 'setup':
        setup.value = { steps: push.steps, state: push.finished ? 'finished' : 'running' };
        return;
      case 'log-clock':
      case 'log-lines':
      case 'log-read':
      case 'log-end':
      case 'log-search':
        for (const listener of logListeners) listener(push);
    }
  }

  return {
    bridge,
    snapshot,
    context,
    spoken,
    server,
    isOverview,
    view,
    logSources,
    sheet,
    setup,
    setupFor,
    history,
    settings,
    drafts,
    chooseServer: (id) => {
      batch(() => {
        chosen.value = id;
        history.value = { ...history.peek(), dayAt: null, incidentId: null };
      });
    },
    goTo: (next) => {
      batch(() => {
        if (next !== 'settings' && isOverview.peek() && next !== 'answer') chosen.value = server.peek()?.id ?? null;
        // Of no server there is nothing to see: the way to one is.
        const isEmpty = next !== 'settings' && (snapshot.peek()?.servers.length ?? 0) === 0;
        if (isEmpty) setupFor.value = { serverId: null, from: 'answer' };
        view.value = isEmpty ? 'setup' : next;
      });
    },
    onLog: (listener) => {
      logListeners.add(listener);
      return () => logListeners.delete(listener);
    },
    start: async () => {
      stopListening = bridge.onPush(receive);
      const first = await bridge.request('snapshot:get', null);
      take(first.snapshot, first.view);
    },
    stop: () => {
      stopListening();
    },
  };
}

/** Whether a restart of this part can be asked for at all. */
export function isRestartable(part: PartId): part is RestartableService {
  return part === 'api' || part === 'dashboard';
}
