import { describe, expect, test } from 'vitest';
import { readBoots } from '../../../src/core/backfill/boot-marks';
import { noEvidence, noMinutes, type Evidence, type MinuteKind } from '../../../src/core/backfill/evidence';
import { findFirstSign, reconstructIncidents } from '../../../src/core/backfill/incidents';
import { reconstructNotes } from '../../../src/core/backfill/notes';
import { reconstruct, reconstructSpans, type ReconstructContext } from '../../../src/core/backfill/reconstruct';
import { journalIds } from '../../../src/core/backfill/script';
import { toServerZone } from '../../../src/core/backfill/server-zone';
import { readJournal } from '../../../src/core/backfill/unit-marks';
import { readWatchdogLines } from '../../../src/core/backfill/watchdog-lines';
import type { Look, NoteRecord, Range } from '../../../src/core/history/types';

const day = '2026-11-24';
const at = (time: string) => Date.parse(`${day}T${time.length === 5 ? `${time}:00` : time}-05:00`);
const clock = (moment: number) => new Date(moment - 5 * 3_600_000).toISOString().slice(11, 19);
const limits = { fromAt: at('00:00') - 40 * 86_400_000, toAt: at('12:00'), previousAt: null };
const bogota = toServerZone('America/Bogota', -300, at('12:00'));

const context: ReconstructContext = {
  offsetMs: 0,
  askedAt: at('12:00'),
  journalThroughAt: at('12:00'),
  dashboardUnit: 'dashboard-mme',
  watchdogIntervalMs: 300_000,
};

/** `05:15:01 OK: API responde`, as the watchdog writes it. */
function watchdog(...lines: readonly string[]): Evidence {
  const text = lines.map((line) => `[${day} ${line.slice(0, 8)}] ${line.slice(9)}`);
  return { ...noEvidence, watchdog: readWatchdogLines(text, bogota, limits).marks };
}

function journal(...lines: readonly string[]): Evidence {
  const text = lines.map((line) => {
    const [time = '', unit = '', word = ''] = line.split(' ');
    const id = journalIds[word as keyof typeof journalIds];
    return `j ${String(at(time))}000 ${unit} ${id}`;
  });
  const { units, shutdowns } = readJournal(text, limits);
  return { ...noEvidence, units, shutdowns };
}

function users(kinds: Partial<Record<MinuteKind, readonly (readonly [string, string])[]>>): Evidence {
  const ranges = Object.entries(kinds).map(([kind, list]) => [
    kind,
    list.map(([from, to]) => ({ fromAt: at(from), toAt: at(to) })),
  ]);
  return { ...noEvidence, minutes: { ...noMinutes, ...(Object.fromEntries(ranges) as Partial<Evidence['minutes']>) } };
}

function together(...all: readonly Evidence[]): Evidence {
  return all.reduce((a, b) => ({
    watchdog: [...a.watchdog, ...b.watchdog],
    minutes: Object.fromEntries(
      Object.entries(a.minutes).map(([kind, ranges]) => [kind, [...ranges, ...b.minutes[kind as MinuteKind]]]),
    ) as unknown as Evidence['minutes'],
    units: [...a.units, ...b.units].sort((x, y) => x.at - y.at),
    boots: [...a.boots, ...b.boots],
    shutdowns: [...a.shutdowns, ...b.shutdowns],
    lastEntries: [...a.lastEntries, ...b.lastEntries],
    kills: [...a.kills, ...b.kills],
    damages: [...a.damages, ...b.damages],
    gunicorn: [...a.gunicorn, ...b.gunicorn],
  }));
}

/** Each span as a line. */
function spansOf(evidence: Evidence, over: Partial<ReconstructContext> = {}): readonly string[] {
  return reconstructSpans(evidence, { ...context, ...over }).map(
    ({ fromAt, toAt, state, source, atMost, cause }) =>
      `${clock(fromAt)}–${clock(toAt)} ${state} ${source}${cause === null ? '' : ` ${cause}`}${atMost ? (state === 'up' ? ' one part' : ' at most') : ''}`,
  );
}

