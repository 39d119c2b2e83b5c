import { execFileSync } from 'node:child_process';
import {
  appendFileSync,
  copyFileSync,
  existsSync,
  readFileSync,
  renameSync,
  rmSync,
  symlinkSync,
  truncateSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { parseBackfillAnswer, type BackfillAnswer } from '../../../src/core/backfill/answer';
import { readErrorLines } from '../../../src/core/backfill/error-lines';
import { joinEvidence, noEvidence } from '../../../src/core/backfill/evidence';
import { newCursor, readCursor, writeCursor, type BackfillCursor } from '../../../src/core/backfill/cursor';
import { buildBackfillScript, journalIds } from '../../../src/core/backfill/script';
import { toServerZone } from '../../../src/core/backfill/server-zone';
import { portalProfile } from '../../../src/core/portal-profile';
import { run, sandbox, shells, type Sandbox } from '../shells';

const nonce = 'abcdef0123456789';
const host = 'portalenergetico.minenergia.gov.co';
const programs = [
  'sh',
  'cat',
  'cut',
  'head',
  'tail',
  'date',
  'sleep',
  'stat',
  'sort',
  'tr',
  'awk',
  'gzip',
  'md5sum',
  'wc',
  'env',
];
const optional = ['grep', 'readlink', 'timeout', 'true', 'dd'];
const sinceSeconds = Math.floor(Date.now() / 1000) - 40 * 86_400;

let box: Sandbox;
let siteNames: string;
beforeEach(() => {
  box = sandbox([...programs, ...optional]);
  siteNames = `  server_name ${host};\n`;
});
afterEach(() => {
  box.remove();
});

type Shell = (typeof shells)[number];

async function read(
  [, command, args]: Shell,
  cursor: BackfillCursor = newCursor,
  bin = box.bin,
): Promise<BackfillAnswer & { readonly stdout: string; readonly ms: number }> {
  const server = {
    ...portalProfile,
    watchdogLog: join(box.folder, 'monitor.log'),
    accessLog: join(box.folder, 'access.log'),
    errorLog: join(box.folder, 'error.log'),
  };
  const proxy = { log: join(box.folder, 'nginx.log'), config: box.folder };
  box.file('nginx.conf', siteNames);
  const { stdin } = buildBackfillScript(server, { nonce, cursor, sinceSeconds, proxy });
  const sentAt = Date.now();
  const ran = await run(command, [...args, '-s'], {
    stdin,
    env: { PATH: bin, LC_ALL: 'C', TZ: 'America/Bogota' },
  });
  const answer = parseBackfillAnswer(ran.stdout, { nonce, cursor, host, sentAt, receivedAt: Date.now(), sinceSeconds });
  if (!answer.ok) throw new Error(`${answer.error.kind}: ${ran.stdout} ${ran.stderr}`);
  expect(ran.stderr).toBe('');
  return { ...answer.value, stdout: ran.stdout, ms: ran.ms };
}

const startAt = Math.floor((Date.now() - 3 * 3_600_000) / 300_000) * 300_000 + 1000;
const at = (index: number) => startAt + index * 300_000;
const stamp = (moment: number) => new Date(moment - 5 * 3_600_000).toISOString().slice(0, 19).replace('T', ' ');
const looks = (from: number, to: number) =>
  Array.from({ length: to - from }, (_, index) => `[${stamp(at(from + index))}] OK: API responde (HTTP 200)\n`).join(
    '',
  );
const moments = (answer: BackfillAnswer) => answer.cursor.evidence.watchdog.map((mark) => mark.at);
const expected = (from: number, to: number) => Array.from({ length: to - from }, (_, index) => at(from + index));
const age = (file: string, moment: number) => {
  utimesSync(file, moment / 1000, moment / 1000);
};
const gzip = (file: string) => {
  execFileSync('gzip', [file]);
};

function nginxLine(moment: number, path: string, status: number, client = '192.0.2.8', agent = 'Mozilla/5.0'): string {
  const local = new Date(moment - 5 * 3_600_000);
  const month = local.toLocaleString('en-US', { month: 'short', timeZone: 'UTC' });
  const day = String(local.getUTCDate()).padStart(2, '0');
  const when = `${day}/${month}/${String(local.getUTCFullYear())}:${local.toISOString().slice(11, 19)} -0500`;
  return `${client} - - [${when}] "GET ${path} HTTP/1.1" ${String(status)} 29 "-" "${agent}"\n`;
}

/** Busybox brings its own programs, which know less than the others'. */
function useBusybox(): void {
  for (const program of [...programs, ...optional]) {
    const link = join(box.bin, program);
    rmSync(link, { force: true });
    if (existsSync('/usr/bin/busybox')) symlinkSync('/usr/bin/busybox', link);
  }
}

describe.each(shells)('%s', (...shell) => {
  beforeEach(() => {
    if (shell[0] === 'busybox') useBusybox();
  });

  test('without any log or program nothing is known, and nothing is wrong', { timeout: 30_000 }, async () => {
    const answer = await read(shell);
    expect(answer.logs).toEqual({
      watchdog: { isReadable: false, lines: 0, unknown: 0, untimed: 0, isLost: false },
      proxy: { isReadable: false, lines: 0, unknown: 0, untimed: 0, isLost: false },
      access: { isReadable: false, lines: 0, unknown: 0, untimed: 0, isLost: false },
      errors: { isReadable: false, lines: 0, unknown: 0, untimed: 0, isLost: false },
    });
    expect([answer.hasMore, answer.read.journalThroughAt]).toEqual([false, null]);
    expect(answer.cursor.evidence).toEqual(newCursor.evidence);
  });

  test('a log is read once: the second time only what was added, and no half line', { timeout: 30_000 }, async () => {
    const log = box.file('monitor.log', looks(0, 3));
    const first = await read(shell);
    expect(moments(first)).toEqual(expected(0, 3));
    appendFileSync(log, `${looks(3, 4)}[${stamp(at(4))}] OK: API res`);
    const second = await read(shell, first.cursor);
    expect([moments(second), second.logs.watchdog?.lines]).toEqual([expected(0, 4), 1]);
    appendFileSync(log, 'ponde (HTTP 200)\n');
    const third = await read(shell, second.cursor);
    expect([moments(third), third.logs.watchdog?.lines]).toEqual([expected(0, 5), 1]);
    expect((await read(shell, third.cursor)).logs.watchdog?.lines).toBe(0);
  });

  test('rotated files of before are read too, the compressed ones as well', { timeout: 30_000 }, async () => {
    age(box.file('monitor.log.2', looks(0, 2)), at(1));
    gzip(join(box.folder, 'monitor.log.2'));
    age(box.file('monitor.log.1', looks(2, 4)), at(3));
    box.file('monitor.log', looks(4, 5));
    box.file('monitor.log.old', looks(20, 21));
    expect(moments(await read(shell))).toEqual(expected(0, 5));
  });

  test.each([
    [
      'renamed',
      (log: string) => {
        renameSync(log, `${log}.1`);
      },
    ],
    [
      'renamed and compressed',
      (log: string) => {
        renameSync(log, `${log}.1`);
        gzip(`${log}.1`);
      },
    ],
    [
      'copied and emptied',
      (log: string) => {
        copyFileSync(log, `${log}.1`);
        truncateSync(log);
      },
    ],
    [
      'renamed with a date',
      (log: string) => {
        renameSync(log, `${log}-20261124`);
      },
    ],
  ])('a log that was %s meanwhile loses nothing and doubles nothing', { timeout: 30_000 }, async (_, rotate) => {
    const log = box.file('monitor.log', looks(0, 3));
    const first = await read(shell);
    appendFileSync(log, looks(3, 5));
    rotate(log);
    appendFileSync(log, looks(5, 7));
    const second = await read(shell, first.cursor);
    expect(moments(second)).toEqual(expected(0, 7));
    expect(second.logs.watchdog).toMatchObject({ lines: 4, isLost: false });
    expect((await read(shell, second.cursor)).logs.watchdog?.lines).toBe(0);
  });

  test('a log that was cut to nothing and written anew is said to be lost, and read', { timeout: 30_000 }, async () => {
    const log = box.file('monitor.log', looks(0, 9));
    const first = await read(shell);
    writeFileSync(log, looks(12, 14));
    const second = await read(shell, first.cursor);
    expect(moments(second)).toEqual([...expected(0, 9), ...expected(12, 14)]);
    expect(second.logs.watchdog).toMatchObject({ lines: 2, isLost: true });
  });

  test('an empty log right after rotation keeps the place in the old one', { timeout: 30_000 }, async () => {
    const log = box.file('monitor.log', looks(0, 3));
    const first = await read(shell);
    appendFileSync(log, looks(3, 4));
    renameSync(log, `${log}.1`);
    writeFileSync(log, '');
    const second = await read(shell, first.cursor);
    appendFileSync(log, looks(4, 5));
    expect(moments(await read(shell, second.cursor))).toEqual(expected(0, 5));
  });

  test('minutes are counted there: users, monitors, and what proves neither', { timeout: 30_000 }, async () => {
    const minute = Math.floor(at(0) / 60_000) * 60_000;
    const text = [
      nginxLine(minute + 1000, '/api/x', 200),
      nginxLine(minute + 2000, '/', 200),
      nginxLine(minute + 61_000, '/api/', 502),
      nginxLine(minute + 62_000, '/', 301),
      nginxLine(minute + 121_000, '/api/', 200, '127.0.0.1'),
      nginxLine(minute + 122_000, '/api/', 200, '192.0.2.9', 'Vigia/0.1'),
      nginxLine(minute + 181_000, '/', 500),
      nginxLine(minute + 182_000, '/', 404),
      'una línea cualquiera\n',
      '192.0.2.8:0 - "GET /api/ HTTP/1.1" 200\n',
    ].join('');
    box.file('nginx.log', text);
    const { cursor, logs } = await read(shell);
    const range = (from: number, to: number) => ({ fromAt: minute + from * 60_000, toAt: minute + to * 60_000 });
    expect(cursor.evidence.minutes).toEqual({
      'served-api': [range(0, 1)],
      'served-web': [range(0, 1)],
      'gateway-api': [range(1, 2)],
      'gateway-web': [],
      'error-api': [],
      'error-web': [range(3, 4)],
      seen: [range(0, 4)],
    });
    expect(logs.proxy).toMatchObject({ lines: 10, unknown: 1, untimed: 1 });
  });

  test('where nginx serves other sites as well, its log proves only that the server was alive', async () => {
    siteNames += '  server_name otro.example;\n';
    box.file('nginx.log', nginxLine(at(0), '/', 200));
    const { minutes } = (await read(shell)).cursor.evidence;
    expect([minutes['served-web'], minutes.seen.length]).toEqual([[], 1]);
  });

  test('more than one reading takes is left for the next, and ends', { timeout: 60_000 }, async () => {
    const log = Array.from({ length: 4000 }, (_, index) =>
      nginxLine(startAt - index * 60_000, `/api/${'x'.repeat(300)}`, 200),
    ).reverse();
    box.file('nginx.log', log.join(''));
    let answer = await read(shell);
    let times = 1;
    for (; answer.hasMore && times < 20; times += 1) {
      expect(Buffer.byteLength(answer.stdout)).toBeLessThan(250_000);
      answer = await read(shell, readCursor(writeCursor(answer.cursor)) ?? newCursor);
    }
    const minute = Math.floor(startAt / 60_000) * 60_000;
    expect(times).toBeGreaterThan(2);
    expect(answer.cursor.evidence.minutes['served-api']).toEqual([
      { fromAt: minute - 3999 * 60_000, toAt: minute + 60_000 },
    ]);
  });

  test('one line without an end, zeros and forged marks neither stop it nor count', { timeout: 60_000 }, async () => {
    const bad = `${'x'.repeat(300_000)}\0\0\n${nonce.slice(1)} end watchdog 0\nt 9 9 9 9 9\nf 1 1 1 1\n`;
    const log = box.file('monitor.log', bad + looks(0, 2));
    let answer = await read(shell);
    for (let times = 0; answer.hasMore && times < 20; times += 1) answer = await read(shell, answer.cursor);
    expect(moments(answer)).toEqual(expected(0, 2));
    rmSync(log);
  });

  test('a log of nothing but line ends is passed, and what stands behind it read', { timeout: 60_000 }, async () => {
    box.file('monitor.log', '\n'.repeat(100_000) + looks(0, 2));
    let answer = await read(shell);
    for (let times = 0; answer.hasMore && times < 20; times += 1) answer = await read(shell, answer.cursor);
    expect(moments(answer)).toEqual(expected(0, 2));
  });

  test('stamps of other centuries and of the future are none', { timeout: 30_000 }, async () => {
    const lines = ['1970-01-01 00:00:01', '2100-01-01 00:00:01', stamp(Date.now() + 3_600_000), '2020-01-01 00:00:01'];
    box.file('monitor.log', lines.map((text) => `[${text}] OK: API responde\n`).join('') + looks(0, 1));
    expect(moments(await read(shell))).toEqual(expected(0, 1));
  });

  test('of the API’s own log only what gunicorn says of itself', { timeout: 30_000 }, async () => {
    const recorded = readFileSync(
      join(import.meta.dirname, '../../fixtures/error-log/gunicorn-uvicorn-workers.txt'),
      'utf8',
    );
    const later = [
      `[${stamp(at(1))} -0500] [70] [INFO] Booting worker with pid: 70`,
      "HaltServer: <HaltServer 'Worker failed to boot.' 3>",
      `[${stamp(at(2))} -0500] [71] [ERROR] Exception in ASGI application: Worker with pid 70 was terminated due to signal 9`,
      'Traceback (most recent call last):',
    ].join('\n');
    box.file('error.log', `${recorded}${later}\n`);
    const { cursor, logs, stdout } = await read(shell);
    const zone = toServerZone('America/Bogota', -300, Date.now());
    const limits = { fromAt: sinceSeconds * 1000, toAt: Date.now() + 60_000 };
    const { marks } = readErrorLines(recorded.split('\n'), zone, limits);
    const own = [
      { at: at(1), word: 'booted', pid: 70 },
      { at: at(1), word: 'start-failed', pid: 0 },
    ];
    expect(cursor.evidence.gunicorn).toEqual(
      joinEvidence(noEvidence, { ...noEvidence, gunicorn: [...marks, ...own] as typeof marks }).gunicorn,
    );
    expect(logs.errors).toMatchObject({ isReadable: true, lines: recorded.split('\n').length - 1 + 4, untimed: 0 });
    expect(stdout).not.toContain('Traceback');
  });

  test('the API’s own log is read on through rotation and compression', { timeout: 60_000 }, async () => {
    const boot = (index: number) =>
      `[${stamp(at(index))} -0500] [${String(index)}] [INFO] Booting worker with pid: ${String(index)}\n`;
    const log = box.file('error.log', boot(1));
    const first = await read(shell);
    appendFileSync(log, boot(2));
    renameSync(log, `${log}.1`);
    gzip(`${log}.1`);
    writeFileSync(log, boot(3));
    const { cursor, logs } = await read(shell, first.cursor);
    expect(cursor.evidence.gunicorn.map(({ pid }) => pid)).toEqual([1, 2, 3]);
    expect(logs.errors).toMatchObject({ lines: 2, isLost: false });
  });

  test('a long one is read piece by piece, and holds up nothing else', { timeout: 60_000 }, async () => {
    const filler = `${'x'.repeat(200)}\n`.repeat(3000);
    const boot = (index: number) =>
      `[${stamp(at(index))} -0500] [${String(index)}] [INFO] Booting worker with pid: ${String(index)}\n`;
    box.file('error.log', boot(1) + filler + boot(2));
    let answer = await read(shell);
    expect([answer.hasMore, answer.isSettled]).toEqual([true, true]);
    for (let times = 0; answer.hasMore && times < 9; times += 1) answer = await read(shell, answer.cursor);
    expect(answer.cursor.evidence.gunicorn.map(({ pid }) => pid)).toEqual([1, 2]);
  });

  test('of the kernel’s journal what tells of memory and of disks, however much there is of the other', async () => {
    const recorded = readFileSync(join(import.meta.dirname, '../../fixtures/kernel/memory-and-disk.txt'), 'utf8');
    const now = (index: number) => String(Math.floor(at(index) / 1000));
    const lines = (index: number, name: string) =>
      recorded.replaceAll(/^\d+/gm, now(index)).replaceAll('loop0', name).trimEnd();
    const io = Array.from({ length: 60 }, () => lines(2, 'sda').split('\n')[5]);
    box.file('kernel.txt', [lines(0, 'loop0'), lines(1, 'sda'), ...io].join('\n') + '\n');
    box.script('bin/journalctl', `#!/bin/sh\ncase "$*" in *short-unix*) cat "${box.folder}/kernel.txt" ;; esac\n`);
    const { evidence } = (await read(shell)).cursor;
    const second = (index: number) => Number(now(index)) * 1000;
    expect(evidence.kills).toEqual([
      { at: second(0), name: 'python3' },
      { at: second(1), name: 'python3' },
    ]);
    // Of a flood the last ones are kept; a loop device is nobody's disk.
    expect(evidence.damages).toEqual([second(2)]);
  });

  test('of the journal only what systemd says of the portal’s units', { timeout: 30_000 }, async () => {
    const entry = (moment: number, fields: Readonly<Record<string, string>>) =>
      [
        `__CURSOR=s=1;i=1`,
        `__REALTIME_TIMESTAMP=${String(moment)}000`,
        ...Object.entries(fields).map((pair) => pair.join('=')),
        '',
        '',
      ].join('\n');
    box.file(
      'journal.txt',
      [
        entry(at(0), { UNIT: 'dashboard-mme.service', MESSAGE_ID: journalIds.stopping, MESSAGE: 'Stopping…' }),
        entry(at(1), { UNIT: 'dashboard-mme.service', MESSAGE_ID: '7d4958e842da4a758f6c1cdc7b36dcc5' }),
        entry(at(2), { UNIT: 'dashboard-mme.service', MESSAGE_ID: journalIds.started }),
        entry(at(3), { MESSAGE_ID: journalIds.shutdown, MESSAGE: 'The system will reboot now!' }),
      ].join(''),
    );
    box.script(
      'bin/journalctl',
      `#!/bin/sh\necho "$@" >>"${box.folder}/asked.txt"\ncase "$*" in *export*) cat "${box.folder}/journal.txt" ;; esac\n`,
    );
    const { cursor, read: done } = await read(shell);
    expect(cursor.evidence.units).toEqual([
      { at: at(0), unit: 'dashboard-mme', word: 'down' },
      { at: at(2), unit: 'dashboard-mme', word: 'up' },
    ]);
    expect(cursor.evidence.shutdowns).toEqual([at(3)]);
    expect(done.journalThroughAt).toBe(done.askedAt);
    expect(readFileSync(join(box.folder, 'asked.txt'), 'utf8')).toContain(
      `--since @${String(sinceSeconds)} _PID=1 UNIT=dashboard-mme.service`,
    );
  });

  test.each(['No journal files were opened due to insufficient permissions.', 'No journal files were found.'])(
    'a journal that says "%s" says nothing',
    { timeout: 30_000 },
    async (words) => {
      box.script('bin/journalctl', `#!/bin/sh\necho '${words}' >&2\nexit 1\n`);
      expect((await read(shell)).read.journalThroughAt).toBeNull();
    },
  );

  test('what hangs costs its limit, and the rest is known', { timeout: 60_000 }, async () => {
    for (const name of ['last', 'journalctl'])
      box.script(`bin/${name}`, "#!/bin/sh\ntrap '' TERM\nsleep 60\nsleep 60\n");
    box.file('monitor.log', looks(0, 2));
    const answer = await read(shell);
    expect(answer.ms).toBeLessThan(10_500);
    expect(moments(answer)).toEqual(expected(0, 2));
    expect(answer.read.journalThroughAt).toBeNull();
  });
});
