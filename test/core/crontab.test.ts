import fc from 'fast-check';
import { expect, test } from 'vitest';
import { scriptsOf, parseCrontab, parseMinutes } from '../../src/core/crontab';
import { portalProfile } from '../../src/core/portal-profile';

const parse = (...lines: readonly string[]) => parseCrontab(lines.join('\n'), 0, portalProfile);

test.each([
  ['*', 60],
  ['7', [7]],
  ['0,30', [0, 30]],
  ['*/20', [0, 20, 40]],
  ['2-59/20', [2, 22, 42]],
  ['5-8', [5, 6, 7, 8]],
  ['30,0,30', [0, 30]],
  ['@hourly', [0]],
])('minutes of %s', (field, expected) => {
  const minutes = parseMinutes(field);
  expect(typeof expected === 'number' ? minutes?.length : minutes).toEqual(expected);
});

test.each(['60', '9-5', '*/0', '5/10', 'a', '', '1,,2', '@daily', '*/x', '-1'])(
  '%s is no plain minute field',
  (field) => {
    expect(parseMinutes(field)).toBeNull();
  },
);

test('minutes are sorted, distinct and of one hour, whatever the field', () => {
  fc.assert(
    fc.property(
      fc.string({ unit: fc.constantFrom('*', '/', '-', ',', '0', '1', '5', '9'), maxLength: 12 }),
      (field) => {
        const minutes = parseMinutes(field);
        if (minutes === null) return;
        expect(minutes).toEqual([...new Set(minutes)].sort((a, b) => a - b));
        expect(minutes.every((minute) => minute >= 0 && minute <= 59)).toBe(true);
      },
    ),
  );
});

test('the line that writes the watchdog log is preferred to one that only has a likely name', () => {
  const facts = parse(
    'MAILTO=""',
    '0 3 * * * /opt/monitor/backup.sh',
    `2-59/5 * * * * /opt/check.sh >> ${portalProfile.watchdogLog} 2>&1`,
    '@reboot sleep 30 && /home/admonctrlxm/server/api/start_api_daemon.sh',
  );
  expect(facts?.watchdogLine).toContain('/opt/check.sh');
  expect(facts?.watchdogMinutes).toEqual([2, 7, 12, 17, 22, 27, 32, 37, 42, 47, 52, 57]);
  expect(facts?.rebootLine).toMatch(/^@reboot sleep 30/);
});

test('a script in the folder of the API counts, from a relative path its name does', () => {
  expect(parse('*/10 * * * * /home/admonctrlxm/server/api/revisar.sh')?.watchdogMinutes).toEqual([
    0, 10, 20, 30, 40, 50,
  ]);
  expect(parse('@reboot cd server/api && ./start_api_daemon.sh')?.rebootLine).not.toBeNull();
});

test('what has a # in front, or starts something else at boot, does not count', () => {
  expect(
    parse(
      '#@reboot /home/admonctrlxm/server/api/start_api_daemon.sh',
      ' # */5 * * * * monitor_api.sh',
      '@reboot /usr/bin/fetchmail',
    ),
  ).toEqual({
    rebootLine: null,
    watchdogLine: null,
    watchdogMinutes: null,
  });
});

test('no crontab is an empty one, and a refusal is not known', () => {
  const nothing = { rebootLine: null, watchdogLine: null, watchdogMinutes: null };
  expect(parseCrontab('no crontab for admonctrlxm\n', 1, portalProfile)).toEqual(nothing);
  expect(
    parseCrontab('You (admonctrlxm) are not allowed to use this program (crontab)\n', 1, portalProfile),
  ).toBeNull();
  expect(parseCrontab('', 127, portalProfile)).toBeNull();
  expect(parseCrontab('', 124, portalProfile)).toBeNull();
});

test.each([
  ['*/5 * * * * /srv/api/monitor.sh', ['/srv/api/monitor.sh']],
  ['@reboot sleep 30 && /srv/api/start.sh >> /srv/logs/x.log 2>&1', ['/srv/api/start.sh']],
  ['*/5 * * * * cd /srv/api && ./monitor.sh', []],
  ['*/5 * * * * flock -n /srv/api/lock /srv/api/monitor.sh', ['/srv/api/monitor.sh']],
  ['*/5 * * * * flock -w 10 /srv/lock timeout 60 ~/api/monitor.sh', ['~/api/monitor.sh']],
  ['*/5 * * * * LANG=C nice -n 10 "$HOME/api/monitor.sh"', ['$HOME/api/monitor.sh']],
  ['*/5 * * * * bash -c "cd /srv && /srv/api/monitor.sh"', ['/srv/api/monitor.sh']],
  ['*/5 * * * * curl -s http://x/ > /dev/null || /srv/api/start.sh', ['/srv/api/start.sh']],
  ['*/5 * * * * python3 -m api.watch', []],
  ['*/5 * * * * /bin/true>>/tmp/x.log 2>&1', ['/bin/true']],
  ['*/5 * * * * (cd /srv; /srv/x.sh)', ['/srv/x.sh']],
  ['*/5 * * * * /srv/x.sh;/srv/y.sh</dev/null', ['/srv/x.sh', '/srv/y.sh']],
  ['*/5 * * * * nohup>/dev/null /srv/x.sh', []],
  ['*/5 * * * * nohup> /dev/null /srv/x.sh', []],
  ["*/5 * * * * bash -lc '/srv/x.sh --all >> /tmp/x 2>&1'", ['/srv/x.sh']],
  ['*/5 * * * * flock -n "/srv/lock" /srv/x.sh', ['/srv/x.sh']],
  ['*/5 * * * * "/srv/my app/x.sh"', []],
  ['*/5 * * * * "/srv/a;b /srv/x.sh"', []],
  ['*/5 * * * * echo "x; /srv/x.sh; y"', []],
  ['*/5 * * * * /srv/my" app"/x.sh', []],
  ['*/5 * * * * /srv/my\\ app/x.sh', []],
  ['*/5 * * * * /srv/$ENV/x.sh', []],
  ['*/5 * * * * $HOME/$ENV/x.sh', []],
  ['*/5 * * * * /srv/*/x.sh', []],
  ['*/5 * * * * /srv/x.sh%input', []],
])('the scripts of %s', (line, paths) => {
  expect(scriptsOf(line).map(({ path }) => path)).toEqual(paths);
});

test('an interpreter only reads its script', () => {
  expect(scriptsOf('*/5 * * * * /bin/bash /srv/x.sh; /srv/y.sh')).toEqual([
    { path: '/srv/x.sh', isRead: true },
    { path: '/srv/y.sh', isRead: false },
  ]);
});
