import { faultText } from '../fault-text';
import type { Log } from '../log';

/** What nothing caught is written down. Returns the way out. */
export function logFaults(log: Pick<Log, 'error'>): () => void {
  const events = ['uncaughtException', 'unhandledRejection'] as const;
  const listeners = events.map((event) => {
    const listener = (error: unknown): void => {
      log.error(`${event}: ${faultText(error)}`);
    };
    process.on(event, listener);
    return () => process.off(event, listener);
  });
  return () => {
    for (const stop of listeners) stop();
  };
}
