export { restartCommand, type RestartableService } from './restart-script';
export { parseRestartOutput, type RestartOutput, type RestartStepOutput } from './restart-output';
export { logCommand, logExit, proxyErrorLog, type LogOptions } from './log-command';

import type { RestartableService } from './restart-script';

export function isRestartable(service: string): service is RestartableService {
  return service === 'api' || service === 'dashboard';
}
