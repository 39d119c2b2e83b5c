import { describe, expect, test } from 'vitest';
import type { RemoteError } from '../../src/core/errors';
import { facts, gunicorn, local, minute, probe, processes, unit, units, type RoundParts } from '../support/builders';
import { apiDown, noSsh } from '../support/rounds';
import { scenario, type Scenario } from '../support/scenario';

const hour = 60 * minute;

function start(): Scenario {
  const s = scenario();
  s.round();
  return s;
}

function next(s: Scenario, times: number, parts: (at: number) => RoundParts = () => ({})): readonly string[] {
  return Array.from({ length: times }, () => s.next(parts(s.now()))).flat();
}

const fails =
  (error: RemoteError): (() => RoundParts) =>
  () => ({ ssh: error });
const keyChanged = fails({ kind: 'host-key-changed', keyType: 'ed25519', known: 'SHA256:a', fingerprint: 'SHA256:b' });
const timeout = fails({ kind: 'timeout', host: 'h', port: 22, limitMs: 12_000 });

describe('a concern that something else hides is not said to be settled', () => {
  test('a changed key, and then no answer: whoever is in between need only be silent', () => {
    const s = start();
    expect(next(s, 2, keyChanged)).toEqual(['concern host-key-changed']);
    expect(next(s, 4, timeout)).toEqual(['concern ssh-unavailable']);
    expect(next(s, 3)).toEqual(['settled host-key-changed']);
  });

  test('slowness for which there is a cause now', () => {
    const slow = (path: string) => ({ ...probe(path), phases: { ...probe(path).phases, totalMs: 7000 } });
    const answer = local(200, { ms: 6500 });
    const inside = { localApi: answer, localPortal: answer, localPortalApi: answer, localDashboard: answer };
    const parts = { portal: slow('/'), api: slow('/api/'), facts: inside };
    const memory = { ...facts().memory, availableBytes: 4e8 } as NonNullable<ReturnType<typeof facts>['memory']>;
    const s = start();
    expect(next(s, 4, () => parts)).toEqual(['concern slow']);
    expect(next(s, 4, () => ({ ...parts, facts: { ...inside, memory } }))).toEqual(['concern memory-low']);
  });

  test('a watchdog that writes nothing, and then a disk on which nobody can write', () => {
    const silent = (at: number) => ({
      watchdog: {
        lastLineAt: at - 3 * hour,
        fileModifiedAt: at - 3 * hour,
        lastLine: 'x',
        readable: true,
        restarts: [],
      },
    });
    const disks = (facts().disks ?? []).map((disk) => ({ ...disk, availableBytes: 1e7, usedPercent: 100 }));
    const s = start();
    expect(next(s, 2, (at) => ({ facts: silent(at) }))).toEqual(['concern watchdog-silent']);
    expect(next(s, 4, (at) => ({ facts: { ...silent(at), disks } }))).toEqual(['concern disk-full']);
  });

  test('a silent database, and then no way in', () => {
    const database = { ready: 'no-answer', clusters: [], listening: true } as const;
    const s = start();
    expect(next(s, 2, () => ({ facts: { database } }))).toEqual(['concern database-down']);
    expect(next(s, 4, () => noSsh)).toEqual(['concern ssh-unavailable']);
  });

  test('a unit that will not start, and then no word about units', () => {
    const disabled = { units: units({ 'nginx.service': unit('nginx.service', { enabled: 'disabled' }) }) };
    const s = start();
    expect(next(s, 2, () => ({ facts: disabled }))).toEqual(['concern autostart-missing']);
    expect(next(s, 4, () => ({ facts: { units: {} } }))).toEqual([]);
    expect(next(s, 3)).toEqual(['settled autostart-missing']);
  });

  test('restarts by the watchdog, and then an unstable portal: one end, when it is one', () => {
    const restarted = (at: number): RoundParts => ({
      facts: {
        gunicorn: gunicorn({ masters: processes(1, 100, 1) }),
        watchdog: {
          lastLineAt: at - minute,
          fileModifiedAt: at - minute,
          lastLine: 'x',
          readable: true,
          restarts: [at - 5 * hour, at - 4 * hour, at - 3 * hour],
        },
      },
    });
    const s = start();
    expect(next(s, 3, restarted)).toEqual(['concern flapping']);
    const told: string[] = [];
    for (let outage = 0; outage < 3; outage++) {
      while (s.look().incident === null) told.push(...s.next(apiDown));
      while (s.look().incident !== null) told.push(...next(s, 1, restarted));
      told.push(...next(s, 1, restarted));
    }
    expect(told.filter((one) => one.startsWith('settled'))).toEqual([]);
    const end = s.during(4 * hour);
    expect(end.filter((one) => /^(settled|stable)/.test(one))).toEqual(['stable after 3']);
  });
});
