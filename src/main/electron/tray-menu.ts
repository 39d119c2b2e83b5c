import type { OverallStatus } from '../../core/model';
import type { ServerSnapshot, Snapshot } from '../../core/snapshot-types';
import { describeFinding, describeNoData, describeQuiet, describeStatus } from '../../shared/describe';
import type { Translator } from '../../shared/i18n';
import { logSources } from '../../core/logs/types';
import { showView } from '../show-target';
import { action, lines, separator, text, type TrayItem } from './tray-items';
import { silenceItems } from './tray-silence';
import { isHelped, restartItems, serviceMenu } from './tray-services';

/** The switches of the demonstration, and which of them are on. */
export interface DemoFaults {
  readonly all: readonly string[];
  readonly active: ReadonlySet<string>;
  /** She came from the set-up, and goes back there. */
  readonly isVisit: boolean;
}

export interface TrayMenuOptions {
  readonly translator: Translator;
  /** null outside the demonstration. */
  readonly faults: DemoFaults | null;
  /** A newer version waits to take the place. */
  readonly hasUpdate?: boolean;
}

const worstFirst: readonly OverallStatus[] = ['down', 'attention', 'no-data', 'maintenance', 'calm'];
const marks: Readonly<Record<OverallStatus, string>> = {
  down: '✕',
  attention: '!',
  'no-data': '?',
  maintenance: '‖',
  calm: '✓',
};

/**
 * Everything that Vigía can do, from the tray alone: on some desktops a click on the icon does nothing. One server has its
 * items at the top level, several have a submenu each, the worst first.
 */
export function toTrayMenu(snapshot: Snapshot, options: TrayMenuOptions): readonly TrayItem[] {
  const { translator: t, faults } = options;
  const [only, ...others] = snapshot.servers;
  return [
    ...(snapshot.drill === null ? [] : drillItems(t)),
    ...(only === undefined
      ? noServer(t)
      : others.length === 0
        ? oneServer(only, snapshot, t)
        : severalServers(snapshot, t)),
    separator,
    action(t.text('menu.settings'), { kind: 'show', target: showView(only === undefined ? 'setup' : 'settings') }),
    ...(only === undefined || snapshot.drill !== null
      ? []
      : [action(t.text('menu.drill'), { kind: 'show', target: showView('drill') })]),
    ...(faults === null ? [] : [faultsMenu(faults, t)]),
    ...(faults?.isVisit === true ? [action(t.text('menu.demo.leave'), { kind: 'demo-leave' })] : []),
    separator,
    ...(options.hasUpdate === true && snapshot.drill === null
      ? [action(t.text('menu.update'), { kind: 'update' })]
      : []),
    action(t.text('menu.quit'), { kind: 'quit' }),
  ];
}

/** Nothing below it is true. */
function drillItems(t: Translator): readonly TrayItem[] {
  return [
    ...lines(t.text('drill.banner')),
    action(t.text('menu.drill.next'), { kind: 'drill', act: 'next' }),
    action(t.text('menu.drill.end'), { kind: 'drill', act: 'end' }),
    separator,
  ];
}

function noServer(t: Translator): readonly TrayItem[] {
  return [
    ...lines(t.text('answer.noData.noServer')),
    separator,
    action(t.text('menu.setup'), { kind: 'show', target: showView('setup') }),
    action(t.text('menu.open'), { kind: 'show', target: showView('answer') }),
  ];
}

function oneServer(server: ServerSnapshot, { at, drill }: Snapshot, t: Translator): readonly TrayItem[] {
  return [
    ...lines(describeStatus(server.status, t).answer),
    ...answerItems(server, t),
    separator,
    ...serverItems(server, t),
    separator,
    action(t.text('menu.checkNow'), { kind: 'check', serverId: server.id }),
    action(t.text('menu.open'), { kind: 'show', target: showView('answer', server.id) }),
    action(t.text('menu.portal'), { kind: 'portal', url: server.url }),
    // A menu may stand open while a drill gives way to a real outage: its orders would then be meant for that.
    ...(drill === null ? [separator, ...silenceItems(server, at, t)] : []),
  ];
}

/** Nobody looks through more in a menu, and each costs the desktop time whenever the menu changes. */
export const mostServers = 20;