describe('the watchdog', () => {
  test('looks in a row prove what lies between them, and nothing before the first or long after the last', () => {
    expect(spansOf(watchdog('05:15:01 OK: API responde (HTTP 200)', '05:20:01 OK: API responde (HTTP 200)'))).toEqual([
      '05:15:01–05:21:01 up watchdog-log one part',
    ]);
  });

  test('a look that is missing leaves a hole, not a time that was well', () => {
    expect(spansOf(watchdog('05:15:01 OK: API responde', '05:25:01 OK: API responde'))).toEqual([
      '05:15:01–05:16:01 up watchdog-log one part',
      '05:25:01–05:26:01 up watchdog-log one part',
    ]);
  });

  test('an outage lasts from its alarm to its repair, to the second', () => {
    expect(
      spansOf(
        watchdog(
          '05:15:01 OK: API responde (HTTP 200)',
          '05:20:11 ALERTA: API no responde (HTTP 000). Reiniciando...',
          '05:20:19 RECUPERADA: API reiniciada',
          '05:25:01 OK: API responde (HTTP 200)',
        ),
      ),
    ).toEqual([
      '05:15:01–05:16:01 up watchdog-log one part',
      '05:20:11–05:20:19 down watchdog-log api-down',
      '05:20:19–05:26:01 up watchdog-log one part',
    ]);
  });

  test('a repair that failed goes on until the one that did not', () => {
    expect(
      spansOf(
        watchdog(
          '05:20:11 ALERTA: API no responde (HTTP 500). Reiniciando...',
          '05:20:45 ERROR: no se pudo reiniciar la API',
          '05:25:11 ALERTA: API no responde (HTTP 500). Reiniciando...',
          '05:25:20 RECUPERADA: API reiniciada',
        ),
      ),
    ).toEqual([
      '05:20:11–05:20:45 down watchdog-log api-error',
      '05:20:45–05:25:11 down watchdog-log api-down',
      '05:25:11–05:25:20 down watchdog-log api-error',
      '05:25:20–05:26:20 up watchdog-log one part',
    ]);
  });

  test('found well by the next look, it was down at most until then', () => {
    expect(spansOf(watchdog('05:20:11 ALERTA: API no responde (HTTP 000).', '05:25:01 OK: API responde'))[0]).toBe(
      '05:20:11–05:25:01 down watchdog-log api-down at most',
    );
  });

  test.each(['monitor ejecutado', 'API: estado desconocido', 'OK, aunque hubo ERROR', 'Iniciando verificación'])(
    'words that are not understood prove nothing: %s',
    (words) => {
      const { marks, unknown } = readWatchdogLines([`[${day} 05:15:01] ${words}`], bogota, limits);
      expect([marks, unknown]).toEqual([[], 1]);
    },
  );

  test.each([
    ['API caída. Reiniciando...', 'failed'],
    ['API is DOWN, restarting', 'failed'],
    ['API restarted', 'recovered'],
    ['API running, no restart needed', 'ok'],
    ['API activa, sin errores', 'ok'],
    ['API inactiva', 'failed'],
    ['la API no está activa', 'failed'],
    ['GET /api/ HTTP 503', 'failed'],
  ])('%s: %s', (words, word) => {
    expect(readWatchdogLines([`[${day} 05:15:01] ${words}`], bogota, limits).marks[0]?.word).toBe(word);
  });
});

