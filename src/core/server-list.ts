/** The list of servers in the settings: how one comes in, moves and leaves. Pure; whoever calls it saves. */
import type { RemovedServer, ServerSettings, Settings } from './settings';

/** In the place of the one with its id, else at the end. One that comes back takes its history up again. */
export function withServer(settings: Settings, server: ServerSettings): Settings {
  const isKnown = settings.servers.some(({ id }) => id === server.id);
  const servers = isKnown
    ? settings.servers.map((one) => (one.id === server.id ? server : one))
    : [...settings.servers, server];
  return { ...settings, servers, removed: settings.removed.filter(({ id }) => id !== server.id) };
}

/** One place up (−1) or down (1). */
export function moveServer(settings: Settings, serverId: string, by: -1 | 1): Settings {
  const from = settings.servers.findIndex(({ id }) => id === serverId);
  const moved = settings.servers[from];
  const to = from + by;
  if (moved === undefined || to < 0 || to >= settings.servers.length) return settings;
  return { ...settings, servers: settings.servers.toSpliced(from, 1).toSpliced(to, 0, moved) };
}

/**
 * In one step, so that whoever is killed right after it has either the server or the note of what is to become of its
 * history: `kept` is what she may come back to, `going` what has still to be removed.
 */
export function withoutServer(settings: Settings, serverId: string, history: RemovedServer['history']): Settings {
  const server = settings.servers.find(({ id }) => id === serverId);
  if (server === undefined) return settings;
  const { id, name, host } = server;
  return {
    ...settings,
    servers: settings.servers.filter((one) => one !== server),
    removed: [...settings.removed.filter((one) => one.id !== id), { id, name, host, history }],
  };
}

/** The history of a server that is no longer there is to go as well. */
export function withoutKeptHistory(settings: Settings, serverId: string): Settings {
  const removed = settings.removed.map((one) => (one.id === serverId ? { ...one, history: 'going' as const } : one));
  return { ...settings, removed };
}

/** Nothing is left of it. Only of one whose history was to go: it may have come back meanwhile. */
export function withRemovalDone(settings: Settings, serverId: string): Settings {
  const removed = settings.removed.filter(({ id, history }) => id !== serverId || history !== 'going');
  return { ...settings, removed };
}
