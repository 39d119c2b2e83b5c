import { expect, test } from 'vitest';
import { readGunicorn } from '../../../src/core/remote/gunicorn';

const args = '/usr/bin/python3 /usr/bin/gunicorn api.main:app --workers 4';
const masterMask = '0000000008314a07';
const workerMask = '0000000000304002';

interface Row {
  readonly pid: number;
  readonly parent: number;
  readonly state?: string;
  readonly mask?: string;
  readonly args?: string;
  readonly start?: number | '-';
  readonly etimes?: number;
}

function read(rows: readonly Row[], ending = 'ps 0') {
  const lines = rows.map(
    (row) =>
      `p ${String(row.pid)} ${String(row.parent)} ${row.state ?? 'S'} ${String(row.etimes ?? 60)} 1000 ${String(row.start ?? 4000)} ${row.mask ?? '-'} ${row.args ?? args}`,
  );
  return readGunicorn({ lines: ['self 10000', ...lines, ending], code: 0 }, 'api.main');
}

function roles(rows: readonly Row[]) {
  const facts = read(rows);
  const pids = (list: readonly { readonly pid: number }[] | undefined) => list?.map((process) => process.pid);
  return { masters: pids(facts?.masters), workers: pids(facts?.workers), orphans: pids(facts?.orphans) };
}

test('parenthood tells master and workers where signals are not known', () => {
  expect(
    roles([
      { pid: 10, parent: 1 },
      { pid: 11, parent: 10 },
      { pid: 12, parent: 10 },
    ]),
  ).toEqual({ masters: [10], workers: [11, 12], orphans: [] });
});

test('a master without workers is a master, by its signals or because it is alone', () => {
  expect(roles([{ pid: 10, parent: 1, mask: masterMask }])).toEqual({ masters: [10], workers: [], orphans: [] });
  expect(roles([{ pid: 10, parent: 1 }])).toEqual({ masters: [10], workers: [], orphans: [] });
});

test('one worker left behind is an orphan by its signals, several also without them', () => {
  expect(roles([{ pid: 11, parent: 1, mask: workerMask }])).toEqual({ masters: [], workers: [], orphans: [11] });
  expect(
    roles([
      { pid: 11, parent: 1 },
      { pid: 12, parent: 1 },
    ]),
  ).toEqual({ masters: [], workers: [], orphans: [11, 12] });
});

test('orphans of an old master beside a new one', () => {
  const rows = [
    { pid: 11, parent: 1, mask: workerMask },
    { pid: 20, parent: 1, mask: masterMask },
    { pid: 21, parent: 20, mask: workerMask },
  ];
  expect(roles(rows)).toEqual({ masters: [20], workers: [21], orphans: [11] });
});

test('during an upgrade there are two masters', () => {
  const rows = [
    { pid: 10, parent: 1, mask: masterMask },
    { pid: 11, parent: 10, mask: workerMask },
    { pid: 20, parent: 10, mask: masterMask },
    { pid: 21, parent: 20, mask: workerMask },
  ];
  expect(roles(rows)).toEqual({ masters: [10, 20], workers: [11, 21], orphans: [] });
});

test('titles set by the process itself are believed', () => {
  const rows = [
    { pid: 10, parent: 1, args: 'gunicorn: master [api.main:app]' },
    { pid: 11, parent: 10, args: 'gunicorn: worker [api.main:app]' },
    { pid: 12, parent: 1, args: 'gunicorn: worker [api.main:app]' },
    { pid: 13, parent: 1, args: 'gunicorn: master [other.main:app]' },
  ];
  expect(roles(rows)).toEqual({ masters: [10], workers: [11], orphans: [12] });
});

test.each([
  'grep gunicorn api.main',
  'vim /srv/gunicorn/api.main.py',
  'sh -c gunicorn api.main:app',
  '/usr/bin/python3 /usr/bin/gunicorn api.mainframe:app',
  '/usr/bin/python3 /usr/bin/gunicorn app:server',
  'tail -f gunicorn.log api.main',
])('not one of ours: %s', (other) => {
  expect(roles([{ pid: 10, parent: 1, args: other }])).toEqual({ masters: [], workers: [], orphans: [] });
});

test.each([
  'gunicorn api.main:app',
  '/opt/venv/bin/python /opt/venv/bin/gunicorn -c conf.py api.main:app',
  'python3.11 -m gunicorn api.main:app',
])('one of ours: %s', (own) => {
  expect(roles([{ pid: 10, parent: 1, args: own }]).masters).toEqual([10]);
});

test('a zombie is gone', () => {
  expect(
    roles([
      { pid: 10, parent: 1 },
      { pid: 11, parent: 10, state: 'Z' },
    ]),
  ).toEqual({ masters: [10], workers: [], orphans: [] });
});

test('ages come from the kernel ticks; nonsense of ps is not known', () => {
  expect(read([{ pid: 10, parent: 1, start: 4000, etimes: 4_123_168_160 }])?.masters[0]?.ageSeconds).toBe(60);
  expect(read([{ pid: 10, parent: 1, start: '-', etimes: 61 }])?.masters[0]?.ageSeconds).toBe(61);
  expect(read([{ pid: 10, parent: 1, start: '-', etimes: 4_123_168_160 }])?.masters[0]?.ageSeconds).toBeNull();
});

test.each(['ps 124', 'ps 127', ''])('a list that did not end well (%s) is no list', (ending) => {
  expect(read([{ pid: 10, parent: 1 }], ending)).toBeNull();
});

test.each([
  ['gunicorn api.main:app --timeout 120', 120_000],
  ['gunicorn api.main:app --timeout=90 --daemon', 90_000],
  ['gunicorn -t 45 api.main:app', 45_000],
  ['gunicorn api.main:app --timeout 0', null],
  ['gunicorn api.main:app --graceful-timeout 5', null],
])('how long one request may take: %s', (own, limitMs) => {
  expect(read([{ pid: 10, parent: 1, args: own }])?.requestLimitMs).toBe(limitMs);
});
