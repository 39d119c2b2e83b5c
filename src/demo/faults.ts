/** What can be broken in the simulated portal. The names are those of the causes where there is one. */
export const faultIds = [
  'server-off',
  'laptop-offline',
  'ssh-down',
  'ssh-auth',
  'host-key-changed',
  'nginx-down',
  'database-down',
  'api-down',
  'api-hung',
  'api-error',
  'api-worker-missing',
  'dashboard-down',
  'dashboard-failing',
  'certificate-expired',
  'disk-full',
  'watchdog-silent',
] as const;
export type FaultId = (typeof faultIds)[number];

export function isFaultId(text: string): text is FaultId {
  return (faultIds as readonly string[]).includes(text);
}
