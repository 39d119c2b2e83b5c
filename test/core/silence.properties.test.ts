import fc from 'fast-check';
import { expect, test } from 'vitest';
import { minute, type RoundParts } from '../support/builders';
import { apiDown, databaseDown, diskFilling, noSsh, offline, serverOff, well } from '../support/rounds';
import { scenario, type Scenario } from '../support/scenario';

/** What the world and she may do, in any order. */
const rounds: Readonly<Record<string, RoundParts>> = {
  well,
  apiDown,
  databaseDown,
  diskFilling,
  noSsh,
  offline,
  serverOff,
};
const isDown = (name: string) => name === 'apiDown' || name === 'databaseDown' || name === 'serverOff';

type Act =
  | { readonly kind: 'round'; readonly what: string; readonly times: number }
  | { readonly kind: 'pass' | 'sleep' | 'set-back' | 'snooze' | 'maintain'; readonly minutes: number }
  | { readonly kind: 'acknowledge' | 'greet' | 'restart-app' | 'delivery-fails' | 'delivery-works' };

const round = fc.record({
  kind: fc.constant('round' as const),
  what: fc.constantFrom(...Object.keys(rounds)),
  times: fc.integer({ min: 1, max: 5 }),
});
const timed = fc.record({
  kind: fc.constantFrom('pass' as const, 'sleep' as const, 'set-back' as const, 'snooze' as const, 'maintain' as const),
  minutes: fc.integer({ min: 1, max: 900 }),
});
const plain = fc.record({
  kind: fc.constantFrom(
    'acknowledge' as const,
    'greet' as const,
    'restart-app' as const,
    'delivery-fails' as const,
    'delivery-works' as const,
  ),
});
const act: fc.Arbitrary<Act> = fc.oneof({ weight: 6, arbitrary: round }, { weight: 2, arbitrary: timed }, plain);
const acts = fc.array(act, { maxLength: 40 });

interface World {
  readonly s: Scenario;
  /** Announcements that arrived, in order. */
  readonly told: readonly string[];
}

/** Plays the acts; `after` looks at the state after each round. */
function play(list: readonly Act[], after: (s: Scenario, what: string, told: readonly string[]) => void): World {
  let s = scenario();
  const told: string[] = [];
  const hear = (heard: readonly string[]) => {
    if (s.deliver) told.push(...heard);
    return heard;
  };
  for (const one of list) {
    switch (one.kind) {
      case 'round':
        for (let i = 0; i < one.times; i++) after(s, one.what, hear(s.next(rounds[one.what])));
        break;
      case 'pass':
        hear(s.pass(one.minutes * minute));
        break;
      case 'sleep':
        hear(s.sleep(one.minutes * minute));
        break;
      case 'set-back':
        hear(s.setBack(one.minutes * minute));
        break;
      case 'snooze':
        hear(s.snooze(one.minutes * minute));
        break;
      case 'maintain':
        hear(s.maintain(one.minutes * minute));
        break;
      case 'acknowledge':
        hear(s.acknowledge());
        break;
      case 'greet':
        hear(s.greet());
        break;
      case 'restart-app': {
        const { deliver } = s;
        s = scenario({ saved: JSON.parse(JSON.stringify(s.saved())) as never, at: s.now() });
        s.deliver = deliver;
        break;
      }
      case 'delivery-fails':
        s.deliver = false;
        break;
      case 'delivery-works':
        s.deliver = true;
        break;
    }
  }
  return { s, told };
}

test('no outage is announced while nothing can be seen, in the first minute after waking, or in a maintenance', () => {
  fc.assert(
    fc.property(acts, (list) => {
      play(list, (s, what, told) => {
        const loud = told.filter((one) => /^(outage|reminder|flapping)/.test(one));
        if (loud.length === 0) return;
        const server = s.state().servers[0];
        expect([what, isDown(what)]).toEqual([what, true]);
        expect(server?.blind ?? null).toBeNull();
        expect(server?.woke ?? null).toBeNull();
        expect(s.look().maintenance).toBeNull();
      });
    }),
  );
});

