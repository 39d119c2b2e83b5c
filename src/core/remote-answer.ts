import type { RemoteError } from './errors';
import type { DatabaseFacts, RemoteFacts, UnitFacts } from './remote-facts';
import { err, ok, type Result } from './result';
import type { ServerSettings } from './settings';
import { parseCrontab } from './crontab';
import {
  accessPaths,
  readAccess,
  readBiggestLog,
  readErrorTail,
  readScheduledFiles,
  readWatchdog,
} from './remote/files';
import { readGunicorn } from './remote/gunicorn';
import { readLocalCertificate } from './remote/local-certificate';
import { readKernel } from './remote/kernel';
import { readLocalAnswer } from './remote/local-answer';
import { toCount } from './remote/numbers';
import { readJournalAccess, readSudo } from './remote/permissions';
import { readCleanShutdown } from './remote/boots';
import { readDisks, readMemory } from './remote/resources';
import { firstSections, jobSections, type SectionName } from './remote/round-sections';
import { readSections, type Section } from './remote/sections';
import { readServerClock, toLaptopTime, type ServerClock } from './remote/server-clock';
import { isCluster, readUnits } from './remote/units';

interface AnswerContext {
  readonly nonce: string;
  readonly server: ServerSettings;
  /** When the command was sent and when its answer was complete, by the laptop's clock. */
  readonly sentAt: number;
  readonly receivedAt: number;
}

type Get = (name: SectionName) => Section | undefined;

/**
 * The facts in an answer of the round script. Nothing in it is trusted: what is missing, cut off or no number is null
 * and named in `missing`, and never looks well. Moments are by the laptop's clock. `answer-unreadable`: not one mark.
 */
export function parseRoundAnswer(stdout: string, context: AnswerContext): Result<RemoteFacts, RemoteError> {
  const answer = readSections(stdout, context.nonce);
  if (!answer.marked) return err({ kind: 'answer-unreadable' });
  const get: Get = (name) => answer.sections.get(name);
  const clock = readServerClock(get('clock'), get('clock_end'), context);
  // Its absence takes nothing away from a round: it is only compared with what was seen from outside.
  const jobs = jobSections.filter((name) => name !== 'certificate');
  const expected: readonly SectionName[] = ['clock', ...firstSections, ...jobs, 'clock_end'];
  const machine = readMachine(get, clock);
  return ok({
    clockOffsetMs: clock.offsetMs,
    serverTimeZoneOffsetMinutes: clock.zoneMinutes,
    ...machine,
    ...readServices(get, clock, context.server),
    ...readFolders(get, clock, context.server),
    journalReadable: readJournalAccess(get('journal')),
    kernel: readKernel(get('kernel'), clock, machine.bootAt),
    sudo: readSudo(get('sudo'), context.server.dashboard.unit),
    missing: expected.filter((name) => get(name) === undefined),
  });
}

function readMachine(
  get: Get,
  clock: ServerClock,
): Pick<RemoteFacts, 'hostname' | 'bootAt' | 'bootId' | 'cleanShutdown' | 'disks' | 'memory'> {
  const boot = new Map(
    get('boot')
      ?.lines.map((line) => line.split(' '))
      .map(([key = '', value = '']) => [key, value]),
  );
  const bootId = boot.get('boot_id');
  return {
    hostname: (get('host')?.lines[0] ?? '').trim().slice(0, 255),
    bootAt: readBootAt(boot, clock),
    bootId: bootId !== undefined && /^[0-9a-f-]{8,64}$/i.test(bootId) ? bootId : null,
    cleanShutdown: readCleanShutdown(get('boots')),
    disks: readDisks(get('disks')),
    memory: readMemory(get('memory'), get('processes')),
  };
}

/** By uptime; `btime` is the host's in a container, and moves when the clock is set. */
function readBootAt(boot: ReadonlyMap<string, string>, clock: ServerClock): number | null {
  const [, whole, fraction] = /^(\d{1,10})\.(\d\d)$/.exec(boot.get('uptime') ?? '') ?? [];
  if (whole === undefined || clock.beganAt === null) return toLaptopTime(toCount(boot.get('btime')), clock);
  return clock.beganAt - clock.offsetMs - (Number(whole) * 1000 + Number(fraction) * 10);
}

