import { describe, expect, test } from 'vitest';
import {
  certificate,
  gunicorn,
  minute,
  noAnswer,
  observation,
  probe,
  processes,
  server,
  settings,
  silent,
  someTime,
  unit,
  units,
  witnesses,
  witnessOk,
  type RoundParts,
} from '../support/builders';
import { apiDown, databaseDown, diskFilling, offline, serverOff } from '../support/rounds';
import { scenario, type Scenario } from '../support/scenario';
import type { RestartRun } from '../../src/core/restart-types';

function run(outcome: RestartRun['outcome'], startedAt: number, service: 'api' | 'dashboard' = 'api'): RestartRun {
  return { serverId: server.id, service, startedAt, steps: [], outcome, before: null, after: null };
}

describe('an outage', () => {
  test('is told once it is confirmed, never on one failed round', () => {
    const s = scenario();
    s.round();
    expect(s.next(apiDown)).toEqual([]);
    expect(s.look().status).toBe('calm');
    expect(s.look().confirming?.cause).toBe('api-down');
    expect(s.next(apiDown)).toEqual([]);
    expect(s.next(apiDown)).toEqual(['outage api-down']);
    expect(s.look().status).toBe('down');
  });

  test('is confirmed within 90 s of its first failed probe and dated by it', () => {
    const s = scenario();
    s.round();
    s.wait(5 * minute);
    const failedAt = s.now();
    s.round(apiDown);
    while (s.look().incident === null) s.next(apiDown);
    expect(s.look().incident?.firstFailureAt).toBe(failedAt);
    expect(s.now() - failedAt).toBeLessThanOrEqual(90_000);
  });

  test('is confirmed by two slow rounds: 25 s each leave no time for a third', () => {
    const s = scenario();
    s.round();
    s.round(serverOff);
    s.wait(35_000);
    expect(s.round(serverOff)).toEqual(['outage server-unreachable']);
  });

  test('that lasted one round is a blip: recorded, not told', () => {
    const s = scenario();
    s.round();
    s.next(apiDown);
    expect(s.next()).toEqual([]);
    expect(s.look().status).toBe('calm');
    expect(s.history()).toContain('blip');
  });

  test('is one announcement, whatever fails with its cause', () => {
    const s = scenario();
    s.round();
    s.next(databaseDown);
    s.next(databaseDown);
    expect(s.next(databaseDown)).toEqual(['outage database-down']);
    expect(s.next(databaseDown)).toEqual([]);
  });

  test('changes its cause without a second announcement, and the window shows the new one', () => {
    const s = scenario();
    s.round();
    for (let i = 0; i < 3; i++) s.next(databaseDown);
    expect(s.next(apiDown)).toEqual([]);
    expect(s.look().diagnosis?.primary?.cause).toBe('api-down');
    expect(s.history()).toContain('cause-changed');
  });

  test('is over after two good rounds at least 20 s apart, with one message that dates it from its first failure', () => {
    const s = scenario();
    s.round();
    for (let i = 0; i < 3; i++) s.next(apiDown);
    expect(s.next()).toEqual([]);
    expect(s.look().status).toBe('down');
    expect(s.next()).toEqual(['recovered api-down']);
    expect(s.look().status).toBe('calm');
    expect(s.look().incident).toBeNull();
  });

  test('is not over when the second good round fails again', () => {
    const s = scenario();
    s.round();
    for (let i = 0; i < 3; i++) s.next(apiDown);
    s.next();
    expect(s.next(apiDown)).toEqual([]);
    expect(s.look().status).toBe('down');
    expect(s.next()).toEqual([]);
  });

  test('whose delivery failed is announced again in the next round', () => {
    const s = scenario();
    s.round();
    s.deliver = false;
    for (let i = 0; i < 2; i++) s.next(apiDown);
    expect(s.next(apiDown)).toEqual(['outage api-down']);
    s.deliver = true;
    expect(s.next(apiDown)).toEqual(['outage api-down']);
    expect(s.next(apiDown)).toEqual([]);
  });

  test('is not announced twice by a restart of the application', () => {
    const before = scenario();
    before.round();
    for (let i = 0; i < 3; i++) before.next(apiDown);
    const after = scenario({ saved: before.saved(), at: before.now() + minute });
    expect(after.round(apiDown)).toEqual([]);
    expect(after.look().status).toBe('down');
    after.next();
    expect(after.next()).toEqual(['recovered api-down']);
  });
});

