import { describe, expect, test } from 'vitest';
import type { RestartOutcome } from '../../src/core/restart-types';
import { facts, minute, server, someTime } from '../support/builders';
import { apiDown, databaseDown, diskFilling, offline, serverOff } from '../support/rounds';
import { scenario, type Scenario } from '../support/scenario';

const hour = 60 * minute;

/** A confirmed and told outage. */
function outage(s: Scenario, parts = apiDown): readonly string[] {
  s.round();
  return [...s.next(parts), ...s.next(parts), ...s.next(parts)];
}

describe('reminders', () => {
  test('come after 15 min, 1 h, 4 h and then daily, in place of the first notice', () => {
    const s = scenario();
    expect(outage(s)).toEqual(['outage api-down']);
    expect(s.during(14 * minute, apiDown)).toEqual([]);
    expect(s.during(3 * minute, apiDown)).toEqual(['reminder api-down']);
    expect(s.during(40 * minute, apiDown)).toEqual([]);
    expect(s.during(5 * minute, apiDown)).toEqual(['reminder api-down']);
    expect(s.during(3 * hour, apiDown)).toEqual(['reminder api-down']);
    expect(s.during(19 * hour, apiDown)).toEqual([]);
    expect(s.during(2 * hour, apiDown)).toEqual(['reminder api-down']);
    expect(s.during(24 * hour, apiDown)).toEqual(['reminder api-down']);
  });

  test('that fell due while she slept come once, and not with the first result after waking', () => {
    const s = scenario();
    outage(s);
    expect(s.sleep(8 * hour)).toEqual([]);
    expect(s.round(apiDown)).toEqual([]);
    expect(s.during(3 * minute, apiDown)).toEqual(['reminder api-down']);
    expect(s.during(10 * hour, apiDown)).toEqual([]);
  });

  test('wait while nothing can be seen', () => {
    const s = scenario();
    outage(s, serverOff);
    expect(s.during(14 * minute, offline)).toEqual([]);
    expect(s.round(serverOff)).toEqual([]);
    expect(s.during(3 * minute, serverOff)).toEqual(['reminder server-unreachable']);
  });

  test('survive a restart of the application without being said twice', () => {
    const before = scenario();
    outage(before);
    before.during(16 * minute, apiDown);
    const after = scenario({ saved: before.saved(), at: before.now() + minute });
    expect(after.during(30 * minute, apiDown)).toEqual([]);
  });

  test('whose delivery failed are tried again', () => {
    const s = scenario();
    outage(s);
    s.during(14 * minute, apiDown);
    s.deliver = false;
    expect(s.during(4 * minute, apiDown).length).toBeGreaterThan(1);
    s.deliver = true;
    expect(s.during(3 * minute, apiDown)).toEqual(['reminder api-down']);
  });
});

describe('"I know"', () => {
  test('stops the reminders until it is over, and its end is told', () => {
    const s = scenario();
    outage(s);
    s.acknowledge();
    expect(s.look().quiet).toEqual({ reason: 'acknowledged', until: null });
    expect(s.during(11 * hour, apiDown)).toEqual([]);
    s.next();
    expect(s.next()).toEqual(['recovered api-down']);
    s.during(5 * hour);
    expect([...s.next(apiDown), ...s.next(apiDown), ...s.next(apiDown)]).toEqual(['outage api-down']);
  });

  test('is about that problem: another cause is told, once it has been seen twice', () => {
    const s = scenario();
    outage(s);
    s.acknowledge();
    expect(s.next(databaseDown)).toEqual([]);
    expect(s.next(databaseDown)).toEqual(['outage database-down']);
    expect(s.next(databaseDown)).toEqual([]);
  });

  test('can be taken back', () => {
    const s = scenario();
    outage(s);
    s.acknowledge();
    s.during(20 * minute, apiDown);
    expect(s.acknowledge(false)).toEqual(['reminder api-down']);
  });

  test('survives a restart of the application', () => {
    const before = scenario();
    outage(before);
    before.acknowledge();
    const after = scenario({ saved: before.saved(), at: before.now() + minute });
    expect(after.during(5 * hour, apiDown)).toEqual([]);
  });
});

