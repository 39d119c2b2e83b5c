import { maskSecrets } from '../logs/mask';
import type { ErrorLogFacts, FileAccess, WatchdogFacts } from '../remote-facts';
import type { ServerSettings } from '../settings';
import { parseLogStamp } from '../log-stamp';
import { readWatchdogRestarts } from '../watchdog-acts';
import type { Section } from './sections';
import { splitWord, toCount } from './numbers';
import { toLaptopTime, type ServerClock } from './server-clock';

const maxLineChars = 600;

interface Tail {
  readonly readable: boolean;
  readonly modifiedAt: number | null;
  readonly lines: readonly string[];
}

/** `EXISTS READABLE MTIME SIZE`, then the lines. */
function readTail(section: Section | undefined, clock: ServerClock): Tail | null {
  const [, readable, seconds] = /^[01] ([01]) (\d+|-) (?:\d+|-)$/.exec(section?.lines[0] ?? '') ?? [];
  if (section === undefined || readable === undefined) return null;
  // What a log says is quoted as evidence, kept, told and written down: a password in it must not come with it.
  const text = section.lines
    .slice(1)
    .map((line) => line.replaceAll('\0', ''))
    .join('\n');
  const lines = maskSecrets(text, { maskAddresses: false })
    .split('\n')
    .map((line) => line.slice(0, maxLineChars));
  while (lines.at(-1) === '') lines.pop();
  return { readable: readable === '1', modifiedAt: toLaptopTime(toCount(seconds), clock), lines };
}

/**
 * When the watchdog last wrote. Its format is not known, so the last line with any stamp counts; where lines without one
 * follow, they were written when the file was.
 */
export function readWatchdog(
  section: Section | undefined,
  acts: Section | undefined,
  clock: ServerClock,
): WatchdogFacts | null {
  const tail = readTail(section, clock);
  if (tail === null) return null;
  const stamps = tail.lines.map((line) => parseLogStamp(line, clock.zoneMinutes));
  const last = stamps.findLastIndex((at) => at !== null);
  const at = stamps[last] ?? null;
  return {
    lastLineAt: at === null ? null : last < tail.lines.length - 1 ? tail.modifiedAt : at - clock.offsetMs,
    fileModifiedAt: tail.modifiedAt,
    lastLine: tail.lines[last] ?? tail.lines.at(-1) ?? null,
    readable: tail.readable,
    restarts: readWatchdogRestarts(acts?.lines ?? [], clock),
  };
}

export function readErrorTail(section: Section | undefined, clock: ServerClock): ErrorLogFacts | null {
  const tail = readTail(section, clock);
  return tail === null ? null : { readable: tail.readable, modifiedAt: tail.modifiedAt, tail: tail.lines.slice(-120) };
}

/** One line `EXISTS READABLE EXECUTABLE` for each path, in the order in which they were asked. */
export function readAccess(section: Section | undefined, paths: readonly string[]): readonly FileAccess[] | null {
  if (section === undefined) return null;
  const answers = section.lines.map((line) => /^([01]) ([01]) ([01])$/.exec(line));
  const files = paths.map((path, index) => {
    const answer = answers[index];
    if (answer === null || answer === undefined) return null;
    return { path, exists: answer[1] === '1', readable: answer[2] === '1', executable: answer[3] === '1' };
  });
  return files.every((file) => file !== null) ? files : null;
}

/** Lines `file EXISTS READABLE EXECUTABLE PATH` after the crontab: cron itself would not take such a line. */
export function readScheduledFiles(section: Section | undefined): readonly FileAccess[] | null {
  if (section === undefined) return null;
  return section.lines.flatMap((line) => {
    const [, exists, readable, executable, path] = /^file ([01]) ([01]) ([01]) (.{1,500})$/.exec(line) ?? [];
    if (path === undefined) return [];
    return [{ path, exists: exists === '1', readable: readable === '1', executable: executable === '1' }];
  });
}

/** The paths in the order of the script's section `files`. */
export function accessPaths(server: ServerSettings): {
  readonly scripts: readonly string[];
  readonly logs: readonly string[];
} {
  return {
    scripts: [server.api.startScript, server.api.stopScript],
    logs: [server.watchdogLog, server.errorLog, server.accessLog],
  };
}

/** `SIZE NAME` of the biggest file. */
export function readBiggestLog(
  section: Section | undefined,
  folder: string,
): { readonly path: string; readonly sizeBytes: number } | null {
  const [size, name] = splitWord(section?.lines[0] ?? '');
  const sizeBytes = toCount(size);
  return sizeBytes === null || name === ''
    ? null
    : { path: `${folder.replace(/\/$/, '')}/${name.slice(0, 255)}`, sizeBytes };
}
