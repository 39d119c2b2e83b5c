import { beforeEach, describe, expect, test } from 'vitest';
import { update, type Effect, type MonitorEvent } from '../../src/core/monitor';
import { initialState, type MonitorState } from '../../src/core/monitor-state';
import { toSnapshot } from '../../src/core/snapshot';
import type { Settings } from '../../src/core/settings';
import type { LogSource } from '../../src/core/logs/types';
import { createDrill, isRealOutage, type Drill } from '../../src/main/drill';
import { createDrillHandlers, withDrill } from '../../src/main/electron/drill-handlers';
import type { RequestHandlers } from '../../src/main/electron/ipc';
import type { Notice } from '../../src/main/notifier/notifier';
import type { Answers, Push } from '../../src/shared/ipc';
import { requests, type RequestArgument, type RequestName } from '../../src/shared/requests';
import { createTranslator } from '../../src/shared/i18n';
import { minute, observation, server, settings, someTime, type RoundParts } from '../support/builders';
import { fakeClock, type FakeClock } from '../support/fake-clock';
import { apiDown } from '../support/rounds';

const serverId = server.id;
const timeZone = 'America/Bogota';

/** The application's shell, as far as a drill touches it. */
interface Shell {
  readonly clock: FakeClock;
  readonly drill: Drill;
  readonly notices: Notice[];
  readonly closed: string[];
  readonly pushes: Push[];
  readonly requests: RequestHandlers;
  /** Names of the requests that reached the real handlers. */
  readonly reached: string[];
  /** What they were asked, one for each name. */
  readonly asked: unknown[];
  /** What the real store did: "record incident-opened". */
  readonly done: string[];
  real(): MonitorState;
  change(settings: Settings): void;
  /** A real round now. */
  round(parts?: RoundParts): void;
  shown(): string;
}

function startShell(): Shell {
  const clock = fakeClock(someTime);
  const notices: Notice[] = [];
  const closed: string[] = [];
  const pushes: Push[] = [];
  const reached: string[] = [];
  const asked: unknown[] = [];
  const done: string[] = [];
  let real = initialState(settings(), {}, { demo: false, timeZone });
  const drill = createDrill({
    clock,
    realState: () => real,
    translator: () => createTranslator({ language: 'es', now: drill.now, timeZone, address: 'tranquila' }),
    notifier: {
      show: (notice) => {
        notices.push(notice);
        return Promise.resolve({ ok: true, value: { channel: 'electron', reason: null } });
      },
      close: (id) => closed.push(id),
    },
    onChange: () => undefined,
    log: () => undefined,
  });
  const run = (effect: Effect) => {
    if (isRealOutage(effect)) drill.stop('real');
    done.push(effect.kind === 'record' ? `record ${effect.entry.kind}` : effect.kind);
  };
  const dispatch = (event: MonitorEvent) => {
    const [next, effects] = update(real, event);
    real = next;
    effects.forEach(run);
  };
  const names = Object.keys(requests) as RequestName[];
  const record = (name: RequestName) => (argument: unknown) => {
    reached.push(name);
    asked.push(argument);
    return null;
  };
  const recording = Object.fromEntries(names.map((name) => [name, record(name)]));
  const handlers = { ...recording, ...createDrillHandlers(drill) } as unknown as RequestHandlers;
  return {
    clock,
    drill,
    notices,
    closed,
    pushes,
    reached,
    asked,
    done,
    requests: withDrill(handlers, { clock, drill, push: (push) => pushes.push(push) }),
    real: () => real,
    change: (next) => {
      dispatch({ kind: 'settings-changed', settings: next });
    },
    round: (parts = {}) => {
      dispatch({ kind: 'observed', observation: observation(parts, clock.now()) });
    },
    shown: () => {
      const snapshot = drill.snapshot() ?? toSnapshot(real, clock.now());
      const primary = snapshot.servers[0]?.diagnosis?.primary?.cause ?? '-';
      const step = snapshot.drill === null ? 'real' : `${snapshot.drill.scenario} ${String(snapshot.drill.step)}`;
      return `${step}: ${snapshot.overall} ${primary}`;
    },
  };
}

let shell: Shell;
beforeEach(() => {
  shell = startShell();
  shell.round();
});
const titles = () => shell.notices.map(({ title }) => title);
const toStep = (step: number) => {
  while ((shell.drill.snapshot()?.drill?.step ?? step) < step) shell.drill.next();
};

