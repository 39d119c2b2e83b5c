import { spawn } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { portalProfile } from '../../../src/core/portal-profile';
import { parseRestartOutput, restartCommand, restartOrders } from '../../../src/core/services';
import { run, sandbox, shells, type Sandbox } from '../shells';

const nonce = '0123456789abcdef';
let box: Sandbox;
beforeEach(() => (box = sandbox([])));
afterEach(() => box.remove());

function serverOf() {
  const api = { ...portalProfile.api, stopScript: `${box.folder}/stop it.sh`, startScript: `${box.folder}/start.sh` };
  return { ...portalProfile, api };
}

async function restart(shell = shells[0]) {
  const { stdin } = restartCommand('api', serverOf(), nonce);
  const [, command, args] = shell ?? ['sh', '/bin/sh', []];
  const ran = await run(command, [...args, '-s'], { stdin, env: { PATH: '/usr/bin:/bin', LC_ALL: 'C' } });
  return { ran, output: parseRestartOutput(ran.stdout, nonce) };
}

describe.each(shells)('%s', (...shell) => {
  test('stops, then starts, with what each printed and its code', { timeout: 20_000 }, async () => {
    box.script('stop it.sh', '#!/bin/sh\necho "API detenida"; echo "ay" >&2; exit 3\n');
    box.script('start.sh', '#!/bin/sh\nprintf "API iniciada"\n');
    const { output } = await restart(shell);
    expect(output).toEqual({
      steps: [
        { name: 'stop', state: 'ended', code: 3, output: 'API detenida\nay' },
        { name: 'start', state: 'ended', code: 0, output: 'API iniciada' },
      ],
      finished: true,
    });
  });

  test(
    'a daemon that keeps the output open does not keep the command, and its writes do not kill it',
    { timeout: 20_000 },
    async () => {
      box.script('stop it.sh', '#!/bin/sh\n');
      box.script('start.sh', `#!/bin/sh\n(sleep 2; echo late; echo alive >"${box.folder}/daemon") &\necho ready\n`);
      const { ran, output } = await restart(shell);
      expect(output.finished).toBe(true);
      expect(ran.ms).toBeLessThan(2000 + ran.ms / 2);
      await expect.poll(() => existsSync(`${box.folder}/daemon`), { timeout: 10_000 }).toBe(true);
    },
  );
});

test('without the start script nothing is stopped', { timeout: 20_000 }, async () => {
  box.script('stop it.sh', `#!/bin/sh\ntouch "${box.folder}/stopped"\n`);
  const { output } = await restart();
  expect(output).toEqual({ steps: [{ name: 'start', state: 'missing', code: null, output: '' }], finished: true });
  expect(existsSync(`${box.folder}/stopped`)).toBe(false);
});

test('a script that may not be executed counts as missing', { timeout: 20_000 }, async () => {
  box.script('start.sh', '#!/bin/sh\n');
  box.file('stop it.sh', '#!/bin/sh\n');
  expect((await restart()).output.steps).toEqual([{ name: 'stop', state: 'missing', code: null, output: '' }]);
});

test('a laptop that hangs up after the stop does not keep the API stopped', { timeout: 30_000 }, async () => {
  box.script('stop it.sh', '#!/bin/sh\necho stopping\nsleep 1\nfor i in 1 2 3 4 5; do echo "line $i"; done\n');
  box.script('start.sh', `#!/bin/sh\necho starting || exit 9\necho started >"${box.folder}/started"\n`);
  const child = spawn('/bin/sh', ['-s'], { stdio: ['pipe', 'pipe', 'ignore'], detached: true });
  child.stdin.end(restartCommand('api', serverOf(), nonce).stdin);
  await new Promise<void>((resolve) => child.stdout.once('data', () => resolve()));
  child.stdout.destroy();
  await expect
    .poll(() => existsSync(`${box.folder}/started`) && readFileSync(`${box.folder}/started`, 'utf8'), {
      timeout: 20_000,
    })
    .toBe('started\n');
});

