import { expect, test } from 'vitest';
import { readJournalAccess, readSudo } from '../../../src/core/remote/permissions';
import { readCleanShutdown } from '../../../src/core/remote/boots';
import { readDisks, readMemory } from '../../../src/core/remote/resources';
import { readLocalAnswer } from '../../../src/core/remote/local-answer';
import { readUnits } from '../../../src/core/remote/units';
import { readServerClock } from '../../../src/core/remote/server-clock';

const section = (text: string, code = 0) => ({ lines: text.split('\n'), code });
const clock = { offsetMs: 0, zoneMinutes: -300, beganAt: null };

test.each([
  [
    'a rule without a password',
    '/usr/bin/systemctl restart web\nlist\nUser x may run:\n    (root) NOPASSWD: /usr/bin/systemctl restart web',
    0,
    'allowed',
  ],
  [
    'everything without a password',
    '/usr/bin/systemctl restart web\nlist\n    (ALL : ALL) NOPASSWD: ALL',
    0,
    'allowed',
  ],
  ['a rule with a wildcard', 'x\nlist\n    (root) NOPASSWD: /bin/systemctl restart *', 0, 'allowed'],
  ['any argument of systemctl', 'x\nlist\n    (root) NOPASSWD: /usr/bin/systemctl', 0, 'allowed'],
  ['a rule that asks for a password', 'x\nlist\n    (ALL : ALL) ALL', 0, 'denied'],
  [
    'the last rule wins',
    'x\nlist\n    (root) NOPASSWD: ALL\n    (root) PASSWD: /usr/bin/systemctl restart web',
    0,
    'denied',
  ],
  [
    'tags hold for what follows',
    'x\nlist\n    (root) NOPASSWD: /bin/ls, PASSWD: /usr/bin/systemctl restart web',
    0,
    'denied',
  ],
  ['a rule that cannot be read', 'x\nlist\n    (root) NOPASSWD: sha224:abc /opt/do', 0, 'unknown'],
  ['no rule', 'list', 1, 'denied'],
  ['a password is asked for', 'sudo: a password is required\nlist', 1, 'denied'],
  ['something else went wrong', 'sudo: unable to resolve host x: Name or service not known\nlist', 1, 'unknown'],
  ['no sudo', 'list', 127, 'unknown'],
  ['no systemctl', '', 127, 'unknown'],
  ['no setuid bit', 'sudo: /usr/bin/sudo must be owned by uid 0 and have the setuid bit set\nlist', 1, 'denied'],
  ['it hung', '', 124, 'unknown'],
])('sudo, %s', (_, text, code, expected) => {
  expect(readSudo(section(text, code), 'web')).toBe(expected);
});

test('sudo that was not asked', () => {
  expect(readSudo(undefined, 'web')).toBe('not-asked');
});

test.each([
  ['a line', 0, true],
  ['Hint: You are currently not seeing messages from other users and the system.\n-- No entries --', 0, false],
  ['No journal files were opened due to insufficient permissions.', 1, false],
  ['-- No entries --', 0, null],
  ['', 0, null],
  ['', 127, null],
])('journal: %s', (text, code, expected) => {
  expect(readJournalAccess(section(text, code))).toBe(expected);
});

test.each([
  ['{"a":1}\n200 0.012345 0\n', { status: 200, ms: 12, curlExit: 0, bodyStart: '{"a":1}' }],
  ['\n000 0.000377 7', { status: 0, ms: 0, curlExit: 7, bodyStart: '' }],
  ['half a bo\n200 8.001 28', { status: 200, ms: 8001, curlExit: 28, bodyStart: 'half a bo' }],
  [' 127', { status: 0, ms: 0, curlExit: null, bodyStart: '' }],
  ['half 124', { status: 0, ms: 9000, curlExit: 28, bodyStart: '' }],
])('curl: %s', (text, expected) => {
  expect(readLocalAnswer(section(text))).toEqual(expected);
});

test('an answer without an exit code is not known', () => {
  expect(readLocalAnswer(section('nothing here'))).toBeNull();
  expect(readLocalAnswer(undefined)).toBeNull();
});

