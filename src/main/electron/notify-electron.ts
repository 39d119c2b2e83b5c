import { Notification, type NotificationAction } from 'electron';
import { err, ok, type Result } from '../../core/result';
import type { Clock } from '../clock';
import { findNotificationServer } from '../notifier/linux-notifications';
import type { Capabilities, Channel, Notice, NoticeUse } from '../notifier/notifier';
import { toPlainNotice } from '../notifier/plain-text';

const timeLimitMs = 5_000;

export interface ElectronChannelOptions {
  readonly clock: Clock;
  readonly platform: NodeJS.Platform;
}

/**
 * Electron's own notifications: 'show', 'click', 'close' and close() on every platform. Windows shows them only with the
 * application id of the start menu's shortcut, macOS only for a signed application ('failed' says so); on Linux a missing
 * server means that 'show' never comes.
 */
export function createElectronChannel(options: ElectronChannelOptions): Channel {
  // Kept until closed: a notification that is garbage collected reports no click.
  const open = new Map<string, Notification>();
  return {
    name: 'electron',
    capabilities: () => findCapabilities(options.platform),
    show: (notice, onUse) => show({ ...options, open, notice, onUse }),
    close: (id) => {
      open.get(id)?.close();
      open.delete(id);
    },
  };
}

async function findCapabilities(platform: NodeJS.Platform): Promise<Capabilities> {
  if (!Notification.isSupported())
    return { canShow: false, reportsClicks: false, canReplace: false, reason: 'not supported' };
  const all = { canShow: true, reportsClicks: true, canReplace: true, reason: null };
  if (platform !== 'linux') return all;
  const server = await findNotificationServer();
  if (server.kind === 'none') return { ...all, canShow: false, reason: server.reason };
  if (server.kind === 'running' && !server.actions) {
    return { ...all, reportsClicks: false, reason: 'the notification server knows no actions' };
  }
  return all;
}

function show(
  input: ElectronChannelOptions & {
    readonly open: Map<string, Notification>;
    readonly notice: Notice;
    readonly onUse: (use: NoticeUse) => void;
  },
): Promise<Result<null, string>> {
  const { open, notice, onUse, clock, platform } = input;
  const { id, sound, urgency } = notice;
  const bubble = new Notification({
    ...toPlainNotice(notice),
    silent: !sound,
    urgency,
    ...actionsOf(notice, platform),
  });
  const forget = (): void => {
    if (open.get(id) === bubble) open.delete(id);
  };
  open.get(id)?.close();
  open.set(id, bubble);
  return new Promise((resolve) => {
    const cancel = clock.after(timeLimitMs, () => {
      // Should it appear after all: the other channel has shown it by then.
      bubble.close();
      forget();
      resolve(err(`not shown within ${String(timeLimitMs)} ms`));
    });
    bubble.on('show', () => {
      cancel();
      resolve(ok(null));
    });
    bubble.on('failed', (_event, reason) => {
      cancel();
      forget();
      // Empty on Linux; the cause is on Electron's own standard error.
      resolve(err(reason || 'refused by the system'));
    });
    bubble.on('click', () => {
      forget();
      onUse('open');
    });
    bubble.on('action', () => {
      onUse('acknowledge');
    });
    bubble.on('close', forget);
    bubble.show();
  });
}

/** Buttons exist on macOS and Windows only; elsewhere the click opens the window, where the same button is. */
function actionsOf({ acknowledge }: Notice, platform: NodeJS.Platform): { actions?: NotificationAction[] } {
  if (acknowledge === undefined || (platform !== 'darwin' && platform !== 'win32')) return {};
  return { actions: [{ type: 'button', text: acknowledge }] };
}
