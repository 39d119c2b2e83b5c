import type { ServerSettings } from './settings';
import { numberRules } from './settings-rules';

/** The facts of the portal's availability guide: a new administrator types host, user and key, the rest is here. */
export const portalProfile: ServerSettings = {
  id: 'portal-mme',
  name: 'Portal Energético',
  shortName: 'MME',
  host: 'portalenergetico.minenergia.gov.co',
  port: null,
  user: 'admonctrlxm',
  auth: { kind: 'agent' },
  url: 'https://portalenergetico.minenergia.gov.co/',
  caFile: null,
  api: {
    path: '/api/',
    port: 8000,
    app: 'api.main',
    workers: 4,
    startScript: '/home/admonctrlxm/server/api/start_api_daemon.sh',
    stopScript: '/home/admonctrlxm/server/api/stop_api.sh',
  },
  dashboard: { unit: 'dashboard-mme', port: 8050 },
  database: { port: 5432 },
  logsFolder: '/home/admonctrlxm/server/logs',
  watchdogLog: '/home/admonctrlxm/server/logs/api-monitor.log',
  errorLog: '/home/admonctrlxm/server/logs/api-error.log',
  accessLog: '/home/admonctrlxm/server/logs/api-access.log',
  // What the guide claims.
  targetPercent: numberRules.targetPercent.usual,
};

const profileHome = '/home/admonctrlxm';

export interface WantedServer {
  readonly host: string;
  readonly user: string;
  readonly port: number | null;
  readonly auth: ServerSettings['auth'];
  /** Null: the host's own root over HTTPS. */
  readonly url: string | null;
  readonly caFile: string | null;
  readonly name: string | null;
  /** Servers that are already set up: the same host is changed, not added a second time. */
  readonly known: readonly ServerSettings[];
  /** The server that she is editing, whose host may have changed. */
  readonly replaces: string | null;
}

/** The portal profile with what she typed; paths follow the user's home folder. */
export function forServer(wanted: WantedServer): ServerSettings {
  const known = wanted.known.find(({ host, id }) => host === wanted.host || id === wanted.replaces);
  const base = known ?? portalProfile;
  const home = wanted.user === 'root' ? '/root' : `/home/${wanted.user}`;
  const move = (path: string) =>
    known === undefined && path.startsWith(profileHome) ? home + path.slice(profileHome.length) : path;
  const isFirst = !wanted.known.some((server) => server.id === portalProfile.id);
  const id = known?.id ?? (isFirst ? portalProfile.id : freeId(wanted.host, wanted.known));
  return {
    ...base,
    id,
    name: wanted.name ?? known?.name ?? (isFirst ? portalProfile.name : wanted.host),
    shortName: known?.shortName ?? (isFirst ? portalProfile.shortName : wanted.host.slice(0, 10)),
    host: wanted.host,
    port: wanted.port,
    user: wanted.user,
    auth: wanted.auth,
    url: wanted.url ?? known?.url ?? `https://${wanted.host.includes(':') ? `[${wanted.host}]` : wanted.host}/`,
    caFile: wanted.caFile ?? known?.caFile ?? null,
    api: { ...base.api, startScript: move(base.api.startScript), stopScript: move(base.api.stopScript) },
    logsFolder: move(base.logsFolder),
    watchdogLog: move(base.watchdogLog),
    errorLog: move(base.errorLog),
    accessLog: move(base.accessLog),
  };
}

/** A name for files and commands, from the host. */
function freeId(host: string, known: readonly ServerSettings[]): string {
  const slug =
    host
      .toLowerCase()
      .replace(/[^a-z0-9]+/g, '-')
      .replace(/^-+|-+$/g, '')
      .slice(0, 36) || 'server';
  for (let n = 1; ; n++) {
    const id = n === 1 ? slug : `${slug}-${String(n)}`;
    if (!known.some((server) => server.id === id)) return id;
  }
}
