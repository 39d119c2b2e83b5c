export { restartCommand, restartOrders, type RestartableService } from './restart-script';
export { parseRestartOutput, type RestartOutput, type RestartStepOutput } from './restart-output';
export { logCommand, logExit, type LogOptions, type LogSource } from './log-command';

import type { LogSource } from './log-command';
import type { RestartableService } from './restart-script';

export const logSources: readonly LogSource[] = ['api-monitor', 'api-error', 'api-access', 'dashboard'];

export function isRestartable(service: string): service is RestartableService {
  return service === 'api' || service === 'dashboard';
}