describe('users', () => {
  test('a minute in which they were served is up, one with nothing but errors is down, a quiet one is nothing', () => {
    expect(spansOf(users({ 'served-web': [['05:10', '05:12']], 'gateway-web': [['05:12', '05:14']] }))).toEqual([
      '05:10:00–05:12:00 up access-log one part',
      '05:12:00–05:14:00 down access-log dashboard-down',
    ]);
  });

  test('a minute in which some were served and others could not be is its outage’s first or last one at most', () => {
    const falling = users({
      'served-web': [
        ['05:10', '05:12'],
        ['05:14', '05:16'],
      ],
      'gateway-web': [['05:11', '05:15']],
    });
    expect(spansOf(falling)).toEqual([
      '05:10:00–05:11:00 up access-log one part',
      '05:11:00–05:12:00 down access-log dashboard-down at most',
      '05:12:00–05:14:00 down access-log dashboard-down',
      '05:14:00–05:15:00 down access-log dashboard-down at most',
      '05:15:00–05:16:00 up access-log one part',
    ]);
  });

  test('such a minute before the watchdog’s alarm is that outage’s, and one by itself proves nothing', () => {
    const failing = users({ 'served-api': [['05:17', '05:22']], 'gateway-api': [['05:19', '05:21']] });
    const repaired = watchdog('05:20:01 ALERTA: API no responde (HTTP 000).', '05:20:03 RECUPERADA: API reiniciada');
    expect(spansOf(together(failing, repaired))).toEqual([
      '05:17:00–05:19:00 up access-log one part',
      '05:19:00–05:20:01 down access-log api-down at most',
      '05:20:01–05:20:03 down watchdog-log api-down',
      '05:20:03–05:21:00 up watchdog-log one part',
      '05:21:00–05:22:00 up access-log one part',
    ]);
    const longer = users({
      'served-api': [
        ['05:17', '05:19'],
        ['05:20', '05:22'],
      ],
      'gateway-api': [['05:18', '05:21']],
    });
    expect(spansOf(together(longer, repaired))).toEqual([
      '05:17:00–05:18:00 up access-log one part',
      '05:18:00–05:19:00 down access-log api-down at most',
      '05:19:00–05:20:00 down access-log api-down',
      '05:20:00–05:20:03 down access-log api-down at most',
      '05:20:03–05:21:00 up watchdog-log one part',
      '05:21:00–05:22:00 up access-log one part',
    ]);
    const alone = users({ 'served-api': [['05:17', '05:22']], 'gateway-api': [['05:19', '05:20']] });
    expect(spansOf(alone)).toEqual([
      '05:17:00–05:19:00 up access-log one part',
      '05:20:00–05:22:00 up access-log one part',
    ]);
  });

  test('errors of the minute in which the watchdog repaired the API were before that', () => {
    const failing = users({ 'gateway-api': [['05:25', '05:26']], 'served-api': [['05:26', '05:28']] });
    const repaired = watchdog('05:25:01 ALERTA: API no responde (HTTP 000).', '05:25:09 RECUPERADA: API reiniciada');
    expect(spansOf(together(failing, repaired))).toEqual([
      '05:25:00–05:25:09 down access-log api-down',
      '05:25:09–05:26:00 up watchdog-log one part',
      '05:26:00–05:28:00 up access-log one part',
    ]);
    const still = users({ 'gateway-api': [['05:25', '05:27']], 'served-api': [['05:27', '05:28']] });
    expect(spansOf(together(still, repaired))[0]).toBe('05:25:00–05:27:00 down access-log api-down');
  });

  test('after errors the good word of the same minute, which came before them, says nothing', () => {
    const failing = users({ 'gateway-api': [['05:25', '05:26']] });
    const looks = watchdog(
      '05:20:01 OK: API responde',
      '05:25:01 OK: API responde',
      '05:30:01 ALERTA: API no responde',
    );
    expect(spansOf(together(failing, looks))).toEqual([
      '05:20:01–05:25:00 up watchdog-log one part',
      '05:25:00–05:26:00 down access-log api-down',
      '05:30:01–05:31:01 down watchdog-log api-down',
    ]);
  });

  test('quiet minutes between them are theirs only where the watchdog says so', () => {
    const served = users({
      'served-api': [
        ['05:10', '05:11'],
        ['05:14', '05:15'],
        ['05:40', '05:41'],
        ['05:43', '05:44'],
      ],
    });
    const looks = watchdog('05:10:01 OK: API responde', '05:15:01 OK: API responde');
    expect(spansOf(together(served, looks))).toEqual([
      '05:10:00–05:15:00 up access-log one part',
      '05:15:00–05:16:01 up watchdog-log one part',
      '05:40:00–05:41:00 up access-log one part',
      '05:43:00–05:44:00 up access-log one part',
    ]);
  });

  test.each([
    ['postgresql@15-main', 'served-api', 'database-down'],
    ['dashboard-mme', 'served-web', 'dashboard-down'],
  ] as const)('quiet minutes in which %s had stopped are not theirs', (unit, kind, cause) => {
    const served = users({
      [kind]: [
        ['05:10', '05:11'],
        ['05:14', '05:15'],
      ],
    });
    const looks = watchdog('05:10:01 OK: API responde', '05:15:01 OK: API responde');
    const stopped = journal(`05:11:30 ${unit}.service stopped`, `05:13:30 ${unit}.service started`);
    expect(spansOf(together(served, looks, stopped)).filter((span) => span.includes('down'))).toEqual([
      `05:11:30–05:13:30 down service-journal ${cause}`,
    ]);
  });

  test('one page that fails is not the API down while the watchdog finds it well', () => {
    const failing = users({
      'error-api': [
        ['05:12', '05:13'],
        ['06:12', '06:13'],
      ],
    });
    const looks = watchdog('05:10:01 OK: API responde', '05:15:01 OK: API responde');
    expect(spansOf(together(failing, looks))).toEqual([
      '05:10:01–05:16:01 up watchdog-log one part',
      '06:12:00–06:13:00 down access-log api-error',
    ]);
  });

  test('only where both parts are known to be up is it sure that the portal is', () => {
    const page = users({ 'served-web': [['05:10', '05:14']] });
    const both = users({ 'served-web': [['05:10', '05:14']], 'served-api': [['05:11', '05:12']] });
    const looks = watchdog('05:10:01 OK: API responde', '05:15:01 OK: API responde');
    expect(spansOf(page)).toEqual(['05:10:00–05:14:00 up access-log one part']);
    expect(spansOf(looks)).toEqual(['05:10:01–05:16:01 up watchdog-log one part']);
    expect(spansOf(both)).toEqual([
      '05:10:00–05:11:00 up access-log one part',
      '05:11:00–05:12:00 up access-log',
      '05:12:00–05:14:00 up access-log one part',
    ]);
    expect(spansOf(together(page, looks))).toEqual([
      '05:10:00–05:10:01 up access-log one part',
      '05:10:01–05:14:00 up access-log',
      '05:14:00–05:16:01 up watchdog-log one part',
    ]);
  });

  test('one part that serves does not hide the other that is down', () => {
    const served = users({ 'served-api': [['05:10', '05:20']] });
    const stopped = journal('05:12:30 dashboard-mme.service stopped', '05:14:10 dashboard-mme.service started');
    expect(spansOf(together(served, stopped))).toEqual([
      '05:10:00–05:12:30 up access-log one part',
      '05:12:30–05:14:10 down service-journal dashboard-down',
      '05:14:10–05:20:00 up access-log one part',
    ]);
  });
});

