/** The guide's eight scenarios. Apart from what their rounds see: the window only names them. */
export const drillScenarios = ['worker', 'api', 'reboot', 'off', 'database', 'disk', 'memory', 'code'] as const;
export type DrillScenario = (typeof drillScenarios)[number];
