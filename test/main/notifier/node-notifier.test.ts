import { chmodSync, existsSync, readFileSync, writeFileSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { createSystemClock } from '../../../src/main/clock';
import { createNodeNotifierChannel } from '../../../src/main/notifier/node-notifier';
import type { Channel, Notice } from '../../../src/main/notifier/notifier';
import { fakeClock } from '../../support/fake-clock';
import { createTempFolder, type TempFolder } from '../../support/temp-folder';
import { waitUntil } from '../../support/wait-until';

const notice: Notice = {
  id: 'portal:1',
  title: 'La API está detenida',
  body: 'Desde las 10:42.\nReinicie.',
  sound: false,
  urgency: 'critical',
};

let temp: TempFolder;
beforeEach(() => {
  temp = createTempFolder('notify');
});
afterEach(() => {
  vi.unstubAllEnvs();
  temp.remove();
});

/** A real notify-send as far as a shell can tell: writes down its arguments, one a line, and does what it is told. */
function placeNotifySend(then: string): void {
  const path = join(temp.path, 'notify-send');
  writeFileSync(
    path,
    `#!/bin/sh\nfor a in "$@"; do printf '%s\\n' "<$a>"; done > ${join(temp.path, 'args')}\n${then}\n`,
  );
  chmodSync(path, 0o755);
  vi.stubEnv('PATH', `${temp.path}${delimiter}${process.env['PATH'] ?? ''}`);
}

const args = () => readFileSync(join(temp.path, 'args'), 'utf8').trimEnd().split('\n');
function channel(clock = createSystemClock(), env: NodeJS.ProcessEnv = process.env): Channel {
  return createNodeNotifierChannel({ clock, platform: 'linux', arch: 'x64', env });
}

describe.skipIf(process.platform !== 'linux')('with a notify-send of our own', () => {
  test('the texts arrive as two arguments, with urgency, application and icon', async () => {
    placeNotifySend('exit 0');
    expect(await channel().show(notice, () => undefined)).toEqual({ ok: true, value: null });
    expect(args().slice(0, 2)).toEqual(['<La API está detenida>', '<Desde las 10:42.\\nReinicie.>']);
    expect(args().join(' ')).toContain('<--urgency> <critical> <--app-name> <Vigía> <--icon> <dialog-error>');
    expect(args().join(' ')).not.toContain('sound');
  });

  test('a sound is asked for only where the notice has one', async () => {
    placeNotifySend('exit 0');
    await channel().show({ ...notice, sound: true }, () => undefined);
    expect(args().join(' ')).toContain('<--hint> <string:sound-name:dialog-warning>');
  });

  test('nothing in a text reaches the shell', async () => {
    placeNotifySend('exit 0');
    const mark = join(temp.path, 'mark');
    const nasty = `$(touch ${mark}) \`touch ${mark}\` "; touch ${mark}; " ' $HOME !! * ~ \\" \\$(touch ${mark})`;
    await channel().show({ ...notice, title: `--help ${nasty}`, body: nasty }, () => undefined);
    expect(existsSync(mark)).toBe(false);
    expect(args()[0]).toBe(`<–help ${nasty.replaceAll('\\', '⧵').slice(0, 72).trimEnd()}…>`.slice(0, 81));
    expect(args()[1]).toContain('touch');
  });

  test('a failure is told by its reason, without the texts', async () => {
    placeNotifySend('echo "The name org.freedesktop.Notifications was not provided by any .service files" >&2; exit 1');
    expect(await channel().show(notice, () => undefined)).toEqual({
      ok: false,
      error: 'The name org.freedesktop.Notifications was not provided by any .service files',
    });
  });

  test('one that hangs is given up after five seconds', async () => {
    placeNotifySend(`echo $$ > ${join(temp.path, 'pid')}; exec sleep 60`);
    const clock = fakeClock();
    const shown = channel(clock).show(notice, () => undefined);
    await waitUntil('it hangs', () => existsSync(join(temp.path, 'pid')));
    clock.advance(5_000);
    expect(await shown).toEqual({ ok: false, error: 'no answer within 5000 ms' });
    await waitUntil('its pid is written', () => readFileSync(join(temp.path, 'pid'), 'utf8').trim() !== '');
    process.kill(Number(readFileSync(join(temp.path, 'pid'), 'utf8')));
  });

  test('an answer in time leaves no timer behind', async () => {
    placeNotifySend('exit 0');
    const clock = fakeClock();
    await channel(clock).show(notice, () => undefined);
    expect(clock.waiting()).toBe(0);
  });
});

describe('what it can do, without showing anything', () => {
  const can = async (platform: NodeJS.Platform, arch: string, env = {}) =>
    createNodeNotifierChannel({ clock: fakeClock(), platform, arch, env }).capabilities();

  test.each([
    ['win32', 'x64', { canShow: true, reportsClicks: false }],
    ['win32', 'arm64', { canShow: false, reportsClicks: false }],
    ['darwin', 'x64', { canShow: true, reportsClicks: true }],
    ['linux', 'x64', { canShow: false, reason: 'notify-send is not installed' }],
  ] as const)('on %s %s: %j', async (platform, arch, expected) => {
    expect(await can(platform, arch)).toMatchObject(expected);
  });

  test.skipIf(process.platform !== 'linux')('without a session bus it says so', async () => {
    placeNotifySend('exit 0');
    vi.stubEnv('DBUS_SESSION_BUS_ADDRESS', `unix:path=${temp.path}/nobody`);
    expect(await can('linux', 'x64', process.env)).toMatchObject({ canShow: false, reason: 'no session bus' });
  });
});
