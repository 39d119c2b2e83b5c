/** The variable in which a password or passphrase may come (contract.md). */
export const secretVariable = 'VIGIA_SSH_SECRET';

/**
 * Takes the secret out of the environment, so that no program that is started from here gets it. What the system shows of
 * this process's own first environment (`/proc/PID/environ`, for its user alone) stays.
 */
export function takeSecretFromEnvironment(env: NodeJS.ProcessEnv): string | null {
  const secret = env[secretVariable] ?? null;
  // eslint-disable-next-line @typescript-eslint/no-dynamic-delete -- assigning undefined would leave the word "undefined"
  delete env[secretVariable];
  return secret === '' ? null : secret;
}
