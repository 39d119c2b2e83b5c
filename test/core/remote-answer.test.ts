import { describe, expect, test } from 'vitest';
import { parseRoundAnswer } from '../../src/core/remote-answer';
import { isGivenUp, type RemoteFacts } from '../../src/core/remote-facts';
import { newerSections, recordedFacts, recording, recordings } from './recordings';

const api = '/home/admonctrlxm/server/api';
const logs = '/home/admonctrlxm/server/logs';

function unitOf(facts: RemoteFacts, name: string): string {
  const unit = facts.units[name];
  return unit === undefined ? 'not there' : `${unit.load} ${unit.active} (${unit.sub}) ${unit.result} ${unit.enabled}`;
}

function answersOf(facts: RemoteFacts): Readonly<Record<string, string>> {
  const of = (answer: RemoteFacts['localApi']) =>
    answer === null ? 'null' : `${String(answer.status)} curl ${String(answer.curlExit)}`;
  return {
    api: of(facts.localApi),
    dashboard: of(facts.localDashboard),
    portal: of(facts.localPortal),
    portalApi: of(facts.localPortalApi),
  };
}

function databaseOf(facts: RemoteFacts) {
  const { database } = facts;
  return {
    ready: database?.ready,
    listening: database?.listening,
    clusters: database?.clusters.map((unit) => `${unit.name} ${unit.active} (${unit.sub})`),
  };
}

const gunicornOf = (facts: RemoteFacts) => ({
  masters: facts.gunicorn?.masters.length,
  workers: facts.gunicorn?.workers.map((worker) => (worker.state === 'T' ? 'frozen' : 'runs')),
  orphans: facts.gunicorn?.orphans.length,
});

const missingOf = (facts: RemoteFacts) => facts.missing.filter((name) => !newerSections.includes(name));

const well = '200 curl 0';
const allWell = { api: well, dashboard: well, portal: well, portalApi: well };
const fourWorkers = { masters: 1, workers: ['runs', 'runs', 'runs', 'runs'], orphans: 0 };

describe('a healthy server', () => {
  test.each(['healthy', 'healthy-es-locale'])('%s: everything is read, whatever the locale of the account', (name) => {
    const facts = recordedFacts(name);
    expect(missingOf(facts)).toEqual([]);
    expect(gunicornOf(facts)).toEqual(fourWorkers);
    expect(answersOf(facts)).toEqual(allWell);
    expect(databaseOf(facts)).toEqual({
      ready: 'accepting',
      listening: true,
      clusters: ['postgresql@15-main active (running)'],
    });
    expect(facts.crontab).toEqual({
      rebootLine: `@reboot ${api}/boot_api.sh`,
      watchdogLine: `*/5 * * * * ${api}/monitor_api.sh`,
      watchdogMinutes: [0, 5, 10, 15, 20, 25, 30, 35, 40, 45, 50, 55],
    });
    expect(facts.scripts?.map((file) => [file.path, file.executable])).toEqual([
      [`${api}/start_api_daemon.sh`, true],
      [`${api}/stop_api.sh`, true],
    ]);
    expect(facts.logs?.map((file) => [file.path, file.readable, file.executable])).toEqual([
      [`${logs}/api-monitor.log`, true, false],
      [`${logs}/api-error.log`, true, false],
      [`${logs}/api-access.log`, true, false],
    ]);
    expect([facts.sudo, facts.journalReadable]).toEqual(['allowed', true]);
    expect([22, 80, 443, 5432, 8000, 8050].filter((port) => facts.listeningPorts?.includes(port) !== true)).toEqual([]);
  });

  test('units are known by their short names', () => {
    const facts = recordedFacts('healthy');
    expect(Object.keys(facts.units).sort()).toEqual(['cron', 'crond', 'dashboard-mme', 'nginx', 'postgresql', 'ssh']);
    expect(unitOf(facts, 'nginx')).toBe('loaded active (running) success enabled');
    expect(unitOf(facts, 'postgresql')).toBe('loaded active (exited) success enabled');
    expect(unitOf(facts, 'crond')).toBe('not-found inactive (dead) success ');
  });

  test('figures of disk and memory are in bytes', () => {
    const { disks, memory } = recordedFacts('healthy');
    expect(disks).toHaveLength(1);
    expect(disks?.[0]).toMatchObject({
      mount: '/',
      device: '/dev/loop0',
      sizeBytes: 4_046_560 * 1024,
      usedPercent: 18,
      inodesUsedPercent: 10,
      readOnly: false,
    });
    expect(memory).toMatchObject({ totalBytes: 720_896 * 1024, swapTotalBytes: 0, biggest: { name: 'gunicorn' } });
  });

  test('moments are by the clock that asked', () => {
    const { context } = recording('healthy');
    const facts = recordedFacts('healthy');
    expect(facts.serverTimeZoneOffsetMinutes).toBe(-300);
    expect(Math.abs(facts.clockOffsetMs)).toBeLessThan(2000);
    expect(facts.bootAt).toBeLessThan(context.sentAt);
    expect(Math.abs((facts.units['nginx']?.changedAt ?? 0) - context.sentAt)).toBeLessThan(3600_000);
    expect(facts.watchdog?.lastLine).toMatch(/^\[2026-11-24 05:\d\d:0\d] OK/);
    // The line has whole seconds, in Bogotá's time, the file's own time agrees.
    expect(Math.abs((facts.watchdog?.lastLineAt ?? 0) - (facts.watchdog?.fileModifiedAt ?? 0))).toBeLessThan(2000);
  });

  test('an age is right in a container, where ps prints nonsense', () => {
    const ages = recordedFacts('healthy').gunicorn?.workers.map((worker) => worker.ageSeconds);
    expect(ages?.every((age) => age !== null && age < 60)).toBe(true);
  });

  test('every recording is complete', () => {
    expect(recordings.filter((name) => missingOf(recordedFacts(name)).length > 0)).toEqual([]);
  });
});

