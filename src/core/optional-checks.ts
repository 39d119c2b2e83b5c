/**
 * What may be switched off for a server without the answer becoming a lie: what warns beforehand. What users get, and the
 * way in, may not; nor what is left of these once it harms: a disk on which nothing can be written, a process that was
 * closed for lack of memory, a certificate that browsers reject.
 */
import type { Cause } from './model';

export const optionalChecks = ['disk', 'memory', 'certificate', 'watchdog', 'autostart'] as const;
export type OptionalCheck = (typeof optionalChecks)[number];
/** True: it is looked at. */
export type CheckSwitches = Readonly<Record<OptionalCheck, boolean>>;

export const allChecksOn: CheckSwitches = {
  disk: true,
  memory: true,
  certificate: true,
  watchdog: true,
  autostart: true,
};

const causesOf: Readonly<Record<OptionalCheck, readonly Cause[]>> = {
  disk: ['disk-full', 'disk-filling'],
  memory: ['memory-low'],
  certificate: ['certificate-expiring'],
  // Also what its log says of an API that keeps falling.
  watchdog: ['watchdog-silent', 'flapping'],
  autostart: ['autostart-missing'],
};

export function offChecks(switches: CheckSwitches): readonly OptionalCheck[] {
  return optionalChecks.filter((check) => !switches[check]);
}

/** Whether a measurement belongs to one that is off: `disk:/var` is of `disk`. */
export function isOff(checkId: string, switches: CheckSwitches): boolean {
  return offChecks(switches).some((check) => checkId === check || checkId.startsWith(`${check}:`));
}

/** What is judged otherwise from now on. */
export function switchedCauses(before: CheckSwitches, after: CheckSwitches): readonly Cause[] {
  return optionalChecks.filter((check) => before[check] !== after[check]).flatMap((check) => causesOf[check]);
}