describe('time', () => {
  test('asleep between two failed rounds is no outage between them', () => {
    const s = scenario();
    s.round();
    s.next(apiDown);
    s.wait(10 * 60 * minute);
    const awakeAt = s.now();
    expect(s.round(apiDown)).toEqual([]);
    s.next(apiDown);
    expect(s.next(apiDown)).toEqual(['outage api-down']);
    expect(s.look().incident?.firstFailureAt).toBe(awakeAt);
    expect(s.look().diagnosis?.primary?.values.since?.precision).toBe('before');
  });

  test('between the first good look and the one that confirms it, red says since when it answers', () => {
    const s = scenario();
    s.round();
    for (let i = 0; i < 3; i++) s.next(apiDown);
    expect(s.look().recoveringSinceAt).toBeNull();
    s.next();
    const { status, recoveringSinceAt, lastRoundAt } = s.look();
    expect([status, (recoveringSinceAt ?? 0) <= (lastRoundAt ?? 0), recoveringSinceAt !== null]).toEqual([
      'down',
      true,
      true,
    ]);
    expect(s.next()).toEqual(['recovered api-down']);
    expect(s.look().recoveringSinceAt).toBeNull();
  });

  test('set back during a recovery does not keep a false red', () => {
    const s = scenario();
    s.round();
    for (let i = 0; i < 3; i++) s.next(apiDown);
    s.next();
    s.wait(-60 * minute);
    expect(s.round()).toEqual(['recovered api-down']);
  });

  test('that a round spent asleep makes its answers worthless', () => {
    const s = scenario();
    s.round();
    const before = s.look().lastRoundAt;
    const late = observation(apiDown, s.now());
    s.send({ kind: 'observed', observation: { ...late, endedAt: late.startedAt + 60 * minute } });
    expect(s.look().lastRoundAt).toBe(before);
    expect(s.look().confirming).toBeNull();
  });
});

describe('our own network', () => {
  test('being down is never red, and ends nothing', () => {
    const s = scenario();
    s.round();
    for (let i = 0; i < 5; i++) expect(s.next(offline)).toEqual([]);
    expect(s.look().status).toBe('no-data');
    expect(s.look().noData).toEqual({ kind: 'blind', cause: 'laptop-offline' });
    s.next();
    expect(s.look().status).toBe('calm');
  });

  test('being down during an outage keeps the outage open', () => {
    const s = scenario();
    s.round();
    for (let i = 0; i < 3; i++) s.next(serverOff);
    s.next(offline);
    expect(s.look().incident?.cause).toBe('server-unreachable');
    expect(s.next(serverOff)).toEqual([]);
    expect(s.look().status).toBe('down');
  });

  test('being down does not confirm a failure seen before', () => {
    const s = scenario();
    s.round();
    s.next(apiDown);
    for (let i = 0; i < 4; i++) expect(s.next(offline)).toEqual([]);
    expect(s.look().incident).toBeNull();
  });
});

describe('green', () => {
  test('does not outlive its evidence', () => {
    const s = scenario();
    s.round();
    s.wait(11 * minute + 1);
    const seen = s.look();
    expect(seen.status).toBe('no-data');
    expect(seen.diagnosis).toBeNull();
    expect(seen.checks).toEqual([]);
  });

  test('is not claimed before the first round has ended', () => {
    const s = scenario();
    expect(s.look().noData).toEqual({ kind: 'never-checked' });
  });

  test('is not claimed after a first round that failed', () => {
    const s = scenario();
    s.round(apiDown);
    expect(s.look().status).toBe('no-data');
    s.next(apiDown);
    expect(s.next(apiDown)).toEqual(['outage api-down']);
  });
});

