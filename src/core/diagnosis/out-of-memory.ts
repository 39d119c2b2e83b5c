import { findMemoryKills, mergeKills, type MemoryKill } from '../kernel-words';
import type { Cause, Finding, PartId } from '../model';
import type { KernelFacts, RemoteFacts, UnitFacts } from '../remote-facts';
import { finding, type RoundView } from './view';

/** A process that the kernel closed for lack of memory. */
interface Kill {
  /** Between `fromAt` and `at`: the same moment where a line dates it. */
  readonly fromAt: number;
  readonly at: number;
  readonly victim: string | null;
  /** The part of the portal that lost a process; null where that is not known. */
  readonly part: PartId | null;
  readonly isProven: boolean;
  readonly text: string;
}

/** Counters of kills at the last look inside, and the last time that one of them rose between two looks. */
export interface KillMemory {
  readonly bootId: string | null;
  readonly lookedAt: number | null;
  readonly killsByGroup: KernelFacts['killsByGroup'];
  readonly risen: { readonly fromAt: number; readonly at: number; readonly group: string } | null;
}
export const noKills: KillMemory = { bootId: null, lookedAt: null, killsByGroup: {}, risen: null };

const minuteMs = 60_000;
/** It is over when nothing more was closed for so long. */
const lifeMs = 60 * minuteMs;
/** A part that fails this soon after it lost a process fails because of that. */
const consequenceMs = 10 * minuteMs;
const slackMs = minuteMs;

/**
 * Memory ran out: only the kernel's word, systemd's, or a counter of theirs counts. gunicorn asks "Perhaps out of
 * memory?" after every SIGKILL, also after its own (arbiter.py, murder_workers), so its line is never a proof.
 */
export function findOutOfMemory(view: RoundView): readonly Finding[] {
  const kills = recentKills(view);
  const last = kills.findLast(({ isProven }) => isProven) ?? kills.at(-1);
  if (last === undefined) return [];
  const { at, victim, part } = last;
  return [
    finding('out-of-memory', 'attention', last.isProven ? 'certain' : 'probable', {
      values: { at, ...(victim === null ? {} : { victim }), ...(part === null ? {} : { service: part }) },
      evidence: kills.slice(-3).map((kill) => ({ text: kill.text, sinceAt: kill.at })),
    }),
  ];
}

/** Whether a failure of now came of a process that was closed: the same part, shortly before it failed. */
export function isBrokenByMemory(symptom: Finding, view: RoundView): boolean {
  const part = partOfCause(symptom.cause);
  if (part === null) return false;
  // Workers left behind serve on, perhaps for long: the loss of their master is the failure itself.
  const isOrphaned = symptom.variant === 'orphans';
  const { from, to } = failedBetween(symptom, part, view);
  return recentKills(view).some(
    (kill) => kill.part === part && (isOrphaned || (kill.at >= from - consequenceMs && kill.fromAt <= to + slackMs)),
  );
}

export function rememberKills(facts: RemoteFacts | null, at: number, earlier: KillMemory): KillMemory {
  const groups = facts?.kernel?.killsByGroup ?? {};
  if (facts === null || Object.keys(groups).length === 0) return earlier;
  return {
    bootId: facts.bootId,
    lookedAt: at,
    killsByGroup: groups,
    risen: findRise(facts, at, earlier) ?? earlier.risen,
  };
}

/**
 * A counter that rose since the last look. Groups begin anew at zero when their service starts, and a slice counts what
 * is below it, so the deepest one names the victim.
 */
function findRise(facts: RemoteFacts, at: number, earlier: KillMemory): KillMemory['risen'] {
  const { lookedAt, killsByGroup: before, bootId } = earlier;
  if (lookedAt === null || bootId !== facts.bootId || Object.keys(before).length === 0) return null;
  const risen = Object.entries(facts.kernel?.killsByGroup ?? {}).filter(
    ([group, kills]) => kills > 0 && kills !== before[group],
  );
  const [group] = [...risen.map(([name]) => name)].sort((a, b) => depth(b) - depth(a));
  return group === undefined ? null : { fromAt: lookedAt, at, group };
}

function depth(group: string): number {
  return group.split('/').length;
}

