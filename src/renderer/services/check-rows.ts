/** Rows below the services: certificate, disks, memory, access, and what repairs the API by itself. */
import { allFindings } from '../../core/dating';
import type { DiskSnapshot } from '../../core/machine';
import type { Cause, CheckResult, Finding, OverallStatus } from '../../core/model';
import type { ServerSnapshot } from '../../core/snapshot-types';
import { levelsOf } from '../../core/thresholds';
import type { ServicesView } from '../../shared/history/services-view';
import { toMs } from '../facts';
import { fromHistory, isCurrent } from './row';
import type { Row, RowsInput } from './row';
import type { Words } from '../words';

const dayMs = 86_400_000;

export function checkRows(input: RowsInput): readonly Row[] {
  const { server } = input;
  // One row at least: where nothing is known of the disks yet, the main one's.
  const mounts = server.mounts.length === 0 ? ['/'] : server.mounts;
  return [
    certificateRow(input),
    ...mounts.map((mount) => diskRow(mount, input)),
    memoryRow(input),
    sshRow(input),
    watchdogRow(input),
    autostartRow(input),
  ];
}

type Frame = Pick<Row, 'id' | 'group' | 'name'>;
type Content = Partial<Pick<Row, 'sub' | 'value' | 'raw' | 'second' | 'trend'>>;

/** `content` null: nothing is known of it. */
function row(frame: Frame, { server, t }: RowsInput, findings: readonly Finding[], content: Content | null): Row {
  const check = server.checks.find(({ id }) => id === frame.id);
  const base = { ...frame, sub: null, raw: null, second: null, trend: null, service: null };
  // What harms users is told all the same, and then stands here.
  if (server.off.some((one) => frame.id === one || frame.id.startsWith(`${one}:`)) && findings.length === 0)
    return { ...base, status: 'no-data', value: t.ui('check.off'), second: t.ui('check.off.by') };
  if (!isCurrent(server)) return { ...base, status: 'no-data', value: null };
  const isUnread = content === null || check === undefined || check.level === 'unknown';
  const status = worstOf(check, findings);
  return {
    ...base,
    ...content,
    status: isUnread && findings.length === 0 ? 'no-data' : status,
    value: content?.value ?? t.ui('check.unknown'),
  };
}

/** A finding knows more than its check: it holds its lower threshold, and tells an outage from a worry. */
function worstOf(check: CheckResult | undefined, findings: readonly Finding[]): OverallStatus {
  if (findings.some(({ status }) => status === 'down')) return 'down';
  const isBad = check?.level === 'warning' || check?.level === 'critical';
  return findings.length > 0 || isBad ? 'attention' : 'calm';
}

function findingsOf({ diagnosis }: ServerSnapshot, ...causes: readonly Cause[]): readonly Finding[] {
  return diagnosis === null ? [] : allFindings(diagnosis).filter(({ cause }) => causes.includes(cause));
}

function certificateRow(input: RowsInput): Row {
  const { server, t } = input;
  const frame = { id: 'certificate', group: 'users', name: t.ui('check.certificate') } as const;
  const found = findingsOf(server, 'certificate-expired', 'certificate-invalid', 'certificate-expiring');
  const certificate = server.observation?.portal.certificate ?? server.observation?.api.certificate ?? null;
  if (certificate === null || server.observation === null) return row(frame, input, found, null);
  const { validFromAt, validToAt, problem } = certificate;
  const n = Math.floor((validToAt - server.observation.at) / dayMs);
  return row(frame, input, found, {
    sub: t.ui('check.certificate.sub', { at: validFromAt }),
    value:
      n < 0
        ? t.ui('check.certificate.expired', { at: validToAt })
        : problem === null
          ? t.ui('check.certificate.value', { at: validToAt })
          : t.ui('check.certificate.rejected'),
    raw: problem === null || n < 0 ? null : problem.kind,
    second:
      n < 0
        ? null
        : // How many days are left is known without the history.
          (fromHistory(input, ({ lastRenewalAt: at }) =>
            at === null ? null : t.ui('check.certificate.renewed', { n, at }),
          ) ?? t.ui('check.certificate.days', { n })),
  });
}

function diskRow(mount: string, input: RowsInput): Row {
  const { server, t } = input;
  const frame = { id: `disk:${mount}`, group: 'support', name: t.ui('check.disk') } as const;
  const found = findingsOf(server, 'disk-full', 'disk-filling').filter(({ values }) => values.mount === mount);
  const disk = server.machine?.disks?.find((one) => one.mount === mount);
  if (disk === undefined) return { ...row(frame, input, found, null), sub: mount };
  const { diskFilling } = levelsOf(server.thresholds);
  return row(frame, input, found, {
    sub: t.ui('check.disk.sub', { mount, size: disk.sizeBytes }),
    value: t.ui('check.disk.value', { used: disk.usedPercent, free: Math.max(0, disk.availableBytes) }),
    raw: disk.readOnly ? t.ui('check.disk.readOnly') : null,
    second: diskSecond(disk, found, diskFilling.leave, t),
    trend: { check: frame.id, unit: 'percent', limit: diskFilling.enter },
  });
}

