import { describe, expect, test } from 'vitest';
import {
  joinEvidence,
  mapMinutes,
  noEvidence,
  type Evidence,
  type MinuteKind,
  type WatchdogMark,
} from '../../../src/core/backfill/evidence';
import { reconstruct, type ReconstructContext } from '../../../src/core/backfill/reconstruct';
import { findRecovery } from '../../../src/core/backfill/recovery';
import type { IncidentRecord, Look } from '../../../src/core/history/types';
import type { Cause } from '../../../src/core/model';
import { incident } from '../../support/hand-made-history';

const at = (time: string) => Date.parse(`2026-11-24T${time.length === 5 ? `${time}:00` : time}-05:00`);
const clock = (moment: number) => new Date(moment - 5 * 3_600_000).toISOString().slice(11, 19);
const context: ReconstructContext = {
  offsetMs: 0,
  askedAt: at('07:01'),
  journalThroughAt: at('07:01'),
  dashboardUnit: 'dashboard-mme',
  watchdogIntervalMs: 300_000,
};

const watchdog = (...marks: readonly (readonly [string, WatchdogMark['word']])[]): Evidence => ({
  ...noEvidence,
  watchdog: marks.map(([time, word]) => ({ at: at(time), word, status: null })),
});
const users = (kind: MinuteKind, from: string, to: string): Evidence => ({
  ...noEvidence,
  minutes: mapMinutes((one) => (one === kind || one === 'seen' ? [{ fromAt: at(from), toAt: at(to) }] : [])),
});
const unit = (name: string, stopped: string, started: string): Evidence => ({
  ...noEvidence,
  units: [
    { at: at(stopped), unit: name, word: 'down' },
    { at: at(started), unit: name, word: 'up' },
  ],
});
const together = (...all: readonly Evidence[]) => all.reduce(joinEvidence, noEvidence);

/** She saw it fail at 2:00 and 2:01, closed the laptop, and opened it at 7:00: all is well. */
const looks: readonly Look[] = [
  { at: at('01:55'), state: 'up', cause: null },
  { at: at('02:00'), state: 'down', cause: 'api-down' },
  { at: at('02:01:20'), state: 'down', cause: 'api-down' },
  { at: at('07:00'), state: 'up', cause: null },
];
const seen = (cause: Cause, change: Partial<IncidentRecord> = {}) =>
  incident(at('02:00'), at('07:00:02') - at('02:00'), { cause, ...change });

function recoveryOf(
  cause: Cause,
  evidence: Evidence,
  change: Partial<IncidentRecord> = {},
  all = looks,
): string | null {
  const found = findRecovery(seen(cause, change), all, reconstruct(evidence, context), evidence, context);
  return found === null ? null : `${clock(found.at)} ${found.source}${found.atMost ? ' at most' : ''}`;
}