describe('a drill', () => {
  test('plays by itself, tells what it shows as a drill, and gives the true state back', () => {
    expect(shell.drill.start('database', serverId)).toBe(true);
    const seen = [shell.shown()];
    while (shell.drill.isRunning()) {
      shell.clock.advance(1000);
      if (shell.shown() !== seen.at(-1)) seen.push(shell.shown());
    }
    expect(seen).toEqual([
      'database 1: calm -',
      'database 2: calm -',
      'database 3: down database-down',
      'database 4: down database-down',
      'database 5: calm -',
      'real: calm -',
    ]);
    expect(titles()).toEqual([
      'Simulacro · PostgreSQL está detenido',
      'Simulacro · PostgreSQL volvió',
      'Simulacro terminado',
    ]);
  });

  test('shows what its scenario is about, whatever lines she set or switched off', () => {
    const thresholds = { ...server.thresholds, diskFillingPercent: 97, diskFullPercent: 99 };
    const checks = { ...server.checks, disk: false };
    shell.change(settings({ servers: [{ ...server, thresholds, checks }] }));
    shell.drill.start('disk', serverId);
    toStep(2);
    expect(shell.shown()).toBe('disk 2: attention disk-filling');
  });

  test('is over within a minute, and its notices fit', () => {
    for (const scenario of ['worker', 'api', 'reboot', 'off', 'database', 'disk', 'memory', 'code'] as const) {
      shell.drill.start(scenario, serverId);
      shell.clock.advance(minute);
      expect(shell.drill.isRunning()).toBe(false);
    }
    expect(titles().filter((title) => title.length > 40 || !title.startsWith('Simulacro'))).toEqual([]);
  });

  test('takes its bubbles away at the end', () => {
    shell.drill.start('api', serverId);
    toStep(3);
    shell.closed.length = 0;
    shell.drill.stop('over');
    expect(shell.closed).toEqual(shell.notices.filter(({ urgency }) => urgency === 'critical').map(({ id }) => id));
    expect(shell.closed[0]).toMatch(/^drill:portal-mme:/);
  });

  test('takes back that what she sees is real when the next one begins', () => {
    shell.drill.start('api', serverId);
    shell.drill.stop('over');
    const over = shell.notices.at(-1);
    expect(over?.title).toBe('Simulacro terminado');
    shell.closed.length = 0;
    shell.drill.start('code', serverId);
    expect(shell.closed).toEqual([over?.id]);
  });

  test('leaves no trace in what is watched for real: nothing recorded, saved or asked for', () => {
    const before = shell.real();
    const doneBefore = [...shell.done];
    shell.drill.start('disk', serverId);
    shell.clock.advance(minute);
    expect(shell.real()).toBe(before);
    expect(shell.done).toEqual(doneBefore);
  });

  test('stays at a step that is paused, but not for ever', () => {
    shell.drill.start('code', serverId);
    shell.drill.pause(true);
    shell.clock.advance(5 * minute);
    expect(shell.shown()).toBe('code 1: calm -');
    shell.clock.advance(5 * minute + 1);
    expect(shell.shown()).toBe('code 2: calm -');
    shell.drill.pause(true);
    shell.drill.pause(false);
    shell.clock.advance(5000);
    expect(shell.shown()).toBe('code 3: down api-cannot-start');
  });

  test('begins anew with another scenario, and ends at once when she says so', () => {
    shell.drill.start('off', serverId);
    toStep(3);
    shell.drill.start('worker', serverId);
    expect(shell.shown()).toBe('worker 1: calm -');
    shell.drill.stop('over');
    expect(shell.shown()).toBe('real: calm -');
    expect(shell.clock.waiting()).toBe(0);
  });

  test('goes on while all is well underneath, and while something is only worth attention', () => {
    shell.drill.start('memory', serverId);
    shell.round();
    shell.round({ ssh: { kind: 'refused', host: 'h', port: 22 } });
    expect(shell.drill.isRunning()).toBe(true);
  });

  test('counts ages by its own clock', () => {
    shell.drill.start('off', serverId);
    toStep(4);
    const snapshot = shell.drill.snapshot();
    expect(snapshot?.at).toBe(snapshot?.servers[0]?.lastRoundAt);
    expect(snapshot?.drill?.aheadMs).toBe((snapshot?.at ?? 0) - shell.clock.now());
    shell.clock.advance(2000);
    expect(shell.drill.snapshot()?.at).toBe((snapshot?.at ?? 0) + 2000);
  });
});

describe('a real outage', () => {
  test('ends the drill at once, without a word of the drill', () => {
    shell.drill.start('worker', serverId);
    shell.drill.pause(true);
    for (let round = 0; round < 3; round++) {
      shell.round(apiDown);
      shell.clock.advance(20_000);
    }
    expect(shell.drill.isRunning()).toBe(false);
    expect(shell.shown()).toBe('real: down api-down');
    expect(shell.done.slice(-2)).toEqual(['save', 'notify']);
    expect(titles()).toEqual([]);
  });

  test('leaves no room for a drill', () => {
    for (let round = 0; round < 3; round++) {
      shell.round(apiDown);
      shell.clock.advance(20_000);
    }
    expect(shell.drill.start('worker', serverId)).toBe(false);
    expect(shell.requests['drill:start']({ serverId, scenario: 'api' })).toEqual({ started: false });
  });
});

