import { maskSecrets } from './logs/mask';
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
    rebootLine: withoutSecrets(reboot),
    watchdogLine: withoutSecrets(watchdog),
    watchdogMinutes: watchdog === null ? null : parseMinutes(watchdog.schedule),
  };
}

/** It is quoted, and a job may be given a password on its own line. */
function withoutSecrets(line: CronLine | null | undefined): string | null {
  return line == null ? null : maskSecrets(line.line, { maskAddresses: false });
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

/** What the shell would turn into something else, or cron itself (`%`): nobody knows the file from here. */
const changed = /["'\\$`*?[(%]/;
/** The option after which a quotation is commands: `sh -c '…'`. */
const commandOption = /^-\w*c$/;

/**
 * The scripts of a crontab line, by their full names; what stands behind an option or a redirection is none. A name
 * that is not written out in one word says nothing: to say that a file is missing, it must be that file.
 */
export function scriptsOf(line: string): readonly ScheduledScript[] {
  const command = readLine(line)?.command ?? '';
  return [...command.matchAll(/[^;|&]+/g)].flatMap(({ 0: part, index }) => {
    const quotation = openQuotation(command.slice(0, index));
    return quotation === 'text' ? [] : scriptOf(part.trim().split(/\s+/), quotation === 'commands');
  });
}

/** What a quotation that began before this place and goes on in it is. */
function openQuotation(before: string): 'none' | 'commands' | 'text' {
  const open = before.replace(/"[^"]*"|'[^']*'/g, '').split(/["']/);
  if (open.length < 2) return 'none';
  return commandOption.test(open[0]?.trim().split(/\s+/).at(-1) ?? '') ? 'commands' : 'text';
}

function scriptOf(words: readonly string[], isQuoted: boolean): readonly ScheduledScript[] {
  let isRead = false;
  let isWrapped = false;
  let lockComes = false;
  for (const [index, whole] of words.entries()) {
    const cut = whole.replace(/[<>)].*$/, '');
    const word = unquote(cut, isQuoted, commandOption.test(words[index - 1] ?? ''));
    if (/^\d*[<>]/.test(whole) || word === null) return [];
    // What comes after a redirection may be its file.
    if (cut !== whole && !absolute.test(word)) return [];
    if (/^\w+=|^-|^$/.test(word) || (isWrapped && /^\d+$/.test(word))) continue;
    if (lockComes) lockComes = false;
    else if (interpreter.test(word)) isRead = true;
    else if (wrapper.test(word)) {
      isWrapped = true;
      lockComes = word.endsWith('flock');
    } else if (absolute.test(word)) return changed.test(word.replace(/^\$HOME\//, '')) ? [] : [{ path: word, isRead }];
    // A user's name after sudo; any other word is a program that is looked for by its name.
    else if (!isWrapped) return [];
  }
  return [];
}

/** Null where a quotation goes on in the next word, or ends in this one without having begun where commands are. */
function unquote(word: string, isQuoted: boolean, isCommand: boolean): string | null {
  const [, open = '', inner = '', close = ''] = /^(["']?)(.*?)(["']?)$/.exec(word) ?? [];
  const isWhole = open === close || (close === '' && isCommand) || (open === '' && isQuoted);
  return isWhole ? inner : null;
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
