import { afterEach, describe, expect, test, vi } from 'vitest';
import { createSystemClock } from '../../../src/main/clock';
import { findNotificationServer } from '../../../src/main/notifier/linux-notifications';
import { createNodeNotifierChannel } from '../../../src/main/notifier/node-notifier';
import { startDesktop, type Desktop, type DesktopOptions } from '../../support/desktop/desktop';

let desktop: Desktop | null = null;
afterEach(async () => {
  vi.unstubAllEnvs();
  await desktop?.stop();
  desktop = null;
});

async function sitAt(notifications: DesktopOptions['notifications'] & string): Promise<Desktop> {
  desktop = await startDesktop({ notifications, tray: false });
  for (const [name, value] of Object.entries(desktop.env)) vi.stubEnv(name, value);
  return desktop;
}

const channel = () =>
  createNodeNotifierChannel({ clock: createSystemClock(), platform: 'linux', arch: 'x64', env: process.env });

// The real notify-send on a real bus; node-notifier keeps what it once found out, so this has a file of its own.
describe.skipIf(process.platform !== 'linux')('on a real desktop', () => {
  test('a notice reaches the notification server, its texts unharmed', async () => {
    const { recorder } = await sitAt('recorder');
    const shown = await channel().show(
      {
        id: 'a',
        title: '-PostgreSQL & <b>nginx</b>',
        body: 'Línea 1\nC:\\temp "x" $HOME',
        sound: true,
        urgency: 'critical',
      },
      () => undefined,
    );
    expect(shown).toEqual({ ok: true, value: null });
    const bubble = await recorder?.waitFor('the bubble', () => true);
    expect(bubble).toMatchObject({
      app: 'Vigía',
      icon: 'dialog-error',
      title: '–PostgreSQL ＆ ‹b›nginx‹/b›',
      body: 'Línea 1\nC:⧵temp "x" $HOME',
      hints: { urgency: 2, 'sound-name': 'dialog-warning' },
    });
  });

  test('xfce4-notifyd takes it, and says beforehand what it can do', async () => {
    await sitAt('xfce');
    expect(await findNotificationServer()).toEqual({ kind: 'running', actions: true });
    expect(await channel().capabilities()).toEqual({
      canShow: true,
      reportsClicks: false,
      canReplace: false,
      reason: 'notify-send does not report clicks',
    });
    const shown = await channel().show(
      { id: 'a', title: 'a', body: 'b', sound: false, urgency: 'normal' },
      () => undefined,
    );
    expect(shown.ok).toBe(true);
  });

  test('without a notification server both the check and the attempt say so', async () => {
    await sitAt('none');
    expect(await findNotificationServer()).toEqual({ kind: 'none', reason: 'no notification server on this desktop' });
    const shown = await channel().show(
      { id: 'a', title: 'a', body: 'b', sound: false, urgency: 'normal' },
      () => undefined,
    );
    expect(shown).toMatchObject({
      ok: false,
      error: expect.stringContaining('org.freedesktop.Notifications') as string,
    });
  });
});