describe('the record', () => {
  test('keeps the proof of an outage, and of a change of its cause', () => {
    const s = scenario();
    s.round();
    for (const parts of [apiDown, apiDown, apiDown, databaseDown]) s.next(parts);
    expect(s.entries()).toMatchObject([
      { kind: 'incident-opened', cause: 'api-down', evidence: [{ text: 'ps: no gunicorn process' }, {}] },
      { kind: 'notified' },
      {
        kind: 'cause-changed',
        cause: 'database-down',
        evidence: [{ text: 'systemctl: postgresql@15-main inactive (dead)' }],
      },
    ]);
  });

  test('keeps when nothing could be seen from here, and what proves it', () => {
    const s = scenario();
    s.round();
    for (const parts of [offline, offline, {}]) s.next(parts);
    const [began, ended] = s.entries();
    expect(began).toMatchObject({ kind: 'blind-began', cause: 'laptop-offline' });
    const proof = began?.kind === 'blind-began' ? began.evidence.map(({ text }) => text) : [];
    expect(proof.filter((text) => text.startsWith('witness'))).toHaveLength(2);
    expect(ended).toMatchObject({ kind: 'blind-ended', cause: 'laptop-offline', fromAt: began?.at });
  });

  test('and the window have what the first good round noted, although one confirms nothing', () => {
    const s = scenario();
    s.round();
    for (const parts of [apiDown, apiDown, apiDown]) s.next(parts);
    s.next({ facts: { bootId: 'boot-2', bootAt: s.now() } });
    s.next({ facts: { bootId: 'boot-2', bootAt: s.now() } });
    expect(s.look().status).toBe('calm');
    expect(s.look().diagnosis?.notes.map(({ kind }) => kind)).toEqual(['rebooted']);
    expect(s.history()).toContain('note');
    s.during(70 * minute, { facts: { bootId: 'boot-2' } });
    expect(s.look().diagnosis?.notes).toEqual([]);
  });
});

describe('what needs her while users are served', () => {
  test('is shown at once, told after a second look, and only once', () => {
    const s = scenario();
    s.round();
    expect(s.next(diskFilling)).toEqual([]);
    expect(s.look().status).toBe('attention');
    expect(s.next(diskFilling)).toEqual(['concern disk-filling']);
    expect(s.next(diskFilling)).toEqual([]);
  });

  test('is settled with one message', () => {
    const s = scenario();
    s.next(diskFilling);
    s.next(diskFilling);
    expect(s.next()).toEqual([]);
    expect(s.next()).toEqual(['settled disk-filling']);
  });

  /** Whether the message that it is settled may say that the portal kept working. */
  const stopped = (s: Scenario) => {
    s.deliver = false;
    for (let i = 0; i < 2; i++) s.next();
    const message = s.state().servers[0]?.pending.find(({ kind }) => kind === 'settled');
    return message?.kind === 'settled' ? message.portalStopped === true : null;
  };
  const both: RoundParts = { ...apiDown, facts: { ...apiDown.facts, ...diskFilling.facts } };

  test('is settled with word of the portal that kept working only where it did', () => {
    const calm = scenario();
    calm.during(20 * minute, diskFilling);
    expect(stopped(calm)).toBe(false);
    const s = scenario();
    s.during(20 * minute, diskFilling);
    for (let i = 0; i < 3; i++) s.next(both);
    const after = scenario({ saved: s.saved(), at: s.now() + minute });
    after.during(20 * minute, diskFilling);
    expect(stopped(after)).toBe(true);
  });

  test('and saw an unstable time, or a maintenance in which all failed, is not settled with it either', () => {
    const s = scenario();
    s.during(20 * minute, diskFilling);
    for (let i = 0; i < 3; i++) {
      while (s.look().incident === null) s.next(both);
      while (s.look().incident !== null) s.next(diskFilling);
    }
    s.during(3 * 60 * minute, diskFilling);
    expect(s.state().servers[0]?.outages.map(({ folded }) => folded)).toEqual([true, true, true]);
    expect(stopped(s)).toBe(true);
    const maintained = scenario();
    maintained.during(20 * minute, diskFilling);
    maintained.maintain(10 * minute);
    maintained.during(5 * minute, both);
    maintained.during(20 * minute, diskFilling);
    expect(stopped(maintained)).toBe(true);
  });

  test('is neither settled nor forgotten when nobody could look inside', () => {
    const s = scenario();
    s.next(diskFilling);
    s.next(diskFilling);
    expect(s.next({ ssh: { kind: 'disconnected' } })).toEqual([]);
    expect(s.next(diskFilling)).toEqual([]);
  });

  test('a missing worker counts from the second round on', () => {
    const few: RoundParts = { facts: { gunicorn: gunicorn({ workers: processes(3, 101, 100) }) } };
    const s = scenario();
    s.round();
    s.next(few);
    expect(s.look().status).toBe('calm');
    s.next(few);
    expect(s.look().status).toBe('attention');
  });

  test('waits for the end of an outage', () => {
    const s = scenario();
    s.round();
    for (let i = 0; i < 3; i++) s.next({ ...apiDown, facts: { ...apiDown.facts, ...diskFilling.facts } });
    s.next(diskFilling);
    const after = [...s.next(diskFilling), ...s.next(diskFilling)];
    expect(after).toEqual(['recovered api-down', 'concern disk-filling']);
  });
});

