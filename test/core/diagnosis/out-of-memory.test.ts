import { describe, expect, test } from 'vitest';
import { diagnose } from '../../../src/core/diagnose';
import { allFindings } from '../../../src/core/dating';
import { rememberRound, type RoundMemory } from '../../../src/core/diagnosis/memory';
import { noKills } from '../../../src/core/diagnosis/out-of-memory';
import type { KernelFacts } from '../../../src/core/remote-facts';
import {
  facts,
  gunicorn,
  minute,
  noAnswer,
  observation,
  probe,
  processes,
  roundMemory,
  server,
  someTime,
  unit,
  units,
  type RoundParts,
} from '../../support/builders';

function kernel(lines: KernelFacts['lines'], killsByGroup: KernelFacts['killsByGroup'] = {}): KernelFacts {
  return { readable: true, lines, killsByGroup };
}

const killed = (at: number, pid: number, name = 'gunicorn', group = '/system.slice/cron.service') => [
  {
    at,
    text: `kernel: oom-kill:constraint=CONSTRAINT_NONE,task_memcg=${group},task=${name},pid=${String(pid)},uid=1000`,
  },
  { at, text: `kernel: Out of memory: Killed process ${String(pid)} (${name}) total-vm:1kB` },
];

function look(parts: RoundParts, memory: RoundMemory | null = roundMemory(), at = someTime) {
  const seen = observation(parts, at);
  const verdict = diagnose(seen, { server, earlier: new Set(), memory });
  const all = allFindings(verdict);
  const found = all.find(({ cause }) => cause === 'out-of-memory') ?? null;
  const line = [
    verdict.status,
    ...all.map((one) => `${one.cause}${one.explainedBy === null ? '' : `<-${one.explainedBy}`}`),
  ];
  return { verdict, found, line: line.join(' '), memory: rememberRound(seen, 4, memory) };
}

const apiGone: RoundParts = { api: probe('/api/', { status: 502, body: 'not-read' }) };
const apiGoneFacts = { gunicorn: gunicorn({ masters: [], workers: [] }), localApi: noAnswer(7) };
const wellBefore = roundMemory({ parts: { api: { wellAt: someTime - 5 * minute, failedAt: null } } });

test('the kernel’s line names victim and moment; what came back is still told for an hour', () => {
  const parts = { facts: { kernel: kernel(killed(someTime - 9 * minute, 102)) } };
  const { found, line } = look(parts);
  expect([line, found?.confidence, found?.values]).toEqual([
    'attention out-of-memory',
    'certain',
    { at: someTime - 9 * minute, victim: 'gunicorn', service: 'api' },
  ]);
  expect(look(parts, roundMemory(), someTime + 52 * minute).found).toBeNull();
});

test('what gunicorn says about memory is never a proof', () => {
  const tail = [
    '[2026-11-24 10:41:00 -0500] [100] [CRITICAL] WORKER TIMEOUT (pid:101)',
    '[2026-11-24 10:41:01 -0500] [100] [ERROR] Worker (pid:101) was sent SIGKILL! Perhaps out of memory?',
  ];
  const errorLog = { readable: true, modifiedAt: someTime, tail };
  expect(look({ facts: { errorLog } }).found).toBeNull();
  expect(look({ ...apiGone, facts: { ...apiGoneFacts, errorLog } }).line).toBe('down api-down');
});

