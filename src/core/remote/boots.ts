import type { Section } from './sections';

/**
 * `last -x reboot shutdown`, the newest first: between two boots stands a shutdown, unless the power or the machine
 * failed (util-linux last(1): records of run level changes and shutdowns).
 */
export function readCleanShutdown(section: Section | undefined): boolean | null {
  const [current, before] = (section?.lines ?? []).map((line) => /^(reboot|shutdown)\s/.exec(line)?.[1]);
  if (section?.code !== 0 || current !== 'reboot' || before === undefined) return null;
  return before === 'shutdown';
}
