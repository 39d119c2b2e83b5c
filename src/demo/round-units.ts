import { isOn, type World } from './world';

interface UnitState {
  readonly id: string;
  readonly load?: string;
  readonly active: 'active' | 'inactive' | 'failed';
  readonly sub: 'running' | 'exited' | 'dead' | 'failed';
  readonly result?: string;
  readonly restarts?: number;
  readonly enabled: string;
  readonly changedAt: number | null;
}

/** As `systemctl show --timestamp=unix` prints them, one block for each unit. */
export function unitLines(world: World): string {
  return unitStates(world).map(unitBlock).join('\n\n');
}

function unitStates(world: World): readonly UnitState[] {
  const { unitChangedAt: changed, boot } = world;
  return [
    dashboardState(world),
    plainState('nginx.service', !isOn(world, 'nginx-down'), changed.nginx),
    // Debian's wrapper stays "active (exited)" while the cluster below it is down.
    { id: 'postgresql.service', active: 'active', sub: 'exited', enabled: 'enabled', changedAt: boot.at },
    plainState('cron.service', true, changed.cron),
    { id: 'crond.service', load: 'not-found', active: 'inactive', sub: 'dead', enabled: '', changedAt: null },
    plainState('ssh.service', true, boot.at),
    {
      ...plainState('postgresql@15-main.service', !isOn(world, 'database-down'), changed.postgresql),
      enabled: 'enabled-runtime',
    },
  ];
}

function plainState(id: string, isRunning: boolean, changedAt: number): UnitState {
  const state = isRunning
    ? ({ active: 'active', sub: 'running' } as const)
    : ({ active: 'inactive', sub: 'dead' } as const);
  return { id, ...state, enabled: 'enabled', changedAt };
}

function dashboardState(world: World): UnitState {
  const changedAt = world.unitChangedAt['dashboard-mme'];
  const id = 'dashboard-mme.service';
  if (!isOn(world, 'dashboard-failing')) return plainState(id, world.dashboard !== null, changedAt);
  return { id, active: 'failed', sub: 'failed', result: 'exit-code', restarts: 5, enabled: 'enabled', changedAt };
}

function unitBlock(unit: UnitState): string {
  return [
    `Result=${unit.result ?? 'success'}`,
    `NRestarts=${unit.restarts ?? 0}`,
    `ExecMainStatus=${unit.active === 'failed' ? 3 : 0}`,
    `Id=${unit.id}`,
    `LoadState=${unit.load ?? 'loaded'}`,
    `ActiveState=${unit.active}`,
    `SubState=${unit.sub}`,
    `UnitFileState=${unit.enabled}`,
    `StateChangeTimestamp=${unit.changedAt === null ? '' : `@${Math.floor(unit.changedAt / 1000)}`}`,
  ].join('\n');
}