describe('a change of the settings', () => {
  const open = () => {
    const s = scenario();
    s.round();
    for (let i = 0; i < 3; i++) s.next(apiDown);
    s.snooze(60 * minute);
    return s;
  };

  test('of how many workers there should be, or of the scripts, keeps the open outage and the silence', () => {
    const s = open();
    const api = { ...server.api, workers: 3, startScript: '/srv/other/start.sh' };
    s.send({ kind: 'settings-changed', settings: settings({ servers: [{ ...server, api, name: 'Otro' }] }) });
    expect(s.look().incident?.cause).toBe('api-down');
    expect(s.look().snoozedUntil).not.toBeNull();
    expect([1, 2, 3].flatMap(() => s.next(apiDown))).toEqual([]);
  });

  test.each([
    ['host', { host: 'other.example' }],
    ['path of the API', { api: { ...server.api, path: '/other/' } }],
    ['port of the API', { api: { ...server.api, port: 9999 } }],
    ['unit of the dashboard', { dashboard: { ...server.dashboard, unit: 'other.service' } }],
  ])('of the %s begins anew: what was seen is of something else', (_what, change) => {
    const s = open();
    s.send({ kind: 'settings-changed', settings: settings({ servers: [{ ...server, ...change }] }) });
    expect(s.look().incident).toBeNull();
  });
});

describe('what mended itself', () => {
  test('is a worker that was replaced, not a new certificate nor a boot', () => {
    const s = scenario();
    s.round();
    const renewed = { portal: probe('/', {}, { certificate: certificate({ fingerprint256: 'CC' }) }) };
    s.next(renewed);
    s.next({ ...renewed, facts: { bootId: 'boot-2', bootAt: s.now() } });
    expect(s.state().servers[0]?.notes.map(({ note }) => note.kind)).toEqual(['certificate-renewed', 'rebooted']);
    expect(s.look().repairsOfDay).toBe(0);
    const replaced = gunicorn({ workers: [...processes(3, 101, 100), ...processes(1, 300, 100, 20)] });
    s.next({ ...renewed, facts: { bootId: 'boot-2', gunicorn: replaced } });
    expect(s.look().repairsOfDay).toBe(1);
  });
});

describe('the watchdog', () => {
  const dashboardDown: RoundParts = {
    portal: probe('/', { status: 502, body: 'not-read' }),
    facts: {
      localDashboard: noAnswer(7),
      units: units({ [server.dashboard.unit]: unit(server.dashboard.unit, { active: 'inactive', sub: 'dead' }) }),
    },
  };
  /** Its log tells of a restart; how old the new master is, proves it or is not known. */
  const restarted = (at: number, ageSeconds: number | null): RoundParts => ({
    facts: {
      gunicorn: gunicorn({ masters: [{ pid: 900, parentPid: 1, state: 'S', ageSeconds, rssBytes: 1 }] }),
      watchdog: { lastLineAt: at, fileModifiedAt: at, lastLine: 'x', readable: true, restarts: [at - 30_000] },
    },
  });
  const whoRepaired = (down: RoundParts, ageSeconds: number | null) => {
    const s = scenario();
    s.round();
    while (s.look().incident === null) s.next(down);
    s.wait(minute);
    while (s.look().incident !== null) s.next(restarted(s.now(), ageSeconds));
    const closed = s.entries().find(({ kind }) => kind === 'incident-closed');
    return closed?.kind === 'incident-closed' ? closed.repairedBy : null;
  };

  test('is named where it brought the API back', () => {
    expect(whoRepaired(apiDown, 30)).toBe('watchdog');
  });

  test('is not named where nothing proves the line in its log', () => {
    expect(whoRepaired(apiDown, null)).toBe('unknown');
  });

  test('did not mend the dashboard, which it never restarts', () => {
    expect(whoRepaired(dashboardDown, 30)).toBe('unknown');
  });
});

