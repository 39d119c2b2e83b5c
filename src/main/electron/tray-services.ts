import type { PartId } from '../../core/model';
import type { ServerSnapshot, ServiceSnapshot } from '../../core/snapshot-types';
import { causeTitle, describeRefusal, describeService } from '../../shared/describe';
import type { Translator } from '../../shared/i18n';
import { showView } from '../show-target';
import { action, lines, separator, text, type TrayItem } from './tray-items';

/** One service: what is known of it, and its restart. */
export function serviceMenu(service: ServiceSnapshot, server: ServerSnapshot, t: Translator): TrayItem {
  const state = isRestarting(service.id, server) ? t.text('state.restarting') : t.text(`state.${service.status}`);
  const { since, explainedBy } = service;
  // Without answer times: they change with every round, and a menu that is open would close.
  const { value } = describeService(service, { observation: null }, t);
  const facts = [
    ...(value === null ? [] : lines(value)),
    ...(since === null ? [] : lines(t.text('state.since', { since }))),
    ...(explainedBy === null ? [] : lines(t.text('state.explainedBy', { title: causeTitle(explainedBy, t) }))),
  ];
  const restart = restartItems(service, server, t);
  const show = action(t.text('menu.services'), { kind: 'show', target: showView('services', server.id) });
  return {
    kind: 'submenu',
    label: t.text('menu.service', { service: t.text(`service.${service.id}`), state }),
    items: [...facts, ...(facts.length > 0 ? [separator] : []), ...(restart.length > 0 ? restart : [show])],
  };
}

/** One item, or a disabled one with the reason below. Nothing for what Vigía cannot restart. */
export function restartItems(service: ServiceSnapshot, server: ServerSnapshot, t: Translator): readonly TrayItem[] {
  const { id, restart } = service;
  if (isRestarting(id, server)) return [text(t.text('menu.restart.running', { service: id }))];
  if (restart.kind === 'none' || (id !== 'api' && id !== 'dashboard')) return [];
  const command = { kind: 'restart', serverId: server.id } as const;
  switch (restart.kind) {
    case 'one-click':
      return [action(t.text('menu.restart.now', { service: id }), { ...command, service: id, atOnce: true })];
    case 'confirm':
      return [action(t.text('menu.restart', { service: id }), { ...command, service: id, atOnce: false })];
    case 'refused':
      return [
        text(t.text('menu.restart.refused', { service: id })),
        ...lines(describeRefusal(restart.reason, id, t), restart.reason.kind === 'watchdog'),
        // What the three have in common, and the way past the lock.
        ...(restart.reason.kind === 'locked'
          ? [action(t.text('menu.restart.past', { service: id }), { ...command, service: id, atOnce: false })]
          : []),
      ];
  }
}

/** Those whose restart mends what fails now stand beside the answer too. */
export function isHelped(service: ServiceSnapshot): boolean {
  return service.restart.kind === 'one-click';
}

function isRestarting(service: PartId, server: ServerSnapshot): boolean {
  return server.restart?.outcome === null && server.restart.service === service;
}
