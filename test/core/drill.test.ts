import { describe, expect, test } from 'vitest';
import { drillScenarios, type DrillScenario } from '../../src/core/drill/scenario-ids';
import { planDrill } from '../../src/core/drill/scenarios';
import type { Observation } from '../../src/core/model';
import { defaultSettings, type ServerSettings } from '../../src/core/settings';
import { minute, server, someTime } from '../support/builders';
import { scenario, type Scenario } from '../support/scenario';

const { witnesses } = defaultSettings;

/** The rounds of one step, each at its time; returns what was announced. */
function see(s: Scenario, rounds: readonly Observation[]): readonly string[] {
  return rounds.flatMap((observation) => {
    s.wait(observation.endedAt - s.now());
    return s.send({ kind: 'observed', observation });
  });
}

/** What each step shows and what it announces. */
function play(name: DrillScenario, now = someTime): readonly string[] {
  const s = scenario();
  return planDrill(name, { server, witnesses }, now).map(({ caption, rounds }) => {
    const told = see(s, rounds);
    const { status, diagnosis, confirming } = s.look();
    const seen = [
      `${status} ${diagnosis?.primary?.cause ?? '-'}`,
      ...(confirming === null ? [] : [`confirming ${confirming.cause}`]),
      ...(diagnosis?.notes.map(({ kind }) => kind) ?? []),
    ];
    return `${caption}: ${[...seen, ...told].join(', ')}`;
  });
}

/** Status and cause of each step, what is being confirmed, notes, and then what a real one would announce. */
const stories: Readonly<Record<DrillScenario, readonly string[]>> = {
  worker: ['well: calm -', 'worker.replaced: calm -, worker-restarted', 'worker.after: calm -, worker-restarted'],
  api: [
    'well: calm -',
    'first: calm -, confirming api-down',
    'api.down: down api-down, outage api-down',
    'api.back: down api-down, watchdog-restarted-api',
    'api.over: calm -, watchdog-restarted-api, recovered api-down',
  ],
  reboot: [
    'well: calm -',
    'first: calm -, confirming server-booting',
    'reboot.down: down server-booting, rebooted, outage server-booting',
    'reboot.back: down server-booting, rebooted',
    'reboot.over: calm -, rebooted, recovered server-booting',
  ],
  off: [
    'well: calm -',
    'first: calm -, confirming server-unreachable',
    'off.down: down server-unreachable, outage server-unreachable',
    'off.back: down server-unreachable, rebooted',
    'off.over: calm -, rebooted, recovered server-unreachable',
  ],
  database: [
    'well: calm -',
    'first: calm -, confirming database-down',
    'database.down: down database-down, outage database-down',
    'database.back: down database-down',
    'over: calm -, recovered database-down',
  ],
  disk: [
    'well: calm -',
    'disk.filling: attention disk-filling, concern disk-filling',
    'first: attention disk-filling, confirming disk-full',
    'disk.down: down disk-full, outage disk-full',
    'disk.back: down disk-full',
    'over: calm -, recovered disk-full, settled disk-filling',
  ],
  memory: [
    'well: calm -',
    'memory.low: attention memory-low, concern memory-low',
    'memory.killed: attention out-of-memory, worker-restarted, concern out-of-memory',
    'memory.over: calm -, settled out-of-memory, settled memory-low',
  ],
  code: [
    'well: calm -',
    'first: calm -, confirming api-cannot-start',
    'code.down: down api-cannot-start, outage api-cannot-start',
    'code.back: down api-cannot-start',
    'over: calm -, recovered api-cannot-start',
  ],
};

describe.each(drillScenarios)('the drill of %s', (name) => {
  test('shows and announces, step by step, what a real one would, and ends calm', () => {
    expect(play(name)).toEqual(stories[name]);
  });

  test('tells the same story whenever it begins', () => {
    const minutes = Array.from({ length: 10 }, (_, index) => play(name, someTime + index * 37_000));
    expect(minutes.filter((story) => story.join() !== stories[name].join())).toEqual([]);
  });

  test('takes 15 to 45 seconds, and its rounds begin within five minutes of now', () => {
    const steps = planDrill(name, { server, witnesses }, someTime);
    const shownMs = steps.reduce((sum, { showMs }) => sum + showMs, 0);
    expect(shownMs).toBeGreaterThanOrEqual(15_000);
    expect(shownMs).toBeLessThanOrEqual(45_000);
    expect(Math.abs((steps[0]?.rounds[0]?.startedAt ?? 0) - someTime)).toBeLessThan(5 * minute);
  });
});

test('the end of a boot is told as such, also where a round in between has seen it booting', () => {
  const s = scenario();
  const steps = planDrill('reboot', { server, witnesses }, someTime);
  for (const { rounds } of steps.slice(0, -1)) see(s, rounds);
  s.deliver = false;
  for (const { rounds } of steps.slice(-1)) see(s, rounds);
  expect(s.state().servers[0]?.pending).toMatchObject([{ kind: 'recovered', repairedBy: 'boot' }]);
});

test('another server has its own drill: plain HTTP, two workers, a unit with its type, no sites to ask', () => {
  const other: ServerSettings = {
    ...server,
    url: 'http://intranet.example:8080/portal',
    api: { ...server.api, workers: 2 },
    dashboard: { ...server.dashboard, unit: 'tablero.service' },
  };
  const stories = drillScenarios.map((name) => {
    const s = scenario({ settings: { servers: [other] } });
    const causes = planDrill(name, { server: other, witnesses: [] }, someTime).map(({ rounds }) => {
      see(s, rounds);
      return s.look().diagnosis?.primary?.cause ?? 'calm';
    });
    return [...new Set(causes)].join(' ');
  });
  expect(stories).toEqual([
    'calm',
    'calm api-down',
    'calm server-booting',
    'calm server-unreachable',
    'calm database-down',
    'calm disk-filling disk-full',
    'calm memory-low out-of-memory',
    'calm api-cannot-start',
  ]);
});

test('the restart is offered where it helps, and refused with the reason where it does not', () => {
  const offers = drillScenarios.map((name) => {
    const s = scenario();
    const kinds = planDrill(name, { server, witnesses }, someTime).flatMap(({ rounds }) => {
      see(s, rounds);
      const offer = s.look().services.find(({ id }) => id === 'api')?.restart;
      return s.look().status === 'down' && offer !== undefined
        ? [offer.kind === 'refused' ? offer.reason.kind : offer.kind]
        : [];
    });
    return `${name}: ${kinds[0] ?? '-'}`;
  });
  expect(offers).toEqual([
    'worker: -',
    'api: one-click',
    'reboot: booting',
    'off: unreachable',
    'database: database',
    'disk: disk',
    'memory: -',
    'code: useless',
  ]);
});