describe('what she does in a drill', () => {
  const ask = <N extends RequestName>(name: N, argument: RequestArgument<N>): unknown => shell.requests[name](argument);
  const fingerprint = `SHA256:${'a'.repeat(43)}`;
  const restartShown = () => shell.drill.snapshot()?.servers[0]?.restart?.outcome;

  test('never reaches the server', () => {
    shell.drill.start('api', serverId);
    toStep(3);
    expect(ask('restart:start', { serverId, service: 'api', confirmed: true })).toEqual({ accepted: false });
    expect(restartShown()).toEqual({ kind: 'refused', reason: { kind: 'drill' } });
    expect(ask('restart:dismiss', { serverId })).toBe(null);
    expect(restartShown()).toBe(undefined);
    expect(ask('host-key:accept', { serverId, fingerprint })).toEqual({ accepted: false });
    ask('secret:give', { serverId, secret: 'x' });
    ask('setup:accept-host-key', { fingerprint });
    ask('check:now', { serverId });
    expect(shell.reached).toEqual([]);
    expect(shell.shown()).toBe('api 4: down api-down');
  });

  test('is silenced, acknowledged and maintained in the drill alone', () => {
    shell.drill.start('api', serverId);
    toStep(3);
    ask('acknowledge:set', { serverId, on: true });
    ask('snooze:set', { serverId, until: '1h' });
    const drilled = shell.drill.snapshot()?.servers[0];
    expect(drilled?.incident?.acknowledgedAt).toBe(shell.drill.now());
    expect(drilled?.snoozedUntil).toBe(shell.drill.now() + 60 * minute);
    ask('maintenance:set', { serverId, minutes: 30, extends: false });
    expect(shell.drill.snapshot()?.overall).toBe('maintenance');
    expect(shell.reached).toEqual([]);
    shell.drill.stop('over');
    const real = toSnapshot(shell.real(), shell.clock.now()).servers[0];
    expect([real?.snoozedUntil, real?.maintenance]).toEqual([null, null]);
  });

  test('changes how the window looks, and nothing of what is told in earnest', () => {
    shell.drill.start('api', serverId);
    const quietHours = { from: '00:00', to: '23:59', soundForOutage: false };
    ask('settings:set', { theme: 'dark', quietHours, digest: false, notificationChannel: 'none' });
    expect(shell.asked.at(-1)).toEqual({ theme: 'dark' });
  });

  test('opens no log on the server, and says why', () => {
    shell.drill.start('api', serverId);
    const open = (source: LogSource) =>
      ask('logs:open', {
        serverId,
        sources: [source],
        span: { kind: 'last', lines: 500 },
        follow: true,
        continues: null,
      }) as Answers['logs:open'];
    const first = open('api-error');
    const { stream } = first;
    expect(shell.pushes).toEqual([{ kind: 'log-end', stream, source: 'api-error', error: { kind: 'drill' } }]);
    expect(open('dashboard')).not.toEqual(first);
    expect(shell.reached).toEqual([]);
  });

  test('shows the true history, and changes nothing in it', () => {
    shell.drill.start('database', serverId);
    const choice = { kind: 'days30', steps: 0 } as const;
    const written = [
      ask('history:note', { serverId, incidentId: 'i1', text: 'x' }),
      ask('history:correct', { serverId, fromAt: 0, toAt: 1, kind: 'up', reason: 'x' }),
      ask('history:uncorrect', { serverId, correctionId: 'c1' }),
      ask('history:import', null),
    ];
    expect(written).toEqual(written.map(() => ({ kind: 'refused', reason: 'drill' })));
    expect(shell.reached).toEqual([]);
    ask('history:view', { serverId, choice });
    ask('history:save-report', { serverId, choice, format: 'html' });
    expect(shell.reached).toEqual(['history:view', 'history:save-report']);
  });

  test('ends it when she goes to change the access', () => {
    shell.drill.start('api', serverId);
    ask('setup:defaults', { serverId: null });
    expect(shell.drill.isRunning()).toBe(false);
    expect(shell.reached).toEqual(['setup:defaults']);
  });

  test('reaches the server again as soon as it is over', () => {
    shell.drill.start('api', serverId);
    shell.drill.stop('over');
    ask('restart:start', { serverId, service: 'api', confirmed: true });
    ask('snooze:set', { serverId, until: null });
    expect(shell.reached).toEqual(['restart:start', 'snooze:set']);
  });
});