describe('the journal', () => {
  test.each([
    ['dashboard-mme', 'dashboard-down'],
    ['nginx', 'proxy-down'],
    ['postgresql@15-main', 'database-down'],
  ])('%s stopped until it starts', (unit, cause) => {
    expect(
      spansOf(
        journal(
          `05:12:30 ${unit}.service stopping`,
          `05:12:31 ${unit}.service stopped`,
          `05:14:10 ${unit}.service started`,
        ),
      ),
    ).toEqual([`05:12:30–05:14:10 down service-journal ${cause}`]);
  });

  test('a unit that did not start again is down until the journal was read, no longer', () => {
    const failed = journal('05:12:30 dashboard-mme.service failureResult');
    expect(spansOf(failed, { journalThroughAt: at('06:00') })).toEqual([
      '05:12:30–06:00:00 down service-journal dashboard-down',
    ]);
    expect(spansOf(failed, { journalThroughAt: null })).toEqual([]);
  });

  test('one cluster of two that stops is nobody’s outage', () => {
    const clusters = journal(
      '05:00:00 postgresql@15-main.service started',
      '05:00:00 postgresql@13-old.service started',
      '05:12:30 postgresql@13-old.service stopped',
    );
    expect(spansOf(clusters)).toEqual([]);
  });

  test('cron that stops is no outage', () => {
    expect(spansOf(journal('05:12:30 cron.service stopped'))).toEqual([]);
  });

  test('errors of users have the cause that the journal knows', () => {
    const failing = users({ 'error-api': [['05:18', '05:24']] });
    const stopped = journal(
      '05:18:10 postgresql@15-main.service stopped',
      '05:23:00 postgresql@15-main.service started',
    );
    expect(spansOf(together(failing, stopped))).toEqual([
      '05:18:10–05:23:00 down service-journal database-down',
      '05:23:00–05:24:00 down access-log api-error',
    ]);
  });

  test('the database is why the API fails', () => {
    const alarm = watchdog('05:20:11 ALERTA: API no responde (HTTP 500).', '05:25:11 OK: API responde');
    const stopped = journal(
      '05:18:00 postgresql@15-main.service stopped',
      '05:24:00 postgresql@15-main.service started',
    );
    expect(spansOf(together(alarm, stopped))).toEqual([
      '05:18:00–05:24:00 down service-journal database-down',
      '05:24:00–05:25:11 down watchdog-log api-error at most',
      '05:25:11–05:26:11 up watchdog-log one part',
    ]);
  });
});

