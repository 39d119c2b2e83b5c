import type { CheckResult, PartId } from '../core/model';
import type { OptionalCheck } from '../core/optional-checks';
import type { ServerSnapshot } from '../core/snapshot-types';
import type { Translator } from './i18n';

/** What calm rests on: without one good look inside, nothing is said of what holds the portal up, and "all" only of what is watched. */
export function describeCalm(snapshot: ServerSnapshot, t: Translator): string {
  const inside: readonly PartId[] = ['nginx', 'postgresql', 'dashboard'];
  const isSeen = inside.some((part) => isWell(snapshot, part)) || isWell(snapshot, 'api.processes');
  if (!isSeen) return t.text('answer.calm.outside');
  return t.text(snapshot.off.length === 0 ? 'answer.calm.sub' : 'answer.calm.watched');
}

/** Why it is calm: one line for each thing that was looked at and is well. Nothing is said about what was not measured. */
export function describeReasons(snapshot: ServerSnapshot, t: Translator): readonly string[] {
  const lines = [
    webReason(snapshot, t),
    apiReason(snapshot, t),
    servicesReason(snapshot, t),
    watchdogReason(snapshot, t),
    autostartReason(snapshot, t),
    resourcesReason(snapshot, t),
    certificateReason(snapshot, t),
    accessReason(snapshot, t),
    snapshot.repairsOfDay === 0 ? null : t.text('reason.quietRepair', { n: snapshot.repairsOfDay }),
  ];
  return lines.filter((line) => line !== null);
}

/** What calm does not include: what could not be measured now, and what Vigía never sees. */
export function describeNotWatched(snapshot: ServerSnapshot, t: Translator): readonly string[] {
  const always = [t.text('notWatched.asleep'), t.text('notWatched.content'), t.text('notWatched.outside')];
  const off = describeOff(snapshot.off, t);
  const access = findCheck(snapshot, 'ssh');
  if (access !== undefined && access.level !== 'ok') return [t.text('notWatched.ssh'), ...off, ...always];
  const ids = snapshot.checks.filter(({ level }) => level === 'unknown').map(({ id }) => id);
  const names = ids.map((id) => t.tryText(`check.${id.split(':')[0] ?? id}`)).filter((name) => name !== null);
  const unmeasured = [...new Set(names)].map((check) =>
    t.text('notWatched.check', { check, why: t.text('notMeasured') }),
  );
  return [...unmeasured, ...off, ...always];
}

/** What she switched off, a line for each. */
export function describeOff(off: readonly OptionalCheck[], t: Translator): readonly string[] {
  return off.map((check) => t.text(`notWatched.off.${check}`));
}

function webReason(snapshot: ServerSnapshot, t: Translator): string | null {
  if (!isWell(snapshot, 'portal.public')) return null;
  const took = snapshot.observation?.portal.phases.totalMs ?? findCheck(snapshot, 'portal.public')?.ms;
  return took == null ? t.text('reason.web.bare') : t.text('reason.web', { took });
}

function apiReason(snapshot: ServerSnapshot, t: Translator): string | null {
  if (!isWell(snapshot, 'api.public')) return null;
  const n = wellNumber(snapshot, 'api.processes');
  return n === null ? t.text('reason.api.bare') : t.text('reason.api', { n });
}

function servicesReason(snapshot: ServerSnapshot, t: Translator): string | null {
  const parts: readonly PartId[] = ['nginx', 'postgresql', 'dashboard'];
  const names = parts.filter((part) => isWell(snapshot, part));
  const [only] = names;
  if (only === undefined) return null;
  return names.length === 1 ? t.text('reason.service', { service: only }) : t.text('reason.services', { names });
}

/** The check's value is the age of the watchdog's last line when the round looked, in seconds. */
function watchdogReason(snapshot: ServerSnapshot, t: Translator): string | null {
  const ageSeconds = wellNumber(snapshot, 'watchdog');
  const readAt = snapshot.observation?.at ?? snapshot.lastRoundAt;
  if (ageSeconds === null || readAt === null) return null;
  return t.text('reason.watchdog', { seen: readAt - ageSeconds * 1000 });
}

function autostartReason(snapshot: ServerSnapshot, t: Translator): string | null {
  return isWell(snapshot, 'autostart') && !hasFinding(snapshot, 'autostart-missing')
    ? t.text('reason.autostart')
    : null;
}

function resourcesReason(snapshot: ServerSnapshot, t: Translator): string | null {
  const disks = snapshot.checks.filter(({ id }) => id.startsWith('disk:'));
  const free = wellNumber(snapshot, 'memory');
  if (free === null || disks.length === 0 || disks.some(({ level }) => level !== 'ok')) return null;
  const used = Math.max(...disks.map(({ value }) => (typeof value === 'number' ? value : 0)));
  return t.text('reason.resources', { used, free });
}

function certificateReason(snapshot: ServerSnapshot, t: Translator): string | null {
  const days = wellNumber(snapshot, 'certificate');
  return days === null ? null : t.text('reason.certificate', { days });
}

function accessReason(snapshot: ServerSnapshot, t: Translator): string | null {
  return isWell(snapshot, 'ssh') && !hasFinding(snapshot, 'sudo-denied') ? t.text('reason.access') : null;
}

function hasFinding({ diagnosis }: ServerSnapshot, cause: 'sudo-denied' | 'autostart-missing'): boolean {
  return (
    diagnosis !== null && (diagnosis.primary?.cause === cause || diagnosis.findings.some((one) => one.cause === cause))
  );
}

function findCheck(snapshot: ServerSnapshot, id: string): CheckResult | undefined {
  return snapshot.checks.find((check) => check.id === id);
}

function isWell(snapshot: ServerSnapshot, id: string): boolean {
  return findCheck(snapshot, id)?.level === 'ok';
}

function wellNumber(snapshot: ServerSnapshot, id: string): number | null {
  const check = findCheck(snapshot, id);
  return check?.level === 'ok' && typeof check.value === 'number' ? check.value : null;
}
