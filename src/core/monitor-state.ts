import type { Cause, Diagnosis, Note, Observation, OverallStatus, Since } from './model';
import type { RoundMemory } from './diagnosis/memory';
import type { PastRestart, RestartRun } from './restart-types';
import type { AppWarning } from './snapshot-types';
import type { ServerSettings, Settings } from './settings';
import type { DigestFacts, QuietRepair } from './digest';
import type { Flapping, PastOutage } from './flapping';
import type { EndedMaintenance, Maintenance, Snooze } from './silence';
import type { Stretch } from './watched';

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
      readonly repairedBy: RepairedBy;
      /** A round shortly before had still seen it down; else how long it lasted is only bounded. */
      readonly endSeen: boolean;
    };

export type RepairedBy = 'watchdog' | 'administrator' | 'itself' | 'boot' | 'somebody' | 'unknown';

/** One outage, dated by its first failed probe. */
export interface Incident {
  readonly id: string;
  readonly cause: Cause;
  readonly firstFailureAt: number;
  readonly startSeen: boolean;
  readonly confirmedAt: number;
  readonly toldAt: number | null;
  /** "I know": no reminders until it is over, or another cause takes its place. */
  readonly acknowledgedAt: number | null;
  /** What it was when she said so. */
  readonly acknowledgedCause: Cause | null;
  /** How many steps of the schedule are behind; see reminders.ts. */
  readonly reminders: number;
  /** It went on when a maintenance had ended: told in those words. */
  readonly afterMaintenance: boolean;
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
  /** Rounds in a row in which it could have been seen and was not: one good reading settles nothing. */
  readonly absent: number;
  /** Of causes that grow more urgent by steps (days left of a certificate): told anew at each. */
  readonly step: number | null;
  /** Users could not get in at some time since then. */
  readonly portalStopped?: boolean;
  /** She moved the line since it was seen last: if it is gone now, nothing has become better. */
  readonly lineMoved?: boolean;
}

/** Names a concern in notices: the one that is settled takes the place of the one that was told. */
export function concernId(server: Pick<ServerState, 'server'>, concern: Pick<Concern, 'cause' | 'sinceAt'>): string {
  return `${server.server.id}:${concern.cause}:${String(concern.sinceAt)}`;
}

/** A message that an event produced and that no delivery has confirmed yet; asked again every round. */
export type PendingMessage =
  | {
      readonly id: string;
      readonly kind: 'recovered' | 'settled';
      readonly cause: Cause;
      readonly fromAt: number;
      readonly toAt: number;
      readonly startSeen: boolean;
      readonly endSeen: boolean;
      readonly repairedBy: RepairedBy;
      readonly restartMs: number | null;
      /** Of `settled`: users could not get in at some time in between. */
      readonly portalStopped?: boolean;
    }
  /** The server can be seen again, after it was told that it could not. */
  | {
      readonly id: string;
      readonly kind: 'seeing';
      readonly cause: Cause;
      readonly fromAt: number;
      readonly toAt: number;
    }
  /** The one final message of an unstable time. */
  | {
      readonly id: string;
      readonly kind: 'stable';
      readonly outages: number;
      readonly windowMs: number;
      readonly downMs: number;
      readonly quietMs: number;
    }
  | { readonly id: string; readonly kind: 'maintenance-done'; readonly tookMs: number }
  | { readonly id: string; readonly kind: 'digest'; readonly facts: DigestFacts };

/** Our own network is down, and since when. Told once, silently, when it lasts. */
export interface Blindness {
  readonly sinceAt: number;
  readonly cause: Cause;
  readonly toldAt: number | null;
}

/** It was told, it is over, and no round has said yet that all is well. */
export interface EndedBlindness {
  readonly sinceAt: number;
  readonly cause: Cause;
  readonly endedAt: number;
}