test('the tray is red only for a confirmed outage, and green only right after a good look', () => {
  fc.assert(
    fc.property(acts, (list) => {
      play(list, (s, what) => {
        const { status, incident, confirming } = s.look();
        if (status === 'down') expect(incident).not.toBeNull();
        if (status === 'calm') expect(what === 'well' || confirming !== null).toBe(true);
        if (what === 'offline') expect(['no-data', 'maintenance']).toContain(status);
      });
    }),
  );
});

test('an outage that was told is closed once, by its recovery or by the message that ends an unstable time or a maintenance', () => {
  fc.assert(
    fc.property(acts, (list) => {
      const world = play(list, () => undefined);
      const { s } = world;
      // Let everything settle: all well, awake, for two days, with deliveries that work.
      s.deliver = true;
      const told = [...world.told, ...s.during(60 * 60 * minute)];
      const count = (start: string) => told.filter((one) => one.startsWith(start)).length;
      expect(s.look().incident).toBeNull();
      expect(s.state().servers[0]?.pending).toEqual([]);
      expect(count('recovered')).toBeLessThanOrEqual(count('outage'));
      expect(count('stable')).toBe(count('flapping'));
      expect(count('settled')).toBeLessThanOrEqual(count('concern'));
      expect(s.look().status).toBe('calm');
    }),
    { numRuns: 60 },
  );
}, 60_000);

test('silence is bounded: an outage that goes on is told again after every silence, at most a day later', () => {
  fc.assert(
    fc.property(
      fc.array(
        fc.oneof(timed, fc.constant({ kind: 'greet' } as const)).filter(({ kind }) => kind !== 'sleep'),
        { maxLength: 12 },
      ),
      (list) => {
        const s = scenario();
        s.round();
        const told = [1, 2, 3].flatMap(() => s.next(apiDown));
        expect(told).toEqual(['outage api-down']);
        for (const one of list) {
          if (one.kind === 'snooze') s.snooze(one.minutes * minute);
          else if (one.kind === 'maintain') s.maintain(one.minutes * minute);
          else if (one.kind === 'set-back') s.setBack(one.minutes * minute);
          else if (one.kind === 'pass') s.during(one.minutes * minute, apiDown);
        }
        const after = s.during(40 * 60 * minute, apiDown);
        expect(after.some((one) => /^(reminder|outage)/.test(one))).toBe(true);
      },
    ),
    { numRuns: 30 },
  );
}, 60_000);

test('no duration is ever negative, whatever the clock does', () => {
  fc.assert(
    fc.property(acts, (list) => {
      play(list, (s) => {
        const { incident, lastRoundAt, maintenance } = s.look();
        expect(lastRoundAt ?? 0).toBeLessThanOrEqual(s.now());
        if (incident !== null) expect(incident.confirmedAt).toBeGreaterThanOrEqual(incident.firstFailureAt);
        if (maintenance !== null) expect(maintenance.untilAt).toBeGreaterThan(maintenance.fromAt);
        for (const message of s.state().servers[0]?.pending ?? []) {
          if ('fromAt' in message) expect(message.toAt).toBeGreaterThanOrEqual(message.fromAt);
        }
      });
    }),
  );
});

test('a restart of the application announces nothing twice', () => {
  fc.assert(
    fc.property(acts, (list) => {
      const { s } = play(list, () => undefined);
      s.deliver = true;
      s.pass(minute);
      const again = scenario({ saved: JSON.parse(JSON.stringify(s.saved())) as never, at: s.now() });
      // Asked at once, before anything new was seen: all that was to be told is told.
      const repeated = again.pass(1000).filter((one) => !one.startsWith('digest'));
      expect(repeated).toEqual([]);
    }),
  );
});