describe('starts of the system', () => {
  const looks = watchdog('05:10:01 OK: API responde', '05:15:01 OK: API responde', '05:20:01 OK: API responde');

  test('after a clean shutdown the time is known', () => {
    const boot = { ...noEvidence, boots: [at('05:18:00')], shutdowns: [at('05:17:20')] };
    expect(spansOf(together(looks, boot))).toEqual([
      '05:10:01–05:16:01 up watchdog-log one part',
      '05:17:20–05:18:00 down boot server-unreachable',
      '05:20:01–05:21:01 up watchdog-log one part',
    ]);
  });

  test('without one it was down at most since the last sign of life', () => {
    const boot = { ...noEvidence, boots: [at('05:18:00')], lastEntries: [at('05:16:30')] };
    expect(spansOf(together(looks, boot))).toEqual([
      '05:10:01–05:16:01 up watchdog-log one part',
      '05:16:30–05:18:00 down boot server-unreachable at most',
      '05:20:01–05:21:01 up watchdog-log one part',
    ]);
  });

  test('a line of the minute of the start may be of after it: no sign of life before', () => {
    const seen = (...ranges: readonly (readonly [string, string])[]) => users({ seen: ranges });
    const boot = { ...noEvidence, boots: [at('05:51:21')] };
    const cut = seen(['05:30', '05:38'], ['05:51', '05:58']);
    expect(spansOf(together(cut, boot))).toEqual(['05:37:00–05:51:21 down boot server-unreachable at most']);
    expect(spansOf(together(seen(['05:30', '05:58']), boot))).toEqual([
      '05:50:00–05:51:21 down boot server-unreachable at most',
    ]);
    expect(spansOf(together(seen(['05:51', '05:58']), boot))).toEqual([]);
  });

  test('a journal that stopped for an update days before is no shutdown', () => {
    const boot = { ...noEvidence, boots: [at('05:18:00')], shutdowns: [at('05:11:00')] };
    expect(spansOf(together(looks, boot))).toContain('05:15:01–05:18:00 down boot server-unreachable at most');
  });

  test('a good word proves nothing beyond the next stop of the server', () => {
    const one = watchdog('05:17:01 OK: API responde');
    const served = users({ 'served-web': [['05:17', '05:18']] });
    const boot = { ...noEvidence, boots: [at('05:17:40')], shutdowns: [at('05:17:20')] };
    expect(spansOf(together(one, boot))).toEqual([
      '05:17:01–05:17:20 up watchdog-log one part',
      '05:17:20–05:17:40 down boot server-unreachable',
    ]);
    // Before or after: nobody knows.
    expect(spansOf(together(served, boot))).toEqual(['05:17:20–05:17:40 down boot server-unreachable']);
  });

  test('a unit that starts with the system did not run before, whatever became of its last run', () => {
    const boot = { ...noEvidence, boots: [at('05:18:00')], lastEntries: [at('05:16:30')] };
    const unit = journal('05:00:00 dashboard-mme.service started', '05:18:09 dashboard-mme.service started');
    expect(spansOf(together(boot, unit))).toEqual([
      '05:16:30–05:18:00 down boot server-unreachable at most',
      '05:18:00–05:18:09 down service-journal server-booting',
    ]);
  });

  test('a start that nothing came before proves nothing', () => {
    expect(spansOf({ ...noEvidence, boots: [at('05:18:00')] })).toEqual([]);
  });

  test('services that stop and start with it belong to it', () => {
    const boot = { ...noEvidence, boots: [at('05:18:00')], shutdowns: [at('05:17:20')] };
    const unit = journal('05:17:19 dashboard-mme.service stopping', '05:18:09 dashboard-mme.service started');
    expect(spansOf(together(boot, unit))).toEqual([
      '05:17:19–05:17:20 down service-journal server-unreachable',
      '05:17:20–05:18:00 down boot server-unreachable',
      '05:18:00–05:18:09 down service-journal server-booting',
    ]);
  });

  test('what had failed before somebody started the system anew has a cause of its own', () => {
    const boot = { ...noEvidence, boots: [at('05:18:00')], shutdowns: [at('05:17:20')] };
    const unit = journal('05:10:00 dashboard-mme.service failed', '05:18:09 dashboard-mme.service started');
    expect(spansOf(together(boot, unit))[0]).toBe('05:10:00–05:17:20 down service-journal dashboard-down');
    const cut = { ...noEvidence, boots: [at('05:18:00')] };
    const crash = journal('05:16:00 dashboard-mme.service failed', '05:18:09 dashboard-mme.service started');
    expect(spansOf(together(cut, crash, { ...noEvidence, lastEntries: [at('05:17:00')] }))).toEqual([
      '05:16:00–05:17:00 down service-journal dashboard-down',
      '05:17:00–05:18:00 down boot server-unreachable at most',
      '05:18:00–05:18:09 down service-journal server-booting',
    ]);
  });

  const wtmp = [
    'w reboot   system boot  6.1.0-18-amd64   Tue Nov 24 10:09:31 2026   still running',
    'w shutdown system down  6.1.0-18-amd64   Tue Nov 24 10:09:20 2026 - Tue Nov 24 10:09:31 2026  (00:00)',
    'w reboot   system boot  6.1.0-18-amd64   Mon Nov 23 10:09:31 2026 - Tue Nov 24 10:09:20 2026 (1+00:00)',
  ];
  const list = [
    'b -2 9382c7db6f4749de856155f59b88d4d7 Sun 2026-11-22 10:09:31 UTC—Mon 2026-11-23 10:08:00 UTC',
    'b -1 9382c7db6f4749de856155f59b88d4d8 Mon 2026-11-23 10:09:31 UTC—Tue 2026-11-24 10:09:20 UTC',
    'b 0 9382c7db6f4749de856155f59b88d4d9 Tue 2026-11-24 10:09:31 UTC Tue 2026-11-24 11:00:00 UTC',
  ];
  const utc = (text: string) => Date.parse(`${text}Z`);

  test('wtmp tells of starts and shutdowns, the journal of the last sign of life', () => {
    expect(readBoots([...wtmp, ...list], limits)).toEqual({
      boots: [utc('2026-11-24T10:09:31'), utc('2026-11-23T10:09:31')],
      shutdowns: [utc('2026-11-24T10:09:20')],
      lastEntries: [utc('2026-11-23T10:08:00'), utc('2026-11-24T10:09:20')],
    });
  });

  test('without wtmp the journal’s first entries are starts, but for its oldest: what was before is gone', () => {
    expect(readBoots(list, limits).boots).toEqual([utc('2026-11-23T10:09:31'), utc('2026-11-24T10:09:31')]);
  });
});

