import { afterEach, beforeEach, expect, test } from 'vitest';
import { update, type Effect, type MonitorEvent } from '../../src/core/monitor';
import { initialState } from '../../src/core/monitor-state';
import type { StoredRound } from '../../src/core/history/types';
import type { AppWarning } from '../../src/core/snapshot-types';
import { runEffect } from '../../src/main/effects';
import { createHistory } from '../../src/main/history/create-history';
import { createConfStore } from '../../src/main/conf-store';
import type { HistoryProblem } from '../../src/main/history/history';
import { createRoundRecorder } from '../../src/main/history/record-rounds';
import type { Notifier } from '../../src/main/notifier/notifier';
import { createStateStore } from '../../src/main/state-store';
import { createTranslator } from '../../src/shared/i18n';
import { noAnswer, gunicorn, minute, observation, probe, server, settings, someTime } from '../support/builders';
import { fakeClock } from '../support/fake-clock';
import { createTempFolder, type TempFolder } from '../support/temp-folder';
import { waitUntil } from '../support/wait-until';

let temp: TempFolder;

beforeEach(() => {
  temp = createTempFolder();
});
afterEach(() => {
  temp.remove();
});

const apiDown = {
  api: probe('/api/', { status: 502, body: 'not-read' }),
  facts: { gunicorn: gunicorn({ masters: [], workers: [] }), localApi: noAnswer(7) },
};

/** The state in which an outage is to be told, and the effect that tells it. */
function outage() {
  let state = initialState(settings(), {}, { demo: false, timeZone: 'America/Bogota' });
  for (let round = 0; round < 5; round++) {
    const [next, effects] = update(state, {
      kind: 'observed',
      observation: observation(apiDown, someTime + round * minute),
    });
    state = next;
    const told = effects.find((effect): effect is Extract<Effect, { kind: 'notify' }> => effect.kind === 'notify');
    if (told !== undefined) return { state, effect: told };
  }
  throw new Error('nothing was told');
}

test('a notifier that throws is a notice that was not shown: the next round tells it again', async () => {
  const clock = fakeClock(someTime);
  const dispatched: MonitorEvent[] = [];
  const logged: string[] = [];
  const notifier: Notifier = {
    show: () => Promise.reject(new Error('no desktop')),
    close: () => undefined,
    onUse: () => () => undefined,
    check: () => Promise.resolve([]),
    blocked: () => null,
  };
  const { state, effect } = outage();
  runEffect(
    {
      clock,
      notifier,
      history: createHistory({ dataDir: temp.path, clock }),
      stateStore: createStateStore({ dataDir: temp.path, createStore: createConfStore, clock }),
      translator: () => createTranslator({ language: 'en', now: clock.now, timeZone: 'UTC', address: 'neutral' }),
      dispatch: (event) => dispatched.push(event),
      log: (line) => logged.push(line),
      look: () => undefined,
    },
    effect,
    state,
  );
  await waitUntil('the failure is reported', () => dispatched.length > 0);
  expect(dispatched).toMatchObject([{ kind: 'notified', serverId: server.id, id: effect.alert.id, ok: false }]);
  expect(logged.join()).toContain('no desktop');
});

test('what is decided is in the history; a disk that is full, a damaged file and the end of it are told once', () => {
  const clock = fakeClock(someTime);
  const dispatched: MonitorEvent[] = [];
  const recorded: string[] = [];
  let state = initialState(settings(), {}, { demo: false, timeZone: 'America/Bogota' });
  const trouble: { problem: HistoryProblem | null; warning: AppWarning | null } = { problem: null, warning: null };
  const run = (effect: Effect) => {
    runEffect(
      {
        clock,
        notifier: { show: () => Promise.reject(new Error('not asked')) } as unknown as Notifier,
        history: {
          recordEntry: ({ kind }) => recorded.push(kind) > 0,
          problem: () => trouble.problem,
          warning: () => trouble.warning,
        },
        stateStore: createStateStore({ dataDir: temp.path, createStore: createConfStore, clock }),
        translator: () => createTranslator({ language: 'en', now: clock.now, timeZone: 'UTC', address: 'neutral' }),
        dispatch: (event) => {
          dispatched.push(event);
          [state] = update(state, event);
        },
        log: () => undefined,
        look: () => undefined,
      },
      effect,
      state,
    );
  };
  run({ kind: 'record', entry: { kind: 'slept', at: 2, fromAt: 1 }, durable: false });
  trouble.problem = { kind: 'full', sinceAt: 7, reason: 'ENOSPC', waiting: 1, dropped: 0 };
  trouble.warning = { kind: 'history-repaired', path: '/x', untilAt: 5 };
  run({ kind: 'save' });
  run({ kind: 'save' });
  trouble.problem = null;
  run({ kind: 'save' });
  expect([recorded, dispatched]).toEqual([
    ['slept'],
    [
      { kind: 'warned', warning: { kind: 'disk-full', sinceAt: 7 } },
      { kind: 'warned', warning: { kind: 'history-repaired', path: '/x', untilAt: 5 } },
      { kind: 'warning-cleared', warning: 'disk-full' },
    ],
  ]);
});

test('each round is written down once, with its verdict', () => {
  const rounds: StoredRound[] = [];
  const record = createRoundRecorder({ recordRound: (round) => rounds.push(round) > 0 });
  let state = initialState(settings(), {}, { demo: false, timeZone: 'America/Bogota' });
  for (const [index, what] of [{}, apiDown].entries()) {
    [state] = update(state, { kind: 'observed', observation: observation(what, someTime + index * minute) });
    record(state);
    [state] = update(state, { kind: 'clock-set-back', byMs: 5_000, at: someTime + index * minute });
    record(state);
  }
  expect(rounds.map(({ serverId, status, cause }) => [serverId, status, cause])).toEqual([
    [server.id, 'calm', null],
    [server.id, 'down', 'api-down'],
  ]);
});
