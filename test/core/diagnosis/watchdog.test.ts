import { describe, expect, test } from 'vitest';
import { diagnose } from '../../../src/core/diagnose';
import { allFindings } from '../../../src/core/dating';
import { rememberRound, type RoundMemory } from '../../../src/core/diagnosis/memory';
import type { RemoteFacts } from '../../../src/core/remote-facts';
import { facts, gunicorn, minute, observation, processes, roundMemory, server, someTime } from '../../support/builders';

const hour = 60 * minute;

function look(change: Partial<RemoteFacts>, memory: RoundMemory | null = roundMemory(), at = someTime) {
  const seen = observation({ facts: change }, at);
  const verdict = diagnose(seen, { server, earlier: new Set(), memory });
  const line = allFindings(verdict).map((one) => `${one.cause}.${one.variant ?? ''} ${one.confidence}`);
  return { verdict, line, notes: verdict.notes, memory: rememberRound(seen, 4, memory) };
}

function watchdog(...restarts: readonly number[]): Partial<RemoteFacts> {
  return { watchdog: { lastLineAt: someTime, fileModifiedAt: someTime, lastLine: 'OK', readable: true, restarts } };
}

/** A master and its workers of these ages. */
function aged(masterSeconds: number | null, ...workers: readonly number[]) {
  const [master] = processes(1, 100, 1);
  const own = processes(4, 101, 100).map((worker, index) => ({
    ...worker,
    ageSeconds: workers[index] ?? masterSeconds,
  }));
  return {
    gunicorn: gunicorn({
      masters: master === undefined ? [] : [{ ...master, ageSeconds: masterSeconds }],
      workers: own,
    }),
  };
}

describe('the watchdog brought the API back', () => {
  const restart = someTime - 4 * minute;

  test('a note, once, proven by the age of the master', () => {
    const change = { ...watchdog(restart), ...aged(235) };
    const first = look(change, null);
    expect(first.notes).toEqual([{ kind: 'watchdog-restarted-api', at: restart, values: { at: restart } }]);
    expect(look(change, first.memory, someTime + minute).notes).toEqual([]);
  });

  test('once, however the measured difference of the clocks trembles', () => {
    const first = look({ ...watchdog(restart), ...aged(235) }, null);
    const moved = { ...watchdog(restart + 400), ...aged(295) };
    expect(look(moved, first.memory, someTime + minute).notes).toEqual([]);
    const again = { ...watchdog(restart, someTime + minute), ...aged(5) };
    expect(look(again, first.memory, someTime + 2 * minute).notes.map(({ at }) => at)).toEqual([someTime + minute]);
  });

  test('a master of unknown age makes it likely, an older one denies it', () => {
    expect(look({ ...watchdog(restart), ...aged(null) }, null).notes[0]?.confidence).toBe('probable');
    expect(look({ ...watchdog(restart), ...aged(3600) }, null).notes).toEqual([]);
  });

  test('in the very first round only what is fresh is told', () => {
    expect(look({ ...watchdog(someTime - hour), ...aged(3590) }, null).notes).toEqual([]);
  });

  test('one that was under way is told in the next round', () => {
    const away = look({ ...watchdog(restart), gunicorn: gunicorn({ masters: [], workers: [] }) });
    expect(away.notes).toEqual([]);
    expect(look({ ...watchdog(restart), ...aged(295) }, away.memory, someTime + minute).notes).toHaveLength(1);
  });

  test('three times in a day are something to look at, though each time it came back', () => {
    const often = watchdog(someTime - 20 * hour, someTime - 5 * hour, restart);
    const { verdict, line } = look({ ...often, ...aged(235) });
    expect([verdict.status, line, verdict.primary?.values]).toEqual([
      'attention',
      ['flapping.watchdog certain'],
      { n: 3, windowMs: 24 * hour, last: restart },
    ]);
    expect(look({ ...watchdog(someTime - 25 * hour, someTime - 5 * hour, restart), ...aged(235) }).line).toEqual([]);
    // A master of weeks was restarted by nobody.
    expect(look({ ...often, ...aged(1e6) }).line).toEqual([]);
  });
});

