import { useLayoutEffect, useRef, useState } from 'preact/hooks';
import type { ServerSettings } from '../../core/settings';
import type { ServerSnapshot } from '../../core/snapshot-types';
import { describeStatus } from '../../shared/describe';
import type { Deleting } from '../../shared/ipc';
import { openSetup } from '../actions';
import { Button } from '../components/controls';
import { Mark } from '../components/icons';
import { SettingSection } from '../components/setting-field';
import { UndoRow } from '../components/undo-row';
import { DeleteSheet } from './settings-delete-sheet';
import type { SectionProps } from './settings';

/** Every server with its state, in the order of the tray's menu; the first is the one that the command line means. */
export function ServerList(props: SectionProps) {
  const { store, t, model, snapshot } = props;
  const [doomed, setDoomed] = useState<ServerSettings | null>(null);
  const [moved, setMoved] = useState<Moved | null>(null);
  const servers = model.view?.settings.servers ?? [];
  const deleting = model.view?.deleting ?? [];
  useFocus(servers, deleting, moved);
  const at = servers.findIndex(({ id }) => id === moved?.serverId);
  return (
    <SettingSection title={t.ui('settings.servers')} isTitleHidden>
      {servers.length === 0 && model.view !== null && <p class="quiet">{t.ui('settings.servers.none')}</p>}
      <ul class="server-rows">
        {servers.map((server, index) => {
          const removal = deleting.find(({ serverId }) => serverId === server.id);
          return (
            <li key={server.id}>
              {removal !== undefined ? (
                <UndoRow t={t} model={model} removal={removal} name={server.name} />
              ) : (
                <ServerRow
                  {...props}
                  server={server}
                  shown={snapshot.servers.find(({ id }) => id === server.id) ?? null}
                  isFirst={index === 0}
                  isLast={index === servers.length - 1}
                  onDelete={() => {
                    setDoomed(server);
                  }}
                  onMoved={setMoved}
                />
              )}
            </li>
          );
        })}
      </ul>
      <p class="hidden" role="status">
        {at < 0 ? '' : t.ui('settings.servers.moved', { name: servers[at]?.name, n: at + 1, total: servers.length })}
      </p>
      <div class="foot-acts">
        <Button
          id="server-add"
          onPress={() => {
            openSetup(store, null, 'settings');
          }}
        >
          {t.ui(servers.length === 0 ? 'settings.servers.connect' : 'settings.servers.add')}
        </Button>
      </div>
      {servers.length > 1 && <p class="small quiet">{t.ui('settings.servers.order')}</p>}
      {doomed !== null && (
        <DeleteSheet
          store={store}
          t={t}
          model={model}
          server={doomed}
          onClose={() => {
            setDoomed(null);
          }}
        />
      )}
    </SettingSection>
  );
}

interface Moved {
  readonly serverId: string;
  readonly by: -1 | 1;
}

/** A row that moves or goes takes the focus with it: it goes on where she was. */
function useFocus(servers: readonly ServerSettings[], deleting: readonly Deleting[], moved: Moved | null): void {
  const order = servers.map(({ id }) => id).join();
  useLayoutEffect(() => {
    if (moved !== null) document.getElementById(`${moved.by < 0 ? 'up' : 'down'}-${moved.serverId}`)?.focus();
  }, [order, moved]);
  const before = useRef<readonly Deleting[]>([]);
  useLayoutEffect(() => {
    const gone = before.current.find(({ serverId }) => !deleting.some((one) => one.serverId === serverId));
    before.current = deleting;
    if (gone === undefined || (document.activeElement ?? document.body) !== document.body) return;
    // Undone, the row is there again; else it never will be.
    (document.getElementById(`delete-${gone.serverId}`) ?? document.getElementById('server-add'))?.focus();
  }, [deleting]);
}

interface RowProps extends SectionProps {
  readonly server: ServerSettings;
  readonly shown: ServerSnapshot | null;
  readonly isFirst: boolean;
  readonly isLast: boolean;
  readonly onDelete: () => void;
  readonly onMoved: (moved: Moved) => void;
}

function ServerRow({ store, t, server, shown, onDelete, ...rest }: RowProps) {
  const { id, name } = server;
  const status = shown?.status ?? 'no-data';
  return (
    <div class="server-row">
      <Mark status={status} label={null} />
      <p>
        <strong>{name}</strong>
        <span class="help">
          {t.ui('settings.servers.state', { word: describeStatus(status, t).word, address: addressOf(server) })}
        </span>
      </p>
      <div class="ctl">
        {!(rest.isFirst && rest.isLast) && <MoveButtons t={t} server={server} {...rest} />}
        <Button
          label={t.ui('settings.servers.editOf', { name })}
          onPress={() => {
            store.settings.value = { section: 'servers', serverId: id };
          }}
        >
          {t.ui('settings.servers.edit')}
        </Button>
        <Button id={`delete-${id}`} label={t.ui('settings.servers.deleteOf', { name })} onPress={onDelete}>
          {t.ui('settings.servers.delete')}
        </Button>
      </div>
    </div>
  );
}

type MoveProps = Pick<RowProps, 't' | 'model' | 'server' | 'isFirst' | 'isLast' | 'onMoved'>;

function MoveButtons({ t, model, server: { id, name }, isFirst, isLast, onMoved }: MoveProps) {
  const move = (by: -1 | 1) => {
    void model.save('server:move', { serverId: id, by }).then((isSaved) => {
      if (isSaved) onMoved({ serverId: id, by });
    });
  };
  return (
    <>
      {isFirst && <EndOfList id={`first-${id}`} text={t.ui('settings.servers.first')} />}
      {isLast && <EndOfList id={`last-${id}`} text={t.ui('settings.servers.last')} />}
      <Button
        id={`up-${id}`}
        kind="plain"
        icon="up"
        label={t.ui('settings.servers.up', { name })}
        reasonId={isFirst ? `first-${id}` : null}
        onPress={() => {
          move(-1);
        }}
      />
      <Button
        id={`down-${id}`}
        kind="plain"
        icon="down"
        label={t.ui('settings.servers.down', { name })}
        reasonId={isLast ? `last-${id}` : null}
        onPress={() => {
          move(1);
        }}
      />
    </>
  );
}

function EndOfList({ id, text }: { readonly id: string; readonly text: string }) {
  return (
    <span class="hidden" id={id}>
      {text}
    </span>
  );
}

/** ana@portal:2222 */
export function addressOf({ user, host, port }: ServerSettings): string {
  return `${user === null ? '' : `${user}@`}${host}${port === null ? '' : `:${String(port)}`}`;
}
