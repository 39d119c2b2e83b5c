/** Rows below the services: what the last round's checks say about disk, memory, certificate, access and repair. */
import type { CheckResult, Level, OverallStatus } from '../core/model';
import type { ServerSnapshot } from '../core/snapshot-types';
import { toMs } from './facts';
import type { WindowKey } from './texts/es';
import type { Words } from './words';

export interface CheckRow {
  readonly id: string;
  readonly group: 'users' | 'support' | 'repair';
  readonly status: OverallStatus;
  readonly name: string;
  /** What stands under the name: the mount of a disk. */
  readonly sub: string | null;
  readonly value: string;
}

type KnownCheck = 'certificate' | 'disk' | 'memory' | 'ssh' | 'watchdog' | 'autostart';
const groups: Readonly<Record<KnownCheck, CheckRow['group']>> = {
  certificate: 'users',
  disk: 'support',
  memory: 'support',
  ssh: 'support',
  watchdog: 'repair',
  autostart: 'repair',
};

export function checkRows(server: ServerSnapshot, t: Words): readonly CheckRow[] {
  return server.checks.flatMap((check) => {
    const colon = check.id.indexOf(':');
    const kind = colon < 0 ? check.id : check.id.slice(0, colon);
    if (!isKnown(kind)) return [];
    const mount = colon < 0 ? null : check.id.slice(colon + 1);
    return [
      {
        id: check.id,
        group: groups[kind],
        status: toStatus(check.level),
        name: t.ui(`check.${kind}`),
        sub: mount,
        value: valueOf(kind, check, server, t),
      },
    ];
  });
}

function isKnown(kind: string): kind is KnownCheck {
  return Object.hasOwn(groups, kind);
}

/** A critical check of these is still not an outage: only services are down. */
function toStatus(level: Level): OverallStatus {
  if (level === 'ok') return 'calm';
  return level === 'unknown' ? 'no-data' : 'attention';
}

function valueOf(kind: KnownCheck, check: CheckResult, server: ServerSnapshot, t: Words): string {
  if (check.level === 'unknown') return t.ui('check.unknown');
  const value = typeof check.value === 'number' ? check.value : null;
  switch (kind) {
    case 'certificate':
      return value === null || value < 0 ? check.message : t.ui('check.certificate.value', { n: value });
    case 'disk':
      return number(t, 'check.disk.value', 'used', value);
    case 'memory':
      return number(t, 'check.memory.value', 'free', value);
    case 'ssh':
      return check.level === 'ok' && check.ms !== null ? toMs(check.ms, t) : t.ui('check.ssh.failed');
    case 'watchdog':
      // The check counts seconds up to the end of the round.
      return value === null || server.lastRoundAt === null
        ? check.message
        : t.ui('check.watchdog.value', { seen: server.lastRoundAt - value * 1000 });
    case 'autostart':
      return t.ui(check.level === 'ok' ? 'check.autostart.ok' : 'check.autostart.warning');
  }
}

function number(t: Words, key: WindowKey, name: string, value: number | null): string {
  return value === null ? t.ui('check.unknown') : t.ui(key, { [name]: value });
}
