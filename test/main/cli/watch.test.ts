import { readFileSync, writeFileSync } from 'node:fs';
import { nothingSaved } from '../../../src/core/monitor-state';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { err, ok } from '../../../src/core/result';
import type { Settings } from '../../../src/core/settings';
import { createCliShell, type CliShell } from '../../../src/main/cli/shell';
import { createHistory } from '../../../src/main/history/create-history';
import { runWatch } from '../../../src/main/cli/watch';
import type { Notice, Notifier } from '../../../src/main/notifier/notifier';
import type { Observer } from '../../../src/main/observe';
import { createTranslator } from '../../../src/shared/i18n';
import {
  failedRestart,
  gunicorn,
  noAnswer,
  observation,
  probe,
  server,
  settings,
  type RoundParts,
} from '../../support/builders';
import { fakeClock, type FakeClock } from '../../support/fake-clock';
import { createTempFolder, type TempFolder } from '../../support/temp-folder';
import { sampleRound } from '../history/sample';
import { waitUntil } from '../../support/wait-until';

const well: RoundParts = {};
const apiDown: RoundParts = {
  api: probe('/api/', { status: 502, body: 'not-json' }),
  facts: { gunicorn: gunicorn({ masters: [], workers: [] }), localApi: noAnswer(7) },
};
const second = { ...server, id: 'second', name: 'Second' };

let temp: TempFolder;
let clock: FakeClock;

beforeEach(() => {
  temp = createTempFolder();
  clock = fakeClock();
});
afterEach(() => {
  temp.remove();
});

interface Watch {
  readonly out: string[];
  readonly err: string[];
  readonly asked: string[];
  readonly notices: Notice[];
  show: boolean;
  /** The next rounds of all servers, as the cadence plans them. */
  rounds(count: number, parts: RoundParts): Promise<void>;
  write(changed: Settings): void;
  saved(): Record<string, unknown>;
  end(): Promise<number>;
}

const settingsFile = () => join(temp.path, 'settings.json');

function startWatch(options: { readonly json?: boolean; readonly serverId?: string | null; saved?: unknown }): Watch {
  const out: string[] = [];
  const errors: string[] = [];
  const asked: string[] = [];
  const notices: Notice[] = [];
  let now: RoundParts = well;
  let finish = (): void => undefined;
  const shell = createShell(out, errors);
  if (options.saved !== undefined) shell.stateStore.save(options.saved);
  const observe: Observer['observe'] = (one) => {
    asked.push(one.id);
    return Promise.resolve({ ...observation(now, clock.now() - 1000), serverId: one.id });
  };
  const notifier: Notifier = {
    show: (notice) => {
      notices.push(notice);
      return Promise.resolve(self.show ? ok({ channel: 'node-notifier' as const, reason: null }) : err('no desktop'));
    },
    close: () => undefined,
    onUse: () => () => undefined,
    check: () => Promise.resolve([]),
    blocked: () => null,
  };
  const ended = runWatch(
    { ...shell, observer: { ...shell.observer, observe } },
    {
      serverId: options.serverId ?? null,
      json: options.json ?? false,
      intervalMs: 60_000,
      notifier,
      demo: false,
      ended: new Promise((resolve) => {
        finish = resolve;
      }),
    },
  );
  const self: Watch = {
    out,
    err: errors,
    asked,
    notices,
    show: true,
    rounds: async (count, parts) => {
      now = parts;
      const target = asked.length + count;
      while (asked.length < target) {
        clock.advance(1000);
        await settle();
      }
    },
    write: (changed) => {
      writeFileSync(settingsFile(), JSON.stringify(changed));
    },
    saved: () => {
      const file = JSON.parse(readFileSync(join(temp.path, 'state.json'), 'utf8')) as Record<string, unknown>;
      return file['state'] as Record<string, unknown>;
    },
    end: async () => {
      finish();
      const code = await ended;
      shell.settings.stop();
      return code;
    },
  };
  return self;
}