/** Files run out before the space does: they are named from `inodesFrom` percent on. */
function diskSecond(
  { fullAt, inodesUsedPercent }: DiskSnapshot,
  found: readonly Finding[],
  inodesFrom: number,
  t: Words,
): string | null {
  if (fullAt !== null) return t.ui('check.disk.full', { when: fullAt });
  if ((inodesUsedPercent ?? 0) >= inodesFrom) return t.ui('check.disk.inodes', { used: inodesUsedPercent ?? 0 });
  const { biggest, sizeBytes } = found[0]?.values ?? {};
  return biggest === undefined || sizeBytes === undefined
    ? null
    : t.ui('check.disk.biggest', { name: biggest, size: sizeBytes });
}

function memoryRow(input: RowsInput): Row {
  const { server, t } = input;
  const frame = { id: 'memory', group: 'support', name: t.ui('check.memory') } as const;
  const memory = server.machine?.memory ?? null;
  const found = findingsOf(server, 'memory-low', 'out-of-memory');
  if (memory === null || memory.totalBytes <= 0) return row(frame, input, found, null);
  const { totalBytes, availableBytes, biggest } = memory;
  return row(frame, input, found, {
    sub: t.ui('check.memory.sub', { size: totalBytes }),
    value: t.ui('check.memory.value', { free: Math.floor((100 * availableBytes) / totalBytes) }),
    second: biggest === null ? null : t.ui('check.memory.biggest', { name: biggest.name, size: biggest.rssBytes }),
    trend: { check: 'memory', unit: 'percent', limit: null },
  });
}

function sshRow(input: RowsInput): Row {
  const { server, t } = input;
  const frame = { id: 'ssh', group: 'support', name: t.ui('check.ssh') } as const;
  const found = findingsOf(server, 'ssh-unavailable', 'ssh-auth-failed', 'host-key-changed', 'host-key-unknown');
  const ssh = server.observation?.ssh ?? null;
  if (ssh === null) return row(frame, input, found, null);
  return row(frame, input, found, {
    sub: server.user === null ? null : t.ui('check.ssh.sub', { user: server.user }),
    value: ssh.kind === 'facts' ? toMs(ssh.ms, t) : t.ui('check.ssh.failed'),
    raw: ssh.kind === 'facts' ? null : ssh.error,
    second: ssh.kind === 'facts' ? t.ui('check.ssh.ok') : null,
    trend: { check: 'ssh', unit: 'ms', limit: null },
  });
}

function watchdogRow(input: RowsInput): Row {
  const { server, t } = input;
  const frame = { id: 'watchdog', group: 'repair', name: t.ui('check.watchdog') } as const;
  const age = server.checks.find(({ id }) => id === 'watchdog')?.value;
  const plan = server.machine?.watchdog ?? null;
  const content: Content = {
    sub: plan === null ? null : t.ui('check.watchdog.sub', { every: plan.everyMs }),
    second: fromHistory(input, (history) => watchdogSecond(history, t)),
    // The check counts seconds up to the end of the round.
    ...(typeof age === 'number' && server.lastRoundAt !== null
      ? { value: t.ui('check.watchdog.value', { seen: server.lastRoundAt - age * 1000 }) }
      : {}),
  };
  return row(frame, input, findingsOf(server, 'watchdog-silent'), server.machine === null ? null : content);
}

function watchdogSecond({ counted, range, watchdogRepairs }: ServicesView, t: Words): string | null {
  if (counted === null) return null;
  const span = wholeDays(range.toAt - counted.fromAt);
  return watchdogRepairs === 0
    ? t.ui('promise.watchdog.none', { span })
    : t.ui('promise.watchdog', { n: watchdogRepairs, span });
}

/** "30 días", not "29 días y 10 h". */
export function wholeDays(ms: number): number {
  return ms < dayMs ? ms : Math.round(ms / dayMs) * dayMs;
}

function autostartRow(input: RowsInput): Row {
  const { server, t } = input;
  const frame = { id: 'autostart', group: 'repair', name: t.ui('check.autostart') } as const;
  const found = findingsOf(server, 'autostart-missing');
  const known = server.machine?.autostart.filter(({ starts }) => starts !== null) ?? [];
  if (known.length === 0) return row(frame, input, found, null);
  const missing = known.filter(({ starts }) => starts === false).map(({ part }) => part);
  const counts = { n: known.length - missing.length, total: known.length };
  return row(frame, input, found, {
    sub: server.lastRoundAt === null ? null : t.ui('check.autostart.sub', { at: server.lastRoundAt }),
    value:
      missing.length === 0
        ? t.ui('check.autostart.value', counts)
        : t.ui('check.autostart.missing', { ...counts, parts: missing }),
    second: fromHistory(input, ({ reboot }) =>
      reboot?.last == null ? t.ui('promise.reboot.unseen') : t.ui('promise.reboot', { took: reboot.last.ms }),
    ),
  });
}