describe('newer recordings', () => {
  const newer = recordings.filter(hasBoots);

  test('hold every section that the script asks for', () => {
    expect(newer).toEqual(['code-changed', 'healthy-all-sections', 'power-cut', 'rebooted', 'watchdog-restarted-api']);
    expect(newer.flatMap((name) => recordedFacts(name).missing)).toEqual([]);
  });

  test('tell an ordered reboot from a machine that went off', () => {
    expect(['rebooted', 'power-cut'].map((name) => recordedFacts(name).cleanShutdown)).toEqual([true, false]);
  });

  test('tell when the watchdog started the API again, and when its code changed', () => {
    const { watchdog } = recordedFacts('watchdog-restarted-api');
    expect(watchdog?.restarts.map((at) => new Date(at).toISOString().slice(0, 18))).toEqual(['2026-11-29T15:41:1']);
    const { context } = recording('code-changed');
    expect(context.sentAt - (recordedFacts('code-changed').codeChangedAt ?? 0)).toBeLessThan(60_000);
  });
});

function hasBoots(name: string): boolean {
  return recording(name).stdout.includes(' begin boots\n');
}

describe('the API', () => {
  test('stopped: no process, nothing answers, nginx says 502', () => {
    const facts = recordedFacts('api-stopped');
    expect(facts.gunicorn).toMatchObject({ masters: [], workers: [], orphans: [] });
    expect(answersOf(facts)).toEqual({ ...allWell, api: '0 curl 7', portalApi: '502 curl 0' });
    expect(facts.listeningPorts).not.toContain(8000);
  });

  test('master killed: its workers are orphans and still serve', () => {
    const facts = recordedFacts('master-killed');
    expect(gunicornOf(facts)).toEqual({ masters: 0, workers: [], orphans: 4 });
    expect(facts.gunicorn?.orphans.every((process) => process.parentPid === 1)).toBe(true);
    expect(answersOf(facts)).toEqual(allWell);
  });

  test('all workers frozen: processes are there and curl runs out of time', () => {
    const facts = recordedFacts('workers-frozen');
    expect(gunicornOf(facts)).toEqual({ masters: 1, workers: ['frozen', 'frozen', 'frozen', 'frozen'], orphans: 0 });
    expect(answersOf(facts)).toEqual({ ...allWell, api: '0 curl 28', portalApi: '0 curl 28' });
  });

  test('one worker frozen: the others serve', () => {
    const facts = recordedFacts('worker-frozen');
    expect(gunicornOf(facts).workers?.filter((state) => state === 'frozen')).toHaveLength(1);
    expect(answersOf(facts)).toEqual(allWell);
  });

  test('a worker replaced: four of them, one much younger', () => {
    const ages = recordedFacts('worker-replaced').gunicorn?.workers.map((worker) => worker.ageSeconds ?? -1) ?? [];
    expect(ages).toHaveLength(4);
    expect(Math.min(...ages)).toBeLessThan(6);
    expect(Math.max(...ages)).toBeGreaterThan(15);
  });

  test.each(['code-syntax-error', 'code-missing-module'])('%s: no process stays', (name) => {
    expect(recordedFacts(name).gunicorn).toMatchObject({ masters: [], workers: [], orphans: [] });
    expect(answersOf(recordedFacts(name))['api']).toBe('0 curl 7');
  });
});

