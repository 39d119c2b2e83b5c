/** What a copy would change of where Vigía goes and what it runs there: a copy may be anybody's. Pure. */
import type { ServerSettings, Settings } from './settings';

/** Of each server that is not watched now, all of it; of one that is, what is otherwise. In the order in which it is told. */
export interface ServerChanges {
  readonly name: string;
  readonly changes: readonly OrderChange[];
}

export interface OrderChange {
  /** `login`: `user@host:port`, as far as the copy says it. */
  readonly kind: 'login' | 'key' | 'url' | 'authority' | 'stop' | 'start' | 'unit' | 'logs';
  readonly value: string;
}

export interface CopyChanges {
  readonly servers: readonly ServerChanges[];
  /** Who is asked whether there is a network, where that is not as now; null: as now. */
  readonly witnesses: readonly string[] | null;
}

type Compared = Pick<Settings, 'servers' | 'witnesses'>;

/** What `copy` says otherwise than `now`. A name alone is shown anyway, and makes no difference here. */
export function copyChanges(now: Compared, copy: Compared): CopyChanges {
  const servers = copy.servers.flatMap(({ name, ...server }) => {
    const same = now.servers.filter(({ id }) => id === server.id);
    // Under another id it may be one of hers all the same.
    const known = (same.length > 0 ? same : now.servers).map(ordersOf);
    const orders = ordersOf(server);
    if (known.some((one) => changesBetween(one, orders).length === 0)) return [];
    return [{ name, changes: changesBetween(same.flatMap(ordersOf), orders) }];
  });
  const witnesses = copy.witnesses.map(({ url }) => url);
  const isSame = witnesses.join('\n') === now.witnesses.map(({ url }) => url).join('\n');
  return { servers, witnesses: isSame ? null : witnesses };
}

export function changesAnything({ servers, witnesses }: CopyChanges): boolean {
  return servers.length > 0 || witnesses !== null;
}

function ordersOf(server: Omit<ServerSettings, 'name'>): readonly OrderChange[] {
  const { host, port, user, auth, url, caFile, api, dashboard } = server;
  const login = `${user === null ? '' : `${user}@`}${host}${port === null ? '' : `:${String(port)}`}`;
  return [
    { kind: 'login', value: login },
    ...(auth.kind === 'key' ? [{ kind: 'key' as const, value: auth.file }] : []),
    { kind: 'url', value: url },
    ...(caFile === null ? [] : [{ kind: 'authority' as const, value: caFile }]),
    { kind: 'stop', value: api.stopScript },
    { kind: 'start', value: api.startScript },
    { kind: 'unit', value: dashboard.unit },
    { kind: 'logs', value: [server.errorLog, server.accessLog, server.watchdogLog].join(', ') },
  ];
}

function changesBetween(before: readonly OrderChange[], after: readonly OrderChange[]): readonly OrderChange[] {
  return after.filter(({ kind, value }) => !before.some((one) => one.kind === kind && one.value === value));
}