function severalServers(snapshot: Snapshot, t: Translator): readonly TrayItem[] {
  const left = snapshot.servers.length - mostServers;
  const servers = [...snapshot.servers].sort((a, b) => worstFirst.indexOf(a.status) - worstFirst.indexOf(b.status));
  return [
    ...lines(describeStatus(snapshot.overall, t).answer),
    separator,
    ...servers.slice(0, mostServers).map((server) => serverMenu(server, snapshot.at, t)),
    ...(left > 0 ? [action(t.text('menu.others', { n: left }), { kind: 'show', target: showView('answer') })] : []),
    separator,
    action(t.text('menu.checkNow'), { kind: 'check', serverId: null }),
    action(t.text('menu.open'), { kind: 'show', target: showView('answer') }),
  ];
}

function serverMenu(server: ServerSnapshot, at: number, t: Translator): TrayItem {
  const name = `${marks[server.status]} ${server.name}`;
  return {
    kind: 'submenu',
    label: t.text('menu.status', { server: name, answer: describeStatus(server.status, t).word }),
    items: [
      ...answerItems(server, t),
      separator,
      ...serverItems(server, t),
      separator,
      action(t.text('menu.checkNow'), { kind: 'check', serverId: server.id }),
      action(t.text('menu.open'), { kind: 'show', target: showView('answer', server.id) }),
      action(t.text('menu.portal'), { kind: 'portal', url: server.url }),
      separator,
      ...silenceItems(server, at, t),
    ],
  };
}

/** What fails, how old the answer is, and the way to what can be done. */
function answerItems(server: ServerSnapshot, t: Translator): readonly TrayItem[] {
  const primary = server.diagnosis?.primary ?? null;
  const isRecovering = server.recoveringSinceAt !== null;
  const next = isRecovering || (primary === null && server.noData === null) ? null : t.text('menu.whatToDo');
  return [
    ...sentenceOf(server, t),
    ...(server.quiet === null ? [] : lines(describeQuiet(server.quiet, t))),
    ...ageOf(server, t),
    ...(next === null ? [] : [separator, action(next, { kind: 'show', target: showView('answer', server.id) })]),
    ...(isRecovering ? [] : server.services.filter(isHelped)).flatMap((service) => restartItems(service, server, t)),
  ];
}

function sentenceOf(server: ServerSnapshot, t: Translator): readonly TrayItem[] {
  const { confirming, noData, diagnosis, recoveringSinceAt } = server;
  if (noData !== null) return lines(describeNoData(noData, t), noData.kind === 'too-old');
  if (recoveringSinceAt !== null) return lines(t.text('answer.recovering', { since: recoveringSinceAt }));
  if (diagnosis?.primary) return lines(describeFinding(diagnosis.primary, server, t).sentence);
  if (confirming === null) return [];
  // The whole time that confirming takes, not what is left of it: that would change every second.
  const wait = confirming.answerBy - confirming.sinceAt;
  return lines(t.text('answer.confirming', { at: confirming.sinceAt, wait }));
}

function ageOf(server: ServerSnapshot, t: Translator): readonly TrayItem[] {
  const { lastRoundAt, name } = server;
  const age = lastRoundAt === null ? null : t.text('age.fresh.bare', { seen: lastRoundAt });
  if (age !== null) return lines(t.text('menu.status', { server: name, answer: age }), true);
  return server.checking ? lines(t.text('menu.status', { server: name, answer: t.text('menu.checking') }), true) : [];
}

function serverItems(server: ServerSnapshot, t: Translator): readonly TrayItem[] {
  return [...server.services.map((service) => serviceMenu(service, server, t)), logsMenu(server, t)];
}

function logsMenu(server: ServerSnapshot, t: Translator): TrayItem {
  return {
    kind: 'submenu',
    label: t.text('menu.logs'),
    items: logSources.map((source) =>
      action(t.text(`logs.source.${source}`), {
        kind: 'show',
        target: { view: 'logs', serverId: server.id, service: null, source, sheet: null },
      }),
    ),
  };
}

function faultsMenu({ all, active }: DemoFaults, t: Translator): TrayItem {
  const clear = [...active].map((id) => ({ kind: 'fault', id, on: false }) as const);
  return {
    kind: 'submenu',
    label: t.text('menu.demo'),
    items: [
      ...all.map((id): TrayItem => {
        const on = active.has(id);
        const label = t.tryText(`demo.fault.${id}`) ?? id;
        return { kind: 'checkbox', label, checked: on, commands: [{ kind: 'fault', id, on: !on }] };
      }),
      separator,
      clear.length > 0 ? action(t.text('menu.demo.clear'), ...clear) : text(t.text('menu.demo.clear')),
    ],
  };
}