describe('the other services', () => {
  test('dashboard stopped', () => {
    const facts = recordedFacts('dashboard-stopped');
    expect(unitOf(facts, 'dashboard-mme')).toBe('loaded inactive (dead) success enabled');
    expect(answersOf(facts)).toEqual({ ...allWell, dashboard: '0 curl 7', portal: '502 curl 0' });
  });

  test('dashboard given up by systemd: failed, with its restarts counted', () => {
    const facts = recordedFacts('dashboard-start-limit');
    expect(unitOf(facts, 'dashboard-mme')).toBe('loaded failed (failed) signal enabled');
    expect(facts.units['dashboard-mme']?.restarts).toBe(5);
    expect(isGivenUp(facts.units['dashboard-mme'] ?? null)).toBe(true);
    expect(isGivenUp(recordedFacts('dashboard-stopped').units['dashboard-mme'] ?? null)).toBe(false);
  });

  test('nginx stopped: the portal refuses, what is behind it answers', () => {
    const facts = recordedFacts('nginx-stopped');
    expect(unitOf(facts, 'nginx')).toBe('loaded inactive (dead) success enabled');
    expect(answersOf(facts)).toEqual({ ...allWell, portal: '0 curl 7', portalApi: '0 curl 7' });
    expect(facts.listeningPorts?.filter((port) => port === 80 || port === 443)).toEqual([]);
  });

  test('cron stopped', () => {
    expect(unitOf(recordedFacts('cron-stopped'), 'cron')).toBe('loaded inactive (dead) success enabled');
  });

  test.each(['crontab-lines-commented', 'crontab-none'])('%s: neither line is there', (name) => {
    expect(recordedFacts(name).crontab).toEqual({ rebootLine: null, watchdogLine: null, watchdogMinutes: null });
  });

  test('disk full: 100 % and nothing left', () => {
    expect(recordedFacts('disk-full').disks?.[0]).toMatchObject({ usedPercent: 100, availableBytes: 0 });
  });

  test.each(['no-permissions', 'sudo-with-password', 'sudo-other-command'])(
    '%s: a restart of the dashboard would be refused',
    (name) => {
      expect(recordedFacts(name).sudo).toBe('denied');
    },
  );
});

describe('PostgreSQL', () => {
  const gone = { ready: 'no-answer', listening: false };

  test.each([
    ['postgresql-stopped', { ...gone, clusters: ['postgresql@15-main inactive (dead)'] }],
    ['postgresql-stopped-es-locale', { ...gone, clusters: ['postgresql@15-main inactive (dead)'] }],
    ['postgresql-stopped-behind-systemd', { ...gone, clusters: ['postgresql@15-main failed (failed)'] }],
    ['postgresql-killed', { ...gone, clusters: ['postgresql@15-main failed (failed)'] }],
    ['postgresql-frozen', { ready: 'no-answer', listening: true, clusters: ['postgresql@15-main active (running)'] }],
    [
      'postgresql-too-many-connections',
      { ready: 'accepting', listening: true, clusters: ['postgresql@15-main active (running)'] },
    ],
  ])('%s', (name, expected) => {
    const facts = recordedFacts(name);
    expect(databaseOf(facts)).toEqual(expected);
    expect(answersOf(facts)).toEqual({ ...allWell, api: '500 curl 0', portalApi: '500 curl 0' });
  });
});

test('an answer without any mark is unreadable', () => {
  const { context } = recording('healthy');
  for (const stdout of ['', 'This account is currently not available.\n', 'x'.repeat(300_000)]) {
    expect(parseRoundAnswer(stdout, context)).toEqual({ ok: false, error: { kind: 'answer-unreadable' } });
  }
});

test('the marks of another nonce do not count', () => {
  const { stdout, context } = recording('healthy');
  expect(parseRoundAnswer(stdout, { ...context, nonce: 'an0thern0nce' }).ok).toBe(false);
});
