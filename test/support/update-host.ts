/** Runs in an Electron of its own: what `loadUpdater` does there with the real electron-updater. Steps by name, answers as lines. */
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { app } from 'electron';
import { loadUpdater } from '../../src/main/electron/updater';
import { waitUntil } from './wait-until';

const say = (word: string, what: unknown): void => {
  process.stdout.write(`@${JSON.stringify([word, what])}\n`);
};
const given = (name: string): string => process.env[name] ?? '';

app.setPath('userData', given('HOST_DATA'));
async function run(): Promise<void> {
  const updater = await loadUpdater({
    by: 'appimage',
    feedFile: given('HOST_FEED'),
    image: given('APPIMAGE'),
    cacheDir: join(given('HOST_DATA'), 'updates'),
    args: ['--hidden', '--data-dir', '/a b'],
    log: (line) => {
      say('log', line);
    },
  });
  const abort = new AbortController();
  const steps: Readonly<Record<string, () => unknown>> = {
    find: () => updater.find(),
    download: () => updater.download(abort.signal),
    cut: async () => {
      const fetched = updater.download(abort.signal);
      await Promise.race([fetched, waitUntil('it comes', () => existsSync(given('HOST_COMES')))]);
      abort.abort();
      await fetched;
    },
    begin: async () => {
      void updater.download(abort.signal).catch(() => undefined);
      await waitUntil('it comes', () => existsSync(given('HOST_COMES')));
    },
    keep: () => {
      updater.keep(true);
    },
    'throw-away': () => {
      updater.keep(false);
    },
    restart: () => {
      updater.restart();
    },
    quit: () => {
      app.quit();
    },
  };
  for (const step of given('HOST_STEPS').split(' ')) {
    try {
      say(step, (await steps[step]?.()) ?? null);
    } catch (error) {
      say(`${step} failed`, error instanceof Error ? error.message.split('\n')[0] : String(error));
    }
  }
}
void app.whenReady().then(run);
