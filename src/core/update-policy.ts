/** Whether this copy looks for newer versions of itself, and when: quietly, and never while something needs her. */
import { isRestarting } from './alert-policy';
import type { MonitorState } from './monitor-state';

/** Why this copy does not update itself. */
export type UpdatesOff =
  | 'development'
  | 'demo'
  /** Whoever built it named no place where newer versions are. */
  | 'no-feed'
  /** The policy file of this computer says so. */
  | 'policy'
  /** She switched it off. */
  | 'setting'
  /** Installed by the system's package manager, which updates it too. */
  | 'system-package'
  /** A file or folder that she put there herself, and that is not ours to replace. */
  | 'by-hand'
  /** On Windows a download is known to be ours by its signature alone, and this copy bears none. */
  | 'unsigned';

/** Who replaces the program. */
export type UpdateInstaller = 'nsis' | 'appimage' | 'mac';

export type UpdateWay =
  { readonly kind: 'on'; readonly by: UpdateInstaller } | { readonly kind: 'off'; readonly reason: UpdatesOff };

/** What is known of this copy and of where it lies. */
export interface UpdatePlace {
  readonly kind:
    'development' | 'demo' | 'nsis' | 'portable' | 'appimage' | 'system-package' | 'mac' | 'mac-elsewhere' | 'folder';
  /** Null: none, or one that nobody has set. */
  readonly feed: { readonly url: string; readonly hasPublisher: boolean } | null;
  readonly isAllowedByPolicy: boolean;
  /** An AppImage in a folder of somebody else's. */
  readonly isReplaceable: boolean;
}

/** The first reason counts: what she cannot change comes before what she can. */
export function updateWay(place: UpdatePlace, isOn: boolean): UpdateWay {
  const by = installerOf(place);
  if (by.kind === 'off') return by;
  if (place.feed === null || isNobodys(place.feed.url)) return { kind: 'off', reason: 'no-feed' };
  if (!place.isAllowedByPolicy) return { kind: 'off', reason: 'policy' };
  if (by.by === 'nsis' && !place.feed.hasPublisher) return { kind: 'off', reason: 'unsigned' };
  return isOn ? by : { kind: 'off', reason: 'setting' };
}

function installerOf({ kind, isReplaceable }: UpdatePlace): UpdateWay {
  switch (kind) {
    case 'development':
    case 'demo':
    case 'system-package':
      return { kind: 'off', reason: kind };
    case 'portable':
    case 'folder':
    case 'mac-elsewhere':
      return { kind: 'off', reason: 'by-hand' };
    case 'appimage':
      return isReplaceable ? { kind: 'on', by: kind } : { kind: 'off', reason: 'by-hand' };
    case 'nsis':
    case 'mac':
      return { kind: 'on', by: kind };
  }
}

/** The names that RFC 2606 keeps free of owners stand for "not set"; what is not encrypted could come from anybody. */
function isNobodys(url: string): boolean {
  const parts = /^(https?):\/\/([^/:@?#]+)(?::\d+)?(?:[/?#]|$)/i.exec(url);
  const [, scheme = '', host = ''] = parts ?? [];
  if (host === '127.0.0.1') return false;
  return scheme.toLowerCase() !== 'https' || /(?:^|\.)(?:example(?:\.(?:com|net|org))?|invalid|test)$/i.test(host);
}

/** While one of these holds, nobody asks, nothing is fetched, and what is fetched half is given up. */
export type UpdateObstacle = 'no-round' | 'outage' | 'unsure' | 'restart' | 'drill';

/** Null: nothing needs her, and every server was seen. */
export function updateObstacle(
  { servers }: Pick<MonitorState, 'servers'>,
  {
    at,
    isDrill,
    isOrdered,
  }: { readonly at: number; readonly isDrill: boolean; readonly isOrdered: (serverId: string) => boolean },
): UpdateObstacle | null {
  if (isDrill) return 'drill';
  if (servers.some((server) => isRestarting(server, at) || isOrdered(server.server.id))) return 'restart';
  if (servers.some(({ incident }) => incident !== null)) return 'outage';
  if (servers.some(({ health }) => health.status === 'failing' || health.status === 'recovering')) return 'unsure';
  return servers.some(({ health }) => health.status === 'pending') ? 'no-round' : null;
}

const dayMs = 24 * 3_600_000;
/** So many ms after the start at the earliest: what she waits for has long come by then. */
const settleMs = 5 * 60_000;

export interface UpdateTimes {
  readonly at: number;
  readonly startedAt: number;
  /** Null: never, as far as is known. */
  readonly askedAt: number | null;
  /** 0…1, drawn once: not all computers ask in the same minute. */
  readonly spread: number;
}

/** When to ask next. Once a day, up to four hours late; ten minutes after the start at the latest where a day has gone by. */
export function nextUpdateCheckAt({ at, startedAt, askedAt, spread }: UpdateTimes): number {
  const settledAt = startedAt + settleMs * (1 + spread);
  // A moment that lies ahead is a clock that was set back.
  if (askedAt === null || askedAt > at) return settledAt;
  return Math.max(settledAt, askedAt + dayMs + spread * 4 * 3_600_000);
}
