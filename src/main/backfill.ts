import { parseBackfillAnswer, type BackfillAnswer } from '../core/backfill/answer';
import { newCursor, readCursor, writeCursor } from '../core/backfill/cursor';
import { toRecords } from '../core/backfill/result';
import { buildBackfillScript } from '../core/backfill/script';
import { toWatchdogInterval } from '../core/backfill/watchdog-interval';
import type { RemoteError } from '../core/errors';
import type { IncidentRecord, NoteRecord, Range, ReconstructedSpan } from '../core/history/types';
import { err, ok, type Result } from '../core/result';
import type { ServerSettings } from '../core/settings';
import type { Clock } from './clock';
import type { Connect } from './observe';

/** What the back-fill needs of the history. Recording the same thing twice must make no difference: incidents by id. */
export interface BackfillStore {
  getCursor(serverId: string): string | null;
  setCursor(serverId: string, cursor: string): void;
  recordSpans(serverId: string, spans: readonly ReconstructedSpan[]): void;
  recordNotes(serverId: string, notes: readonly NoteRecord[]): void;
  recordIncidents(serverId: string, incidents: readonly IncidentRecord[]): void;
  /** The stretches in which nobody looked. */
  unseen(serverId: string, range: Range): readonly Range[];
  incidents(serverId: string, range: Range): readonly IncidentRecord[];
}

export interface BackfillDeps {
  readonly clock: Clock;
  readonly connect: Connect;
  readonly nonce: () => string;
  readonly store: BackfillStore;
  /** Elsewhere than where packages put it. */
  readonly proxyLog?: string;
}

export interface BackfillOutcome {
  readonly spans: number;
  readonly incidents: number;
  readonly notes: number;
  /** Something is left for another reading. */
  readonly hasMore: boolean;
  readonly logs: BackfillAnswer['logs'];
}

export const backfillLimits = {
  /** The script ends by itself before. */
  execMs: 11_000,
  outputBytes: 256 * 1024,
  /** Further back nothing is reconstructed. */
  historyMs: 40 * 86_400_000,
} as const;

/** Reads once what the server wrote since the last time, and records what it proves. One connection, one exec. */
export async function backfillOnce(
  deps: BackfillDeps,
  server: ServerSettings,
  options: { readonly watchdogMinutes: readonly number[] | null; readonly signal?: AbortSignal },
): Promise<Result<BackfillOutcome, RemoteError>> {
  const before = readCursor(deps.store.getCursor(server.id)) ?? newCursor;
  const answer = await ask(deps, server, before, options.signal);
  if (!answer.ok) return answer;
  const { cursor, hasMore, logs } = answer.value;
  const records = toRecords(
    before,
    cursor,
    {
      dashboardUnit: server.dashboard.unit.replace(/\.service$/, ''),
      watchdogIntervalMs: toWatchdogInterval(options.watchdogMinutes),
      hasMore,
    },
    {
      unseen: (range) => deps.store.unseen(server.id, range),
      incidents: (range) => deps.store.incidents(server.id, range),
    },
  );
  const { spans, notes, incidents } = records;
  if (spans.length > 0) deps.store.recordSpans(server.id, spans);
  if (notes.length > 0) deps.store.recordNotes(server.id, notes);
  if (incidents.length > 0) deps.store.recordIncidents(server.id, incidents);
  // The last: what was recorded and not marked as read is recorded once more, and that makes no difference.
  deps.store.setCursor(server.id, writeCursor(records.cursor));
  return ok({ spans: spans.length, incidents: incidents.length, notes: notes.length, hasMore, logs });
}

async function ask(
  { clock, connect, nonce: createNonce, proxyLog }: BackfillDeps,
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
    ...(proxyLog === undefined ? {} : { proxyLog }),
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
  return parseBackfillAnswer(stdout, { nonce, cursor, sentAt, receivedAt: clock.now(), sinceSeconds });
}
