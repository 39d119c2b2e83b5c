import * as v from 'valibot';
import { causes, noteKinds } from '../core/model';
import { nothingSaved, toSaved, type MonitorState, type SavedState, type ServerState } from '../core/monitor-state';
import { joinRestarts } from '../core/past-restarts';
import { restartStepIds } from '../core/restart-types';
import { joinSamples, noSamples } from '../core/samples';
import { serverSchema } from '../core/settings';
import { noKills } from '../core/diagnosis/out-of-memory';
import type { StateStore, StoredState } from './state-store';

const moment = v.pipe(v.number(), v.finite());
const cause = v.picklist(causes);
const since = v.object({ at: moment, precision: v.picklist(['seen', 'before']) });
const noteKind = v.picklist(noteKinds);
/** Fields that an older Vigía did not write yet begin empty: its open incident must not be lost for their sake. */
const incident = v.object({
  id: v.string(),
  cause,
  firstFailureAt: moment,
  startSeen: v.boolean(),
  confirmedAt: moment,
  toldAt: v.nullable(moment),
  acknowledgedCause: v.optional(v.nullable(cause), null),
  acknowledgedAt: v.optional(v.nullable(moment), null),
  reminders: v.optional(v.number(), 0),
  afterMaintenance: v.optional(v.boolean(), false),
  restartMs: v.nullable(moment),
});
const ended = v.object({
  id: v.string(),
  kind: v.picklist(['recovered', 'settled']),
  cause,
  fromAt: moment,
  toAt: moment,
  startSeen: v.boolean(),
  endSeen: v.boolean(),
  repairedBy: v.picklist(['watchdog', 'administrator', 'itself', 'boot', 'somebody', 'unknown']),
  restartMs: v.nullable(moment),
  portalStopped: v.exactOptional(v.boolean()),
});
const repair = v.object({ kind: noteKind, at: moment, n: v.number() });
const message = v.variant('kind', [
  ended,
  v.object({ id: v.string(), kind: v.literal('seeing'), cause, fromAt: moment, toAt: moment }),
  v.object({
    id: v.string(),
    kind: v.literal('stable'),
    outages: v.number(),
    windowMs: moment,
    downMs: moment,
    quietMs: moment,
  }),
  v.object({ id: v.string(), kind: v.literal('maintenance-done'), tookMs: moment }),
  v.object({
    id: v.string(),
    kind: v.literal('digest'),
    facts: v.object({
      fromAt: moment,
      toAt: moment,
      watchedMs: moment,
      outages: v.number(),
      repairs: v.array(repair),
    }),
  }),
]);
const duration = v.nullable(moment);
const samples = v.object({
  answers: v.array(
    v.object({
      at: moment,
      portalMs: duration,
      apiMs: duration,
      localPortalMs: duration,
      localApiMs: duration,
    }),
  ),
  disks: v.array(
    v.object({
      mount: v.string(),
      uses: v.array(v.object({ at: moment, usedBytes: moment, availableBytes: moment })),
    }),
  ),
  slow: v.nullable(v.object({ part: v.picklist(['portal', 'api']), since })),
});
const memory = v.object({
  bootId: v.nullable(v.string()),
  masterPids: v.array(v.number()),
  workerPids: v.array(v.number()),
  certificate: v.nullable(v.string()),
  tunnels: v.optional(v.array(v.string()), []),
  sshTunnels: v.optional(v.array(v.string()), []),
  fewWorkers: v.boolean(),
  // Not in files of versions before; what is damaged here is learned again.
  workersMissing: v.optional(v.boolean(), false),
  samples: v.fallback(samples, () => ({ answers: [], disks: [], slow: null })),
  knownErrors: v.optional(
    v.array(
      v.object({
        fingerprint: v.string(),
        firstAt: moment,
        lastAt: moment,
        count: v.number(),
        lastStampAt: v.optional(moment),
        toldTo: v.optional(moment),
      }),
    ),
    [],
  ),
  lookedAt: v.optional(v.nullable(moment), null),
  watchdogRestartAt: v.optional(v.nullable(moment), null),
  workerRestarts: v.optional(v.array(moment), []),
  kills: v.optional(
    v.object({
      bootId: v.nullable(v.string()),
      lookedAt: v.nullable(moment),
      killsByGroup: v.record(v.string(), v.number()),
      risen: v.nullable(v.object({ fromAt: moment, at: moment, group: v.string() })),
    }),
    noKills,
  ),
  parts: v.optional(v.record(v.string(), v.object({ wellAt: v.nullable(moment), failedAt: v.nullable(moment) })), {}),
  loginClosedAt: v.optional(v.nullable(moment), null),
  swap: v.optional(
    v.nullable(v.object({ at: moment, bootId: v.string(), inBytes: v.number(), outBytes: v.number() })),
    null,
  ),
});
const maintenance = v.object({
  fromAt: moment,
  untilAt: moment,
  troubled: v.boolean(),
  wellSinceAt: v.nullable(moment),
  warnedAt: v.nullable(moment),
});
const flapping = v.object({
  id: v.string(),
  sinceAt: moment,
  toldAt: v.nullable(moment),
  outages: v.number(),
  downMs: moment,
  lastEndAt: v.nullable(moment),
});
const concern = v.object({
  cause,
  sinceAt: moment,
  toldAt: v.nullable(moment),
  rounds: v.number(),
  absent: v.optional(v.number(), 0),
  step: v.optional(v.nullable(v.number()), null),
  portalStopped: v.exactOptional(v.boolean()),
  lineMoved: v.exactOptional(v.boolean()),
});
const blind = v.object({ sinceAt: moment, cause, toldAt: v.nullable(moment) });
const endedBlindness = v.object({ sinceAt: moment, cause, endedAt: moment });
const pastRestart = v.object({
  service: v.picklist(['api', 'dashboard']),
  startedAt: moment,
  ms: moment,
  outcome: v.picklist(['verified', 'unverified', 'failed']),
  step: v.nullable(v.picklist(restartStepIds)),
  cause: v.nullable(cause),
  answeredMs: v.nullable(moment),
  error: v.nullable(v.string()),
});
const savedServer = v.object({
  lastEvidenceAt: v.nullable(moment),
  blind: v.optional(v.nullable(blind), null),
  endedBlindness: v.optional(v.nullable(endedBlindness), null),
  incident: v.nullable(incident),
  concerns: v.array(concern),
  pending: v.array(message),
  snooze: v.optional(v.nullable(v.object({ fromAt: moment, untilAt: moment })), null),
  maintenance: v.optional(v.nullable(maintenance), null),
  endedMaintenance: v.optional(v.nullable(v.object({ fromAt: moment, endedAt: moment })), null),
  outages: v.optional(
    v.array(
      v.object({
        id: v.string(),
        cause,
        fromAt: moment,
        toAt: v.nullable(moment),
        folded: v.optional(v.boolean(), false),
      }),
    ),
    [],
  ),
  flapping: v.optional(v.nullable(flapping), null),
  watched: v.optional(v.array(v.object({ from: moment, to: moment })), []),
  repairs: v.optional(v.array(repair), []),
  digestAt: v.optional(v.nullable(moment), null),
  restarts: v.optional(v.array(pastRestart), []),
  memory: v.nullable(memory),
  // What is damaged here is as if nothing had been moved.
  judgedBy: v.fallback(v.optional(v.nullable(v.pick(serverSchema, ['thresholds', 'checks'])), null), null),
  sinceByCause: v.record(v.string(), since),
});

