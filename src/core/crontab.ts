import type { CrontabFacts } from './remote-facts';
import type { ServerSettings } from './settings';

interface CronLine {
  readonly line: string;
  /** The minute field, or the name after `@`. */
  readonly schedule: string;
  readonly command: string;
}

const noCrontab = /^(?:crontab: )?no crontab for |^crontab: can't open/m;
const maxLineChars = 500;

/**
 * What `crontab -l` printed. No crontab at all is an empty one; any other failure (not allowed, no such program) is
 * null, because then nobody knows whether the lines are there. Lines with a `#` in front do not count.
 */
export function parseCrontab(
  text: string,
  code: number,
  server: Pick<ServerSettings, 'api' | 'watchdogLog'>,
): CrontabFacts | null {
  if (code !== 0 && !noCrontab.test(text)) return null;
  const lines =
    code === 0
      ? text
          .split('\n')
          .map(readLine)
          .filter((line) => line !== null)
      : [];
  const reboot = lines.find((line) => line.schedule === '@reboot' && startsApi(line.command, server));
  const scheduled = lines.filter((line) => line.schedule !== '@reboot');
  const watchdog = bestOf(scheduled, [
    (line) => line.command.includes(server.watchdogLog),
    (line) => /monitor|watchdog|vigil/i.test(line.command),
    (line) => line.command.includes(folderOf(server.api.startScript)),
  ]);
  return {
    rebootLine: reboot?.line ?? null,
    watchdogLine: watchdog?.line ?? null,
    watchdogMinutes: watchdog === null ? null : parseMinutes(watchdog.schedule),
  };
}

/** Minutes of the hour of a plain cron field (`*`, `7`, `0,30`, `2-59/5`, `*` with a step); null where it is not one. */
export function parseMinutes(field: string): readonly number[] | null {
  if (field === '@hourly') return [0];
  const minutes = new Set<number>();
  for (const part of field.split(',')) {
    const match = /^(?:\*|(\d{1,2})(?:-(\d{1,2}))?)(?:\/(\d{1,2}))?$/.exec(part);
    if (match === null) return null;
    const [, from, to, step] = match;
    const isStar = from === undefined;
    if (!isStar && step !== undefined && to === undefined) return null;
    const first = isStar ? 0 : Number(from);
    const last = isStar ? 59 : Number(to ?? from);
    const every = Number(step ?? 1);
    if (last > 59 || first > last || every < 1) return null;
    for (let minute = first; minute <= last; minute += every) minutes.add(minute);
  }
  return [...minutes].sort((a, b) => a - b);
}

/** A file that a line of the crontab needs: one that it runs, or one that it gives to an interpreter. */
interface ScheduledScript {
  readonly path: string;
  readonly isRead: boolean;
}

const interpreter = /^(?:.*\/)?(?:(?:ba|da|z|k)?sh|python[\d.]*|perl|php|node)$/;
/** Programs that run another one. */
const wrapper = /^(?:.*\/)?(?:nice|ionice|nohup|exec|time|setsid|timeout|flock|sudo|env|chronic|systemd-cat)$/;
const absolute = /^(?:\/|~\/|\$HOME\/)/;

/** The scripts of a crontab line, by their full names; what stands behind an option or a redirection is none. */
export function scriptsOf(line: string): readonly ScheduledScript[] {
  const command = readLine(line)?.command ?? '';
  return command.split(/&&|\|\||[;|&]/).flatMap((part) => scriptOf(part.trim().split(/\s+/).map(unquote)));
}

function scriptOf(words: readonly string[]): readonly ScheduledScript[] {
  let isRead = false;
  let isWrapped = false;
  let lockComes = false;
  for (const word of words) {
    if (/^\d*[<>]/.test(word)) return [];
    if (/^\w+=|^-|^$/.test(word) || (isWrapped && /^\d+$/.test(word))) continue;
    if (lockComes) lockComes = false;
    else if (interpreter.test(word)) isRead = true;
    else if (wrapper.test(word)) {
      isWrapped = true;
      lockComes = word.endsWith('flock');
    } else if (absolute.test(word)) return [{ path: word, isRead }];
    // A user's name after sudo; any other word is a program that is looked for by its name.
    else if (!isWrapped) return [];
  }
  return [];
}

function unquote(word: string): string {
  return word.replace(/^["']+|["']+$/g, '');
}

function readLine(raw: string): CronLine | null {
  const line = raw.trim().slice(0, maxLineChars);
  const named = /^(@[a-z]+)\s+(.+)$/.exec(line);
  if (named !== null) return { line, schedule: named[1] ?? '', command: named[2] ?? '' };
  const [, minute, command] = /^([\d*][^\s]*)(?:\s+[^\s]+){4}\s+(.+)$/.exec(line) ?? [];
  return minute === undefined || command === undefined ? null : { line, schedule: minute, command };
}

function startsApi(command: string, server: Pick<ServerSettings, 'api'>): boolean {
  const script = server.api.startScript;
  return (
    command.includes(folderOf(script)) ||
    command.includes(script.slice(script.lastIndexOf('/') + 1)) ||
    /gunicorn|\bapi\b|_api|api_/i.test(command)
  );
}

function bestOf(lines: readonly CronLine[], tests: readonly ((line: CronLine) => boolean)[]): CronLine | null {
  for (const test of tests) {
    const found = lines.find(test);
    if (found !== undefined) return found;
  }
  return null;
}

function folderOf(path: string): string {
  return path.slice(0, path.lastIndexOf('/') + 1);
}
