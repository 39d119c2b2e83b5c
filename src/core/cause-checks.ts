import type { Cause } from './model';

/** The measurement inside the server without which a cause can neither be seen nor be said to be gone. Null: seen from outside. */
export function checkOf(cause: Cause): string | null {
  switch (cause) {
    case 'disk-full':
    case 'disk-filling':
      return 'disk';
    case 'memory-low':
      return 'memory';
    case 'database-down':
      return 'postgresql';
    case 'watchdog-silent':
    case 'flapping':
      return 'watchdog';
    case 'autostart-missing':
      return 'autostart';
    case 'workers-missing':
    case 'clock-skew':
      return 'api.processes';
    case 'out-of-memory':
      return 'kernel';
    case 'sudo-denied':
      return 'sudo';
    case 'code-error':
      return 'api.errors';
    default:
      return null;
  }
}
