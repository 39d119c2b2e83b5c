/** The real handlers of the settings over a real file, for the window in a browser. */
import { portalProfile } from '../../../src/core/portal-profile';
import { defaultSettings, type ServerSettings, type Settings } from '../../../src/core/settings';
import { allChecksOn } from '../../../src/core/optional-checks';
import { usualThresholds } from '../../../src/core/thresholds';
import { createSystemClock } from '../../../src/main/clock';
import { createConfStore } from '../../../src/main/conf-store';
import { createSettingsHandlers } from '../../../src/main/electron/settings-handlers';
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
  const handlers = createSettingsHandlers({
    settings,
    secrets: { warning: () => null },
    removal,
    history: { reader: createSampleReader() },
    applySettings: () => undefined,
  });
  return {
    answer: (name, argument) =>
      (handlers as unknown as Readonly<Record<string, (argument: unknown) => unknown>>)[name]?.(argument),
    path: settings.path,
    stop: () => {
      removal.finish();
      settings.stop();
      temp.remove();
    },
  };
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
