import * as v from 'valibot';
import { causes } from '../core/model';
import { toSaved, type MonitorState, type SavedState } from '../core/monitor-state';
import { noKills } from '../core/diagnosis/out-of-memory';
import type { StateStore } from './state-store';

const moment = v.pipe(v.number(), v.finite());
const cause = v.picklist(causes);
const since = v.object({ at: moment, precision: v.picklist(['seen', 'before']) });
const incident = v.object({
  id: v.string(),
  cause,
  firstFailureAt: moment,
  startSeen: v.boolean(),
  confirmedAt: moment,
  toldAt: v.nullable(moment),
  restartMs: v.nullable(moment),
});
const message = v.object({
  id: v.string(),
  kind: v.picklist(['recovered', 'settled']),
  cause,
  fromAt: moment,
  toAt: moment,
  startSeen: v.boolean(),
  endSeen: v.boolean(),
  repairedBy: v.picklist(['watchdog', 'administrator', 'itself', 'boot', 'unknown']),
  restartMs: v.nullable(moment),
});
const memory = v.object({
  bootId: v.nullable(v.string()),
  masterPids: v.array(v.number()),
  workerPids: v.array(v.number()),
  certificate: v.nullable(v.string()),
  fewWorkers: v.boolean(),
  // Files of an earlier version have none of the following.
  knownErrors: v.optional(
    v.array(v.object({ fingerprint: v.string(), firstAt: moment, lastAt: moment, count: v.number() })),
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
});
const savedServer = v.object({
  lastEvidenceAt: v.nullable(moment),
  incident: v.nullable(incident),
  concerns: v.array(v.object({ cause, sinceAt: moment, toldAt: v.nullable(moment), rounds: v.number() })),
  pending: v.array(message),
  pausedUntil: v.nullable(moment),
  restartsAt: v.array(moment),
  memory: v.nullable(memory),
  sinceByCause: v.record(v.string(), since),
});

/** Open incidents and pauses of the last run. What does not fit the schema is left out, one server at a time. */
export function readSavedState(store: StateStore): SavedState {
  const stored = store.load();
  if (stored.kind !== 'state' || typeof stored.value !== 'object' || stored.value === null) return {};
  const entries = Object.entries(stored.value).flatMap(([id, value]: [string, unknown]) => {
    const parsed = v.safeParse(savedServer, value);
    return parsed.success ? [[id, parsed.output] as const] : [];
  });
  return Object.fromEntries(entries);
}

/**
 * What to write: this process's servers, and those of the file that it does not watch (`vigia watch --server` beside the
 * tray) as long as the settings have them. Restarts of another process, e.g. `vigia restart`, are kept: the lock after
 * three counts all of them. `serverIds`: every server of the settings.
 */
export function mergeSaved(onDisk: SavedState, state: MonitorState, serverIds: readonly string[]): SavedState {
  const others = Object.entries(onDisk).filter(([id]) => serverIds.includes(id));
  const mine = Object.entries(toSaved(state)).map(([id, own]) => {
    const all = new Set([...(onDisk[id]?.restartsAt ?? []), ...own.restartsAt]);
    return [id, { ...own, restartsAt: [...all].sort((a, b) => a - b).slice(-10) }] as const;
  });
  return Object.fromEntries([...others, ...mine]);
}