test('the dashboard is restarted by the whole path, as its rule in sudoers has it', { timeout: 20_000 }, async () => {
  box.script('bin/sudo', '#!/bin/sh\necho "sudo $*"\nexit 1\n');
  box.script('bin/systemctl', '#!/bin/sh\n');
  const { stdin } = restartCommand('dashboard', portalProfile, nonce);
  const ran = await run('/bin/sh', ['-s'], { stdin, env: { PATH: `${box.bin}:/usr/bin:/bin` } });
  expect(parseRestartOutput(ran.stdout, nonce)).toEqual({
    steps: [{ name: 'start', state: 'ended', code: 1, output: `sudo -n ${box.bin}/systemctl restart dashboard-mme` }],
    finished: true,
  });
});

test(
  'one that systemd has given up on is told to be forgotten first, and is restarted whatever comes of it',
  {
    timeout: 20_000,
  },
  async () => {
    box.script('bin/sudo', '#!/bin/sh\necho "sudo $3 $4"\n[ "$3" = restart ]\n');
    box.script('bin/systemctl', '#!/bin/sh\n');
    const { stdin } = restartCommand('dashboard', portalProfile, nonce, { resetFailed: true });
    const ran = await run('/bin/sh', ['-s'], { stdin, env: { PATH: `${box.bin}:/usr/bin:/bin` } });
    expect(parseRestartOutput(ran.stdout, nonce).steps).toEqual([
      { name: 'start', state: 'ended', code: 0, output: 'sudo reset-failed dashboard-mme\nsudo restart dashboard-mme' },
    ]);
  },
);

test('what is shown of an order is what is run', () => {
  const orders = restartOrders('dashboard', portalProfile, { resetFailed: true });
  expect(orders).toEqual(['sudo -n systemctl reset-failed dashboard-mme', 'sudo -n systemctl restart dashboard-mme']);
  expect(restartOrders('api', serverOf(), { resetFailed: false })).toEqual([
    `${box.folder}/stop it.sh`,
    `${box.folder}/start.sh`,
  ]);
});

const text = `noise\n${nonce} stop begin\nAPI detenida${nonce} stop end 0\n${nonce} start begin\nuno\ndos\n${nonce} start end 124\n${nonce} done\n`;

test('output before the first mark is noise; 124 is a step that took too long', () => {
  expect(parseRestartOutput(text, nonce)).toEqual({
    steps: [
      { name: 'stop', state: 'ended', code: 0, output: 'API detenida' },
      { name: 'start', state: 'timed-out', code: 124, output: 'uno\ndos' },
    ],
    finished: true,
  });
});

test('as the text grows nothing that was said is taken back', () => {
  fc.assert(
    fc.property(fc.nat(text.length), fc.nat(text.length), (a, b) => {
      const [early, late] = [Math.min(a, b), Math.max(a, b)].map((length) =>
        parseRestartOutput(text.slice(0, length), nonce),
      );
      if (early === undefined || late === undefined) throw new Error('two lengths');
      expect(late.steps.length).toBeGreaterThanOrEqual(early.steps.length);
      early.steps.forEach((step, index) => {
        expect(late.steps[index]?.output.startsWith(step.output)).toBe(true);
        if (step.state !== 'running') expect(late.steps[index]).toEqual(step);
      });
      expect(early.finished && !late.finished).toBe(false);
    }),
    { numRuns: 500 },
  );
});

test('what a step prints is capped, and marks of another nonce are only text', () => {
  const long = parseRestartOutput(`${nonce} stop begin\n${'x'.repeat(50_000)}\n`, nonce);
  expect(long.steps[0]?.output.length).toBe(8000);
  const foreign = parseRestartOutput(`${nonce} stop begin\nffffffffffffffff stop end 0\n`, nonce);
  expect(foreign.steps[0]).toMatchObject({ state: 'running', output: 'ffffffffffffffff stop end 0' });
});

test('each step begins once: a server that repeats its marks fills nothing', () => {
  const again = `${nonce} stop begin\nuno\n${nonce} stop end 0\n`.repeat(5000);
  expect(parseRestartOutput(again, nonce).steps).toEqual([{ name: 'stop', state: 'ended', code: 0, output: 'uno' }]);
});