test('disks: a space in the name, a negative rest, a read-only mount, a file system without inodes', () => {
  const text = [
    'blocks',
    'Filesystem 1024-blocks Used Available Capacity Mounted on',
    '/dev/sda1 1000 950 -20 100% /',
    '//nas/share one 4000 1000 3000 25% /mnt/my disk',
    'inodes',
    'Filesystem Inodes IUsed IFree IUse% Mounted on',
    '/dev/sda1 100 99 1 99% /',
    '//nas/share one 0 0 0 - /mnt/my disk',
    'mounts',
    'rw /',
    'ro /',
    'rw /mnt/my\\040disk',
  ].join('\n');
  expect(
    readDisks(section(text))?.map(({ mount, availableBytes, usedPercent, inodesUsedPercent, readOnly }) => ({
      mount,
      availableBytes,
      usedPercent,
      inodesUsedPercent,
      readOnly,
    })),
  ).toEqual([
    { mount: '/', availableBytes: 0, usedPercent: 100, inodesUsedPercent: 99, readOnly: true },
    { mount: '/mnt/my disk', availableBytes: 3000 * 1024, usedPercent: 25, inodesUsedPercent: null, readOnly: false },
  ]);
});

test('memory of a kernel without MemAvailable is what is free or only cached', () => {
  expect(readMemory(section('MemTotal: 1000\nMemFree: 100\nBuffers: 10\nCached: 200'), undefined)?.availableBytes).toBe(
    310 * 1024,
  );
  expect(readMemory(section('MemTotal: 1000'), undefined)).toBeNull();
  expect(readMemory(section(''), undefined)).toBeNull();
});

test('what swap has moved is counted in pages by the kernel', () => {
  const read = (text: string) => readMemory(section(`MemTotal: 1000\nMemFree: 1\n${text}`), undefined)?.swapped;
  expect(read('pswpin: 10\npswpout: 2')).toEqual({ inBytes: 40_960, outBytes: 8192 });
  expect([read('pswpin: 10'), read('pswpin: x\npswpout: 2')]).toEqual([null, null]);
});

test.each([
  ['@1795514885', '2026-11-24T10:08:05.000Z'],
  ['Tue 2026-11-24 05:08:05 -05', '2026-11-24T10:08:05.000Z'],
  ['Tue 2026-11-24 10:08:05 UTC', '2026-11-24T10:08:05.000Z'],
  ['Tue 2026-11-24 05:08:05 COT', '2026-11-24T10:08:05.000Z'],
])('systemd writes %s', (stamp, expected) => {
  const [unit] = readUnits(
    section(`Id=x.service\nLoadState=loaded\nActiveState=active\nSubState=running\nStateChangeTimestamp=${stamp}`),
    clock,
  );
  expect(new Date(unit?.changedAt ?? 0).toISOString()).toBe(expected);
});

test.each(['', '@0', 'n/a'])('a unit that never changed (%s) has no moment', (stamp) => {
  const [unit] = readUnits(
    section(`Id=x.service\nLoadState=loaded\nActiveState=active\nSubState=running\nStateChangeTimestamp=${stamp}`),
    clock,
  );
  expect(unit?.changedAt).toBeNull();
});

test('a unit that was cut off is left out', () => {
  expect(readUnits(section('Id=a.service\nLoadState=loaded\nActiveState=active'), clock)).toEqual([]);
});

test('a slow round is no clock skew; half of one is measured from its beginning', () => {
  const exchange = { sentAt: 1_795_514_880_000, receivedAt: 1_795_514_890_000 };
  const first = section('1795514880 500000000 -0500');
  expect(readServerClock(first, section('1795514889 500000000 -0500'), exchange).offsetMs).toBe(0);
  expect(readServerClock(first, undefined, exchange).offsetMs).toBe(250);
  expect(readServerClock(undefined, undefined, exchange)).toEqual({ offsetMs: 0, zoneMinutes: 0, beganAt: null });
});

const boot = 'reboot   system boot  6.1.0-18-amd64    Tue Nov 24 03:01   still running';
const shutdown = 'shutdown system down  6.1.0-18-amd64    Tue Nov 24 02:59 - 03:01  (00:02)';
const note = 'wtmp begins Sun Nov  1 00:00:01 2026';

test.each([
  ['a shutdown stands before the boot', [boot, shutdown, boot], true],
  ['a boot stands before the boot: nobody shut it down', [boot, boot, shutdown], false],
  ['nothing is known of before', [boot, '', note], null],
  ['this boot was not written down', [shutdown, boot], null],
  ['other words', ['command not found'], null],
])('%s', (_, lines, isClean) => {
  expect(readCleanShutdown({ lines, code: 0 })).toBe(isClean);
});

test('without the program nothing is known of the shutdown', () => {
  expect(readCleanShutdown({ lines: [boot, boot], code: 127 })).toBeNull();
  expect(readCleanShutdown(undefined)).toBeNull();
});
