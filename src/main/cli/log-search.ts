import type { LogSearchFailure, LogSearchProgress, LogSource } from '../../core/logs/types';
import type { ServerSettings } from '../../core/settings';
import { searchLogs, type LogCursors } from '../logs/search-logs';
import type { FoundLine } from './logs';
import type { CliShell } from './shell';

interface Wanted {
  readonly text: string;
  readonly isRegex: boolean;
}

interface SearchOptions extends Wanted {
  readonly sources: readonly LogSource[];
  readonly sinceAt: number | null;
  readonly untilAt: number | null;
  readonly maxHits: number;
}

interface Found {
  /** Of each source in file order. */
  readonly lines: readonly FoundLine[];
  readonly unreadFiles: number;
  readonly failures: readonly { readonly source: LogSource; readonly error: LogSearchFailure }[];
}

/** Searches on the server, step by step, until there is enough or no more. */
export async function searchAll(shell: CliShell, server: ServerSettings, options: SearchOptions): Promise<Found> {
  const found = new Map<LogSource, FoundLine[]>();
  const unread = new Map<LogSource, number>();
  const failures: { source: LogSource; error: LogSearchFailure }[] = [];
  let { sources } = options;
  let cursors: LogCursors | null = null;
  while (sources.length > 0) {
    cursors = await searchStep(shell, server, { ...options, sources, cursors }, (progress) => {
      const { source, lines, ats, unreadFiles, state, error } = progress;
      const older = lines.map((text, index) => ({ source, text, at: ats[index] ?? null }));
      found.set(source, older.concat(found.get(source) ?? []));
      unread.set(source, Math.max(unread.get(source) ?? 0, unreadFiles));
      if (state === 'failed' && error !== null) failures.push({ source, error });
    });
    sources = [...cursors.keys()].filter((source) => (found.get(source)?.length ?? 0) < options.maxHits);
  }
  return {
    lines: [...found.values()].flat(),
    unreadFiles: [...unread.values()].reduce((sum, count) => sum + count, 0),
    failures,
  };
}

function searchStep(
  shell: CliShell,
  server: ServerSettings,
  options: SearchOptions & { readonly cursors: LogCursors | null },
  on: (progress: LogSearchProgress) => void,
): Promise<LogCursors> {
  const running = new Set(options.sources);
  return new Promise((resolve) => {
    const search = searchLogs(shell, {
      ...options,
      server,
      caseSensitive: false,
      beforeAt: options.untilAt,
      afterAt: options.sinceAt,
      on: (progress) => {
        on(progress);
        if (progress.state === 'running') return;
        running.delete(progress.source);
        if (running.size === 0) resolve(search.cursors());
      },
    });
  });
}

/** The same decision here, for lines that are still to come. A pattern that is none matches as a text. */
export function lineMatcher({ text, isRegex }: Wanted): (line: string) => boolean {
  const pattern = isRegex ? toPattern(text) : null;
  if (pattern !== null) return (line) => pattern.test(line.slice(0, 4000));
  const wanted = fold(text);
  return (line) => fold(line).includes(wanted);
}

function toPattern(text: string): RegExp | null {
  try {
    return new RegExp(text, 'i');
  } catch {
    return null;
  }
}

function fold(text: string): string {
  return text.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase();
}
