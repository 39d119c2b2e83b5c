import type { GunicornFacts, ProcessFacts } from '../remote-facts';
import type { Section } from './sections';
import { splitWord, toCount } from './numbers';

/** Ticks of the kernel's process clock per second: 100 on every Linux for users. */
const ticksPerSecond = 100;
/** Older than any machine stays up: a container's nonsense. */
const maxAgeSeconds = 20 * 365 * 86_400;

interface Process extends ProcessFacts {
  readonly args: string;
  /** What its handled signals say; null where the kernel did not tell. */
  readonly catchesMasterSignals: boolean | null;
}

/** Null where ps is not there or did not end: half a list would make a service look stopped. */
export function readGunicorn(section: Section | undefined, app: string): GunicornFacts | null {
  if (section === undefined || !section.lines.includes('ps 0')) return null;
  const now = toCount(section.lines.find((line) => line.startsWith('self '))?.slice(5));
  const processes = section.lines
    .filter((line) => line.startsWith('p '))
    .map((line) => readProcess(line.split(' '), now))
    .filter((process) => process !== null)
    .filter((process) => process.state !== 'Z' && process.state !== 'X' && isGunicornOf(process.args, app));
  return sortByRole(processes);
}

/** The process with the most memory: `top KILOBYTES NAME`. */
export function readBiggestProcess(
  section: Section | undefined,
): { readonly name: string; readonly rssBytes: number } | null {
  if (section === undefined || !section.lines.includes('ps 0')) return null;
  const [kilobytes, name] = splitWord(section.lines.find((line) => line.startsWith('top '))?.slice(4) ?? '');
  const size = toCount(kilobytes, 1e12);
  return size === null || name === '' ? null : { name: name.slice(0, 60), rssBytes: size * 1024 };
}

function readProcess(fields: readonly string[], now: number | null): Process | null {
  const [, pidText, parentText, state = '', ageText, rssText, startText, mask = '', ...args] = fields;
  const pid = toCount(pidText, 2 ** 31);
  const parentPid = toCount(parentText, 2 ** 31);
  if (pid === null || parentPid === null || pid === 0) return null;
  const rss = toCount(rssText, 1e12);
  return {
    pid,
    parentPid,
    state: state.slice(0, 1),
    ageSeconds: readAge(toCount(startText), now, toCount(ageText)),
    rssBytes: rss === null ? null : rss * 1024,
    args: args.join(' '),
    catchesMasterSignals: readMask(mask),
  };
}

function readAge(start: number | null, now: number | null, fromPs: number | null): number | null {
  const age = start !== null && now !== null && now >= start ? Math.floor((now - start) / ticksPerSecond) : fromPs;
  return age !== null && age <= maxAgeSeconds ? age : null;
}

/** A master handles HUP (1) and CHLD (17). Workers put both back; one that gunicorn left behind is told by that. */
function readMask(hex: string): boolean | null {
  if (!/^[0-9a-f]{8,32}$/i.test(hex)) return null;
  const low = Number.parseInt(hex.slice(-5), 16);
  return (low & 0x1) !== 0 && (low & 0x10000) !== 0;
}

/** gunicorn itself, and not an editor, a grep or a script with these words in its arguments. */
function isGunicornOf(args: string, app: string): boolean {
  const titled = /^gunicorn: \w+ \[(.*)\]/.exec(args);
  if (titled !== null) return isApp(titled[1] ?? '', app);
  const words = args.split(' ');
  const program = baseName(words[0]);
  const isProgram =
    program === 'gunicorn' ||
    (/^(?:python|pypy)[\d.]*$/.test(program) && words.slice(1, 4).some((word) => baseName(word) === 'gunicorn'));
  return isProgram && words.some((word) => isApp(word, app));
}

function isApp(word: string, app: string): boolean {
  return word === app || word.startsWith(`${app}:`);
}

function baseName(path: string | undefined): string {
  return path?.split('/').at(-1) ?? '';
}

/**
 * Parenthood tells the roles: a worker's parent is one of ours. Without such a parent it is a master, or a worker whose
 * master was killed and which now belongs to init. During an upgrade (USR2) the new master is a child of the old one.
 */
function sortByRole(processes: readonly Process[]): GunicornFacts {
  const pids = new Set(processes.map((process) => process.pid));
  const hasChildren = new Set(processes.map((process) => process.parentPid));
  const roots = processes.filter((process) => !pids.has(process.parentPid));
  const childlessRoots = roots.filter((process) => !hasChildren.has(process.pid)).length;
  const isMaster = (process: Process): boolean => {
    const title = /^gunicorn: (master|worker)/.exec(process.args)?.[1];
    const parentless = hasChildren.has(process.pid) || (roots.length === 1 && childlessRoots === 1);
    if (pids.has(process.parentPid))
      return hasChildren.has(process.pid) && (title === 'master' || process.catchesMasterSignals === true);
    return title === undefined ? (process.catchesMasterSignals ?? parentless) : title === 'master';
  };
  const masters = processes.filter(isMaster);
  const masterPids = new Set(masters.map((process) => process.pid));
  const others = processes.filter((process) => !masterPids.has(process.pid));
  return {
    masters: masters.map(toFacts),
    workers: others.filter((process) => masterPids.has(process.parentPid)).map(toFacts),
    orphans: others.filter((process) => !pids.has(process.parentPid)).map(toFacts),
    requestLimitMs: masters.map(({ args }) => readTimeout(args)).find((limit) => limit !== null) ?? null,
  };
}

/** 0 is "no limit". */
function readTimeout(args: string): number | null {
  const seconds = toCount(/ (?:--timeout|-t)[ =](\d{1,6})(?: |$)/.exec(args)?.[1]);
  return seconds === null || seconds === 0 ? null : seconds * 1000;
}

function toFacts({ pid, parentPid, state, ageSeconds, rssBytes }: Process): ProcessFacts {
  return { pid, parentPid, state, ageSeconds, rssBytes };
}
