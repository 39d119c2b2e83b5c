import type { ServerSettings, Settings } from './settings';
import { allChecksOn } from './optional-checks';
import { longestName, longestShortName, numberRules, serverIdPattern } from './settings-rules';
import { usualThresholds } from './thresholds';

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
  thresholds: usualThresholds,
  checks: allChecksOn,
};

const profileHome = '/home/admonctrlxm';

export interface WantedServer {
  readonly host: string;
  readonly user: string;
  readonly port: number | null;
  readonly auth: ServerSettings['auth'];
  /** Null: the host's own root over HTTPS. */
  readonly url: string | null;
  /** `undefined`: as it was. */
  readonly caFile: string | null | undefined;
  readonly name: string | null;
  /** Servers that are already set up, and those that once were. */
  readonly known: Pick<Settings, 'servers' | 'removed'>;
  /** Which of them it is: that with its host (`vigia init` again), the one that she edits, or none of them. */
  readonly target: { readonly kind: 'same-host' | 'new' } | { readonly kind: 'server'; readonly id: string };
}

/** The portal profile with what she typed; paths follow the user's home folder. */
export function forServer(wanted: WantedServer): ServerSettings {
  const known = findKnown(wanted);
  const base = known ?? portalProfile;
  const home = wanted.user === 'root' ? '/root' : `/home/${wanted.user}`;
  const move = (path: string) =>
    known === undefined && path.startsWith(profileHome) ? home + path.slice(profileHome.length) : path;
  const named = known ?? newNames(wanted);
  return {
    ...base,
    id: named.id,
    name: wanted.name ?? named.name,
    shortName: named.shortName,
    host: wanted.host,
    port: wanted.port,
    user: wanted.user,
    auth: wanted.auth,
    url: wanted.url ?? known?.url ?? `https://${wanted.host.includes(':') ? `[${wanted.host}]` : wanted.host}/`,
    caFile: wanted.caFile === undefined ? (known?.caFile ?? null) : wanted.caFile,
    api: { ...base.api, startScript: move(base.api.startScript), stopScript: move(base.api.stopScript) },
    logsFolder: move(base.logsFolder),
    watchdogLog: move(base.watchdogLog),
    errorLog: move(base.errorLog),
    accessLog: move(base.accessLog),
  };
}

function findKnown({ target, known, host }: WantedServer): ServerSettings | undefined {
  switch (target.kind) {
    case 'new':
      return undefined;
    case 'same-host':
      return known.servers.find((server) => server.host === host);
    case 'server':
      return known.servers.find(({ id }) => id === target.id);
  }
}

/** One that was deleted and comes back has its id, and so its history; no other server ever gets that. */
function newNames({ known, host }: WantedServer): Pick<ServerSettings, 'id' | 'name' | 'shortName'> {
  const isTaken = (id: string) => [...known.servers, ...known.removed].some((one) => one.id === id);
  const returning = known.removed.find((one) => one.host === host && one.history === 'kept');
  const isReturning = returning !== undefined && !known.servers.some(({ id }) => id === returning.id);
  if (isReturning)
    return { id: returning.id, name: returning.name, shortName: returning.name.slice(0, longestShortName) };
  const { id, name, shortName } = portalProfile;
  if (!isTaken(id)) return { id, name, shortName };
  return { id: freeId(host, isTaken), name: host.slice(0, longestName), shortName: host.slice(0, longestShortName) };
}

/** A name for files and commands, from the host. */
export function freeId(host: string, isTaken: (id: string) => boolean): string {
  const slug =
    host
      .toLowerCase()
      .replace(/[^a-z0-9]+/g, '-')
      .replace(/^-+|-+$/g, '')
      .slice(0, 36) || 'server';
  for (let n = 1; ; n++) {
    const id = n === 1 ? slug : `${slug}-${String(n)}`;
    if (serverIdPattern.test(id) && !isTaken(id)) return id;
  }
}