describe('an outage that nobody watched ends', () => {
  const boot = { ...noEvidence, boots: [at('08:00')], shutdowns: [at('07:58')] };
  const started = ['08:00:03 postgresql@15-main started', '08:00:04 nginx started', '08:00:05 dashboard-mme started'];
  const morning: Look = { at: at('09:10'), state: 'up', cause: null };
  const endsOf = (evidence: Evidence, looks: readonly Look[] = [morning], watched: readonly Range[] = []) => {
    const unseen = [{ fromAt: at('05:00'), toAt: at('09:00') }];
    return reconstructIncidents(reconstruct(evidence, context), evidence, context, { unseen, watched, looks }).map(
      ({ record: { recoveredAt, endAtMost, atMost } }) =>
        `${endAtMost === true ? '≤ ' : ''}${clock(recoveredAt ?? NaN)}${atMost ? ' at most' : ''}`,
    );
  };

  test('after a start of the system when its units run and the API, which is none, has answered', () => {
    const evidence = together(boot, journal(...started));
    expect(endsOf(together(evidence, watchdog('08:05:01 OK: API responde')))).toEqual(['≤ 08:05:01 at most']);
    expect(endsOf(evidence)).toEqual(['≤ 09:10:00 at most']);
    expect(endsOf(evidence, [])).toEqual(['≤ 12:00:00 at most']);
    const late = together(evidence, watchdog('09:20:01 OK: API responde'));
    expect(endsOf(late)).toEqual(['≤ 09:10:00 at most']);
  });

  test('by the minute in which users were served at the latest', () => {
    const evidence = together(boot, journal(...started), users({ 'served-api': [['08:20', '08:25']] }));
    expect(endsOf(evidence)).toEqual(['≤ 08:21:00 at most']);
  });

  test('by that minute too where it is the one after the start: they may have come late in it', () => {
    const late = { ...noEvidence, boots: [at('08:00:58')], shutdowns: [at('08:00:20')] };
    const served = users({ 'served-api': [['08:01', '08:10']], 'served-web': [['08:01', '08:10']] });
    expect(endsOf(together(late, served))).toEqual(['≤ 08:02:00 at most']);
  });

  test('of an alarm without a word of its end, by the minute in which users were served again', () => {
    const failed = ['07:20:01 ALERTA: API no responde (HTTP 000).', '07:25:01 ALERTA: API no responde (HTTP 000).'];
    const after = users({ 'served-api': [['07:21', '07:23']] });
    expect(endsOf(together(watchdog(failed[0] ?? ''), after))).toEqual(['≤ 07:22:01 at most']);
    const between = users({ 'served-api': [['07:22', '07:23']] });
    const repaired = watchdog(...failed, '07:25:09 RECUPERADA: API reiniciada');
    expect(endsOf(together(repaired, between))).toEqual(['≤ 07:23:00 at most', '07:25:09']);
  });

  test('after a start of the system when the watchdog had to bring the API back: it is one outage', () => {
    const repaired = watchdog(
      '08:05:01 ALERTA: API no responde (HTTP 000). Reiniciando...',
      '08:05:09 RECUPERADA: API reiniciada',
    );
    expect(endsOf(together(boot, journal(...started), repaired))).toEqual(['08:05:09 at most']);
  });

  test('also where users had a page of the dashboard in between: the API had not come back', () => {
    const repaired = watchdog(
      '08:05:01 ALERTA: API no responde (HTTP 000). Reiniciando...',
      '08:05:09 RECUPERADA: API reiniciada',
    );
    const page = users({ 'served-web': [['08:01', '08:02']] });
    expect(endsOf(together(boot, journal(...started), repaired, page))).toEqual(['08:05:09 at most']);
    const answer = users({ 'served-api': [['08:01', '08:02']] });
    expect(endsOf(together(boot, journal(...started), repaired, answer))).toEqual(['≤ 08:02:00 at most', '08:05:09']);
    const look: Look = { at: at('08:03'), state: 'up', cause: null };
    expect(endsOf(together(boot, journal(...started), repaired, page), [look])).toEqual([
      '≤ 08:03:00 at most',
      '08:05:09',
    ]);
  });

  test('when its unit runs again, to the second', () => {
    const unit = journal('07:10:00 dashboard-mme stopping', '07:14:30 dashboard-mme started');
    expect(endsOf(unit)).toEqual(['07:14:30']);
    const database = journal('07:10:00 postgresql@15-main stopping', '07:14:30 postgresql@15-main started');
    expect(endsOf(database)).toEqual(['07:14:30']);
  });

  test('where the watchdog told of its repair then, where it fell silent at the next good look', () => {
    const failed = '07:20:11 ALERTA: API no responde (HTTP 000). Reiniciando...';
    expect(endsOf(watchdog(failed, '07:20:19 RECUPERADA: API reiniciada'))).toEqual(['07:20:19']);
    expect(endsOf(watchdog(failed))).toEqual(['≤ 09:10:00 at most']);
    expect(endsOf(watchdog(failed, '07:25:01 OK: API responde'))).toEqual(['≤ 07:25:01 at most']);
  });

  test('before the next one begins, and before one that somebody watched', () => {
    const failed = '07:20:11 ALERTA: API no responde (HTTP 000). Reiniciando...';
    const evidence = together(watchdog(failed), boot, journal(...started), watchdog('08:05:01 OK: API responde'));
    expect(endsOf(evidence)).toEqual(['≤ 07:58:00 at most', '≤ 08:05:01 at most']);
    const seen = [{ fromAt: at('09:00'), toAt: at('09:05') }];
    expect(endsOf(watchdog(failed), [morning], seen)).toEqual(['≤ 09:00:00 at most']);
  });
});

