/** How the program ends when somebody else says so: the session, the system, a terminal. */
import { app } from 'electron';

/** The system gives two seconds, then it ends programs by force. */
const patienceMs = 1_500;

/**
 * Call once, after 'ready'. A library that we load (when-exit, under conf) answers each of these signals by ending the process on the
 * spot; as long as somebody else listens too, what it sends itself for that comes to us.
 */
export function quitOnSignals(): void {
  for (const signal of ['SIGTERM', 'SIGHUP', 'SIGINT'] as const) {
    process.on(signal, () => {
      app.quit();
    });
  }
}

/** All that must be kept is written when this is called: what still hangs then (a page, a connection) is not waited for. */
export function endSoon(): void {
  setTimeout(() => {
    app.exit(0);
  }, patienceMs).unref();
}
