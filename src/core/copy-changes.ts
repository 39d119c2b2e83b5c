/** What a copy would change of where Vigía goes and what it runs there: a copy may be anybody's. Pure. */
import type { ServerSettings, Settings } from './settings';

export interface ServerOrders {
  readonly name: string;
  /** `user@host:port`, as far as the copy says it. */
  readonly login: string;
  readonly url: string;
  readonly startScript: string;
  readonly stopScript: string;
  readonly unit: string;
}

export interface CopyChanges {
  /** Servers that are not watched now, or otherwise. */
  readonly servers: readonly ServerOrders[];
  /** Who is asked whether there is a network, where that is not as now; null: as now. */
  readonly witnesses: readonly string[] | null;
}

type Compared = Pick<Settings, 'servers' | 'witnesses'>;

/** What `copy` says otherwise than `now`. A name alone is shown anyway, and makes no difference here. */
export function copyChanges(now: Compared, copy: Compared): CopyChanges {
  const known = new Set(now.servers.map((server) => keyOf(ordersOf(server))));
  const servers = copy.servers.map(ordersOf).filter((orders) => !known.has(keyOf(orders)));
  const witnesses = copy.witnesses.map(({ url }) => url);
  const isSame = witnesses.join('\n') === now.witnesses.map(({ url }) => url).join('\n');
  return { servers, witnesses: isSame ? null : witnesses };
}

export function changesAnything({ servers, witnesses }: CopyChanges): boolean {
  return servers.length > 0 || witnesses !== null;
}

function ordersOf({ name, host, port, user, url, api, dashboard }: ServerSettings): ServerOrders {
  return {
    name,
    login: `${user === null ? '' : `${user}@`}${host}${port === null ? '' : `:${String(port)}`}`,
    url,
    startScript: api.startScript,
    stopScript: api.stopScript,
    unit: dashboard.unit,
  };
}

function keyOf(orders: ServerOrders): string {
  return JSON.stringify({ ...orders, name: '' });
}
