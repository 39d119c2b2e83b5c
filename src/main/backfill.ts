import { parseBackfillAnswer, type BackfillAnswer } from '../core/backfill/answer';
import { newCursor, readCursor, writeCursor } from '../core/backfill/cursor';
import { joinRanges } from '../core/history/ranges';
import { toRecords } from '../core/backfill/result';
import { buildBackfillScript, type ProxyPaths } from '../core/backfill/script';
import { toWatchdogInterval } from '../core/backfill/watchdog-interval';
import type { RemoteError } from '../core/errors';
import type { Range } from '../core/history/types';
import { err, ok, type Result } from '../core/result';
import type { ServerSettings } from '../core/settings';
import type { Clock } from './clock';
import type { History, MeasuringReader } from './history/history';
import type { Connect } from './observe';

/** What the back-fill needs of the history. Recording the same thing twice makes no difference to it. */
export interface BackfillStore extends Pick<History, 'getCursor' | 'isWriter' | 'recordBackFill'> {
  readonly reader: Pick<MeasuringReader, 'measured' | 'looks' | 'incidents' | 'notes'>;
}

const cursorKey = 'backfill';

export interface BackfillDeps {
  readonly clock: Clock;
  readonly connect: Connect;
  readonly nonce: () => string;
  readonly store: BackfillStore;
  /** Elsewhere than where packages put it. */
  readonly proxy?: ProxyPaths;
}

export interface BackfillOutcome {
  /** All that the evidence at hand proves. */
  readonly spans: number;
  /** What is told for the first time. */
  readonly incidents: number;
  readonly notes: number;
  /** Something is left for another reading. */
  readonly hasMore: boolean;
  readonly logs: BackfillAnswer['logs'];
}

const backfillLimits = {
  /** The script ends by itself before. */
  execMs: 11_000,
  outputBytes: 512 * 1024,
  /** Further back nothing is reconstructed. */
  historyMs: 40 * 86_400_000,
} as const;

/** Reads once what the server wrote since the last time, and records what it proves. One connection, one exec. */
export async function backfillOnce(
  deps: BackfillDeps,
  server: ServerSettings,
  options: { readonly watchdogMinutes: readonly number[] | null; readonly signal?: AbortSignal },
): Promise<Result<BackfillOutcome, RemoteError>> {
  const before = readCursor(deps.store.getCursor(server.id, cursorKey)) ?? newCursor;
  const answer = await ask(deps, server, before, options.signal);
  if (!answer.ok) return answer;
  const { cursor, hasMore, isSettled, logs } = answer.value;
  const { reader } = deps.store;
  const records = toRecords(
    before,
    cursor,
    {
      dashboardUnit: server.dashboard.unit.replace(/\.service$/, ''),
      watchdogIntervalMs: toWatchdogInterval(options.watchdogMinutes),
      hasMore,
      isSettled,
    },
    {
      unseen: (range) => unseenOf(deps.store, server.id, range),
      looks: (range) => reader.looks(server.id, range),
      incidents: (range) => reader.incidents(server.id, range),
      notes: (range) => reader.notes(server.id, range),
    },
  );
  const { cursor: next, fresh, ...found } = records;
  // In one go with the cursor: what is recorded and not marked as read would be read again, the other way round lost.
  deps.store.recordBackFill(server.id, { ...found, cursors: { [cursorKey]: writeCursor(next) } });
  return ok({ spans: found.spans.length, incidents: fresh, notes: found.notes.length, hasMore, logs });
}

/** The stretches in which nobody looked, whatever was concluded of them since, and whatever she said of them. */
function unseenOf({ reader }: BackfillStore, serverId: string, range: Range): readonly Range[] {
  return joinRanges(
    reader
      .measured(serverId, range)
      .filter(({ kind }) => kind === 'noData' || kind === 'reconstructedUp' || kind === 'reconstructedDown'),
  );
}

async function ask(
  { clock, connect, nonce: createNonce, proxy }: BackfillDeps,
  server: ServerSettings,
  cursor: typeof newCursor,
  signal: AbortSignal | undefined,
): Promise<Result<BackfillAnswer, RemoteError>> {
  const connection = await connect(server, signal);
  if (!connection.ok) return err(connection.error);
  const nonce = createNonce();
  const sentAt = clock.now();
  const sinceSeconds = Math.max(0, Math.floor((sentAt - backfillLimits.historyMs) / 1000));
  const { command, stdin } = buildBackfillScript(server, {
    nonce,
    cursor,
    sinceSeconds,
    ...(proxy === undefined ? {} : { proxy }),
  });
  const answer = await connection.value.exec(command, {
    stdin,
    timeoutMs: backfillLimits.execMs,
    maxBytes: backfillLimits.outputBytes,
    ...(signal === undefined ? {} : { signal }),
  });
  connection.value.end();
  if (!answer.ok) return answer;
  const stdout = answer.value.stdout.toString('utf8');
  return parseBackfillAnswer(stdout, {
    nonce,
    cursor,
    host: new URL(server.url).hostname,
    sentAt,
    receivedAt: clock.now(),
    sinceSeconds,
  });
}