describe('silence', () => {
  test('keeps quiet about what was open, has an end, and the reminder comes then', () => {
    const s = scenario();
    outage(s);
    s.snooze(4 * hour);
    expect(s.look().quiet).toBeNull();
    expect(s.during(4 * hour - minute, apiDown)).toEqual([]);
    expect(s.during(3 * minute, apiDown)).toEqual(['reminder api-down']);
    expect(s.look().snoozedUntil).toBeNull();
  });

  test('does not hide an outage that begins later', () => {
    const s = scenario();
    s.round();
    s.snooze(4 * hour);
    expect(outage(s)).toEqual(['outage api-down']);
  });

  test('keeps back what needs no hurry, and loses none of it', () => {
    const s = scenario();
    s.round();
    s.snooze(hour);
    expect(s.during(50 * minute, diskFilling)).toEqual([]);
    expect(s.look().quiet?.reason).toBe('snoozed');
    expect(s.during(15 * minute, diskFilling)).toEqual(['concern disk-filling']);
  });

  test('can be ended before its time: what waited comes at once', () => {
    const s = scenario();
    s.round();
    s.snooze(4 * hour);
    s.during(10 * minute, diskFilling);
    expect(s.snooze(null)).toEqual(['concern disk-filling']);
  });

  test('does not tell an old recovery while the next outage is open', () => {
    const s = scenario();
    outage(s);
    s.snooze(10 * hour);
    s.next();
    expect(s.next()).toEqual([]);
    s.during(2 * hour);
    expect([...s.next(databaseDown), ...s.next(databaseDown), ...s.next(databaseDown)]).toEqual([
      'outage database-down',
    ]);
    expect(s.snooze(null)).toEqual([]);
  });
});

describe('quiet hours', () => {
  const quietHours = { from: '22:00', to: '7:00', soundForOutage: false };
  /** 23:30 in Bogotá. */
  const night = Date.UTC(2026, 10, 25, 4, 30, 0);
  const atNight = () => scenario({ at: night, settings: { quietHours: { ...quietHours, to: '07:00' } } });

  test('show an outage, and keep reminders for the morning', () => {
    const s = atNight();
    expect(outage(s)).toEqual(['outage api-down']);
    expect(s.during(7 * hour, apiDown)).toEqual([]);
    expect(s.look().quiet).toEqual({ reason: 'quiet-hours', until: Date.UTC(2026, 10, 25, 12, 0, 0) });
    expect(s.during(hour, apiDown).filter((one) => !one.startsWith('digest'))).toEqual(['reminder api-down']);
  });

  test('keep what needs no hurry for the morning', () => {
    const s = atNight();
    s.round();
    expect(s.during(7 * hour, diskFilling)).toEqual([]);
    expect(s.during(35 * minute, diskFilling)).toEqual(['concern disk-filling']);
  });
});

