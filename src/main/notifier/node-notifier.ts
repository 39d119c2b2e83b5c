import { existsSync } from 'node:fs';
import { release } from 'node:os';
import { err, ok, type Result } from '../../core/result';
import type { Clock } from '../clock';
import { findNotificationServer, isInPath } from './linux-notifications';
import type { Capabilities, Channel, Notice, NoticeUse } from './notifier';
import { toArgument, toPlainNotice } from './plain-text';

/** A hanging notify-send (bus without answer) must not hold the next notice. */
const timeLimitMs = 5_000;

export interface NodeNotifierOptions {
  readonly clock: Clock;
  readonly platform: NodeJS.Platform;
  readonly arch: string;
  readonly env: Readonly<Record<string, string | undefined>>;
}

/**
 * node-notifier 10.0.1, as measured (Debian 12, notify-send 0.8.1 of libnotify-bin):
 * - It runs `sh -c 'notify-send "title" "message" --expire-time …'` and calls back when notify-send ends: after 25–80 ms
 *   with xfce4-notifyd, whether or not anybody looks. A click is never reported, nothing can be closed, and the hint
 *   x-canonical-private-synchronous does not replace a bubble there.
 * - Without a notification server or session bus: `error` after 35 ms, with the reason on its second line ("The name
 *   org.freedesktop.Notifications was not provided by any .service files", "Could not connect").
 * - A title that begins with "-" is read as an option; `\n` and `\t` are expanded in the body; the urgency is honoured,
 *   and a critical bubble stays until it is dismissed.
 * - Windows (SnoreToast) and macOS (terminal-notifier) call back only when the toast is gone, so silence is success there.
 *   With an application id of ours SnoreToast never reports clicks (issues 332, 408); terminal-notifier needs an Intel
 *   processor or Rosetta (issue 361).
 */
export function createNodeNotifierChannel(options: NodeNotifierOptions): Channel {
  return {
    name: 'node-notifier',
    capabilities: () => findCapabilities(options),
    show: (notice, onUse) => show(options, notice, onUse),
    close: () => undefined,
  };
}

async function findCapabilities({ platform, arch, env }: NodeNotifierOptions): Promise<Capabilities> {
  const can = (canShow: boolean, reportsClicks: boolean, reason: string | null): Capabilities => ({
    canShow,
    reportsClicks,
    canReplace: false,
    reason,
  });
  if (platform === 'win32') {
    if (arch !== 'x64' && arch !== 'ia32') return can(false, false, 'SnoreToast is for Intel processors');
    return can(true, false, 'SnoreToast does not report clicks');
  }
  if (platform === 'darwin') {
    const runs = arch === 'x64' || existsSync('/Library/Apple/usr/share/rosetta/rosetta');
    return runs ? can(true, true, null) : can(false, false, 'terminal-notifier needs Rosetta');
  }
  if (/microsoft/i.test(release())) return can(false, false, 'not tried under WSL');
  if (!isInPath('notify-send', env['PATH'] ?? '')) return can(false, false, 'notify-send is not installed');
  const server = await findNotificationServer();
  if (server.kind === 'none') return can(false, false, server.reason);
  return can(true, false, 'notify-send does not report clicks');
}

/** Plain strings only: arrays reach a shell unquoted (CVE-2020-7789). */
function toNodeNotifierOptions(notice: Notice, platform: NodeJS.Platform): Record<string, string | boolean> {
  const plain = toPlainNotice(notice);
  const text = { title: toArgument(plain.title), message: toArgument(plain.body), wait: false };
  if (platform === 'win32' || platform === 'darwin') return { ...text, sound: notice.sound };
  const sound = notice.sound ? { hint: 'string:sound-name:dialog-warning' } : {};
  return { ...text, ...sound, urgency: notice.urgency, 'app-name': 'Vigía', icon: iconNames[notice.urgency] };
}

/** Names of the freedesktop icon specification: every desktop has them. */
const iconNames = { low: 'dialog-information', normal: 'dialog-information', critical: 'dialog-error' } as const;

async function show(
  options: NodeNotifierOptions,
  notice: Notice,
  onUse: (use: NoticeUse) => void,
): Promise<Result<null, string>> {
  const { clock, platform } = options;
  const silenceIsSuccess = platform === 'win32' || platform === 'darwin';
  // With the first notice that needs it: where Electron shows them, that is none.
  const { default: nodeNotifier } = await import('node-notifier');
  return await new Promise((resolve) => {
    const cancel = clock.after(timeLimitMs, () => {
      resolve(silenceIsSuccess ? ok(null) : err(`no answer within ${String(timeLimitMs)} ms`));
    });
    try {
      nodeNotifier.notify(toNodeNotifierOptions(notice, platform), (error, response) => {
        cancel();
        resolve(error ? err(toReason(error)) : ok(null));
        if (response === 'activate') onUse('open');
      });
    } catch (error) {
      cancel();
      resolve(err(toReason(error)));
    }
  });
}

/** The last line says why; the first repeats the command with its texts. */
function toReason(error: unknown): string {
  const text = error instanceof Error ? error.message : String(error);
  return (text.trim().split('\n').at(-1) ?? '').slice(0, 200);
}
