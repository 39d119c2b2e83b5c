import type { ServerSnapshot } from '../../core/snapshot-types';
import { describeSnooze } from '../../shared/describe';
import type { Translator } from '../../shared/i18n';
import { action, type TrayItem } from './tray-items';

/** "I know", silence and maintenance: each with its end, counting down. */
export function silenceItems(server: ServerSnapshot, at: number, t: Translator): readonly TrayItem[] {
  return [...acknowledgeItems(server, t), ...snoozeItems(server, at, t), ...maintenanceItems(server, at, t)];
}

function acknowledgeItems({ id: serverId, incident }: ServerSnapshot, t: Translator): readonly TrayItem[] {
  if (incident === null) return [];
  if (incident.acknowledgedAt === null)
    return [action(t.text('menu.acknowledge'), { kind: 'acknowledge', serverId, on: true })];
  return [
    { kind: 'text', label: t.text('menu.acknowledged'), ages: false },
    action(t.text('menu.unacknowledge'), { kind: 'acknowledge', serverId, on: false }),
  ];
}

function snoozeItems({ id: serverId, snoozedUntil }: ServerSnapshot, at: number, t: Translator): readonly TrayItem[] {
  if (snoozedUntil !== null) {
    return [
      countdown(t.text('menu.snoozed', { left: leftMs(snoozedUntil, at) }), snoozedUntil),
      action(t.text('menu.unsnooze'), { kind: 'snooze', serverId, choice: null }),
    ];
  }
  const items = (['1h', '4h', 'tomorrow'] as const).map((choice) =>
    action(describeSnooze(choice, at, t), { kind: 'snooze', serverId, choice }),
  );
  return [{ kind: 'submenu', label: t.text('menu.snooze'), items }];
}

const lengths = [
  ['30m', 30],
  ['1h', 60],
  ['2h', 120],
  ['4h', 240],
] as const;

function maintenanceItems(
  { id: serverId, maintenance }: ServerSnapshot,
  at: number,
  t: Translator,
): readonly TrayItem[] {
  if (maintenance !== null) {
    return [
      countdown(t.text('menu.maintenance.on', { left: leftMs(maintenance.untilAt, at) }), maintenance.untilAt),
      action(t.text('menu.maintenance.extend'), { kind: 'maintenance', serverId, minutes: 30, extends: true }),
      action(t.text('menu.maintenance.end'), { kind: 'maintenance', serverId, minutes: null, extends: false }),
    ];
  }
  const items = lengths.map(([name, minutes]) =>
    action(t.text(`menu.maintenance.${name}`), { kind: 'maintenance', serverId, minutes, extends: false }),
  );
  return [{ kind: 'submenu', label: t.text('menu.maintenance'), items }];
}

/** Changes with time alone, or when she has ordered another end. */
function countdown(label: string, untilAt: number): TrayItem {
  return { kind: 'text', label, ages: true, untilAt };
}

/** Whole minutes, rounded up: what is left is never said to be nothing. */
function leftMs(untilAt: number, at: number): number {
  return Math.max(1, Math.ceil((untilAt - at) / 60_000)) * 60_000;
}