/** Open incidents, silences and what was learned in the last run. What does not fit the schema is left out, one server at a time. */
export function readSavedState(store: StateStore): SavedState {
  return readServers(store.load()).saved;
}

/** `damaged`: servers whose entry makes no sense. */
export function readServers(stored: StoredState): { readonly saved: SavedState; readonly damaged: readonly string[] } {
  if (stored.kind !== 'state' || typeof stored.value !== 'object' || stored.value === null)
    return { saved: {}, damaged: [] };
  const entries = Object.entries(stored.value).map(([id, value]: [string, unknown]) => {
    return [id, v.safeParse(savedServer, value)] as const;
  });
  return {
    saved: Object.fromEntries(entries.flatMap(([id, parsed]) => (parsed.success ? [[id, parsed.output]] : []))),
    damaged: entries.flatMap(([id, parsed]) => (parsed.success ? [] : [id])),
  };
}

/**
 * What to write: this process's servers, and those of the file that it does not watch (`vigia watch --server` beside the
 * tray) as long as the settings have them. Restarts of another process, e.g. `vigia restart`, are kept: the lock after
 * three counts all of them. `serverIds`: every server of the settings.
 */
export function mergeSaved(onDisk: SavedState, state: MonitorState, serverIds: readonly string[]): SavedState {
  return merge(onDisk, toSaved(state), serverIds);
}

/**
 * What to write after a look that decides nothing (`vigia check`): what was learned. Outages, concerns and pauses are
 * those of the file: whoever runs beside keeps them, and what it has seen later.
 */
export function mergeLook(onDisk: SavedState, looked: ServerState, serverIds: readonly string[]): SavedState {
  const { id } = looked.server;
  const { lastRoundAt: at, lastEvidenceAt, memory, judgedBy, sinceByCause } = looked;
  if (at === null || memory === null) return onDisk;
  const known = onDisk[id] ?? nothingSaved;
  const joined = joinSamples(memory.samples, known.memory?.samples ?? noSamples, at);
  const theirsAt = known.lastEvidenceAt ?? 0;
  // A date to come is from before the clock was set back.
  const isTheirsNewer = known.memory !== null && theirsAt > (lastEvidenceAt ?? 0) && theirsAt <= at;
  const own = isTheirsNewer
    ? { ...known, memory: { ...known.memory, samples: { ...joined, slow: known.memory.samples.slow } } }
    : { ...known, lastEvidenceAt, sinceByCause, judgedBy, memory: { ...memory, samples: joined } };
  return merge(onDisk, { [id]: own }, serverIds);
}

function merge(onDisk: SavedState, mine: SavedState, serverIds: readonly string[]): SavedState {
  const others = Object.entries(onDisk).filter(([id]) => serverIds.includes(id));
  const own = Object.entries(mine).map(([id, one]) => {
    return [id, { ...one, restarts: joinRestarts(one.restarts, onDisk[id]?.restarts ?? []) }] as const;
  });
  return Object.fromEntries([...others, ...own]);
}