describe('maintenance', () => {
  test('is blue, tells nothing, counts nothing, and ends with one message', () => {
    const s = scenario();
    s.round();
    s.maintain(30 * minute);
    expect(s.look().status).toBe('maintenance');
    expect(s.during(15 * minute, apiDown)).toEqual([]);
    expect(s.look().status).toBe('maintenance');
    expect(s.look().maintenance?.troubled).toBe(true);
    const told = s.during(20 * minute);
    expect(told).toEqual(['maintenance done']);
    expect(s.look().status).toBe('calm');
    expect(s.history().filter((kind) => kind.startsWith('incident'))).toEqual([]);
  });

  test('is over ten minutes after all answers again: a second reboot falls inside', () => {
    const s = scenario();
    s.round();
    s.maintain(4 * hour);
    s.during(5 * minute, apiDown);
    s.during(6 * minute);
    expect(s.look().status).toBe('maintenance');
    s.during(5 * minute, apiDown);
    expect(s.during(9 * minute)).toEqual([]);
    expect(s.during(4 * minute)).toEqual(['maintenance done']);
    expect(s.look().maintenance).toBeNull();
  });

  test('in which nothing ever failed lasts as long as she said', () => {
    const s = scenario();
    s.round();
    s.maintain(2 * hour);
    expect(s.during(hour + 50 * minute)).toEqual([]);
    expect(s.during(20 * minute)).toEqual(['maintenance done']);
  });

  test('warns before its end when something still fails, and then it counts', () => {
    const s = scenario();
    s.round();
    s.maintain(30 * minute);
    expect(s.during(24 * minute, apiDown)).toEqual([]);
    expect(s.during(5 * minute, apiDown)).toEqual(['maintenance ends']);
    expect(s.during(3 * minute, apiDown)).toEqual(['outage api-down']);
    expect(s.look().status).toBe('down');
    expect(s.look().incident?.firstFailureAt).toBeGreaterThanOrEqual(s.now() - 4 * minute);
  });

  test('can be extended after the warning, and warns again', () => {
    const s = scenario();
    s.round();
    s.maintain(30 * minute);
    s.during(27 * minute, apiDown);
    s.maintain(30 * minute);
    expect(s.during(24 * minute, apiDown)).toEqual([]);
    expect(s.during(4 * minute, apiDown)).toEqual(['maintenance ends']);
  });

  test('ended by her with a fault that goes on is an outage after it is confirmed', () => {
    const s = scenario();
    s.round();
    s.maintain(hour);
    s.during(10 * minute, apiDown);
    expect(s.maintain(null)).toEqual([]);
    expect(s.looks()).toBe(1);
    s.round(apiDown);
    expect(s.during(2 * minute, apiDown)).toEqual(['outage api-down']);
  });

  test('that passed asleep is over, and the rounds after it tell how things are', () => {
    const s = scenario();
    s.round();
    s.maintain(hour);
    s.sleep(9 * hour);
    expect(s.look().status).toBe('no-data');
    expect(s.round()).toEqual(['maintenance done']);
  });

  test('that began in an outage ends it with one notice, not two', () => {
    const s = scenario();
    s.round();
    expect(s.during(9 * minute, apiDown)).toEqual(['outage api-down']);
    s.maintain(30 * minute);
    s.during(29 * minute, apiDown);
    const told = s.during(10 * minute);
    expect(told.filter((one) => /recovered|done/.test(one))).toHaveLength(1);
    expect(s.look().status).toBe('calm');
  });

  test('survives a restart of the application', () => {
    const before = scenario();
    before.round();
    before.maintain(hour);
    const after = scenario({ saved: before.saved(), at: before.now() + minute });
    expect(after.during(20 * minute, apiDown)).toEqual([]);
    expect(after.look().status).toBe('maintenance');
  });

  test('is never longer than a day', () => {
    const s = scenario();
    s.round();
    s.maintain(400 * hour);
    expect((s.look().maintenance?.untilAt ?? 0) - s.now()).toBe(24 * hour);
  });
});

describe('an unstable portal', () => {
  /** Down and back again, both confirmed. */
  const fall = (s: Scenario) => [...[1, 2, 3].flatMap(() => s.next(apiDown)), ...[1, 2, 3].flatMap(() => s.next())];

  test('is one notice at the third outage within an hour, and one final message after an hour of calm', () => {
    const s = scenario();
    s.round();
    expect(fall(s)).toEqual(['outage api-down', 'recovered api-down']);
    s.during(6 * minute);
    expect(fall(s)).toEqual(['outage api-down', 'recovered api-down']);
    s.during(6 * minute);
    expect(fall(s)).toEqual(['flapping 3']);
    expect(s.look().status).toBe('attention');
    expect(s.look().diagnosis?.primary?.cause).toBe('flapping');
    s.during(6 * minute);
    expect(fall(s)).toEqual([]);
    expect(s.during(50 * minute)).toEqual([]);
    expect(s.during(15 * minute)).toEqual(['stable after 4']);
    expect(s.look().status).toBe('calm');
  });

  test('still reminds of an outage that does not end', () => {
    const s = scenario();
    s.round();
    for (let i = 0; i < 2; i++) {
      fall(s);
      s.during(6 * minute);
    }
    expect([1, 2, 3].flatMap(() => s.next(apiDown))).toEqual(['flapping 3']);
    expect(s.during(16 * minute, apiDown)).toEqual(['reminder api-down']);
  });

  test('is not calm because nobody looked for an hour', () => {
    const s = scenario();
    s.round();
    for (let i = 0; i < 3; i++) {
      fall(s);
      s.during(6 * minute);
    }
    s.sleep(10 * hour);
    expect(s.during(35 * minute)).toEqual([]);
    expect(s.during(25 * minute)).toEqual(['stable after 3']);
  });

  test('has its counts already in the round that finds it, for its notice to tell', () => {
    const s = scenario();
    s.round();
    fall(s);
    fall(s);
    while (s.look().incident === null) s.next(apiDown);
    const found = s.look().diagnosis?.findings.filter(({ cause }) => cause === 'flapping');
    expect(found).toMatchObject([{ values: { n: 3 } }]);
    expect(s.look().diagnosis?.primary?.cause).toBe('api-down');
    s.during(5 * minute);
    expect(s.look().diagnosis?.primary).toMatchObject({ cause: 'flapping', values: { n: 3 } });
  });

  test('four times in a day are too many as well', () => {
    const s = scenario();
    s.round();
    const told: string[] = [];
    for (let i = 0; i < 4; i++) {
      told.push(...fall(s));
      s.during(4 * hour);
    }
    expect(told.filter((one) => one.startsWith('outage'))).toHaveLength(3);
    expect(told.filter((one) => one.startsWith('flapping'))).toEqual(['flapping 4']);
  });
});

