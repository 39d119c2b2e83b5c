import { spawn } from 'node:child_process';
import {
  chmodSync,
  chownSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  rmSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { portalProfile } from '../../src/core/portal-profile';
import { parseRoundAnswer } from '../../src/core/remote-answer';
import type { RemoteFacts } from '../../src/core/remote-facts';
import { buildRoundScript } from '../../src/core/remote-script';
import type { ServerSettings } from '../../src/core/settings';
import { commandLineOf } from '../support/process-tree';
import { waitUntil } from '../support/wait-until';
import { run, sandbox, shells, type Run, type Sandbox } from './shells';

const nonce = 'abcdef0123456789';
const basics = [
  'sh',
  'cat',
  'cut',
  'head',
  'tail',
  'date',
  'sleep',
  'stat',
  'grep',
  'ls',
  'dd',
  'uname',
  'df',
  'timeout',
  'true',
];
let box: Sandbox;

beforeAll(() => (box = sandbox(basics)));
afterAll(() => box.remove());

async function round(
  shell: (typeof shells)[number],
  options: { server?: ServerSettings; bin?: string; askSudo?: boolean; home?: string } = {},
) {
  const [, command, args] = shell;
  const { stdin } = buildRoundScript(options.server ?? portalProfile, { nonce, askSudo: options.askSudo ?? false });
  const sentAt = Date.now();
  const env = {
    PATH: options.bin ?? '/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin',
    LC_ALL: 'C',
    HOME: options.home ?? box.folder,
  };
  const ran = await run(command, [...args, '-s'], { stdin, env });
  return { ran, facts: factsOf(ran, options.server ?? portalProfile, sentAt) };
}

function factsOf(ran: Run, server: ServerSettings, sentAt: number): RemoteFacts {
  const result = parseRoundAnswer(ran.stdout, { nonce, server, sentAt, receivedAt: sentAt + ran.ms });
  if (!result.ok) throw new Error(`${result.error.kind}: ${ran.stdout} ${ran.stderr}`);
  return result.value;
}

describe.each(shells)('%s', (...shell) => {
  test('reads this machine: whole, quick, and silent on stderr', { timeout: 40_000 }, async () => {
    const { ran, facts } = await round(shell);
    expect(ran.ms).toBeLessThan(20_000);
    expect(facts.missing).toEqual([]);
    expect(ran.stderr).toBe('');
    expect(facts.memory?.totalBytes).toBeGreaterThan(0);
    expect(facts.memory?.swapped?.inBytes).toBeGreaterThanOrEqual(0);
    expect(facts.disks?.some((disk) => disk.mount === '/')).toBe(true);
    expect(Math.abs(facts.clockOffsetMs)).toBeLessThan(3000);
    expect(facts.sudo).toBe('not-asked');
    expect(Buffer.byteLength(ran.stdout)).toBeLessThan(65_536);
  });

  test('a machine without the programs is not known, never well', { timeout: 40_000 }, async () => {
    const { facts } = await round(shell, { bin: box.bin, askSudo: true });
    expect(facts.missing).toEqual([]);
    expect(facts.gunicorn).toBeNull();
    expect(facts.localApi).toEqual({ status: 0, ms: 0, curlExit: null, bodyStart: '' });
    expect(facts.units).toEqual({});
    expect(facts.crontab).toBeNull();
    expect(facts.journalReadable).toBeNull();
    expect(facts.sudo).toBe('unknown');
    // The kernel's own table stands in for `ss`.
    expect(facts.listeningPorts).not.toBeNull();
  });
});

describe.each(shells)('%s: what the system said', (...shell) => {
  const line = '1795514885.1 h kernel: Out of memory: Killed process 7 (x) total-vm:1kB';
  const journals = [
    ['a journalctl that searches', `printf '%s\\n' '${line}'`],
    [
      'an old one that cannot',
      `case "$*" in *-g*) echo "journalctl: invalid option -- 'g'" >&2; exit 1 ;; esac\nprintf 'noise\\n%s\\nnoise\\n' '${line}'`,
    ],
    [
      'one that was built without it',
      `case "$*" in *-g*) echo 'Compiled without pattern matching support' >&2; exit 1 ;; esac\nprintf '%s\\n' '${line}'`,
    ],
  ] as const;

  test.each(journals)('%s', { timeout: 40_000 }, async (_, text) => {
    const old = sandbox([...basics, 'id']);
    old.script('bin/journalctl', `#!/bin/sh\n${text}\n`);
    try {
      const { facts, ran } = await round(shell, { bin: old.bin });
      expect(facts.kernel?.readable).toBe(true);
      const said = ran.stdout.split(`${nonce} begin kernel`)[1]?.split(`${nonce} end kernel`)[0];
      expect(said).toContain(line);
      expect(said).not.toContain('noise');
    } finally {
      old.remove();
    }
  });

  test('nobody may read it', { timeout: 40_000 }, async () => {
    const closed = sandbox([...basics, 'id']);
    closed.script(
      'bin/journalctl',
      '#!/bin/sh\necho "No journal files were opened due to insufficient permissions." >&2\nexit 1\n',
    );
    try {
      expect((await round(shell, { bin: closed.bin })).facts.kernel).toMatchObject({ readable: false, lines: [] });
    } finally {
      closed.remove();
    }
  });
});

describe.each(shells)('%s: the watchdog', (...shell) => {
  test('its files, wherever the crontab names them, and what it did', { timeout: 40_000 }, async () => {
    const own = sandbox(basics);
    const lines = [
      '# */5 * * * * /commented/out.sh',
      '@reboot sleep 30 && $HOME/start_api.sh >> /tmp/none.log 2>&1',
      '*/5 * * * * bash -c "cd /srv; ~/monitor.sh"',
      '*/10 * * * * "/srv/gone.sh"; /srv/*',
      '*/5 * * * * /bin/true>>/tmp/none.log 2>&1; (/srv/one.sh) /srv/two.sh;/x|/y</dev/null',
      '*/5 * * * * "/srv/my app/x.sh" /srv/$ENV/x.sh $HOME/$ENV/x.sh /srv/my\\ app/x.sh /srv/"a"/x.sh /srv/?[a]',
      "*/5 * * * * bash -lc '/srv/quoted.sh --all'; '/srv/single.sh' /srv/`date`.sh /srv/x%y",
    ];
    own.file('crontab.txt', lines.join('\n'));
    own.script('bin/crontab', '#!/bin/sh\ncat "$HOME/crontab.txt"\n');
    own.script('start_api.sh', '#!/bin/sh\n');
    own.file('monitor.sh', '#!/bin/sh\n');
    const acts = ['[2026-11-24 05:10:01] OK: API responde', '[2026-11-24 05:15:01] API caída. Reiniciando...'];
    const watchdogLog = own.file('monitor.log', `${acts.join('\n')}\n`);
    try {
      const { facts } = await round(shell, {
        server: { ...portalProfile, watchdogLog },
        bin: own.bin,
        home: own.folder,
      });
      expect(facts.scheduledFiles).toEqual([
        { path: '$HOME/start_api.sh', exists: true, readable: true, executable: true },
        { path: '/tmp/none.log', exists: false, readable: false, executable: false },
        { path: '/srv', exists: existsSync('/srv'), readable: existsSync('/srv'), executable: false },
        { path: '~/monitor.sh', exists: true, readable: true, executable: false },
        { path: '/srv/gone.sh', exists: false, readable: false, executable: false },
        { path: '/bin/true', exists: true, readable: true, executable: true },
        ...['/srv/two.sh', '/srv/quoted.sh', '/srv/single.sh'].map((path) => ({
          path,
          exists: false,
          readable: false,
          executable: false,
        })),
      ]);
      expect(facts.crontab?.rebootLine).toBe(lines[1]);
      expect(facts.watchdog?.restarts).toHaveLength(1);
    } finally {
      own.remove();
    }
  });
});

describe.each(shells)('%s: when the code changed', (...shell) => {
  test('the newest of the application’s own files counts', { timeout: 40_000 }, async () => {
    const own = sandbox([...basics, 'find']);
    for (const folder of ['api', 'api/venv', 'api/sub']) mkdirSync(join(own.folder, folder));
    const start = own.script('api/start.sh', '#!/bin/sh\n');
    const at = new Date('2026-01-02T03:04:05Z');
    utimesSync(own.file('api/main.py', ''), new Date('2025-01-01T00:00:00Z'), new Date('2025-01-01T00:00:00Z'));
    utimesSync(own.file('api/sub/util.py', ''), at, at);
    own.file('api/venv/library.py', '');
    own.file('api/notes.txt', '');
    const server = { ...portalProfile, api: { ...portalProfile.api, startScript: start } };
    try {
      const { facts } = await round(shell, { server, bin: own.bin });
      expect(Math.abs((facts.codeChangedAt ?? 0) + facts.clockOffsetMs - at.getTime())).toBeLessThan(1000);
    } finally {
      own.remove();
    }
  });
});

// Side by side: they only wait.
describe.concurrent('when programs hang', () => {
  const [first, second = first] = shells;

  test('several cost no more than one, and the rest is known', { timeout: 60_000 }, async () => {
    const hanging = sandbox(basics);
    for (const name of ['curl', 'systemctl', 'crontab', 'ps', 'ss', 'journalctl', 'pg_isready', 'sudo']) {
      hanging.script(`bin/${name}`, "#!/bin/sh\ntrap '' TERM\nsleep 40\nsleep 40\n");
    }
    try {
      const { ran, facts } = await round(first ?? ['sh', '/bin/sh', []], { bin: hanging.bin, askSudo: true });
      expect(ran.ms).toBeLessThan(20_000);
      expect(ran.stdout.trimEnd().endsWith(`${nonce} done`)).toBe(true);
      expect(facts.memory).not.toBeNull();
      expect(facts.disks).not.toBeNull();
      expect(facts.gunicorn).toBeNull();
      expect(facts.localApi?.status ?? 0).toBe(0);
      expect(facts.sudo === 'unknown' || facts.sudo === 'not-asked').toBe(true);
    } finally {
      hanging.remove();
    }
  });

  test('without `timeout` one is left behind and its section missing', { timeout: 60_000 }, async () => {
    const hanging = sandbox(basics.filter((name) => name !== 'timeout'));
    hanging.script('bin/df', '#!/bin/sh\nsleep 25\n');
    try {
      const { ran, facts } = await round(second ?? ['sh', '/bin/sh', []], { bin: hanging.bin });
      expect(ran.ms).toBeLessThan(20_000);
      expect(facts.missing).toEqual(['disks']);
      expect(facts.disks).toBeNull();
    } finally {
      hanging.remove();
    }
  });
});

describe('values from the settings', () => {
  const hostile = `/tmp/$(touch "$HOME/owned") '; touch "$HOME/owned"; #`;

  test('are only ever words, whatever they hold', { timeout: 40_000 }, async () => {
    const server = {
      ...portalProfile,
      logsFolder: hostile,
      errorLog: hostile,
      api: { ...portalProfile.api, startScript: hostile, path: `/'"$(touch\${IFS}$HOME/owned)` },
    };
    const dash = shells[0];
    if (dash === undefined) throw new Error('no shell');
    const { facts } = await round(dash, { server });
    expect(facts.missing).toEqual([]);
    expect(facts.scripts?.[0]).toEqual({ path: hostile, exists: false, readable: false, executable: false });
    expect(existsSync(`${box.folder}/owned`)).toBe(false);
  });

  test('the command line has nothing but plain words', () => {
    const { command } = buildRoundScript({ ...portalProfile, logsFolder: hostile }, { nonce, askSudo: true });
    expect(command).toMatch(/^exec env LC_ALL=C LANG=C PATH=[/a-z:]+ \/bin\/sh -s$/);
  });

  test('its mark stands in no argument, where another account of the server could read it', async () => {
    const seen: string[] = [];
    let looks = 0;
    const timer = setInterval(() => {
      looks += 1;
      for (const pid of readdirSync('/proc').filter((name) => /^\d+$/.test(name))) {
        const text = commandLineOf(Number(pid));
        if (text.includes(nonce)) seen.push(text);
      }
    }, 2);
    const { command, stdin } = buildRoundScript(portalProfile, { nonce, askSudo: true });
    const ran = await run('/bin/sh', ['-c', command], { stdin });
    clearInterval(timer);
    expect(ran.stdout).toContain(`${nonce} done`);
    expect(looks).toBeGreaterThan(3);
    expect(seen).toEqual([]);
  });

  test.skipIf(process.getuid?.() !== 0)(
    'gunicorn of another account is not the portal’s, whatever it calls itself',
    async () => {
      const folder = mkdtempSync(join(tmpdir(), 'vigia-others-'));
      const app = `others${String(process.pid)}.main`;
      const program = join(folder, 'gunicorn');
      const start = join(folder, 'start.sh');
      chmodSync(folder, 0o755);
      writeFileSync(program, 'import time\ntime.sleep(120)\n');
      writeFileSync(start, '');
      const own = spawn('/usr/bin/python3', [program, `${app}:app`], { stdio: 'ignore' });
      const others = spawn('/usr/bin/python3', [program, `${app}:app`], { stdio: 'ignore', uid: 65_534, gid: 65_534 });
      try {
        await waitUntil('both run', () => [own, others].every(({ pid }) => commandLineOf(pid ?? 0).includes(app)));
        const server = { ...portalProfile, api: { ...portalProfile.api, app, startScript: start } };
        const pids = async () => {
          const { command, stdin } = buildRoundScript(server, { nonce, askSudo: false });
          const { gunicorn } = factsOf(await run('/bin/sh', ['-c', command], { stdin }), server, Date.now());
          return [...(gunicorn?.masters ?? []), ...(gunicorn?.orphans ?? [])].map(({ pid }) => pid).sort();
        };
        expect(await pids()).toEqual([own.pid]);
        // The account to which the start script belongs is the API's.
        chownSync(start, 65_534, 65_534);
        expect(await pids()).toEqual([own.pid, others.pid].sort());
      } finally {
        own.kill('SIGKILL');
        others.kill('SIGKILL');
        rmSync(folder, { recursive: true });
      }
    },
  );

  test('a nonce that is none is a bug', () => {
    expect(() => buildRoundScript(portalProfile, { nonce: 'a b; reboot', askSudo: false })).toThrow('nonce');
  });
});

describe('the server asks itself', () => {
  const server = createServer((request, response) => {
    if (request.url === '/big') response.end('é'.repeat(500_000));
    else if (request.url === '/slow') return;
    else response.writeHead(503).end(`host=${request.headers.host ?? ''}`);
  });
  let port = 0;
  beforeAll(async () => {
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    port = (server.address() as AddressInfo).port;
  });
  afterAll(() => server.close());
  afterEach(() => server.closeAllConnections());

  const dash = shells[0] ?? ['sh', '/bin/sh', []];

  test('under its public name and port, without looking the name up', { timeout: 40_000 }, async () => {
    const asked = {
      ...portalProfile,
      url: `http://portal.invalid:${String(port)}/`,
      api: { ...portalProfile.api, port },
    };
    const { facts } = await round(dash, { server: asked });
    expect(facts.localPortal).toMatchObject({
      status: 503,
      curlExit: 0,
      bodyStart: `host=portal.invalid:${String(port)}`,
    });
    expect(facts.localPortalApi?.bodyStart).toBe(`host=portal.invalid:${String(port)}`);
    expect(facts.localApi?.bodyStart).toBe(`host=127.0.0.1:${String(port)}`);
  });

  test('an address instead of a name is asked on loopback too', { timeout: 40_000 }, async () => {
    const { facts } = await round(dash, { server: { ...portalProfile, url: `http://192.0.2.7:${String(port)}/` } });
    expect(facts.localPortal?.bodyStart).toBe(`host=192.0.2.7:${String(port)}`);
  });

  test(
    'of a big page only the beginning comes back, of one that never comes nothing',
    { timeout: 40_000 },
    async () => {
      const at = (path: string) => ({ ...portalProfile, api: { ...portalProfile.api, port, path } });
      const big = await round(dash, { server: at('/big') });
      expect(big.facts.localApi?.status).toBe(200);
      expect(big.facts.localApi?.bodyStart.length).toBeLessThanOrEqual(200);
      const slow = await round(dash, { server: at('/slow') });
      expect(slow.facts.localApi).toMatchObject({ status: 0, curlExit: 28 });
      expect(slow.ran.ms).toBeLessThan(18_000);
    },
  );
});

describe('login shells', () => {
  const { command, stdin } = buildRoundScript(portalProfile, { nonce, askSudo: false });
  const loginShells = ['/bin/bash', '/usr/bin/zsh', '/usr/bin/fish', '/usr/bin/tcsh', '/bin/dash'].filter((shell) =>
    existsSync(shell),
  );

  test.each(loginShells)('%s hands the script on', { timeout: 40_000 }, async (shell) => {
    const ran = await run(shell, ['-c', command], { stdin, env: { PATH: '/usr/bin:/bin', HOME: box.folder } });
    expect(factsOf(ran, portalProfile, Date.now() - ran.ms).missing).toEqual([]);
  });

  // bash takes a socket on its input for a remote login and reads .bashrc, as it does under sshd.
  const withStartFile = (text: string) => {
    const rc = box.file('.bashrc', text);
    return run('/bin/bash', ['-c', command], { stdin, env: { PATH: '/usr/bin:/bin', HOME: box.folder, BASH_ENV: rc } });
  };

  test('a start-up file that prints and reads some lines is survived', { timeout: 40_000 }, async () => {
    const ran = await withStartFile('printf "Bienvenida, %s: " x\nread -r a; read -r b; read -r c\n');
    expect(ran.stdout).toContain('Bienvenida');
    expect(factsOf(ran, portalProfile, Date.now() - ran.ms).missing).toEqual([]);
  });

  test(
    'a start-up file that reads everything leaves no mark, and half a script does nothing',
    { timeout: 40_000 },
    async () => {
      const greedy = await withStartFile('cat >/dev/null\n');
      const half = await run('/bin/sh', ['-s'], { stdin: stdin.slice(0, stdin.length / 2) });
      expect([greedy.stdout, half.stdout]).toEqual(['', '']);
    },
  );
});
