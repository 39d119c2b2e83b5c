/** Stopping and starting what can be restarted. Which faults that mends is decided here and nowhere else. */
import type { FaultId } from './faults';
import {
  apiStartLines,
  apiStopLines,
  dashboardFailureLines,
  dashboardStartLines,
  dashboardStopLines,
  gunicornLine,
} from './log-lines';
import { apiWorkers, isOn, spawn, withLines, type World } from './world';

const mendedByApiStart: readonly FaultId[] = ['api-down', 'api-hung', 'api-error', 'api-worker-missing'];
const dashboardWorkers = 2;

/** What stop_api.sh does. */
export function stopApi(world: World, at: number): World {
  if (world.api === null) return world;
  return withLines({ ...world, api: null }, 'error', apiStopLines(world.api, at));
}

/** What start_api_daemon.sh does: nothing where the API runs already. */
export function startApi(world: World, at: number): World {
  if (world.api !== null) return world;
  const { world: spawned, gunicorn } = spawn(withoutFaults(world, mendedByApiStart), apiWorkers, at);
  return withLines({ ...spawned, api: gunicorn }, 'error', apiStartLines(gunicorn));
}

/** What gunicorn itself does when a worker is missing. */
export function addWorker(world: World, at: number): World {
  if (world.api === null) return world;
  const worker = { pid: world.nextPid, startedAt: at };
  const api = { ...world.api, workers: [...world.api.workers, worker] };
  const line = gunicornLine(at, worker.pid, `Booting worker with pid: ${worker.pid}`);
  return withLines({ ...world, api, nextPid: world.nextPid + 1 }, 'error', [line]);
}

/** What `systemctl stop dashboard-mme` does. */
export function stopDashboard(world: World, at: number): World {
  if (world.dashboard === null) return world;
  const stopped = { ...world, dashboard: null, unitChangedAt: { ...world.unitChangedAt, 'dashboard-mme': at } };
  return withLines(stopped, 'journal', dashboardStopLines(world.dashboard, at));
}

/** What `systemctl start dashboard-mme` does; where the unit cannot start it fails again. */
export function startDashboard(world: World, at: number): World {
  const changed = { ...world, unitChangedAt: { ...world.unitChangedAt, 'dashboard-mme': at } };
  if (isOn(world, 'dashboard-failing')) {
    return withLines({ ...changed, nextPid: world.nextPid + 1 }, 'journal', dashboardFailureLines(at, world.nextPid));
  }
  if (world.dashboard !== null) return world;
  const { world: spawned, gunicorn } = spawn(withoutFaults(changed, ['dashboard-down']), dashboardWorkers, at);
  return withLines({ ...spawned, dashboard: gunicorn }, 'journal', dashboardStartLines(gunicorn));
}

function withoutFaults(world: World, gone: readonly FaultId[]): World {
  return { ...world, faults: new Map([...world.faults].filter(([fault]) => !gone.includes(fault))) };
}
