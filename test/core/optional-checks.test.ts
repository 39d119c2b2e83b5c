import { describe, expect, test } from 'vitest';
import { diagnose } from '../../src/core/diagnose';
import type { Diagnosis } from '../../src/core/model';
import {
  allChecksOn,
  isOff,
  offChecks,
  optionalChecks,
  type CheckSwitches,
  type OptionalCheck,
} from '../../src/core/optional-checks';
import {
  certificate,
  facts,
  minute,
  observation,
  probe,
  server,
  settings,
  someTime,
  unit,
  units,
  type RoundParts,
} from '../support/builders';
import { databaseDown, diskFilling } from '../support/rounds';
import { scenario } from '../support/scenario';

const hour = 60 * minute;
const day = 24 * hour;

const without = (...off: readonly OptionalCheck[]) => ({
  ...server,
  checks: { ...allChecksOn, ...Object.fromEntries(off.map((check) => [check, false])) },
});

function verdict(parts: RoundParts, ...off: readonly OptionalCheck[]): Diagnosis {
  return diagnose(observation(parts), { server: without(...off), earlier: new Set(), memory: null });
}

const causes = ({ primary, findings }: Diagnosis) =>
  (primary === null ? [] : [primary, ...findings]).map(({ cause }) => cause);

const oldWatchdog = { lastLineAt: someTime - 3 * hour, fileModifiedAt: someTime - 3 * hour, lastLine: 'x' };
const memory = facts().memory;
const shows = (change: Parameters<typeof certificate>[0]) => ({
  portal: probe('/', {}, { certificate: certificate(change) }),
});
const worries: Readonly<Record<OptionalCheck, RoundParts>> = {
  disk: diskFilling,
  memory: { facts: { memory: memory === null ? null : { ...memory, availableBytes: 1e8 } } },
  certificate: shows({ validToAt: someTime + 3 * day }),
  watchdog: { facts: { watchdog: { ...oldWatchdog, readable: true, restarts: [] } } },
  autostart: { facts: { units: units({ 'nginx.service': unit('nginx.service', { enabled: 'disabled' }) }) } },
};
const exhausted = (facts().disks ?? []).map((disk) => ({ ...disk, availableBytes: 0, usedPercent: 100 }));

describe('a check that is switched off', () => {
  test.each(optionalChecks)('%s: no finding, no measurement; on, there are both', (check) => {
    const [off, on] = [verdict(worries[check], check), verdict(worries[check])];
    const measured = ({ checks }: Diagnosis) => checks.some(({ id }) => isOff(id, without(check).checks));
    expect([on.status, off.status, causes(off)]).toEqual(['attention', 'calm', []]);
    expect([measured(on), measured(off)]).toEqual([true, false]);
  });

  test.each(optionalChecks)('%s: changes nothing of what the others say', (check) => {
    for (const other of optionalChecks.filter((one) => one !== check)) {
      const others = ({ checks }: Diagnosis) => checks.filter(({ id }) => !isOff(id, without(check).checks));
      const [off, on] = [verdict(worries[other], check), verdict(worries[other])];
      expect([other, off.status, causes(off), others(off)]).toEqual([other, on.status, causes(on), others(on)]);
    }
  });

  test('none is off where nothing was switched', () => {
    expect(offChecks(server.checks)).toEqual([]);
  });

  test('what users get, and the way in, cannot be switched off', () => {
    const all = verdict(databaseDown, ...optionalChecks);
    expect([all.status, causes(all)[0]]).toEqual(['down', 'database-down']);
    const shut = verdict({ ssh: { kind: 'refused', host: 'h', port: 22 } }, ...optionalChecks);
    expect(causes(shut)).toEqual(['ssh-unavailable']);
    expect(all.checks.map(({ id }) => id)).toEqual(
      expect.arrayContaining(['portal.public', 'api.public', 'ssh', 'dashboard', 'nginx', 'postgresql', 'kernel']),
    );
  });
});

