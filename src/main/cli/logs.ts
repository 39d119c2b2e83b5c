import { parseLogLine } from '../../core/logs/parse-line';
import type { LogSource } from '../../core/logs/types';
import type { ServerSettings } from '../../core/settings';
import { describeLogEnd } from '../../shared/describe-setup';
import { serverText } from '../../shared/server-text';
import { openLogStream, type StreamEvent } from '../logs/open-stream';
import type { Complain } from './complain';
import { lineMatcher, searchAll } from './log-search';
import type { CliShell } from './shell';

export interface LogsOptions {
  /** Several are merged by time. */
  readonly sources: readonly LogSource[];
  /** Null: not given. */
  readonly lines: number | null;
  readonly follow: boolean;
  readonly wanted: { readonly text: string; readonly isRegex: boolean } | null;
  readonly sinceAt: number | null;
  readonly untilAt: number | null;
  readonly json: boolean;
  readonly ended: Promise<void>;
  readonly complain: Complain;
}

export interface FoundLine {
  readonly source: LogSource;
  readonly text: string;
  readonly at: number | null;
}

const defaultLines = 500;
/** What is looked through at first where new lines are looked for. */
const mostLines = 20_000;

/** The named logs on standard output. 0, or 2 if one of them cannot be read. */
export async function runLogs(shell: CliShell, server: ServerSettings, options: LogsOptions): Promise<number> {
  if (options.wanted === null || options.follow) return streamLogs(shell, server, options);
  const { wanted, sinceAt, untilAt, sources, complain } = options;
  const maxHits = options.lines ?? defaultLines;
  const found = await searchAll(shell, server, { ...wanted, sources, sinceAt, untilAt, maxHits });
  print(mergeByTime(found.lines).slice(-maxHits), shell, options);
  if (found.unreadFiles > 0) shell.io.err(shell.t.text('cli.logs.unread', { n: found.unreadFiles }));
  let code = 0;
  for (const { source, error } of found.failures)
    code = complain({ reason: 'log-unreadable', text: describeLogEnd(error, source, server, shell.t) });
  return code;
}

function streamLogs(shell: CliShell, server: ServerSettings, options: LogsOptions): Promise<number> {
  const { sources, follow, wanted, sinceAt, untilAt, complain } = options;
  const matches = wanted === null ? () => true : lineMatcher(wanted);
  const isWindow = sinceAt !== null || untilAt !== null;
  const limit = options.lines ?? (isWindow ? Infinity : defaultLines);
  /** Sources of which something is still to come that was there before. */
  const reading = new Set(sources);
  const running = new Set(sources);
  let held: FoundLine[] | null = [];
  let zone = { utcOffsetMinutes: 0 };
  let code = 0;
  if (!isWindow && (options.lines ?? 0) > mostLines) shell.io.err(shell.t.text('cli.logs.most', { n: mostLines }));
  return new Promise((resolve) => {
    const stream = openLogStream(shell, {
      server,
      sources,
      span: isWindow
        ? { kind: 'window', fromAt: sinceAt ?? 0, toAt: untilAt ?? shell.clock.now() + 86_400_000 }
        : { kind: 'last', lines: wanted === null ? Math.min(limit, mostLines) : mostLines },
      follow,
      on: take,
    });
    void options.ended.then(() => {
      stream.close();
    });
    function take(event: StreamEvent): void {
      switch (event.kind) {
        case 'clock':
          zone = event;
          return;
        case 'lines':
          stream.taken(event.batch);
          add(event);
          return;
        case 'read':
          tellBounds(event);
          done(event.source);
          return;
        case 'end':
          running.delete(event.source);
          if (event.error !== null)
            code = complain({
              reason: 'log-unreadable',
              text: describeLogEnd(event.error, event.source, server, shell.t),
            });
          done(event.source);
          if (running.size === 0) resolve(code);
      }
    }
  });

  function add({ source, lines }: Extract<StreamEvent, { kind: 'lines' }>): void {
    const found = lines.filter(matches).map((text) => ({ source, text, at: parseLogLine(source, text, zone).at }));
    if (held === null) print(found, shell, options);
    // Not spread into `push`: a batch may have more lines than a call takes arguments.
    else held = held.concat(found);
  }

  /** What was there before is shown at once, in order; what is new as it comes. */
  function done(source: LogSource): void {
    reading.delete(source);
    if (reading.size > 0 || held === null) return;
    print(limit === Infinity ? mergeByTime(held) : mergeByTime(held).slice(-limit), shell, options);
    held = null;
  }

  function tellBounds({ source, isCut, unreadFiles, isUntimed }: Extract<StreamEvent, { kind: 'read' }>): void {
    const { io, t } = shell;
    const name = t.text(`logs.source.${source}`);
    if (isCut) io.err(t.text('cli.logs.cut', { source: name }));
    if (unreadFiles > 0) io.err(t.text('cli.logs.unread', { n: unreadFiles }));
    if (isUntimed) io.err(t.text('cli.logs.untimed', { source: name }));
  }
}

/** By time where they are dated; one that is not stays behind the line before it of its own log. */
function mergeByTime(lines: readonly FoundLine[]): readonly FoundLine[] {
  const last = new Map<LogSource, number>();
  const keyed = lines.map((line) => {
    const at = line.at ?? last.get(line.source) ?? -Infinity;
    last.set(line.source, at);
    return { line, at };
  });
  return keyed.sort((a, b) => (a.at === b.at ? 0 : a.at - b.at)).map(({ line }) => line);
}

/** A log line may hold anything; a terminal would obey it. */
function print(lines: readonly FoundLine[], { io }: CliShell, { sources, json }: LogsOptions): void {
  for (const { source, text, at } of lines) {
    if (json) io.out(JSON.stringify({ source, at: at === null ? null : new Date(at).toISOString(), line: text }));
    else {
      const name = sources.length > 1 ? `${source.padEnd(11)}  ` : '';
      io.out(name + serverText(text.replaceAll('\t', '    '), 20_000));
    }
  }
}