describe('our own network', () => {
  test('is told when it is down for long, silently, and when it is back', () => {
    const s = scenario();
    s.round();
    s.round(offline);
    expect(s.during(14 * minute, offline)).toEqual([]);
    expect(s.during(3 * minute, offline)).toEqual(['blind laptop-offline']);
    expect(s.during(3 * hour, offline)).toEqual([]);
    expect(s.round()).toEqual(['seeing laptop-offline']);
  });

  test('that comes back to a portal that is down does not say that all was well', () => {
    const s = scenario();
    s.round();
    s.during(25 * minute, offline);
    expect(s.during(2 * minute, apiDown)).toEqual(['outage api-down']);
    expect(s.during(5 * minute)).toEqual(['recovered api-down']);
  });

  /** Down for so long that it was told. */
  const told = () => {
    const s = scenario();
    s.round();
    expect(s.during(20 * minute, offline)).toEqual(['blind laptop-offline']);
    return s;
  };

  test('is told once, whatever restarts of the application lie in between, and its end is told and recorded', () => {
    const before = told();
    const after = scenario({ saved: before.saved(), at: before.now() + minute });
    expect(after.during(20 * minute, offline)).toEqual([]);
    expect(after.round()).toEqual(['seeing laptop-offline']);
    expect(after.entries()).toMatchObject([
      { kind: 'blind-ended', cause: 'laptop-offline', fromAt: before.state().servers[0]?.blind?.sinceAt },
      { kind: 'notified' },
    ]);
  });

  test('that was not told yet counts anew after a restart of the application', () => {
    const before = scenario();
    before.round();
    before.during(5 * minute, offline);
    const after = scenario({ saved: before.saved(), at: before.now() + 9 * hour });
    expect(after.pass(minute)).toEqual([]);
    expect(after.during(10 * minute, offline)).toEqual([]);
    expect(after.during(8 * minute, offline)).toEqual(['blind laptop-offline']);
  });

  test('has its end told although the first round after it failed', () => {
    const s = told();
    expect(s.next(apiDown)).toEqual([]);
    expect(s.next()).toEqual(['seeing laptop-offline']);
    expect(s.during(hour)).toEqual([]);
  });

  test('has its end told after a failed round and a restart of the application, or sleep', () => {
    const s = told();
    s.next(apiDown);
    const after = scenario({ saved: s.saved(), at: s.now() + minute });
    expect(after.round()).toEqual(['seeing laptop-offline']);
    expect(s.sleep(hour)).toEqual([]);
    expect(s.round()).toEqual(['seeing laptop-offline']);
  });

  test('does not say that all was well when a failure in a maintenance follows', () => {
    const s = told();
    s.next(apiDown);
    s.maintain(30 * minute);
    expect(s.during(20 * minute, apiDown)).toEqual([]);
    expect([...s.maintain(null), ...s.round(apiDown)]).toEqual([]);
    expect(s.during(2 * minute, apiDown)).toEqual(['outage api-down']);
    expect(s.during(5 * minute)).toEqual(['recovered api-down']);
  });

  test('goes on through her own restart', () => {
    const s = told();
    const startedAt = s.now();
    const restart = { serverId: server.id, service: 'api', startedAt, steps: [], before: null, after: null } as const;
    s.send({ kind: 'restart-changed', run: { ...restart, outcome: null }, at: startedAt });
    expect(s.round(offline)).toEqual([]);
    const refused = { kind: 'refused', reason: { kind: 'offline' } } as const;
    s.send({ kind: 'restart-changed', run: { ...restart, outcome: refused }, at: s.now() });
    expect(s.during(20 * minute, offline)).toEqual([]);
    expect(s.next()).toEqual(['seeing laptop-offline']);
  });
});

