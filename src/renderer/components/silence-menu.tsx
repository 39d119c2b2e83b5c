import { useRef, useState } from 'preact/hooks';
import type { ComponentChildren } from 'preact';
import type { ServerSnapshot } from '../../core/snapshot-types';
import { describeSnooze } from '../../shared/describe';
import { extendMaintenance, maintain, snooze } from '../actions';
import { leftMs } from '../format';
import type { Store } from '../store';
import type { Words } from '../words';
import { Button } from './controls';
import { Icon } from './icons';
import { OtherLength } from './other-length';

const openerId = 'silence-open';
const menuId = 'silence-menu';

/** Where the keyboard goes when the button that was pressed has done its work and is gone. */
export function focusSilence(): void {
  document.getElementById(openerId)?.focus();
}

interface SilenceMenuProps {
  readonly store: Store;
  readonly t: Words;
  readonly server: ServerSnapshot;
  readonly now: number;
  readonly act: (order: () => void) => void;
}

/** Silence and maintenance: what each does in one line, and for how long. Neither is without an end. */
export function SilenceMenu({ store, t, server, now, act }: SilenceMenuProps) {
  const menu = useRef<HTMLDivElement>(null);
  const [isOther, setOther] = useState(false);
  const order = (what: () => void) => {
    menu.current?.hidePopover();
    act(what);
  };
  return (
    <>
      <button type="button" class="btn plain silence-open" id={openerId} popovertarget={menuId}>
        <span>{t.ui('silence.open')}</span>
        <Icon name="updown" />
      </button>
      <div
        id={menuId}
        class="menu silence"
        popover
        role="dialog"
        aria-label={t.ui('silence.open')}
        ref={menu}
        onToggle={(event) => {
          if (event.newState === 'closed') setOther(false);
        }}
      >
        <Snooze store={store} t={t} server={server} now={now} act={order} />
        <Maintenance
          store={store}
          t={t}
          server={server}
          now={now}
          act={order}
          isOther={isOther}
          onOther={() => {
            setOther(!isOther);
          }}
        />
      </div>
    </>
  );
}

function Snooze({ store, t, server, now, act }: SilenceMenuProps) {
  const { id, snoozedUntil } = server;
  const order = (until: '1h' | '4h' | 'tomorrow' | null) => {
    act(() => {
      snooze(store, id, until);
    });
  };
  const title =
    snoozedUntil === null ? t.text('menu.snooze') : t.text('menu.snoozed', { left: leftMs(snoozedUntil, now) });
  return (
    <Group title={title} help={t.ui('silence.snooze')}>
      {snoozedUntil === null ? (
        (['1h', '4h', 'tomorrow'] as const).map((until) => (
          <Button
            key={until}
            onPress={() => {
              order(until);
            }}
          >
            {describeSnooze(until, now, t)}
          </Button>
        ))
      ) : (
        <Button
          onPress={() => {
            order(null);
          }}
        >
          {t.text('menu.unsnooze')}
        </Button>
      )}
    </Group>
  );
}

const lengths = [
  ['30m', 30],
  ['1h', 60],
  ['2h', 120],
  ['4h', 240],
] as const;

function Maintenance(props: SilenceMenuProps & { readonly isOther: boolean; readonly onOther: () => void }) {
  const { store, t, server, now, act, isOther } = props;
  const { id, maintenance } = server;
  const order = (minutes: number) => {
    act(() => {
      maintain(store, id, minutes);
    });
  };
  if (maintenance !== null) {
    const title = t.text('menu.maintenance.on', { left: leftMs(maintenance.untilAt, now) });
    return (
      <Group title={title} help={t.ui('silence.maintenance')}>
        <MaintenanceButtons store={store} t={t} serverId={id} act={act} />
      </Group>
    );
  }
  return (
    <Group title={t.text('menu.maintenance')} help={t.ui('silence.maintenance')}>
      {lengths.map(([name, minutes]) => (
        <Button
          key={name}
          onPress={() => {
            order(minutes);
          }}
        >
          {t.text(`menu.maintenance.${name}`)}
        </Button>
      ))}
      <Button isExpanded={isOther} onPress={props.onOther}>
        {t.ui('silence.other')}
      </Button>
      {isOther && <OtherLength t={t} onStart={order} />}
    </Group>
  );
}

/** For a maintenance that runs. */
export function MaintenanceButtons(props: {
  readonly store: Store;
  readonly t: Words;
  readonly serverId: string;
  readonly act: (order: () => void, isEnd: boolean) => void;
  /** Extending it is the one thing to do. */
  readonly isPrimary?: boolean;
}) {
  const { store, t, serverId, act } = props;
  return (
    <>
      <Button
        kind={props.isPrimary === true ? 'primary' : 'normal'}
        onPress={() => {
          act(() => {
            extendMaintenance(store, serverId);
          }, false);
        }}
      >
        {t.text('menu.maintenance.extend')}
      </Button>
      <Button
        onPress={() => {
          act(() => {
            maintain(store, serverId, null);
          }, true);
        }}
      >
        {t.text('menu.maintenance.end')}
      </Button>
    </>
  );
}

function Group(props: { readonly title: string; readonly help: string; readonly children: ComponentChildren }) {
  return (
    <div class="group" role="group" aria-label={props.title}>
      <strong>{props.title}</strong>
      <p>{props.help}</p>
      <div class="acts">{props.children}</div>
    </div>
  );
}