describe('it explains what lost a process', () => {
  test('the API that fell just after', () => {
    const { line, verdict } = look(
      { ...apiGone, facts: { ...apiGoneFacts, kernel: kernel(killed(someTime - 2 * minute, 100)) } },
      wellBefore,
    );
    expect([line, verdict.primary?.variant, verdict.primary?.restart]).toEqual([
      'down out-of-memory api-down<-out-of-memory',
      'broke',
      { kind: 'helps', service: 'api' },
    ]);
  });

  test('not the API that was well for long after it, nor one that had failed before', () => {
    const early = { ...apiGone, facts: { ...apiGoneFacts, kernel: kernel(killed(someTime - 40 * minute, 100)) } };
    expect(look(early, wellBefore).line).toBe('down api-down out-of-memory');
    const failed = roundMemory({
      parts: { api: { wellAt: someTime - 50 * minute, failedAt: someTime - 45 * minute } },
    });
    const late = { ...apiGone, facts: { ...apiGoneFacts, kernel: kernel(killed(someTime - 2 * minute, 100)) } };
    expect(look(late, failed).line).toBe('down api-down out-of-memory');
  });

  test('not another part', () => {
    const line = killed(someTime - 2 * minute, 700, 'gunicorn', '/system.slice/dashboard-mme.service');
    expect(look({ ...apiGone, facts: { ...apiGoneFacts, kernel: kernel(line) } }, wellBefore).line).toBe(
      'down api-down out-of-memory',
    );
  });

  test('PostgreSQL, and through it the API', () => {
    const cluster = unit('postgresql@15-main', {
      active: 'failed',
      sub: 'failed',
      result: 'oom-kill',
      changedAt: someTime - minute,
    });
    const database = { ready: 'no-answer', clusters: [cluster], listening: false } as const;
    const { line, verdict } = look({
      api: probe('/api/', { status: 500, body: 'not-read' }),
      facts: { localApi: { ...noAnswer(0), status: 500 }, database, kernel: null },
    });
    expect(line).toBe('down out-of-memory database-down<-out-of-memory api-error<-database-down');
    expect([verdict.primary?.confidence, verdict.primary?.values.victim, verdict.primary?.values.parts]).toEqual([
      'certain',
      'postgresql@15-main',
      ['postgresql'],
    ]);
  });

  test('a dashboard that systemd gave up', () => {
    const dead = unit('dashboard-mme.service', {
      active: 'failed',
      sub: 'failed',
      result: 'oom-kill',
      restarts: 5,
      changedAt: someTime - minute,
    });
    const { line } = look({
      portal: probe('/', { status: 502, body: 'not-read' }),
      facts: { units: units({ 'dashboard-mme.service': dead }), localDashboard: noAnswer(7) },
    });
    expect(line).toBe('down out-of-memory dashboard-failing<-out-of-memory');
  });

  test('a master that is gone while its workers serve on', () => {
    const orphans = gunicorn({ masters: [], workers: [], orphans: processes(4, 101, 1) });
    const { line } = look({ facts: { gunicorn: orphans, kernel: kernel(killed(someTime - 30 * minute, 100)) } });
    expect(line).toBe('attention out-of-memory workers-missing<-out-of-memory');
  });
});

describe('counters that every account may read', () => {
  const quiet = { 'system.slice': 2, 'system.slice/cron.service': 2 };
  const rise = { 'system.slice': 3, 'system.slice/cron.service': 3 };
  const withGroups = (groups: KernelFacts['killsByGroup']): RoundParts => ({
    facts: { kernel: { readable: false, lines: [], killsByGroup: groups } },
  });

  test('that stand still say nothing, one that rises is a probable proof with its time', () => {
    const first = look(withGroups(quiet));
    const second = look(withGroups(rise), first.memory, someTime + 5 * minute);
    const third = look(withGroups(rise), second.memory, someTime + 10 * minute);
    const fourth = look(withGroups(rise), third.memory, someTime + 70 * minute);
    expect([first, second, third, fourth].map(({ found }) => found?.confidence ?? null)).toEqual([
      null,
      'probable',
      'probable',
      null,
    ]);
    expect(second.found?.values).toEqual({ at: someTime + 5 * minute + 1000, victim: 'gunicorn', service: 'api' });
    expect(third.found?.values.at).toBe(second.found?.values.at);
  });

  test('of another boot begin anew', () => {
    const { memory } = look(withGroups(rise));
    expect(look({ facts: { ...withGroups(quiet).facts, bootId: 'boot-2' } }, memory).found).toBeNull();
  });

  test('are not looked at in the first round', () => {
    expect(look(withGroups(rise), null).found).toBeNull();
    expect(look(withGroups(rise), roundMemory({ kills: noKills })).found).toBeNull();
  });

  test('a line that dates the same kill takes their place', () => {
    const first = look(withGroups(quiet));
    const at = someTime + 3 * minute;
    const told = { facts: { kernel: kernel(killed(at, 102), rise) } };
    const { found } = look(told, first.memory, someTime + 5 * minute);
    expect([found?.confidence, found?.values.at, found?.evidence.length]).toEqual(['certain', at, 1]);
  });
});

describe('a disk that became read-only', () => {
  const [disk] = facts().disks ?? [];
  const readOnly = { ...disk, readOnly: true } as NonNullable<typeof disk>;
  const damage = kernel([{ at: someTime - minute, text: 'kernel: EXT4-fs (vda1): Remounting filesystem read-only' }]);

  test.each([
    ['by the kernel’s word', damage, 'certain'],
    ['without a word', kernel([]), 'probable'],
  ])('is damaged, %s', (_, said, confidence) => {
    const { verdict } = look({ facts: { disks: [readOnly], kernel: said } });
    expect([verdict.primary?.cause, verdict.primary?.variant, verdict.primary?.confidence]).toEqual([
      'disk-full',
      'readonly',
      confidence,
    ]);
  });

  test('keeps its words when it broke something', () => {
    const { line, verdict } = look({ ...apiGone, facts: { ...apiGoneFacts, disks: [readOnly], kernel: damage } });
    expect([line, verdict.primary?.variant]).toEqual(['down disk-full api-down<-disk-full', 'readonly']);
  });

  test('by design is well: everything that is written lies elsewhere', () => {
    const others = ['/home', '/var', '/tmp'].map((mount) => ({ ...readOnly, mount, readOnly: false }));
    expect(look({ facts: { disks: [readOnly, ...others] } }).line).toBe('calm');
  });
});