function createShell(out: string[], errors: string[]): CliShell {
  return createCliShell({
    io: {
      out: (line) => {
        out.push(line);
      },
      err: (line) => {
        errors.push(line);
      },
      stdin: process.stdin,
    },
    t: createTranslator({ language: 'en', now: clock.now, timeZone: 'America/Bogota', address: 'neutral' }),
    clock,
    dataDir: temp.path,
    env: {},
    watch: true,
  });
}

async function settle(): Promise<void> {
  for (let i = 0; i < 20; i++) await Promise.resolve();
}

test('a notice that cannot be shown is tried again every round and printed once', async () => {
  writeFileSync(settingsFile(), JSON.stringify(settings()));
  const watch = startWatch({});
  await watch.rounds(1, well);
  watch.show = false;
  await watch.rounds(6, apiDown);
  expect(watch.notices.length).toBeGreaterThan(2);
  expect(watch.out.filter((line) => line.includes('Notice:'))).toHaveLength(1);
  expect(watch.err.filter((line) => line.includes('no desktop'))).toHaveLength(1);
  watch.show = true;
  await watch.rounds(2, apiDown);
  await watch.rounds(3, well);
  // The recovery has the id of the outage, and is news.
  expect(watch.notices.at(-1)?.id).toBe(watch.notices[0]?.id);
  expect(watch.out.filter((line) => line.includes('Notice:'))).toHaveLength(2);
  expect(await watch.end()).toBe(0);
});

test('with JSON every line is a document, through outage, notices and end', async () => {
  writeFileSync(settingsFile(), JSON.stringify(settings()));
  const watch = startWatch({ json: true });
  await watch.rounds(1, well);
  await watch.rounds(4, apiDown);
  await watch.rounds(2, well);
  await watch.end();
  const documents = watch.out.map((line) => JSON.parse(line) as Record<string, unknown>);
  expect(watch.notices).toHaveLength(2);
  expect(documents).toHaveLength(7);
  expect(documents.map(({ confirmed }) => confirmed).slice(0, 2)).toEqual([true, false]);
  expect(documents[3]).toMatchObject({ server: server.id, status: 'down', cause: 'api-down', shown: 'down' });
  expect(watch.err).toEqual([]);
});

test('watching one server leaves what is saved of the others', async () => {
  writeFileSync(settingsFile(), JSON.stringify(settings({ servers: [server, second] })));
  const paused = {
    ...nothingSaved,
    snooze: { fromAt: clock.now(), untilAt: clock.now() + 3_600_000 },
    restarts: [failedRestart(clock.now())],
  };
  const watch = startWatch({ serverId: server.id, saved: { second: paused, gone: paused } });
  await watch.rounds(2, well);
  await watch.end();
  expect(new Set(watch.asked)).toEqual(new Set([server.id]));
  expect(watch.saved()['second']).toEqual(paused);
  expect(Object.keys(watch.saved()).sort()).toEqual([server.id, 'second'].sort());
});

test('a server that is added to the settings is watched from then on', async () => {
  writeFileSync(settingsFile(), JSON.stringify(settings()));
  const watch = startWatch({});
  await watch.rounds(1, well);
  watch.write(settings({ servers: [server, second] }));
  await waitUntil('the second server', () => {
    clock.advance(200);
    return watch.asked.includes('second');
  });
  await watch.end();
});

test('beside the tray application it changes nothing of what that one writes down', async () => {
  writeFileSync(settingsFile(), JSON.stringify(settings()));
  const tray = createHistory({ dataDir: temp.path, clock });
  tray.setInterval(300_000);
  tray.recordRound(sampleRound(clock.now() - 1, { serverId: server.id }));
  const kept = [...tray.exportLines()];
  expect(kept.filter((line) => line.includes('"interval_ms":300000'))).toHaveLength(1);
  tray.close();
  // Any living process that is not this one.
  writeFileSync(join(temp.path, 'history.lock'), JSON.stringify({ pid: process.ppid, at: Date.now() }));
  const watch = startWatch({});
  await watch.rounds(3, well);
  await watch.end();
  const after = createHistory({ dataDir: temp.path, clock });
  expect([...after.exportLines()]).toEqual(kept);
  after.close();
});
