/** Who answers each request of the window: the handlers of every part, wired. */
import { randomUUID } from 'node:crypto';
import { shell } from 'electron';
import { createHistory } from '../history/create-history';
import type { History } from '../history/history';
import type { Drill } from '../drill';
import type { Redactor } from '../redact';
import { systemTimeZone } from '../timekeeper';
import type { Updates } from '../updates/updates';
import { userName } from '../user-name';
import { createFileChooser } from './choose-file';
import { createDataHandlers, type DataHandlerDeps } from './data-handlers';
import { lookOf, type Demo, type DemoLook } from './demo';
import { createDrillHandlers, withDrill } from './drill-handlers';
import { createHandlers, type HandlerDeps, type Handlers } from './handlers';
import { createHistoryHandlers } from './history-handlers';
import { createLoginStartHandlers } from './login-handlers';
import { createLoginStart } from './login-start';
import { createSettingsHandlers, type SettingsHandlerDeps } from './settings-handlers';
import { createSetupHandlers, type SetupHandlerDeps } from './setup-handlers';

type Own =
  | 'clock'
  | 'snapshot'
  | 'dispatch'
  | 'poller'
  | 'settings'
  | 'secrets'
  | 'hostKeys'
  | 'connect'
  | 'notifier'
  | 'translator'
  | 'view'
  | 'push'
  | 'restart'
  | 'silence';

export interface AppHandlerDeps
  extends
    Pick<HandlerDeps, Own>,
    Pick<SetupHandlerDeps, 'progress' | 'observer' | 'applySettings'>,
    Pick<SettingsHandlerDeps, 'removal'>,
    Pick<DataHandlerDeps, 'dataDir' | 'isBusy'> {
  readonly data: Pick<DataHandlerDeps, 'replace' | 'replaceProblem'>;
  readonly history: History;
  readonly redactor: Redactor;
  readonly drill: Drill;
  /** Null: her own servers are watched. */
  readonly demo: Demo | null;
  readonly visitDemo: (look: DemoLook) => Promise<boolean>;
  readonly updates: Pick<Updates, 'restart'>;
}

/** While a drill runs, its own answers come instead of those that would act on a server. */
export function createAppHandlers(deps: AppHandlerDeps): Handlers {
  const { clock, settings, history, drill, demo, dataDir, redactor, translator, push } = deps;
  const isDemo = demo !== null;
  const choose = createFileChooser();
  const { handlers, onWindowClosed } = createHandlers({
    ...deps,
    drill: createDrillHandlers(drill),
    setup: createSetupHandlers({ ...deps, isDemoVisit: demo?.leave != null, chooseFile: choose.any }),
    settingsHandlers: createSettingsHandlers(deps),
    history: createHistoryHandlers({
      clock,
      timeZone: systemTimeZone,
      history,
      settings: settings.current,
      translator,
      choose,
      by: userName(),
      newId: randomUUID,
    }),
    choose,
    data: createDataHandlers({
      ...deps,
      ...deps.data,
      timeZone: systemTimeZone,
      createHistory: (folder) => createHistory({ dataDir: folder, redactor, clock }),
      choose,
      openFolder: async (path) => (await shell.openPath(path)) || null,
      isDemo,
    }),
    demo: {
      'demo:start': async () => ({
        // Whoever has servers wants them watched: the demonstration takes the place of that.
        isStarted: settings.current().servers.length === 0 && (await deps.visitDemo(lookOf(settings.current()))),
      }),
      'demo:leave': () => {
        demo?.leave?.();
        return null;
      },
    },
    loginStart: createLoginStartHandlers(createLoginStart({ dataDir, isDemo })),
    updates: { 'update:restart': () => ({ isBegun: deps.updates.restart() }) },
  });
  return { handlers: withDrill(handlers, { clock, drill, push }), onWindowClosed };
}