describe('an outage that she saw begin and whose end she slept through', () => {
  const repaired = watchdog(['01:55:01', 'ok'], ['02:05:01', 'failed'], ['02:05:09', 'recovered'], ['02:10:01', 'ok']);

  test('ended, to the second, when the watchdog had repaired it', () => {
    expect(recoveryOf('api-down', repaired)).toBe('02:05:09 watchdog-log');
  });

  test('had ended at the latest when the watchdog found it well', () => {
    expect(recoveryOf('api-down', watchdog(['02:05:01', 'failed'], ['02:10:01', 'ok']))).toBe(
      '02:10:01 watchdog-log at most',
    );
  });

  test('had ended at the latest after a minute in which users were served', () => {
    expect(recoveryOf('dashboard-down', users('served-web', '02:20', '02:30'))).toBe('02:21:00 access-log at most');
  });

  test('ended when systemd had started the service and users were served in the same minute', () => {
    const evidence = together(unit('dashboard-mme', '01:59:30', '02:20:12'), users('served-web', '02:20', '02:30'));
    expect(recoveryOf('dashboard-down', evidence)).toBe('02:20:12 service-journal');
  });

  test('had ended by the end of their minute where only the system had started: that is no service yet', () => {
    const booted = { ...noEvidence, boots: [at('02:19:58')], shutdowns: [at('02:10')] };
    const served = together(users('served-web', '02:20', '02:30'), users('served-api', '02:20', '02:30'));
    expect(recoveryOf('server-unreachable', together(booted, served))).toBe('02:21:00 access-log at most');
  });

  test('of the dashboard, with a start of the system before it ran again, when the API has answered too', () => {
    const booted = { ...noEvidence, boots: [at('02:12')], shutdowns: [at('02:10')] };
    const dashboard = unit('dashboard-mme', '01:59:30', '02:12:20');
    const page = together(
      booted,
      dashboard,
      users('served-web', '02:13', '02:30'),
      users('served-api', '02:03', '02:09'),
    );
    expect(recoveryOf('dashboard-down', page)).toBeNull();
    const all = together(page, watchdog(['02:15:01', 'failed'], ['02:15:09', 'recovered'], ['02:20:01', 'ok']));
    expect(recoveryOf('dashboard-down', all)).toBe('02:15:09 watchdog-log');
  });

  test('a service that was started proves no user', () => {
    expect(recoveryOf('dashboard-down', unit('dashboard-mme', '01:59:30', '02:20:12'))).toBeNull();
  });

  test('the minute in which it still failed proves nothing, whoever was served in it', () => {
    expect(recoveryOf('dashboard-down', users('served-web', '02:01', '02:02'))).toBeNull();
    expect(recoveryOf('dashboard-down', users('served-web', '02:01', '02:03'))).toBe('02:03:00 access-log at most');
    const late = looks.map((look) => (look.at === at('02:01:20') ? { ...look, at: at('02:01:40') } : look));
    expect(recoveryOf('dashboard-down', users('served-web', '02:01', '02:03'), {}, late)).toBeNull();
  });

  test('no record that is silent says that it was over', () => {
    expect(recoveryOf('api-down', noEvidence)).toBeNull();
    expect(recoveryOf('api-down', watchdog(['02:05:01', 'failed']))).toBeNull();
  });

  test('what another part says is no proof', () => {
    expect(recoveryOf('dashboard-down', repaired)).toBeNull();
    expect(recoveryOf('api-down', users('served-web', '02:20', '02:30'))).toBeNull();
  });

  test('with two causes both parts must serve', () => {
    const causes = [{ at: at('02:00:30'), cause: 'dashboard-down' as const }];
    expect(recoveryOf('api-down', repaired, { causes })).toBeNull();
    expect(recoveryOf('api-down', together(repaired, users('served-web', '02:20', '02:30')), { causes })).toBe(
      '02:21:00 access-log at most',
    );
  });

  test('that the server is reached again only users prove, not what it asks itself', () => {
    const well = watchdog(['02:05:01', 'ok'], ['02:10:01', 'ok'], ['02:15:01', 'ok']);
    expect(recoveryOf('server-unreachable', well)).toBeNull();
    expect(recoveryOf('server-unreachable', together(well, users('served-web', '02:20', '02:30')))).toBe(
      '02:21:00 access-log at most',
    );
  });

  test.each<Cause>(['certificate-expired', 'name-not-found', 'web-error'])('the server cannot see %s', (cause) => {
    const all = together(repaired, users('served-web', '02:20', '02:30'), users('served-api', '02:20', '02:30'));
    expect(recoveryOf(cause, all)).toBeNull();
  });

  test('a record that was content while her looks failed does not see what they saw', () => {
    const content = watchdog(['01:55:01', 'ok'], ['02:00:01', 'ok'], ['02:05:01', 'ok'], ['02:10:01', 'ok']);
    expect(recoveryOf('api-error', content)).toBeNull();
  });

  test('a stronger record that says otherwise is believed', () => {
    const evidence = together(watchdog(['02:05:01', 'ok'], ['02:10:01', 'ok']), users('gateway-api', '02:05', '02:09'));
    expect(recoveryOf('api-down', evidence)).toBe('02:10:01 watchdog-log at most');
  });

  test('it lies between the last failed look and the first good one', () => {
    const before = watchdog(['01:58:01', 'recovered'], ['02:00:40', 'ok']);
    const after = watchdog(['07:00:01', 'ok']);
    expect(recoveryOf('api-down', together(before, after))).toBeNull();
    expect(recoveryOf('api-down', repaired, { recoveredAt: null })).toBeNull();
    const later: readonly Look[] = [
      ...looks.slice(0, 3),
      { at: at('02:05:30'), state: 'down', cause: 'api-down' },
      ...looks.slice(3),
    ];
    expect(recoveryOf('api-down', repaired, {}, later)).toBe('02:10:01 watchdog-log at most');
  });

  test('where she looked on, a record only counts if it says to the second who started', () => {
    const watched: readonly Look[] = [...looks.slice(0, 3), { at: at('02:06'), state: 'up', cause: null }];
    const change = { recoveredAt: at('02:06:02') };
    expect(recoveryOf('api-down', repaired, change, watched)).toBeNull();
    const started = together(unit('dashboard-mme', '01:59:30', '02:03:12'), users('served-web', '02:03', '02:05'));
    expect(recoveryOf('dashboard-down', started, change, watched)).toBe('02:03:12 service-journal');
  });

  test('is by the laptop’s clock', () => {
    const evidence = watchdog(['02:05:01', 'failed'], ['02:05:09', 'recovered']);
    const shifted = { ...context, offsetMs: 60_000 };
    const found = findRecovery(seen('api-down'), looks, reconstruct(evidence, shifted), evidence, shifted);
    expect(found).toEqual({ at: at('02:04:09'), source: 'watchdog-log', atMost: false });
  });
});