describe('workers that crash', () => {
  test('a young one is noted in the very first round, with its moment', () => {
    const { notes } = look(aged(7200, 90), null);
    expect(notes).toEqual([
      { kind: 'worker-restarted', at: someTime + 1000 - 90_000, values: { at: someTime + 1000 - 90_000, n: 1 } },
    ]);
  });

  test.each([
    ['all as old as their master', aged(90)],
    ['one that crashed a while ago', aged(7200, 700)],
    ['unknown ages', aged(null)],
  ])('%s: nothing', (_, change) => {
    expect(look(change, null).notes).toEqual([]);
  });

  test('workers that joined a master just started have not crashed', () => {
    const starting = look(aged(3), roundMemory({ masterPids: [], workerPids: [] }));
    const memory = { ...starting.memory, workerPids: [] };
    expect(look(aged(20), memory, someTime + 17_000).notes).toEqual([]);
  });

  const crashed = roundMemory({
    workerRestarts: [someTime - 9 * hour, someTime - 2 * hour],
    workerPids: [101, 102, 103, 99],
  });

  test('three in a day are something to look at', () => {
    const { verdict, line, memory } = look(aged(1e5, 50_000, 50_000, 50_000, 60), crashed);
    expect([verdict.status, line, verdict.primary?.values.n, memory.workerRestarts.length]).toEqual([
      'attention',
      ['workers-missing.crashing certain'],
      3,
      3,
    ]);
    expect(look(aged(1e5), memory, someTime + minute).line).toEqual(['workers-missing.crashing certain']);
  });

  test.each([
    'Autorestarting worker after current request.',
    'Maximum request limit of 1000 exceeded. Terminating process.',
  ])('but not where gunicorn replaces them itself: %s', (words) => {
    const tail = [`[2026-11-24 10:41:00 -0500] [101] [INFO] ${words}`];
    const change = { ...aged(1e5, 50_000, 50_000, 50_000, 60), errorLog: { readable: true, modifiedAt: null, tail } };
    const { line, memory } = look(change, crashed);
    expect([line, memory.workerRestarts.length]).toEqual([[], 2]);
  });
});

describe('the watchdog is silent', () => {
  const wrote = (lastLineAt: number | null, fileModifiedAt: number | null) => {
    const log = { lastLineAt, fileModifiedAt, lastLine: '', readable: true, restarts: [] };
    const { verdict, line } = look({ watchdog: log });
    const check = verdict.checks.find(({ id }) => id === 'watchdog');
    return [line, check?.level, check?.value];
  };
  const ago = someTime - 4 * hour;
  const silent = [['watchdog-silent. certain'], 'warning', 4 * 3600 + 1];

  test.each([
    ['though its lines bear the time of another zone', someTime + hour, ago],
    ['or one that is later than their file', someTime, ago],
    ['though others touch its file', ago, someTime],
    ['though its file is dated far ahead', ago, someTime + hour],
    ['by its file', null, ago],
    ['by its lines', ago, null],
  ])('%s', (_, lineAt, fileAt) => {
    expect(wrote(lineAt, fileAt)).toEqual(silent);
  });

  test('what is still to come says nothing, neither well nor silent', () => {
    expect(wrote(someTime + hour, null)).toEqual([[], 'unknown', null]);
    expect(wrote(someTime + hour, someTime - minute)).toEqual([[], 'ok', 61]);
  });
});

describe('the watchdog cannot act', () => {
  const file = (path: string, exists: boolean, executable: boolean) => ({ path, exists, readable: exists, executable });
  const api = '/home/admonctrlxm/server/api';

  test.each([
    ['its script is missing', file(`${api}/monitor_api.sh`, false, false), 'watchdog-silent.script certain'],
    ['its script may not be run', file(`${api}/monitor_api.sh`, true, false), 'watchdog-silent.script certain'],
    ['the script of @reboot is missing', file(`${api}/boot_api.sh`, false, false), 'autostart-missing.script certain'],
  ])('%s', (_, broken, expected) => {
    const others = (facts().scheduledFiles ?? []).filter(({ path }) => path !== broken.path);
    expect(look({ scheduledFiles: [...others, broken] }).line).toEqual([expected]);
  });

  test('an older server that was not asked for its files says nothing', () => {
    expect(look({ scheduledFiles: null }).line).toEqual([]);
  });

  test('its account is locked: cron says so, and the log stands still', () => {
    const refused = (at: number) => ({
      readable: true,
      killsByGroup: {},
      lines: [{ at, text: 'CRON: (admonctrlxm) FAILED to authorize user with PAM (Authentication failure)' }],
    });
    const quiet = {
      lastLineAt: someTime - 6 * minute,
      fileModifiedAt: null,
      lastLine: '',
      readable: true,
      restarts: [],
    };
    expect(look({ kernel: refused(someTime - 2 * minute), watchdog: quiet }).line).toEqual([
      'watchdog-silent.account certain',
    ]);
    // It ran again since.
    expect(look({ kernel: refused(someTime - 8 * minute), watchdog: quiet }).line).toEqual([]);
  });
});