describe('outages and notes', () => {
  const evidence = together(
    watchdog(
      '05:15:01 OK: API responde',
      '05:20:11 ALERTA: API no responde (HTTP 000). Reiniciando...',
      '05:20:19 RECUPERADA: API reiniciada',
      '05:25:01 OK: API responde',
    ),
    {
      ...noEvidence,
      boots: [at('08:00')],
      lastEntries: [at('07:30')],
      kills: [{ at: at('05:19:30'), name: 'gunicorn' }],
    },
  );
  const unseen = [{ fromAt: at('05:00'), toAt: at('09:00') }];

  test('each outage of the time without a look is an incident, with who repaired it and how sure its length is', () => {
    const told = reconstructIncidents(reconstruct(evidence, context), evidence, context, { unseen }).map(
      ({ record }) => ({
        ...record,
        evidence: record.evidence.map(({ text }) => text),
      }),
    );
    const blank = {
      confirmedAt: null,
      toldAt: null,
      acknowledgedAt: null,
      actions: [],
      causes: [],
      notes: [],
      recovery: null,
    };
    expect(told).toEqual([
      {
        ...blank,
        id: `reconstructed-${String(at('05:20:11') / 1000)}`,
        cause: 'api-down',
        firstSignAt: at('05:20:11'),
        firstFailureAt: at('05:20:11'),
        recoveredAt: at('05:20:19'),
        repairedBy: 'watchdog',
        source: 'reconstructed',
        atMost: false,
        evidence: ['watchdog-log: api-down', 'kernel: out of memory, killed gunicorn'],
      },
      {
        ...blank,
        id: `reconstructed-${String(at('07:30') / 1000)}`,
        cause: 'server-unreachable',
        firstSignAt: at('07:30'),
        firstFailureAt: at('07:30'),
        // Nothing says that it served again when the system had started, but the look for which this was read.
        recoveredAt: at('12:00'),
        endAtMost: true,
        repairedBy: 'boot',
        source: 'reconstructed',
        atMost: true,
        evidence: ['boot: server-unreachable (at most)'],
      },
    ]);
  });

  test('what somebody watched is left to the looks', () => {
    expect(reconstructIncidents(reconstruct(evidence, context), evidence, context, { unseen: [] })).toEqual([]);
    expect(reconstructNotes(evidence, context, []).map(({ note }) => note)).toEqual(['memory-kill']);
  });

  test('starts, repairs and what the kernel ended are notes', () => {
    const blank = { source: 'reconstructed', took: null };
    expect(reconstructNotes(evidence, context, unseen)).toEqual([
      { ...blank, at: at('05:19:30'), note: 'memory-kill' },
      { ...blank, at: at('05:20:19'), note: 'watchdog-restarted-api' },
      { ...blank, at: at('08:00'), note: 'rebooted' },
    ]);
  });

  test('a repair that the watchdog tells of twice is one, and the next one another', () => {
    const twice = watchdog(
      '05:20:01 ALERTA: API no responde (HTTP 000).',
      '05:20:08 API restarted',
      '05:20:12 recovered: API OK',
      '05:20:40 ALERTA: API no responde (HTTP 000).',
      '05:20:48 API restarted',
    );
    expect(reconstructNotes(twice, context, unseen).map((note) => clock(note.at))).toEqual(['05:20:08', '05:20:48']);
  });

  test('a start or a repair that a round has noted meanwhile is told once', () => {
    const noted = (time: string, note: string): NoteRecord => ({ at: at(time), note, source: 'observed', took: null });
    const observed = [noted('05:20:11', 'watchdog-restarted-api'), noted('08:00:02', 'rebooted')];
    expect(reconstructNotes(evidence, context, unseen, observed).map(({ note }) => note)).toEqual(['memory-kill']);
  });
});

