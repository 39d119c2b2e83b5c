import { execFile } from 'node:child_process';
import { Menu, type MenuItemConstructorOptions, type NativeImage, type Tray } from 'electron';
import type { Snapshot } from '../../core/snapshot-types';
import { describeTooltip } from '../../shared/describe';
import type { Translator } from '../../shared/i18n';
import type { Clock } from '../clock';
import { showView } from '../show-target';
import { createThrottle } from '../throttle';
import { loadTrayIcon } from './tray-icon';
import { contentOf, type TrayCommand, type TrayItem } from './tray-items';
import { mostServers, toTrayMenu, type DemoFaults } from './tray-menu';

/** Replacing the menu closes it when it is open, so texts that only grow older wait this long. */
const redrawAgesMs = 60_000;
const maxTooltipLength = 127;

/** With very many servers a drawing takes long: it may take one percent of the time. A change of the verdict is drawn all the same. */
function pauseAfter(tookMs: number, servers: number): number {
  return servers > mostServers ? Math.min(10_000, tookMs * 100) : 0;
}

export interface TrayOptions {
  /** Made by `firstTray`, before anything else was loaded. */
  readonly tray: Tray;
  /** The folder `assets` of the application. */
  readonly assets: string;
  readonly platform: NodeJS.Platform;
  readonly clock: Clock;
  readonly translator: () => Translator;
  /** Read at each drawing; null outside the demonstration. */
  readonly demoFaults: () => DemoFaults | null;
  /** Read at each drawing: a newer version waits. */
  readonly hasUpdate: () => boolean;
  readonly onCommand: (command: TrayCommand) => void;
  readonly log: (line: string) => void;
}

export interface TrayIcon {
  /** Draws what differs from the last snapshot, language and faults, and nothing else. */
  draw(snapshot: Snapshot): void;
  /** Whether this desktop shows tray icons at all; true where that cannot be found out. */
  isVisible(): Promise<boolean>;
  /** The icon stays in the tray, for whoever draws it next, or until the program ends. */
  release(): void;
}

interface Drawn {
  readonly icon: string;
  readonly tooltip: string;
  readonly content: string;
  readonly menu: string;
  readonly menuAt: number;
}

/** Draws the icon that is in the tray already. Keep what is returned: an icon that is garbage collected disappears. */
export function createTray(options: TrayOptions): TrayIcon {
  const { tray, platform, clock, onCommand } = options;
  const icons = new Map<string, NativeImage>();
  // Whatever was drawn by somebody else is drawn anew.
  let drawn: Drawn = { icon: '', tooltip: '', content: '', menu: '', menuAt: 0 };

  function iconOf(name: string): NativeImage {
    const image = icons.get(name) ?? loadTrayIcon(options.assets, name, platform);
    if (image.isEmpty() && !icons.has(name)) options.log(`tray: no icon ${name}`);
    icons.set(name, image);
    return image;
  }
  tray.on('click', () => {
    onCommand({ kind: 'show', target: showView('answer') });
  });

  function drawMenu(items: readonly TrayItem[]): void {
    const content = contentOf(items);
    const menu = JSON.stringify(items);
    if (menu === drawn.menu) return;
    const agedOnly = content === drawn.content;
    if (agedOnly && clock.monotonic() - drawn.menuAt < redrawAgesMs) return;
    tray.setContextMenu(Menu.buildFromTemplate(items.map((item) => toElectronItem(item, onCommand))));
    drawn = { ...drawn, content, menu, menuAt: clock.monotonic() };
  }

  function drawAll(snapshot: Snapshot): void {
    const translator = options.translator();
    const icon = iconName(snapshot);
    if (icon !== drawn.icon) tray.setImage(iconOf(icon));
    const tooltip = describeTooltip(snapshot, translator).slice(0, maxTooltipLength);
    if (tooltip !== drawn.tooltip) tray.setToolTip(tooltip);
    drawn = { ...drawn, icon, tooltip };
    drawMenu(toTrayMenu(snapshot, { translator, faults: options.demoFaults(), hasUpdate: options.hasUpdate() }));
  }
  let latest: Snapshot | null = null;
  const drawing = createThrottle(
    clock,
    (tookMs) => pauseAfter(tookMs, latest?.servers.length ?? 0),
    () => {
      if (latest !== null) drawAll(latest);
    },
  );

  return {
    draw: (snapshot) => {
      const isUrgent = snapshot.overall !== latest?.overall;
      latest = snapshot;
      if (isUrgent) {
        drawing.stop();
        drawAll(snapshot);
      } else drawing.soon();
    },
    isVisible: async () => {
      const visible = platform !== 'linux' || (await hasTrayHost());
      if (!visible) options.log('tray: nothing on this desktop shows tray icons');
      return visible;
    },
    release: () => {
      drawing.stop();
      tray.removeAllListeners('click');
    },
  };
}

function iconName({ overall, servers }: Snapshot): string {
  return servers.some((server) => server.checking) ? `${overall}-checking` : overall;
}

function toElectronItem(item: TrayItem, onCommand: (command: TrayCommand) => void): MenuItemConstructorOptions {
  switch (item.kind) {
    case 'separator':
      return { type: 'separator' };
    case 'text':
      return { label: toLabel(item.label), enabled: false };
    case 'submenu':
      return { label: toLabel(item.label), submenu: item.items.map((inner) => toElectronItem(inner, onCommand)) };
    case 'action':
    case 'checkbox': {
      const click = (): void => {
        for (const command of item.commands) onCommand(command);
      };
      const label = toLabel(item.label);
      return item.kind === 'action' ? { label, click } : { label, click, type: 'checkbox', checked: item.checked };
    }
  }
}

/** A single `&` would mark the next letter as an access key. */
function toLabel(label: string): string {
  return label.replaceAll('&', '&&');
}

/** On Linux an icon without a StatusNotifier host is invisible. */
function hasTrayHost(): Promise<boolean> {
  const name = 'org.kde.StatusNotifierWatcher';
  const call = [`--dest=${name}`, '/StatusNotifierWatcher', 'org.freedesktop.DBus.Properties.Get'];
  const property = [`string:${name}`, 'string:IsStatusNotifierHostRegistered'];
  const args = ['--session', '--print-reply=literal', '--reply-timeout=2000', ...call, ...property];
  return new Promise((resolve) => {
    execFile('dbus-send', args, { timeout: 2_500 }, (error, stdout) => {
      if (error === null) resolve(/boolean\s+true/.test(stdout));
      // Without dbus-send nothing is known.
      else resolve(error.code === 'ENOENT');
    });
  });
}
