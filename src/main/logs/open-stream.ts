import type { LogSource, LogSpan } from '../../core/logs/types';
import { buildLogRead, type LogMark } from '../../core/services';
import type { ServerSettings } from '../../core/settings';
import type { Clock } from '../clock';
import type { Connect } from '../observe';
import type { SshConnection } from '../ssh/connect';
import type { FollowedCommand } from '../ssh/follow-command';
import { createFlow, type Flow } from './flow';
import type { LogEnd } from './log-end';
import { runSource } from './run-source';

export interface LogDeps {
  readonly connect: Connect;
  readonly clock: Pick<Clock, 'now'>;
  readonly nonce: () => string;
  /** nginx's error log where it is not in its usual place. */
  readonly proxyLog?: string;
}

export interface StreamRequest {
  readonly server: ServerSettings;
  readonly sources: readonly LogSource[];
  readonly span: LogSpan;
  readonly follow: boolean;
  /** Where an earlier stream ended: a source that is in it goes on there, and nothing of the span is read again. */
  readonly after?: LogPositions | undefined;
  readonly on: (event: StreamEvent) => void;
}

/** Of each source, in the words of the server. */
export type LogPositions = ReadonlyMap<LogSource, string>;

export type StreamEvent =
  | { readonly kind: 'clock'; readonly offsetMs: number; readonly utcOffsetMinutes: number }
  | {
      readonly kind: 'lines';
      readonly source: LogSource;
      readonly batch: number;
      readonly lines: readonly string[];
      readonly dropped: number;
    }
  | ({ readonly kind: 'read'; readonly source: LogSource } & Omit<
      Extract<LogMark, { kind: 'read' }>,
      'kind' | 'position'
    >)
  /** Once for each source. Null: the end of the log, or closed by her. */
  | { readonly kind: 'end'; readonly source: LogSource; readonly error: LogEnd };

export interface LogStream {
  /** Whoever takes the lines is done with all batches up to this one. */
  taken(batch: number): void;
  /** Of the sources that are read, where that ended. */
  positions(): LogPositions;
  close(): void;
}

interface OpenSource {
  readonly flow: Flow;
  command: FollowedCommand | null;
  isRead: boolean;
  isEnded: boolean;
}

/** Logs over one connection of their own, a command for each. Raw text: who shows it makes it harmless. */
export function openLogStream(deps: LogDeps, request: StreamRequest): LogStream {
  const { server, sources, on } = request;
  const abort = new AbortController();
  const opened = new Map<LogSource, OpenSource>();
  /** Whose batches are on the way, by number. */
  const onTheWay = new Map<number, Flow>();
  const positions = new Map<LogSource, string>();
  let connection: SshConnection | null = null;
  let nextBatch = 1;
  let hasClock = false;
  for (const source of sources)
    opened.set(source, { flow: flowOf(source), command: null, isRead: false, isEnded: false });
  void run().catch((error: unknown) => {
    endAll({ kind: 'other', detail: String(error) });
  });
  return {
    taken: (batch) => {
      for (const [number, flow] of onTheWay) {
        if (number > batch) break;
        onTheWay.delete(number);
        flow.taken();
      }
    },
    positions: () => positions,
    close: () => {
      endAll(null);
      abort.abort();
    },
  };

  function flowOf(source: LogSource): Flow {
    const flow = createFlow({
      send: (lines, dropped) => {
        const batch = nextBatch++;
        onTheWay.set(batch, flow);
        on({ kind: 'lines', source, batch, lines, dropped });
      },
      hold: () => opened.get(source)?.command?.pause(),
      release: () => opened.get(source)?.command?.resume(),
    });
    return flow;
  }

  async function run(): Promise<void> {
    const connected = await deps.connect(server, abort.signal);
    if (!connected.ok) {
      endAll(connected.error);
      return;
    }
    connection = connected.value;
    if (abort.signal.aborted) connection.end();
    else for (const source of sources) start(source, connection);
  }

  function start(source: LogSource, over: SshConnection): void {
    const nonce = deps.nonce();
    const { span, follow } = request;
    const position = request.after?.get(source);
    const script = buildLogRead(server, {
      source,
      span: position === undefined ? span : { kind: 'after', position },
      follow,
      nonce,
      proxyLog: deps.proxyLog,
    });
    const sentAt = deps.clock.now();
    const one = opened.get(source);
    if (one === undefined) return;
    one.command = runSource(over, script, nonce, {
      onLine: one.flow.push,
      onMark: (mark) => {
        if (mark.kind === 'clock') tellClock(mark, sentAt);
        // Once: what waits is sent at once then, and a server that says it again and again would not be held back.
        else if (mark.kind === 'read' && !one.isRead) {
          one.isRead = true;
          const { isCut, unreadFiles, isUntimed, beginsAt } = mark;
          if (mark.position !== null) positions.set(source, mark.position);
          one.flow.flush();
          one.flow.follow();
          on({ kind: 'read', source, isCut, unreadFiles, isUntimed, beginsAt });
        }
      },
      onEnd: (error) => {
        end(source, error);
      },
    });
  }

  function tellClock(mark: Extract<LogMark, { kind: 'clock' }>, sentAt: number): void {
    if (hasClock) return;
    hasClock = true;
    const offsetMs = Math.round(mark.at - (sentAt + deps.clock.now()) / 2);
    on({ kind: 'clock', offsetMs, utcOffsetMinutes: mark.zoneMinutes });
  }

  function end(source: LogSource, error: LogEnd): void {
    const one = opened.get(source);
    if (one === undefined || one.isEnded) return;
    one.isEnded = true;
    one.flow.flush();
    one.flow.stop();
    on({ kind: 'end', source, error });
    if ([...opened.values()].every(({ isEnded }) => isEnded)) connection?.end();
  }

  function endAll(error: LogEnd): void {
    for (const { command } of opened.values()) command?.close();
    for (const source of sources) end(source, error);
    connection?.end();
  }
}
