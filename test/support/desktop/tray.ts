import { Variant } from 'dbus-next';
import type { OverallStatus } from '../../../src/core/model';
import { waitUntil } from '../wait-until';
import { processOf, withoutVariant, type Bus, type BusTarget } from './bus';
import { statusOfIcon, type Pixels } from './tray-icon';

const WATCHER: BusTarget = {
  destination: 'org.kde.StatusNotifierWatcher',
  path: '/StatusNotifierWatcher',
  interface: 'org.kde.StatusNotifierWatcher',
};

export interface MenuItem {
  readonly id: number;
  readonly label: string;
  readonly enabled: boolean;
  readonly separator: boolean;
  /** Of a check box or radio item; null for others. */
  readonly checked: boolean | null;
  readonly children: readonly MenuItem[];
}

/** A tray item as a panel sees it: over D-Bus, by what it shows, never by what the application says about itself. */
export interface TrayItem {
  tooltip(): Promise<string>;
  icon(): Promise<Pixels | null>;
  /** Which of the five icons is shown, by its colour; null when it is none of them. */
  status(): Promise<OverallStatus | null>;
  menu(): Promise<readonly MenuItem[]>;
  /** All labels, submenus too, top to bottom; `&` marks and separators left out. */
  labels(): Promise<readonly string[]>;
  /** Runs the item with that label. Ids change whenever the menu is replaced, so it is found anew each time. */
  click(label: string | RegExp): Promise<void>;
  activate(): Promise<void>;
}

/** Waits until a process (or any, without a pid) has registered a tray item. */
export async function connectTray(
  bus: Bus,
  options: { readonly pid?: number; readonly limitMs?: number } = {},
): Promise<TrayItem> {
  let found: BusTarget | null = null;
  await waitUntil(
    'a tray item',
    async () => (found = await findItem(bus, options.pid)) !== null,
    options.limitMs ?? 20_000,
  );
  return createTrayItem(bus, found as unknown as BusTarget);
}

async function findItem(bus: Bus, pid: number | undefined): Promise<BusTarget | null> {
  const registered = (await bus.property(WATCHER, 'RegisteredStatusNotifierItems')) as readonly string[];
  for (const name of registered) {
    const slash = name.indexOf('/');
    const destination = name.slice(0, slash);
    const owner = pid === undefined ? undefined : await processOf(bus, destination).catch(() => -1);
    if (owner === pid) return { destination, path: name.slice(slash), interface: 'org.kde.StatusNotifierItem' };
  }
  return null;
}

function createTrayItem(bus: Bus, item: BusTarget): TrayItem {
  async function menuTarget(): Promise<BusTarget> {
    const path = String(await bus.property(item, 'Menu'));
    return { destination: item.destination, path, interface: 'com.canonical.dbusmenu' };
  }
  async function menu(): Promise<readonly MenuItem[]> {
    const [, layout] = await bus.call(await menuTarget(), 'GetLayout', 'iias', [0, -1, []]);
    return toMenuItem(layout).children;
  }
  async function icon(): Promise<Pixels | null> {
    const pixmaps = (await bus.property(item, 'IconPixmap')) as readonly (readonly [number, number, Uint8Array])[];
    const largest = pixmaps.at(-1);
    return largest === undefined ? null : { width: largest[0], height: largest[1], argb: largest[2] };
  }
  return {
    menu,
    icon,
    async tooltip() {
      const tip = (await bus.property(item, 'ToolTip')) as readonly unknown[];
      return String(tip[2]);
    },
    async status() {
      const pixels = await icon();
      return pixels === null ? null : statusOfIcon(pixels);
    },
    async labels() {
      return flatten(await menu()).flatMap((entry) => (entry.separator ? [] : [entry.label]));
    },
    async click(label) {
      for (let entries = flatten(await menu()); ;) {
        const entry = entries.find((one) => (typeof label === 'string' ? one.label === label : label.test(one.label)));
        if (entry === undefined) {
          throw new Error(`no menu item ${String(label)}; there are: ${entries.map((one) => one.label).join(' | ')}`);
        }
        if (!entry.enabled) throw new Error(`the menu item ${entry.label} is disabled`);
        const click = [entry.id, 'clicked', new Variant('i', 0), 0];
        const refused = await bus.call(await menuTarget(), 'Event', 'isvu', click).then(
          () => null,
          (error: unknown) => error,
        );
        if (refused === null) return;
        // Replaced since it was read: the same words have another id now.
        entries = flatten(await menu());
        if (entries.some(({ id }) => id === entry.id)) throw refused as Error;
      }
    },
    async activate() {
      await bus.call(item, 'Activate', 'ii', [0, 0]);
    },
  };
}

function toMenuItem(layout: unknown): MenuItem {
  const [id, properties, children] = withoutVariant(layout) as readonly [
    number,
    Record<string, unknown>,
    readonly unknown[],
  ];
  const values = Object.fromEntries(Object.entries(properties).map(([key, value]) => [key, withoutVariant(value)]));
  const toggles = values['toggle-type'] === 'checkmark' || values['toggle-type'] === 'radio';
  return {
    id,
    // A single underscore marks the access key; a doubled one is an underscore.
    label: (typeof values['label'] === 'string' ? values['label'] : '').replace(/_(.)/g, '$1'),
    enabled: values['enabled'] !== false,
    separator: values['type'] === 'separator',
    checked: toggles ? values['toggle-state'] === 1 : null,
    children: children.map(toMenuItem),
  };
}

function flatten(items: readonly MenuItem[]): readonly MenuItem[] {
  return items.flatMap((item) => [item, ...flatten(item.children)]);
}