type ServiceFacts = Pick<
  RemoteFacts,
  | 'units'
  | 'database'
  | 'gunicorn'
  | 'localApi'
  | 'localDashboard'
  | 'localPortal'
  | 'localPortalApi'
  | 'localCertificate'
  | 'listeningPorts'
  | 'crontab'
>;

function readServices(get: Get, clock: ServerClock, server: ServerSettings): ServiceFacts {
  const units = readUnits(get('units'), clock);
  const listeningPorts = readPorts(get('ports'));
  const crontab = get('crontab');
  return {
    units: Object.fromEntries(units.filter((unit) => !isCluster(unit)).map((unit) => [keyOf(unit, server), unit])),
    database: readDatabase(get('database'), units, listeningPorts?.includes(server.database.port) ?? null),
    gunicorn: readGunicorn(get('processes'), server.api.app),
    localApi: readLocalAnswer(get('local_api')),
    localDashboard: readLocalAnswer(get('local_dashboard')),
    localPortal: readLocalAnswer(get('local_portal')),
    localPortalApi: readLocalAnswer(get('local_portal_api')),
    localCertificate: readLocalCertificate(get('certificate')),
    listeningPorts,
    crontab: crontab === undefined ? null : parseCrontab(crontab.lines.join('\n'), crontab.code, server),
  };
}

/** By short name; the dashboard's by the name that the settings use. */
function keyOf(unit: UnitFacts, server: ServerSettings): string {
  return `${unit.name}.service` === server.dashboard.unit ? server.dashboard.unit : unit.name;
}

/**
 * pg_isready's codes. Its silence on TCP is not the end: the socket is asked as well. Ended by `timeout` it proves
 * nothing, because it keeps its own time: the machine was too slow to run it.
 */
function readDatabase(
  section: Section | undefined,
  units: readonly UnitFacts[],
  listening: boolean | null,
): DatabaseFacts | null {
  const clusters = units.filter(isCluster);
  if (section === undefined && units.length === 0 && listening === null) return null;
  const codes = new Map(
    section?.lines.map((line) => line.split(' ')).map(([way = '', code = '']) => [way, toCount(code, 255)]),
  );
  const tcp = codes.get('tcp') ?? null;
  const socket = codes.get('socket') ?? null;
  return { ready: toReady(tcp === 2 && (socket === 0 || socket === 1) ? socket : tcp), clusters, listening };
}

function toReady(code: number | null): DatabaseFacts['ready'] {
  if (code === 0) return 'accepting';
  if (code === 1) return 'rejecting';
  return code === 2 ? 'no-answer' : null;
}

/** Decimal from ss, `x` and hexadecimal from /proc/net/tcp. */
function readPorts(section: Section | undefined): readonly number[] | null {
  if (section === undefined || section.code !== 0) return null;
  const ports = section.lines.map((line) =>
    /^x[0-9A-F]{4}$/.test(line) ? Number.parseInt(line.slice(1), 16) : toCount(line, 65_535),
  );
  return [...new Set(ports.filter((port) => port !== null))].sort((a, b) => a - b);
}

function readFolders(
  get: Get,
  clock: ServerClock,
  server: ServerSettings,
): Pick<RemoteFacts, 'scheduledFiles' | 'watchdog' | 'errorLog' | 'codeChangedAt' | 'scripts' | 'logs' | 'biggestLog'> {
  const paths = accessPaths(server);
  const files = readAccess(get('files'), [...paths.scripts, ...paths.logs]);
  return {
    scheduledFiles: readScheduledFiles(get('crontab')),
    watchdog: readWatchdog(get('watchdog'), get('watchdog_acts'), clock),
    errorLog: readErrorTail(get('errors'), clock),
    codeChangedAt: toLaptopTime(toCount(get('code')?.lines[0]), clock),
    scripts: files?.slice(0, paths.scripts.length) ?? null,
    logs: files?.slice(paths.scripts.length) ?? null,
    biggestLog: readBiggestLog(get('biggest'), server.logsFolder),
  };
}