function recentKills(view: RoundView): readonly Kill[] {
  const { facts, at } = view;
  if (facts === null) return [];
  const proven = mergeKills([...findMemoryKills(facts.kernel?.lines ?? []), ...unitKills(facts)]).map((kill) =>
    toKill(kill, view),
  );
  const memory = view.memory?.kills ?? noKills;
  const risen = findRise(facts, at, memory) ?? memory.risen;
  // The line that dates it says more than the counter that rose with it.
  const isTold = risen !== null && proven.some((kill) => kill.at >= risen.fromAt - slackMs && kill.at <= risen.at);
  const counted = risen === null || isTold ? [] : [fromCounter(risen, view)];
  return [...proven, ...counted].filter((kill) => at - kill.at <= lifeMs && kill.at <= at + slackMs);
}

/** Its own record of how a unit ended. */
function unitKills(facts: RemoteFacts): readonly MemoryKill[] {
  const units: readonly UnitFacts[] = [...Object.values(facts.units), ...(facts.database?.clusters ?? [])];
  return units
    .filter((unit) => unit.result === 'oom-kill')
    .flatMap((unit) =>
      unit.changedAt === null ? [] : [{ at: unit.changedAt, name: null, pid: null, group: unit.name }],
    );
}

function toKill(kill: MemoryKill, view: RoundView): Kill {
  const victim = kill.name ?? (kill.group === null ? null : unitNameOf(kill.group));
  const pid = kill.pid === null ? '' : ` (${String(kill.pid)})`;
  const source = kill.pid === null ? 'systemctl: oom-kill' : 'kernel: Out of memory: killed';
  return {
    fromAt: kill.at,
    at: kill.at,
    victim,
    part: partOfKill(kill, view),
    isProven: true,
    text: `${source} ${victim ?? ''}${pid}`.trim(),
  };
}

function fromCounter({ fromAt, at, group }: NonNullable<KillMemory['risen']>, view: RoundView): Kill {
  const part = partOfGroup(group, null, view);
  const isUnit = group.endsWith('.service');
  const victim = part === 'api' ? 'gunicorn' : isUnit ? unitNameOf(group) : null;
  return { fromAt, at, victim, part, isProven: false, text: `cgroup ${group}: oom_kill rose` };
}

function unitNameOf(group: string): string {
  return (group.split('/').at(-1) ?? group).replace(/\.(?:service|scope|slice)$/, '');
}

function partOfKill(kill: MemoryKill, view: RoundView): PartId | null {
  const { memory, log } = view;
  const killed = log?.arbiter.killed ?? null;
  const own = [...(memory?.masterPids ?? []), ...(memory?.workerPids ?? []), ...(killed === null ? [] : [killed.pid])];
  if (kill.pid !== null && own.includes(kill.pid)) return 'api';
  if (kill.group !== null) return partOfGroup(kill.group, kill.name, view);
  return kill.name === null ? null : partOfProgram(kill.name);
}

/** What cron started, or she herself by SSH, lives in cron's group or in hers: the API is no unit. */
function partOfGroup(group: string, program: string | null, view: RoundView): PartId | null {
  const unit = unitNameOf(group);
  if (unit === view.server.dashboard.unit.replace(/\.service$/, '')) return 'dashboard';
  if (unit === 'nginx') return 'nginx';
  if (/postgresql/.test(group)) return 'postgresql';
  const isHers =
    unit === 'cron' || unit === 'crond' || /(?:^|\/)user(?:-\d+)?\.slice/.test(group) || unit.startsWith('session-');
  if (isHers) return program === null || isPython(program) ? 'api' : partOfProgram(program);
  return program === null ? null : partOfProgram(program);
}

/** gunicorn serves the dashboard as well: without its group a python is nobody's. */
function partOfProgram(program: string): PartId | null {
  if (/^postgres/.test(program)) return 'postgresql';
  return program === 'nginx' ? 'nginx' : null;
}

function isPython(program: string): boolean {
  return /^(?:gunicorn|python|uvicorn)/.test(program);
}

function partOfCause(cause: Cause): PartId | null {
  if (cause === 'database-down') return 'postgresql';
  if (cause === 'proxy-down') return 'nginx';
  if (cause === 'dashboard-down' || cause === 'dashboard-failing') return 'dashboard';
  return cause === 'api-down' || cause === 'api-hung' || cause === 'api-error' || cause === 'workers-missing'
    ? 'api'
    : null;
}

/** When the failure began: systemd's own record, or between the last good round and the first bad one. */
function failedBetween(
  { values }: Finding,
  part: PartId,
  view: RoundView,
): { readonly from: number; readonly to: number } {
  if (values.since !== undefined) return { from: values.since.at, to: values.since.at };
  const known = view.memory?.parts[part];
  const to = known?.failedAt ?? view.at;
  return { from: known?.wellAt ?? to, to };
}