describe('sleep', () => {
  test('makes green grey until somebody has looked', () => {
    const s = scenario();
    s.round();
    s.sleep(2 * minute);
    expect(s.look().noData).toEqual({ kind: 'slept', sleptMs: 2 * minute });
    expect(s.looks()).toBe(1);
    s.round();
    expect(s.look().status).toBe('calm');
  });

  test('never lets the failures of the first minute count, whatever they look like', () => {
    const s = scenario();
    s.round();
    s.sleep(8 * hour);
    for (let i = 0; i < 8; i++) expect(s.next(serverOff)).toEqual([]);
    expect(s.look().status).toBe('no-data');
    expect(s.look().confirming).toBeNull();
  });

  test('does not hide a real outage: it is told within two and a half minutes', () => {
    const s = scenario();
    s.round();
    s.sleep(8 * hour);
    const awakeAt = s.now();
    expect(s.during(150_000, serverOff)).toEqual(['outage server-unreachable']);
    expect(s.look().incident?.firstFailureAt).toBeGreaterThan(awakeAt);
  });

  test('between the two good rounds of a recovery asks for two new ones', () => {
    const s = scenario();
    outage(s);
    s.next();
    s.sleep(hour);
    expect(s.round()).toEqual([]);
    expect(s.next()).toEqual(['recovered api-down']);
  });
});

describe('a clock that is set back', () => {
  test('keeps ages and what is left of a silence', () => {
    const s = scenario();
    s.round();
    s.snooze(2 * hour);
    s.setBack(5 * hour);
    const seen = s.look();
    expect(seen.status).toBe('calm');
    expect((seen.snoozedUntil ?? 0) - s.now()).toBe(2 * hour);
    expect(s.now() - (seen.lastRoundAt ?? 0)).toBe(0);
  });

  test('does not repeat an announcement, nor make a duration negative', () => {
    const s = scenario();
    outage(s);
    expect(s.setBack(3 * hour)).toEqual([]);
    expect(s.during(2 * minute, apiDown)).toEqual([]);
    expect(s.during(5 * minute)).toEqual(['recovered api-down']);
    const first = s.look().incident;
    expect(first).toBeNull();
  });

  test('by a day makes no error of the code last until then', () => {
    const s = scenario();
    s.round();
    const stamp = new Date(s.now() - 5 * hour).toISOString().slice(0, 19).replace('T', ' ');
    const tail = [
      `[${stamp}] [ERROR] Exception in ASGI application`,
      'Traceback (most recent call last):',
      '  File "/srv/api/main.py", line 3, in f',
      "KeyError: 'x'",
    ];
    const parts = { facts: { errorLog: { readable: true, modifiedAt: s.now(), tail } } };
    expect([1, 2, 3].flatMap(() => s.next(parts))).toEqual(['concern code-error']);
    s.setBack(24 * hour);
    expect(s.during(hour)).toEqual(['settled code-error']);
  });

  test('does not forget that a disk which trembles at a line was full', () => {
    const used = (percent: number) => {
      const [disk] = facts().disks ?? [];
      if (disk === undefined) throw new Error('no disk');
      const usedBytes = (disk.sizeBytes * percent) / 100;
      const full = { ...disk, usedBytes, availableBytes: disk.sizeBytes - usedBytes, usedPercent: percent };
      return { facts: { disks: [full] } };
    };
    const s = scenario();
    s.round();
    expect([...s.next(used(96)), ...s.next(used(96)), ...s.next(used(93))]).toEqual(['concern disk-full']);
    s.setBack(10 * minute);
    expect(s.during(20 * minute, used(93))).toEqual([]);
  });

  test('moves all that rounds remember, and what waits to be told', () => {
    const s = scenario();
    s.round();
    outage(s);
    // Told before the silence, so its end waits for the end of it.
    s.snooze(5 * hour);
    s.during(20 * minute);
    const dated = () => JSON.stringify([s.state().servers[0]?.memory, s.state().servers[0]?.pending]);
    const moved = (text: string) =>
      // Every date of this test is of thirteen digits; ids hold them as text.
      text.replace(/(?<=[:[,])\d{13}(?=[,}\]])/g, (at) => String(Number(at) - 3 * hour));
    const before = dated();
    expect(before).toContain('"recovered"');
    s.setBack(3 * hour);
    expect(dated()).toBe(moved(before));
  });

  test('in the middle of her own restart raises no alarm for what that stops', () => {
    const s = scenario();
    s.round();
    const startedAt = s.now();
    const run = { serverId: server.id, service: 'api', startedAt, steps: [], before: null, after: null } as const;
    const report = (outcome: RestartOutcome | null) =>
      s.send({ kind: 'restart-changed', run: { ...run, outcome }, at: s.now() });
    report(null);
    s.setBack(minute);
    expect([1, 2, 3].flatMap(() => s.round(apiDown))).toEqual([]);
    report(null);
    expect([1, 2, 3].flatMap(() => s.round(apiDown))).toEqual([]);
    report({ kind: 'refused', reason: { kind: 'offline' } });
    expect([1, 2, 3, 4].flatMap(() => s.next(apiDown))).toEqual(['outage api-down']);
  });

  test('that nobody noticed makes nothing look fresh', () => {
    const s = scenario();
    s.round();
    s.wait(-3 * hour);
    expect(s.look().status).toBe('no-data');
  });
});