test('the night on which clocks are set back has every minute once', () => {
  const madrid = toServerZone('Europe/Madrid', 60, Date.parse('2026-10-25T12:00Z'));
  const lines = ['01:55:01', '02:00:01', '02:30:01', '02:55:01', '02:00:01', '02:30:01', '02:55:01', '03:00:01'].map(
    (time) => `[2026-10-25 ${time}] OK: API responde`,
  );
  const { marks } = readWatchdogLines(lines, madrid, { ...limits, toAt: Date.parse('2026-10-26T00:00Z') });
  expect(marks.map((mark) => new Date(mark.at).toISOString().slice(11, 16))).toEqual([
    '23:55',
    '00:00',
    '00:30',
    '00:55',
    '01:00',
    '01:30',
    '01:55',
    '02:00',
  ]);
});

test('spans are by the laptop’s clock', () => {
  const [span] = reconstructSpans(watchdog('05:15:01 OK: API responde', '05:20:01 OK: API responde'), {
    ...context,
    offsetMs: 120_000,
  });
  expect(span?.fromAt).toBe(at('05:13:01'));
});

test('the last word of a unit from weeks ago is no sign of life before a start', () => {
  const evidence = together(
    {
      ...noEvidence,
      units: [
        {
          ...(journal('05:00 nginx started').units[0] as Evidence['units'][number]),
          at: at('05:00') - 20 * 86_400_000,
        },
      ],
    },
    { ...noEvidence, boots: [at('08:30')] },
  );
  const spans = (keptFromAt: number | null) =>
    reconstructSpans(evidence, { ...context, keptFromAt }).filter(({ source }) => source === 'boot');
  expect(spans(null)).toHaveLength(1);
  expect(spans(at('00:00'))).toEqual([]);
});

test('a beginning that is only bounded is no first sign of a watched outage', () => {
  const down = {
    fromAt: at('02:00'),
    toAt: at('05:00'),
    state: 'down',
    source: 'boot',
    cause: 'server-unreachable',
  } as const;
  expect(findFirstSign([{ ...down, atMost: true }], at('05:01'), null)).toBeNull();
  expect(findFirstSign([{ ...down, atMost: false }], at('05:01'), null)).toBe(at('02:00'));
});

test('what went before a good look is no first sign of what came after it', () => {
  const down = {
    fromAt: at('04:56'),
    toAt: at('05:00'),
    state: 'down',
    source: 'watchdog-log',
    cause: 'api-down',
  } as const;
  expect(findFirstSign([{ ...down, atMost: false }], at('05:01'), at('04:55'))).toBe(at('04:56'));
  expect(findFirstSign([{ ...down, atMost: false }], at('05:01'), at('04:57'))).toBeNull();
});

test('a unit that ran again before is no first sign of what failed later', () => {
  const restarted = {
    fromAt: at('05:01'),
    toAt: at('05:01:03'),
    state: 'down',
    source: 'service-journal',
    atMost: false,
    cause: 'dashboard-down',
  } as const;
  expect(findFirstSign([restarted], at('05:05'), at('05:00'))).toBeNull();
  expect(findFirstSign([{ ...restarted, toAt: at('05:04:58') }], at('05:05'), at('05:00'))).toBe(at('05:01'));
  expect(findFirstSign([{ ...restarted, cause: 'server-booting' }], at('05:05'), at('05:00'))).toBe(at('05:01'));
});

test('the first sign is that of the last outage before, not of an earlier one that was over', () => {
  const down = { state: 'down', source: 'watchdog-log', atMost: false, cause: 'api-down' } as const;
  const spans = [
    { ...down, fromAt: at('05:50:01'), toAt: at('05:54:30') },
    { ...down, fromAt: at('05:54:30'), toAt: at('05:56:01'), state: 'up', cause: null },
    { ...down, fromAt: at('05:58:30'), toAt: at('05:59:30') },
  ] as const;
  expect(findFirstSign(spans, at('06:00'), null)).toBe(at('05:58:30'));
});

test('a power cut before the start whose end somebody saw stays an outage of its own, and is no sign of that', () => {
  const evidence = together(
    { ...noEvidence, boots: [at('06:00')], lastEntries: [at('02:00')] },
    journal('06:00:20 dashboard-mme.service started'),
    watchdog('06:05:01 ALERTA: API no responde (HTTP 000).', '06:05:09 RECUPERADA: API reiniciada'),
  );
  const looks: readonly Look[] = [
    { at: at('06:01'), state: 'down', cause: 'api-down' },
    { at: at('06:05:30'), state: 'up', cause: null },
  ];
  const reconstruction = reconstruct(evidence, context);
  expect(findFirstSign(reconstruction.spans, at('06:01'), null)).toBeNull();
  const unseen = [{ fromAt: at('01:00'), toAt: at('06:01') }];
  const watched = [{ fromAt: at('06:01'), toAt: at('06:05:30') }];
  expect(
    reconstructIncidents(reconstruction, evidence, context, { unseen, watched, looks }).map(({ record }) => [
      record.firstFailureAt,
      record.recoveredAt,
      record.endAtMost,
    ]),
  ).toEqual([[at('02:00'), at('06:01'), true]]);
});