describe('her own restart', () => {
  test('raises no alarm for what it stops', () => {
    const s = scenario();
    s.round();
    s.send({ kind: 'restart-changed', run: run(null, s.now()), at: s.now() });
    for (let i = 0; i < 4; i++) expect(s.round(apiDown)).toEqual([]);
    expect(s.look().incident).toBeNull();
    s.send({ kind: 'restart-changed', run: run({ kind: 'verified', ms: 8000 }, s.now()), at: s.now() });
    expect(s.round()).toEqual([]);
    expect(s.look().status).toBe('calm');
  });

  test('that mended an outage is named in the recovery', () => {
    const s = scenario();
    s.round();
    for (let i = 0; i < 3; i++) s.next(apiDown);
    s.send({ kind: 'restart-changed', run: run({ kind: 'verified', ms: 8000 }, s.now()), at: s.now() });
    s.next();
    s.next();
    expect(s.entries().find(({ kind }) => kind === 'incident-closed')).toMatchObject({ repairedBy: 'administrator' });
    expect(s.history()).toContain('restart');
  });

  test('that held only for a while did not mend what ended hours later', () => {
    const s = scenario();
    s.round();
    for (let i = 0; i < 3; i++) s.next(apiDown);
    s.send({ kind: 'restart-changed', run: run({ kind: 'verified', ms: 8000 }, s.now()), at: s.now() });
    s.wait(8000);
    s.next();
    s.during(2 * 60 * minute, apiDown);
    s.next();
    expect(s.next()).toEqual(['recovered api-down']);
    expect(s.entries().find(({ kind }) => kind === 'incident-closed')).toMatchObject({ repairedBy: 'unknown' });
  });

  test('whose new workers fail once more at first is named all the same', () => {
    const s = scenario();
    s.round();
    for (let i = 0; i < 3; i++) s.next(apiDown);
    s.send({ kind: 'restart-changed', run: run({ kind: 'verified', ms: 8000 }, s.now()), at: s.now() });
    s.wait(9000);
    s.round(apiDown);
    s.next();
    expect(s.next()).toEqual(['recovered api-down']);
    expect(s.entries().find(({ kind }) => kind === 'incident-closed')).toMatchObject({ repairedBy: 'administrator' });
  });

  test('is refused while another one runs', () => {
    const s = scenario();
    s.round();
    s.send({ kind: 'restart-changed', run: run(null, s.now()), at: s.now() });
    expect(s.look().services.find(({ id }) => id === 'api')?.restart).toMatchObject({
      kind: 'refused',
      reason: { kind: 'running' },
    });
  });
});

describe('a restart that is not what it seems', () => {
  test('a second click does not end the protection of the first restart', () => {
    const s = scenario();
    s.round();
    s.send({ kind: 'restart-changed', run: run(null, s.now()), at: s.now() });
    const second = run({ kind: 'refused', reason: { kind: 'running', service: 'api', beganAt: s.now() } }, s.now() + 5);
    s.send({ kind: 'restart-changed', run: second, at: s.now() });
    for (let i = 0; i < 4; i++) expect(s.round(apiDown)).toEqual([]);
  });

  test('one that never reported its end does not silence the alarm for ever', () => {
    const s = scenario();
    s.round();
    s.send({ kind: 'restart-changed', run: run(null, s.now()), at: s.now() });
    s.wait(11 * minute);
    s.round(apiDown);
    s.next(apiDown);
    expect(s.next(apiDown)).toEqual(['outage api-down']);
  });

  test('a round that began before its end is not counted', () => {
    const s = scenario();
    s.round();
    const startedAt = s.now();
    s.send({ kind: 'restart-changed', run: run({ kind: 'verified', ms: 8000 }, startedAt), at: startedAt + 8000 });
    s.round(apiDown);
    expect(s.look().confirming).toBeNull();
  });
});

