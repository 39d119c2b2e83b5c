/** The real handlers of the settings over a real file, for the window in a browser. */
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { portalProfile } from '../../../src/core/portal-profile';
import { defaultSettings, type ServerSettings, type Settings } from '../../../src/core/settings';
import { allChecksOn } from '../../../src/core/optional-checks';
import { usualThresholds } from '../../../src/core/thresholds';
import { createSystemClock } from '../../../src/main/clock';
import { createConfStore } from '../../../src/main/conf-store';
import { createDataHandlers } from '../../../src/main/electron/data-handlers';
import { createHistory } from '../../../src/main/history/create-history';
import { createTranslator } from '../../../src/shared/i18n';
import { createSettingsHandlers } from '../../../src/main/electron/settings-handlers';
import { createLoginStartHandlers } from '../../../src/main/electron/login-handlers';
import { createLinuxLoginStart } from '../../../src/main/login-start/linux';
import { createNoLoginStart, type LoginStartPort } from '../../../src/main/login-start/login-start';
import { createServerRemoval } from '../../../src/main/server-removal';
import { createSettingsStore } from '../../../src/main/settings-store';
import { createTempFolder } from '../temp-folder';
import { createSampleReader } from '../history-sample';
import { fixtureNow, type Fixture } from './fixtures';

export interface SettingsAnswers {
  answer(name: string, argument: unknown): unknown;
  /** Of the file that they are kept in. */
  readonly path: string;
  stop(): void;
}

/** `onChange`: something is to be shown anew. */
export function createSettingsAnswers(fixture: Fixture, onChange: () => void): SettingsAnswers {
  const temp = createTempFolder('settings-answers');
  // The page's own clock stands still there.
  const clock = { ...createSystemClock(), now: () => fixtureNow };
  const settings = createSettingsStore({ dataDir: temp.path, createStore: createConfStore, clock, watch: true });
  settings.update(() => ({ ...defaultSettings, servers: serversOf(fixture), ...fixture.settings }));
  settings.onChange(onChange);
  const removal = createServerRemoval({
    clock,
    settings,
    secrets: { forget: () => undefined },
    history: { removeServer: () => true },
    applySettings: () => undefined,
    onChange,
  });
  const home = join(temp.path, 'home');
  mkdirSync(home);
  const settingsHandlers = createSettingsHandlers({
    settings,
    secrets: { warning: () => null },
    removal,
    history: { reader: createSampleReader() },
    applySettings: () => undefined,
  });
  if (fixture.isAsideKept === true) keepAside(temp.path, settings.current());
  const history = createHistory({ dataDir: temp.path, clock });
  const files = join(temp.path, 'files');
  mkdirSync(files);
  const data = createDataHandlers({
    clock,
    timeZone: () => 'America/Bogota',
    dataDir: temp.path,
    settings,
    history,
    createHistory: (dataDir) => createHistory({ dataDir, clock }),
    translator: () => createTranslator({ language: 'es', now: clock.now, timeZone: 'UTC', address: 'tranquila' }),
    // She always takes the one file of its kind.
    choose: {
      save: ({ extension }) => Promise.resolve(join(files, `chosen.${extension}`)),
      open: ({ extension }) => Promise.resolve(join(files, `chosen.${extension}`)),
    },
    applySettings: () => undefined,
    openFolder: () => Promise.resolve('no file manager'),
    isBusy: () => false,
    isDemo: false,
    replace: () => undefined,
    replaceProblem: null,
  });
  const handlers = { ...settingsHandlers, ...data, ...createLoginStartHandlers(loginStartOf(fixture, home)) };
  return {
    answer: (name, argument) =>
      (handlers as unknown as Readonly<Record<string, (argument: unknown) => unknown>>)[name]?.(argument),
    path: settings.path,
    stop: () => {
      removal.finish();
      history.close();
      settings.stop();
      temp.remove();
    },
  };
}

/** As a copy that was restored leaves what it took the place of. */
function keepAside(dataDir: string, settings: Settings): void {
  const aside = join(dataDir, 'before-restore');
  mkdirSync(aside);
  writeFileSync(join(aside, 'about.json'), '');
  writeFileSync(join(aside, 'settings.json'), JSON.stringify(settings));
}

/** The real one over a home of its own. */
function loginStartOf({ loginStart = 'off' }: Fixture, home: string): LoginStartPort {
  if (loginStart === 'development') return createNoLoginStart('development');
  // A file stands where the folder should be.
  if (loginStart === 'closed') writeFileSync(join(home, '.config'), '');
  const of = (program: string) =>
    createLinuxLoginStart({ env: {}, home, command: [`/home/ana/${program}`, '--hidden'] });
  if (loginStart === 'elsewhere') of('Descargas/Vigia-0.0.9.AppImage').set(true);
  return of('Aplicaciones/Vigia.AppImage');
}

function serversOf({ snapshot, thresholds, checks }: Fixture): Settings['servers'] {
  return snapshot.servers.map(({ id, name, shortName, host, user, url }): ServerSettings => ({
    ...portalProfile,
    id,
    name,
    shortName,
    host,
    user,
    url,
    thresholds: { ...usualThresholds, ...thresholds },
    checks: { ...allChecksOn, ...checks },
  }));
}
