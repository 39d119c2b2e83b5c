import type { TargetedEvent, TargetedKeyboardEvent } from 'preact';
import { useRef } from 'preact/hooks';
import type { OverallStatus } from '../../core/model';
import type { ServerSnapshot, Snapshot } from '../../core/snapshot-types';
import { describeStatus } from '../../shared/describe';
import { checkNow } from '../actions';
import { leftMs } from '../format';
import type { Store, ViewName } from '../store';
import { countsOf } from '../views/overview';
import type { Words } from '../words';
import { Button } from './controls';
import { LeaveDemo } from './demo-way';
import { Icon, Mark } from './icons';
import type { IconName } from './icons';

interface SidebarProps {
  readonly store: Store;
  readonly t: Words;
  readonly snapshot: Snapshot;
  readonly server: ServerSnapshot | null;
  readonly now: number;
}

/** In every view: which server, where to go, how old the answer is. */
export function Sidebar(props: SidebarProps) {
  const { store, t, server } = props;
  return (
    <nav class="sidebar" aria-label={t.ui('nav.label')}>
      {server !== null && <Switcher {...props} server={server} />}
      <div class="nav">
        <NavLink store={store} t={t} view="answer" icon="answer" />
        <NavLink
          store={store}
          t={t}
          view="services"
          icon="services"
          count={server === null || store.isOverview.value ? '' : countOf(server, t)}
        />
        <NavLink store={store} t={t} view="logs" icon="logs" />
        <NavLink store={store} t={t} view="history" icon="history" />
        <NavLink store={store} t={t} view="settings" icon="settings" />
      </div>
      {server !== null && (
        <Round
          store={store}
          t={t}
          server={store.isOverview.value ? togetherOf(props.snapshot, server) : server}
          now={props.now}
        />
      )}
    </nav>
  );
}

/** Opened by a key from anywhere, the list takes the focus; the browser gives it back when the list closes. */
function enterMenu({ currentTarget: menu, newState }: TargetedEvent<HTMLDivElement, ToggleEvent>): void {
  if (newState === 'open') menu.querySelector<HTMLElement>('[aria-current]')?.focus();
}

function stepInMenu(event: TargetedKeyboardEvent<HTMLDivElement>): void {
  const by = event.key === 'ArrowDown' ? 1 : event.key === 'ArrowUp' ? -1 : 0;
  if (by === 0) return;
  event.preventDefault();
  const listed = [...event.currentTarget.querySelectorAll('button')];
  const at = listed.findIndex((one) => one === document.activeElement);
  listed[(at + by + listed.length) % listed.length]?.focus();
}

function Switcher({ store, t, snapshot, server }: SidebarProps & { readonly server: ServerSnapshot }) {
  const menu = useRef<HTMLDivElement>(null);
  const isAll = store.isOverview.value;
  const all: Shown = {
    id: null,
    status: snapshot.overall,
    name: t.ui('overview.name', { n: snapshot.servers.length }),
    word: countsOf(snapshot.servers, t)[0] ?? '',
  };
  const each = snapshot.servers.map((one) => toShown(one, t));
  const listed = each.length > 1 && snapshot.drill === null ? [all, ...each] : each;
  const shown = isAll ? all : toShown(server, t);
  return (
    <>
      <button
        type="button"
        class="who"
        id="server-switch"
        data-status={shown.status}
        popovertarget="server-list"
        title={`${shown.name}: ${shown.word}`}
      >
        <Mark status={shown.status} size={20} label={null} />
        <span>
          <b>{shown.name}</b>
          <small>{shown.word}</small>
          <span class="hidden">{t.ui('switch.label')}</span>
        </span>
        <Icon name="updown" />
      </button>
      <div id="server-list" class="menu" popover ref={menu} onToggle={enterMenu} onKeyDown={stepInMenu}>
        <ul aria-label={t.ui('switch.list')}>
          {listed.map((one) => (
            <li key={one.id}>
              <button
                type="button"
                class="who"
                data-status={one.status}
                aria-current={one.id === shown.id ? 'true' : undefined}
                onClick={() => {
                  store.chooseServer(one.id);
                  // All of them are only in the answer.
                  if (one.id === null) store.goTo('answer');
                  menu.current?.hidePopover();
                }}
              >
                <Mark status={one.status} size={20} label={null} />
                <span>
                  <b>{one.name}</b>
                  <small>{one.word}</small>
                </span>
                {one.id === shown.id && <Icon name="done" />}
              </button>
            </li>
          ))}
        </ul>
      </div>
    </>
  );
}