describe('the offer to restart', () => {
  const offer = (parts: RoundParts, id: 'api' | 'dashboard' | 'nginx' = 'api') => {
    const s = scenario();
    s.round(parts);
    return s.look().services.find((service) => service.id === id)?.restart;
  };

  test('acts at once where the diagnosis says that it helps', () => {
    // 10:42: the watchdog is three minutes away.
    expect(offer(apiDown)).toEqual({ kind: 'one-click' });
  });

  test('asks first where the service is well', () => {
    expect(offer({})).toEqual({ kind: 'confirm' });
    expect(offer({}, 'dashboard')).toEqual({ kind: 'confirm' });
  });

  test('does not exist for what she may not restart', () => {
    expect(offer({}, 'nginx')).toEqual({ kind: 'none' });
  });

  test('is refused with the reason where it cannot help', () => {
    expect(offer(databaseDown)).toEqual({ kind: 'refused', reason: { kind: 'database' } });
    expect(offer(offline)).toEqual({ kind: 'refused', reason: { kind: 'offline' } });
    expect(offer(serverOff)).toEqual({ kind: 'refused', reason: { kind: 'unreachable' } });
    expect(offer({ facts: { sudo: 'denied' } }, 'dashboard')).toEqual({
      kind: 'refused',
      reason: { kind: 'permission', service: 'dashboard' },
    });
    const nginxDown: RoundParts = {
      portal: silent('/', 'tcp', 'refused'),
      api: silent('/api/', 'tcp', 'refused'),
      witnesses: witnesses([witnessOk]),
      facts: { units: units({ 'nginx.service': unit('nginx.service', { active: 'failed', sub: 'failed' }) }) },
    };
    expect(offer(nginxDown)).toEqual({ kind: 'refused', reason: { kind: 'useless', cause: 'proxy-down' } });
  });

  test('waits for a watchdog that acts in the next seconds', () => {
    const s = scenario({ at: someTime + 2 * minute + 45_000 });
    s.round(apiDown);
    expect(s.look().services[0]?.restart).toMatchObject({ kind: 'refused', reason: { kind: 'watchdog' } });
  });

  const restarted = (
    s: Scenario,
    outcome: NonNullable<RestartRun['outcome']>,
    service: 'api' | 'dashboard' = 'api',
  ) => {
    s.send({ kind: 'restart-changed', run: run(outcome, s.now(), service), at: s.now() });
    s.wait(minute);
  };

  test('is locked for a while after three restarts that did not help, whatever they said of themselves', () => {
    const s = scenario();
    s.round();
    restarted(s, { kind: 'verified', ms: 8000 });
    restarted(s, { kind: 'unverified', ms: 9000, why: { kind: 'not-answering' } });
    const lastAt = s.now();
    restarted(s, { kind: 'failed', ms: 9000, step: 'start', why: { kind: 'exit-code', code: 1 } });
    s.round(apiDown);
    expect(s.look().services[0]?.restart).toEqual({
      kind: 'refused',
      reason: { kind: 'locked', at: lastAt + 15 * minute, n: 3 },
    });
    s.wait(16 * minute);
    s.round(apiDown);
    expect(s.look().services[0]?.restart).toEqual({ kind: 'one-click' });
  });

  test('is not locked by restarts of another service, nor by those that were never ordered', () => {
    const s = scenario();
    s.round();
    for (let i = 0; i < 3; i++) {
      restarted(s, { kind: 'verified', ms: 8000 }, 'dashboard');
      restarted(s, { kind: 'failed', ms: 50, step: 'precheck', why: { kind: 'script-missing', path: '/x' } });
      restarted(s, { kind: 'refused', reason: { kind: 'disk', usedPercent: 97 } });
    }
    s.round(apiDown);
    expect(s.look().services[0]?.restart).toEqual({ kind: 'one-click' });
  });

  test('is not locked while the service is well: three that worked are no fault', () => {
    const s = scenario();
    for (let i = 0; i < 3; i++) restarted(s, { kind: 'verified', ms: 8000 });
    s.round();
    expect(s.look().services[0]?.restart).toEqual({ kind: 'confirm' });
  });

  test('asks at once where systemd says that it tries no more', () => {
    const failing: RoundParts = {
      portal: probe('/', { status: 502, body: 'not-read' }),
      facts: {
        units: units({
          'dashboard-mme.service': unit('dashboard-mme.service', {
            active: 'failed',
            sub: 'failed',
            result: 'start-limit-hit',
            restarts: 5,
            changedAt: someTime - 10_000,
          }),
        }),
      },
    };
    const s = scenario();
    s.round(failing);
    const dashboard = s.look().services.find(({ id }) => id === 'dashboard');
    expect([dashboard?.restart, dashboard?.orders.length]).toEqual([{ kind: 'confirm' }, 2]);
    for (let i = 0; i < 3; i++)
      restarted(s, { kind: 'failed', ms: 9000, step: 'start', why: { kind: 'start-limit' } }, 'dashboard');
    s.round(failing);
    expect(s.look().services.find(({ id }) => id === 'dashboard')?.restart).toMatchObject({
      reason: { kind: 'locked' },
    });
  });

  test('what is told of past restarts says whether each held', () => {
    const s = scenario();
    s.round();
    for (let i = 0; i < 3; i++) s.next(apiDown);
    const startedAt = s.now();
    restarted(s, { kind: 'verified', ms: 8000 });
    s.next();
    s.next();
    expect(s.look().restarts).toMatchObject([{ startedAt, outcome: 'verified', failedAgainMs: null }]);
    s.wait(4 * minute);
    for (let i = 0; i < 3; i++) s.next(apiDown);
    expect(s.look().restarts[0]?.failedAgainMs).toBeGreaterThan(4 * minute);
  });
});