describe('the morning', () => {
  /** 6:50 in Bogotá of the next day. */
  const untilMorning = Date.UTC(2026, 10, 25, 11, 50, 0) - someTime;

  test('has one digest, when she comes, with what happened in the night', () => {
    const s = scenario();
    s.round();
    s.during(untilMorning - hour);
    expect(outage(s)).toEqual(['outage api-down']);
    s.during(50 * minute);
    expect(s.greet()).toEqual(['digest 1']);
    expect(s.greet()).toEqual([]);
    expect(s.during(3 * hour)).toEqual([]);
  });

  test('has it at eight where the system never says that she came', () => {
    const s = scenario();
    s.round();
    expect(s.during(untilMorning)).toEqual([]);
    expect(s.during(80 * minute)).toEqual(['digest 0']);
  });

  test('has none if she does not want it', () => {
    const s = scenario({ settings: { digest: false } });
    s.round();
    expect(s.during(untilMorning + 3 * hour)).toEqual([]);
  });

  test('has none where nobody watched the night', () => {
    const s = scenario();
    s.round();
    s.sleep(untilMorning);
    s.round();
    expect(s.greet()).toEqual([]);
  });
});

describe('what a silence does not swallow', () => {
  test('an outage that was not yet confirmed when she silenced', () => {
    const s = scenario();
    s.round();
    s.next(apiDown);
    s.snooze(4 * hour);
    expect([...s.next(apiDown), ...s.next(apiDown)]).toEqual(['outage api-down']);
  });

  test('the end of an outage that began and was told in it', () => {
    const s = scenario();
    s.round();
    s.snooze(4 * hour);
    expect([1, 2, 3].flatMap(() => s.next(apiDown))).toEqual(['outage api-down']);
    expect(s.during(5 * minute)).toEqual(['recovered api-down']);
  });

  test('"I know" about an outage that is told as part of an unstable time', () => {
    const s = scenario();
    s.round();
    for (let outage = 0; outage < 3; outage++) {
      if (outage > 0) s.during(5 * minute);
      for (let round = 0; round < 3; round++) s.next(apiDown);
    }
    expect(s.during(16 * minute, apiDown)).toEqual(['reminder api-down']);
    s.acknowledge();
    expect(s.during(5 * hour, apiDown)).toEqual([]);
    expect(s.look().incident?.acknowledgedAt).not.toBeNull();
  });

  test('the outages of a night that became calm again', () => {
    // 1:00 in Bogotá.
    const s = scenario({ at: Date.UTC(2026, 10, 24, 6, 0, 0), settings: { digest: true } });
    s.during(30 * minute);
    for (let outage = 0; outage < 4; outage++) {
      for (let round = 0; round < 3; round++) s.next(apiDown);
      s.during(5 * minute);
    }
    const morning = s.during(8 * hour).filter((one) => /^(stable|digest)/.test(one));
    expect(morning).toEqual(['stable after 4', 'digest 4']);
  });

  test('yesterday’s digest is not told today', () => {
    const s = scenario({ at: Date.UTC(2026, 10, 24, 6, 0, 0), settings: { digest: true } });
    s.during(6 * hour);
    s.deliver = false;
    s.during(2 * hour);
    expect(s.state().servers[0]?.pending.map(({ kind }) => kind)).toEqual(['digest']);
    s.sleep(18 * hour);
    s.deliver = true;
    expect(s.during(2 * hour)).toEqual([]);
  });
});
