import {
  appendFileSync,
  chmodSync,
  existsSync,
  mkdirSync,
  readdirSync,
  renameSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { portalProfile } from '../../../src/core/portal-profile';
import type { LogSource, LogSpan } from '../../../src/core/logs/types';
import { buildLogRead, buildLogSearch, logExit, toGrepPattern } from '../../../src/core/services';
import { run, sandbox, shells, type Sandbox } from '../shells';

const nonce = 'rec0rded7n0nce42';
let box: Sandbox;
let server = portalProfile;

const journal = [
  '2026-11-24T05:15:01.123456-0500 portal systemd[1]: Started dashboard-mme.service.',
  '2026-11-24T05:15:02.123456-0500 portal gunicorn[7]: uno',
  '                                                    dos',
];
/** Says what the real one says; writes down what it was asked. */
const journalctl = `#!/bin/sh
printf '%s\\n' "$*" >>"$CALLS"
if [ -n "$HINT" ]; then
  printf 'Hint: You are currently not seeing messages from other users and the system.\\n' >&2
  printf "      Users in groups 'adm', 'systemd-journal' can see all messages.\\n" >&2
  printf '      Pass -q to turn off this notice.\\n' >&2
fi
case "$*" in
  *' -f '*) printf 'nuevo\\n' ;;
  *short-unix*) [ -n "$EMPTY" ] || printf '1795515301.123456 portal x\\n' ;;
  *)
    if [ -n "$EMPTY" ]; then printf -- '-- No entries --\\n'; else cat "$JOURNAL"; fi
    case "$*" in *--show-cursor*) [ -n "$EMPTY" ] || printf -- '-- cursor: s=1;i=2\\n' ;; esac
    ;;
esac
[ -z "$FAILS" ] || exit 1
`;

beforeAll(() => {
  box = sandbox([]);
  box.script('bin/journalctl', journalctl);
  box.file('journal.txt', `${journal.join('\n')}\n`);
  const errorLog = box.file(
    "o'brien error.log",
    '[2026-11-24 05:00:01 -0500] [7] [INFO] uno\n[2026-11-24 05:00:02 -0500] [7] [INFO] dos\n',
  );
  server = { ...portalProfile, errorLog };
});
afterAll(() => box.remove());

const last: LogSpan = { kind: 'last', lines: 10 };

describe.each(shells)('in %s', (name, command, args) => {
  async function runScript(stdin: string, env: Record<string, string> = {}) {
    const calls = box.file('calls.txt', '');
    const ran = await run(command, [...args, '-s'], {
      stdin,
      env: {
        PATH: `${box.bin}:/usr/bin:/bin`,
        TZ: 'America/Bogota',
        LC_ALL: 'C',
        JOURNAL: `${box.folder}/journal.txt`,
        CALLS: calls,
        ...env,
      },
    });
    const [clock = '', ...lines] = ran.stdout.split('\n').slice(0, -1);
    expect(clock).toMatch(new RegExp(`^${nonce} clock \\d{10} \\d* ?-0500$`));
    return { code: ran.code, lines, asked: (await run('cat', [calls], {})).stdout };
  }
  const read = (
    source: LogSource,
    options: { span?: Parameters<typeof buildLogRead>[1]['span']; follow?: boolean; env?: Record<string, string> } = {},
  ) => {
    const { span = last, follow = false, env } = options;
    return runScript(buildLogRead(server, { source, span, follow, nonce }).stdin, env);
  };
  const search = (source: LogSource, text: string, more: { isRegex?: boolean; env?: Record<string, string> } = {}) => {
    const pattern = toGrepPattern({ text, isRegex: more.isRegex ?? false, caseSensitive: false });
    if (!pattern.ok) throw new Error(pattern.error);
    const script = buildLogSearch(server, {
      source,
      pattern: pattern.value,
      beforeAt: null,
      afterAt: null,
      from: null,
      maxHits: 5,
      nonce,
    });
    return runScript(script.stdin, more.env);
  };

  test('a file is read', async () => {
    expect(await read('api-error')).toMatchObject({
      code: 0,
      lines: [
        '[2026-11-24 05:00:01 -0500] [7] [INFO] uno',
        '[2026-11-24 05:00:02 -0500] [7] [INFO] dos',
        expect.stringMatching(new RegExp(`^${nonce} read 0 0 0 - \\d+:\\d+ 86 0 0 \\d+:86$`)),
      ],
    });
    const span: LogSpan = {
      kind: 'window',
      fromAt: Date.UTC(2026, 10, 24, 10, 0, 2),
      toAt: Date.UTC(2026, 10, 24, 10, 1),
    };
    expect((await read('api-error', { span })).lines).toEqual([
      '[2026-11-24 05:00:02 -0500] [7] [INFO] dos',
      expect.stringMatching(new RegExp(`^${nonce} read 0 0 0 - \\d+:\\d+ 86 0 0 \\d+:86$`)),
    ]);
  });

  test('a file is read on from where it was read, and one that is not the same as another', async () => {
    const before = await read('api-error', { span: { kind: 'last', lines: 1 } });
    const position = before.lines.at(-1)?.split(' ').slice(6).join(' ') ?? '';
    const again = await read('api-error', { span: { kind: 'after', position } });
    expect(again.lines).toEqual([`${nonce} read 0 0 0 - ${position}`]);
    const half = position.replace(' 86 ', ' 43 ').replace(/\S+$/, '1:2');
    expect((await read('api-error', { span: { kind: 'after', position: half } })).lines).toEqual([
      '[2026-11-24 05:00:01 -0500] [7] [INFO] uno',
      '[2026-11-24 05:00:02 -0500] [7] [INFO] dos',
      `${nonce} read 0 1 0 - ${position}`,
    ]);
  });

  test('what else lies in the folder is neither opened nor run, whatever it is called', async () => {
    const folder = join(box.folder, `hostile ${name} $(touch pwned) \`touch pwned\` *`);
    mkdirSync(folder);
    const log = join(folder, 'a [b] $(touch pwned).log');
    const hostile = { ...portalProfile, errorLog: log };
    const readHostile = (span: Parameters<typeof buildLogRead>[1]['span']) =>
      runScript(buildLogRead(hostile, { source: 'api-error', span, follow: false, nonce }).stdin);
    const stamped = (text: string) => `[2026-11-24 05:00:01 -0500] [7] [INFO] ${text}\n`;
    writeFileSync(log, stamped('uno'));
    const before = await readHostile(last);
    appendFileSync(log, stamped('dos'));
    renameSync(log, `${log}.1`);
    writeFileSync(log, stamped('tres'));
    // A pipe and a device have no end, a link may lead to one, and a name may have two lines or be an order.
    expect((await run('mkfifo', [`${log}.2`], {})).code).toBe(0);
    symlinkSync(`${log}.2`, `${log}.3`);
    symlinkSync('/dev/zero', `${log}.4`);
    symlinkSync(`${log}.5`, `${log}.5`);
    symlinkSync('/nowhere', `${log}.6`);
    mkdirSync(`${log}.7`);
    for (const suffix of ['.8\n9', '.8 9', '.$(touch pwned)', '.-rf', '-*'])
      writeFileSync(log + suffix, stamped('falso'));
    writeFileSync(`${log}.9.gz`, 'no gzip');
    const position = before.lines.at(-1)?.split(' ').slice(6).join(' ') ?? '';
    const after = await readHostile({ kind: 'after', position });
    expect([after.code, after.lines.slice(0, -1)]).toEqual([0, [stamped('dos').trim(), stamped('tres').trim()]]);
    const window = await readHostile({ kind: 'window', fromAt: Date.UTC(2026, 10, 24), toAt: Date.UTC(2026, 10, 25) });
    expect(window.lines.slice(0, -1)).toEqual(['uno', 'dos', 'tres'].map((text) => stamped(text).trim()));
    expect(readdirSync(folder)).not.toContain('pwned');
    expect(existsSync('pwned')).toBe(false);
  });

  test('a file is searched', async () => {
    const { lines } = await search('api-error', String.raw`\bD[oó]s$`, { isRegex: true });
    expect(lines.slice(0, 2)).toEqual([
      '1795514402 [2026-11-24 05:00:02 -0500] [7] [INFO] dos',
      expect.stringMatching(new RegExp(`^${nonce} at 1795514401 \\d+ \\d+ 0$`)),
    ]);
    expect(lines.at(-1)).toBe(`${nonce} end`);
  });

  test('the journal is asked by unit and lines, and by nothing else', async () => {
    const { lines, asked } = await read('dashboard');
    expect(lines).toEqual([...journal, `${nonce} read 0 0 0 - s=1;i=2`]);
    expect(asked).toBe('--no-pager -o short-iso-precise -u dashboard-mme -n 10 --show-cursor\n');
  });

  test('the journal is followed from where it was read', async () => {
    const { lines, asked } = await read('dashboard', { follow: true });
    expect(lines).toEqual([...journal, `${nonce} read 0 0 0 - s=1;i=2`, 'nuevo']);
    expect(asked.split('\n')[1]).toBe(
      '--no-pager -o short-iso-precise -u dashboard-mme -f --no-tail --after-cursor s=1;i=2',
    );
  });

  test('the journal goes on behind a cursor or a second, and stays where it is while it has nothing new', async () => {
    const asks = async (position: string, env?: Record<string, string>) => {
      const { lines, asked } = await read('dashboard', {
        span: { kind: 'after', position },
        follow: true,
        ...(env === undefined ? {} : { env }),
      });
      return [
        lines.at(-2)?.slice(nonce.length),
        ...asked.split('\n').map((one) => one.replace(/^.*dashboard-mme /, '')),
      ];
    };
    expect(await asks('s=9')).toEqual([
      ' read 0 0 0 - s=1;i=2',
      '--after-cursor s=9 --show-cursor',
      '-f --no-tail --after-cursor s=1;i=2',
      '',
    ]);
    expect(await asks('s=9', { EMPTY: '1' })).toEqual([
      ' read 0 0 0 - s=9',
      '--after-cursor s=9 --show-cursor',
      '-f --no-tail --after-cursor s=9',
      '',
    ]);
    expect(await asks('@1795515301', { EMPTY: '1' })).toEqual([
      ' read 0 0 0 - @1795515301',
      '--since @1795515301 --show-cursor',
      '-f --no-tail --since @1795515301',
      '',
    ]);
  });

  test('an empty journal has no lines, and is followed all the same', async () => {
    const { lines, asked } = await read('dashboard', { follow: true, env: { EMPTY: '1' } });
    expect(lines).toEqual([expect.stringMatching(new RegExp(`^${nonce} read 0 0 0 - @\\d{10}$`)), 'nuevo']);
    expect(asked.split('\n')[1]).toMatch(/ -f --no-tail --since @\d{10}$/);
  });

  test('a journal of which the account sees nothing is refused, and one of which it sees a part says so', async () => {
    expect((await read('dashboard', { env: { HINT: '1', EMPTY: '1' } })).code).toBe(logExit.unreadable);
    expect((await search('dashboard', 'x', { env: { HINT: '1', EMPTY: '1' } })).code).toBe(logExit.unreadable);
    expect((await read('dashboard', { env: { HINT: '1' } })).lines).toEqual([
      ...journal,
      `${nonce} read 0 1 0 - s=1;i=2`,
    ]);
    const found = await search('dashboard', 'UNO', { env: { HINT: '1' } });
    expect(found.lines.slice(0, 1)).toEqual([`1795515302 ${journal[1] ?? ''}`]);
    expect(found.lines[1]).toMatch(/ - 1$/);
  });

  test('a line of several lines has the moment of its first one', async () => {
    const { lines } = await search('dashboard', 'dos');
    expect(lines[0]).toBe(`1795515302 ${journal[2] ?? ''}`);
  });
});

test('a file that may not be read, and a folder that may not be entered', async () => {
  const closed = box.file('closed.log', 'x\n');
  chmodSync(closed, 0o000);
  chmodSync(box.folder, 0o755);
  mkdirSync(`${box.folder}/carpeta`);
  const folder = box.file('carpeta/x.log', 'x\n');
  chmodSync(`${box.folder}/carpeta`, 0o600);
  const codeOf = async (errorLog: string) => {
    const { stdin } = buildLogRead(
      { ...portalProfile, errorLog },
      { source: 'api-error', span: last, follow: true, nonce },
    );
    // Nothing is closed to root.
    const [command = '', ...args] =
      process.getuid?.() === 0 ? ['setpriv', '--reuid', '65534', '--clear-groups', 'sh'] : ['sh'];
    return (await run(command, [...args, '-s'], { stdin, env: { PATH: '/usr/bin:/bin' } })).code;
  };
  expect([await codeOf(closed), await codeOf(folder), await codeOf(`${box.folder}/no.log`)]).toEqual([
    logExit.unreadable,
    logExit.unreadable,
    logExit.missing,
  ]);
});

test('a text cannot leave its place in the script', async () => {
  const text = `'; touch "${box.folder}/owned"; echo '$(touch ${box.folder}/owned)\`touch ${box.folder}/owned\``;
  const pattern = toGrepPattern({ text, isRegex: false, caseSensitive: true });
  if (!pattern.ok) throw new Error(pattern.error);
  const { stdin } = buildLogSearch(server, {
    source: 'api-error',
    pattern: pattern.value,
    beforeAt: null,
    afterAt: null,
    from: "1:2'; touch x",
    maxHits: 5,
    nonce,
  });
  const ran = await run('sh', ['-s'], { stdin, env: { PATH: '/usr/bin:/bin' } });
  expect([ran.stderr, (await run('ls', [box.folder], {})).stdout.includes('owned')]).toEqual(['', false]);
});
