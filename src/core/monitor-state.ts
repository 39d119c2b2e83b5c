import type { Cause, Diagnosis, Observation, OverallStatus, Since } from './model';
import type { RoundMemory } from './diagnosis/notes';
import type { RestartRun } from './restart-types';
import type { AppWarning } from './snapshot-types';
import type { ServerSettings, Settings } from './settings';

/**
 * Health of one server over time. Only rounds with evidence move it; a blind round (our own network) does not.
 *
 *   pending ──calm/attention──► up ──down──► failing ──confirmed──► down ──good──► recovering ──good ≥ 20 s──► up
 *      └──down──► failing        ▲  └─attention─► worrying ──again──► up (told)         │ down
 *                                └───────────────good──┘ (a blip)            down ◄─────┘
 */
export type Health =
  | { readonly status: 'pending' }
  | { readonly status: 'up' }
  /** Users could not get in; being confirmed. */
  | {
      readonly status: 'failing';
      readonly firstFailureAt: number;
      readonly lastFailureAt: number;
      readonly rounds: number;
      readonly cause: Cause;
      /** A round shortly before had seen it well. */
      readonly startSeen: boolean;
    }
  /** Something needs her; being confirmed. */
  | { readonly status: 'worrying'; readonly firstSeenAt: number }
  | { readonly status: 'down' }
  | {
      readonly status: 'recovering';
      readonly goodSinceAt: number;
      readonly rebooted: boolean;
      /** A round shortly before had still seen it down; else how long it lasted is only bounded. */
      readonly endSeen: boolean;
    };

export type RepairedBy = 'watchdog' | 'administrator' | 'itself' | 'boot' | 'unknown';

/** One outage, dated by its first failed probe. */
export interface Incident {
  readonly id: string;
  readonly cause: Cause;
  readonly firstFailureAt: number;
  readonly startSeen: boolean;
  readonly confirmedAt: number;
  readonly toldAt: number | null;
  /** Her own restart during this incident, verified. */
  readonly restartMs: number | null;
}

/** Something that needs her while users are served. Told once, silently. */
export interface Concern {
  readonly cause: Cause;
  readonly sinceAt: number;
  readonly toldAt: number | null;
  /** Rounds in a row in which it was seen. */
  readonly rounds: number;
}

/** Names a concern in notices: the one that is settled takes the place of the one that was told. */
export function concernId(server: Pick<ServerState, 'server'>, concern: Pick<Concern, 'cause' | 'sinceAt'>): string {
  return `${server.server.id}:${concern.cause}:${String(concern.sinceAt)}`;
}

/** A message that the event produced and that no delivery has confirmed yet; asked again every round. */
export interface PendingMessage {
  readonly id: string;
  readonly kind: 'recovered' | 'settled';
  readonly cause: Cause;
  readonly fromAt: number;
  readonly toAt: number;
  readonly startSeen: boolean;
  readonly endSeen: boolean;
  readonly repairedBy: RepairedBy;
  readonly restartMs: number | null;
}

export interface ServerState {
  readonly server: ServerSettings;
  /** Rounds since this start of the application. */
  readonly rounds: number;
  readonly checking: boolean;
  readonly nextRoundAt: number | null;
  readonly lastRoundAt: number | null;
  /** The last round that saw anything of the server. */
  readonly lastEvidenceAt: number | null;
  /** The verdict that holds, and the last round's, which may still be unconfirmed. */
  readonly shown: Diagnosis | null;
  readonly latest: Diagnosis | null;
  readonly observation: Observation | null;
  readonly health: Health;
  readonly blindSinceAt: number | null;
  readonly sinceByCause: Readonly<Partial<Record<Cause, Since>>>;
  readonly incident: Incident | null;
  readonly concerns: readonly Concern[];
  readonly pending: readonly PendingMessage[];
  readonly pausedUntil: number | null;
  readonly restart: RestartRun | null;
  readonly restartsAt: readonly number[];
  readonly memory: RoundMemory | null;
  readonly statusSince: { readonly status: OverallStatus; readonly at: number } | null;
}

export interface MonitorState {
  readonly revision: number;
  readonly settings: Settings;
  readonly demo: boolean;
  readonly servers: readonly ServerState[];
  readonly warnings: readonly AppWarning[];
  /** Ids of notifications on their way. */
  readonly inFlight: readonly string[];
}

/** What survives a restart of the application. */
export type SavedServer = Pick<
  ServerState,
  'lastEvidenceAt' | 'incident' | 'concerns' | 'pending' | 'pausedUntil' | 'restartsAt' | 'memory' | 'sinceByCause'
>;
export type SavedState = Readonly<Record<string, SavedServer>>;

/** A server of which nothing is remembered. */
export const nothingSaved: SavedServer = {
  lastEvidenceAt: null,
  incident: null,
  concerns: [],
  pending: [],
  pausedUntil: null,
  restartsAt: [],
  memory: null,
  sinceByCause: {},
};

export function initialServerState(server: ServerSettings, saved: SavedServer = nothingSaved): ServerState {
  return {
    ...saved,
    server,
    rounds: 0,
    checking: false,
    nextRoundAt: null,
    lastRoundAt: null,
    shown: null,
    latest: null,
    observation: null,
    health: saved.incident === null ? { status: 'pending' } : { status: 'down' },
    blindSinceAt: null,
    restart: null,
    statusSince: null,
  };
}

export function initialState(settings: Settings, saved: SavedState, demo: boolean): MonitorState {
  const servers = settings.servers.map((server) => initialServerState(server, saved[server.id]));
  return { revision: 0, settings, demo, servers, warnings: [], inFlight: [] };
}

export function toSaved(state: MonitorState): SavedState {
  return Object.fromEntries(
    state.servers.map((one) => {
      const { lastEvidenceAt, incident, concerns, pending, pausedUntil, restartsAt, memory, sinceByCause } = one;
      return [
        one.server.id,
        { lastEvidenceAt, incident, concerns, pending, pausedUntil, restartsAt, memory, sinceByCause },
      ];
    }),
  );
}