interface Shown {
  /** Null: all servers. */
  readonly id: string | null;
  readonly status: OverallStatus;
  readonly name: string;
  readonly word: string;
}

function toShown({ id, status, name }: ServerSnapshot, t: Words): Shown {
  return { id, status, name, word: describeStatus(status, t).word };
}

function NavLink(props: {
  readonly store: Store;
  readonly t: Words;
  readonly view: Exclude<ViewName, 'setup' | 'setup-notices' | 'drill'>;
  readonly icon: IconName;
  readonly count?: string;
}) {
  const { store, t, view } = props;
  const name = t.ui(`nav.${view}`);
  // The drill is opened from the settings.
  const shown = store.view.value === 'drill' ? 'settings' : store.view.value;
  return (
    <a
      href={`#${view}`}
      title={name}
      aria-current={shown === view ? 'page' : undefined}
      onClick={(event) => {
        event.preventDefault();
        // From an incident it leads back to the history.
        if (view === 'history') store.history.value = { ...store.history.peek(), incidentId: null };
        store.goTo(view);
      }}
    >
      <Icon name={props.icon} />
      <span>{name}</span>
      {props.count !== undefined && props.count !== '' && <span class="count">{props.count}</span>}
    </a>
  );
}

/** "2 caídas" or "1 aviso": services that are down, else findings that want attention. */
function countOf(server: ServerSnapshot, t: Words): string {
  if (server.status === 'no-data' || server.diagnosis === null) return '';
  const down = server.services.filter((service) => service.status === 'down').length;
  if (down > 0) return t.ui('nav.down', { n: down });
  const { primary, findings } = server.diagnosis;
  const notices = new Set(
    [primary, ...findings].flatMap((finding) => (finding?.status === 'attention' ? [finding.cause] : [])),
  ).size;
  return notices > 0 ? t.ui('nav.notices', { n: notices }) : '';
}

function Round({
  store,
  t,
  server,
  now,
}: {
  readonly store: Store;
  readonly t: Words;
  readonly server: ServerSnapshot;
  readonly now: number;
}) {
  return (
    <div class="sidebar-foot">
      <p>
        {lastText(server, t)}
        <br />
        {nextText(server, t, now)}
      </p>
      {store.context.value?.isDemoVisit === true && <LeaveDemo store={store} t={t} />}
      <Button
        icon="refresh"
        title={`${t.text('menu.checkNow')} (Ctrl R)`}
        isBusy={server.checking}
        onPress={() => {
          checkNow(store);
        }}
      >
        {server.checking ? t.ui('round.checking') : t.text('menu.checkNow')}
      </Button>
    </div>
  );
}

/** Of several servers: the oldest look, and the next of any. */
function togetherOf({ servers }: Snapshot, worst: ServerSnapshot): ServerSnapshot {
  const oldest = servers.reduce(
    (one, other) => ((other.lastRoundAt ?? 0) < (one.lastRoundAt ?? 0) ? other : one),
    worst,
  );
  const nexts = servers.flatMap(({ nextRoundAt }) => (nextRoundAt === null ? [] : [nextRoundAt]));
  return {
    ...oldest,
    checking: servers.some(({ checking }) => checking),
    nextRoundAt: nexts.length === 0 ? null : Math.min(...nexts),
  };
}

function lastText(server: ServerSnapshot, t: Words): string {
  if (server.lastRoundAt === null) return t.ui('round.never');
  if (server.noData?.kind === 'too-old') return t.ui('round.old', { seen: server.noData.lastAt });
  if (server.noData?.kind === 'slept') return t.ui('round.old', { seen: server.lastRoundAt });
  return t.text('age.fresh.bare', { seen: server.lastRoundAt });
}

/** Always a line, so that nothing moves when a round begins. */
function nextText(server: ServerSnapshot, t: Words, now: number): string {
  if (server.checking) return t.ui(server.lastRoundAt === null ? 'round.first' : 'round.checking');
  if (server.nextRoundAt === null || server.nextRoundAt <= now) return t.ui('round.soon');
  return t.ui('round.next', { left: leftMs(server.nextRoundAt, now) });
}