describe('what harms is told all the same', () => {
  test('a disk on which nothing can be written, also as the cause of what it broke', () => {
    const broken = verdict({ ...databaseDown, facts: { ...databaseDown.facts, disks: exhausted } }, 'disk');
    expect([broken.status, broken.primary?.cause, broken.primary?.variant]).toEqual(['down', 'disk-full', 'broke']);
    expect(causes(verdict({ facts: { disks: exhausted } }, 'disk'))).toEqual(['disk-full']);
  });

  test('but not an image that is always full, nor a disk of which a little is left', () => {
    const [disk] = exhausted;
    const image =
      disk === undefined ? [] : [...(facts().disks ?? []), { ...disk, mount: '/snap/core', device: 'loop0' }];
    expect(causes(verdict({ facts: { disks: image } }))).toEqual(['disk-full']);
    expect(causes(verdict({ facts: { disks: image } }, 'disk'))).toEqual([]);
    const little = (facts().disks ?? []).map((one) => ({ ...one, availableBytes: 6e9, usedPercent: 97 }));
    expect(causes(verdict({ facts: { disks: little } }, 'disk'))).toEqual([]);
  });

  test('a certificate that browsers reject, with its check', () => {
    const expired = shows({ problem: { kind: 'expired' }, validToAt: someTime - day });
    const { checks, ...rest } = verdict(expired, 'certificate');
    expect([rest.primary?.cause, checks.find(({ id }) => id === 'certificate')?.level]).toEqual([
      'certificate-expired',
      'critical',
    ]);
  });
});

describe('switching', () => {
  const switched = (checks: CheckSwitches) => ({
    kind: 'settings-changed' as const,
    settings: settings({ servers: [{ ...server, checks }] }),
  });
  const off = switched({ ...allChecksOn, disk: false });

  test('off ends what was told without a word, and on finds it again', () => {
    const s = scenario();
    s.round();
    expect([...s.next(diskFilling), ...s.next(diskFilling)]).toEqual(['concern disk-filling']);
    s.send(off);
    expect([...s.next(diskFilling), ...s.next(diskFilling), ...s.next()]).toEqual([]);
    expect([s.look().status, s.look().off, s.state().servers[0]?.concerns]).toEqual(['calm', ['disk'], []]);
    s.send(switched(allChecksOn));
    expect([...s.next(diskFilling), ...s.next(diskFilling)]).toEqual(['concern disk-filling']);
  });

  test('off while nobody can look says nothing either, then or later', () => {
    const blind = { ssh: { kind: 'refused', host: 'h', port: 22 } } as const;
    const s = scenario();
    s.round();
    expect([...s.next(diskFilling), ...s.next(diskFilling)]).toEqual(['concern disk-filling']);
    s.send(off);
    expect([...s.next(blind), ...s.next(blind)]).toEqual(['concern ssh-unavailable']);
    expect([...s.next(), ...s.next(), ...s.next()]).toEqual(['settled ssh-unavailable']);
  });

  test('off before it was told, it never is', () => {
    const s = scenario();
    s.round();
    s.snooze(7 * minute);
    expect([...s.next(diskFilling), ...s.next(diskFilling)]).toEqual([]);
    s.send(off);
    // The snooze ends before anybody looks again.
    expect(s.pass(3 * minute)).toEqual([]);
    expect([...s.next(diskFilling), ...s.next(diskFilling)]).toEqual([]);
  });

  test('off does not end an outage that the disk makes', () => {
    const broken = { ...databaseDown, facts: { ...databaseDown.facts, disks: exhausted } };
    const s = scenario();
    s.round();
    const told = [...s.next(broken), ...s.next(broken), ...s.next(broken)];
    expect(told).toEqual(['outage disk-full']);
    s.send(off);
    expect([...s.next(broken), s.look().status]).toEqual(['down']);
  });
});