export interface SeenNote {
  readonly note: Note;
  readonly seenAt: number;
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
  readonly blind: Blindness | null;
  readonly endedBlindness: EndedBlindness | null;
  /** Woken at this moment, and nothing has been concluded since. */
  readonly woke: { readonly sleptFromAt: number; readonly at: number } | null;
  readonly sinceByCause: Readonly<Partial<Record<Cause, Since>>>;
  readonly incident: Incident | null;
  readonly concerns: readonly Concern[];
  readonly pending: readonly PendingMessage[];
  readonly snooze: Snooze | null;
  readonly maintenance: Maintenance | null;
  /** It ended, and no round has told yet how things are. */
  readonly endedMaintenance: EndedMaintenance | null;
  /** Outages of the last day, the newest last. */
  readonly outages: readonly PastOutage[];
  readonly flapping: Flapping | null;
  /** When anybody looked, for the last day and a half. */
  readonly watched: readonly Stretch[];
  readonly repairs: readonly QuietRepair[];
  /** What rounds noted in the last hour, the newest last: one round of many would hardly be read. */
  readonly notes: readonly SeenNote[];
  readonly digestAt: number | null;
  /** She came to the computer, and the morning's digest waits for a round. */
  readonly greetedAt: number | null;
  readonly restart: RestartRun | null;
  /** By how much the clock was set back since that began: whoever runs it does not know. */
  readonly restartMovedMs: number;
  /** Her last ones that were ordered, the newest last. */
  readonly restarts: readonly PastRestart[];
  readonly memory: RoundMemory | null;
  /** By what the last round was judged; null: no round was. */
  readonly judgedBy: Pick<ServerSettings, 'thresholds' | 'checks'> | null;
  readonly statusSince: { readonly status: OverallStatus; readonly at: number } | null;
}

export interface MonitorState {
  readonly revision: number;
  readonly settings: Settings;
  readonly demo: boolean;
  /** IANA name: quiet hours and mornings are hers. */
  readonly timeZone: string;
  readonly servers: readonly ServerState[];
  readonly warnings: readonly AppWarning[];
  /** Ids of notifications on their way. */
  readonly inFlight: readonly string[];
}

/** What survives a restart of the application. */
const savedFields = [
  'lastEvidenceAt',
  'blind',
  'endedBlindness',
  'incident',
  'concerns',
  'pending',
  'snooze',
  'maintenance',
  'endedMaintenance',
  'outages',
  'flapping',
  'watched',
  'repairs',
  'digestAt',
  'restarts',
  'memory',
  'judgedBy',
  'sinceByCause',
] as const satisfies readonly (keyof ServerState)[];
export type SavedServer = Pick<ServerState, (typeof savedFields)[number]>;
export type SavedState = Readonly<Record<string, SavedServer>>;

/** A server of which nothing is remembered. */
export const nothingSaved: SavedServer = {
  lastEvidenceAt: null,
  blind: null,
  endedBlindness: null,
  incident: null,
  concerns: [],
  pending: [],
  snooze: null,
  maintenance: null,
  endedMaintenance: null,
  outages: [],
  flapping: null,
  watched: [],
  repairs: [],
  digestAt: null,
  restarts: [],
  memory: null,
  judgedBy: null,
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
    // One that was not told yet counts anew: nobody looked while the application was closed.
    blind: saved.blind?.toldAt == null ? null : saved.blind,
    woke: null,
    greetedAt: null,
    restart: null,
    restartMovedMs: 0,
    statusSince: null,
    notes: [],
  };
}

export function initialState(
  settings: Settings,
  saved: SavedState,
  { demo, timeZone }: { readonly demo: boolean; readonly timeZone: string },
): MonitorState {
  const servers = settings.servers.map((server) => initialServerState(server, saved[server.id]));
  return { revision: 0, settings, demo, timeZone, servers, warnings: [], inFlight: [] };
}

export function toSaved(state: MonitorState): SavedState {
  return Object.fromEntries(state.servers.map((one) => [one.server.id, savedOf(one)]));
}

function savedOf(server: ServerState): SavedServer {
  return Object.fromEntries(savedFields.map((field) => [field, server[field]])) as unknown as SavedServer;
}
