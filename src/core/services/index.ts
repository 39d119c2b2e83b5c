export { restartCommand, restartOrders, type RestartableService } from './restart-script';
export { parseRestartOutput, type RestartOutput, type RestartStepOutput } from './restart-output';
export { buildLogRead } from './log-read';
export { buildLogSearch } from './log-search';
export { logExit, proxyErrorLog } from './log-places';
export { parseLogMark, type LogMark } from './log-marks';
export { toGrepPattern } from './grep-pattern';

import type { RestartableService } from './restart-script';

export function isRestartable(service: string): service is RestartableService {
  return service === 'api' || service === 'dashboard';
}
