import { assertNever } from '../core/result';
import type { FaultId } from './faults';
import { dashboardFailureLines, logLine, watchdogLine } from './log-lines';
import { addWorker, startApi, startDashboard, stopDashboard } from './world-services';
import { isOn, reboot, withLines, type World } from './world';

/** So long ago the watchdog wrote its last line when it is made silent: more than two of its cycles. */
const silentForMs = 26 * 60_000;

/** Breaks or mends one thing at `at`. Switching what is already so changes nothing. */
export function setFault(world: World, fault: FaultId, on: boolean, at: number): World {
  if (isOn(world, fault) === on) return world;
  const faults = new Map(world.faults);
  if (on) faults.set(fault, at);
  else faults.delete(fault);
  return on ? begin({ ...world, faults }, fault, at) : end({ ...world, faults }, fault, at);
}

function begin(world: World, fault: FaultId, at: number): World {
  switch (fault) {
    case 'api-down':
      return { ...world, api: null };
    case 'api-worker-missing':
      return world.api === null ? world : { ...world, api: { ...world.api, workers: world.api.workers.slice(0, -1) } };
    case 'dashboard-down':
      return stopDashboard(world, at);
    case 'dashboard-failing':
      return withLines(
        { ...unitChanged(world, 'dashboard-mme', at), dashboard: null },
        'journal',
        dashboardFailureLines(at, world.nextPid),
      );
    case 'nginx-down':
      return unitChanged(world, 'nginx', at);
    case 'database-down':
      return unitChanged(world, 'postgresql', at);
    case 'watchdog-silent': {
      const monitor = world.logs.monitor.filter((line) => line.at <= at - silentForMs);
      return { ...world, logs: { ...world.logs, monitor } };
    }
    case 'disk-full':
      return withLines(world, 'journal', [
        logLine(at, 'OSError: [Errno 28] No space left on device', `gunicorn[${world.dashboard?.master ?? 1}]`),
      ]);
    case 'server-off':
    case 'laptop-offline':
    case 'ssh-down':
    case 'ssh-auth':
    case 'host-key-changed':
    case 'api-hung':
    case 'api-error':
    case 'certificate-expired':
      return world;
    default:
      return assertNever(fault);
  }
}

function end(world: World, fault: FaultId, at: number): World {
  switch (fault) {
    case 'server-off':
      return reboot(world, at);
    case 'api-down':
      return startApi(world, at);
    case 'api-worker-missing':
      return addWorker(world, at);
    case 'dashboard-down':
    case 'dashboard-failing':
      return startDashboard(world, at);
    case 'nginx-down':
      return unitChanged(world, 'nginx', at);
    case 'database-down':
      return unitChanged(world, 'postgresql', at);
    case 'watchdog-silent':
      return withLines(world, 'monitor', [watchdogLine(at, 'OK: API responde (HTTP 200)')]);
    case 'laptop-offline':
    case 'ssh-down':
    case 'ssh-auth':
    case 'host-key-changed':
    case 'api-hung':
    case 'api-error':
    case 'certificate-expired':
    case 'disk-full':
      return world;
    default:
      return assertNever(fault);
  }
}

function unitChanged(world: World, unit: keyof World['unitChangedAt'], at: number): World {
  return { ...world, unitChangedAt: { ...world.unitChangedAt, [unit]: at } };
}
