import type { ServerSnapshot } from '../../core/snapshot-types';
import { dayOf } from '../../core/local-time';
import type { Store } from '../store';
import type { Words } from '../words';
import type { LogWorker } from './use-log-worker';

/** What may be written at once, with room for the head of the report. */
const mostCharacters = 63_900_000;

/** Writes the report of what is shown into a file that she chooses. Passwords and codes are masked, and that is said. */
export async function saveLines(
  store: Store,
  t: Words,
  server: ServerSnapshot,
  worker: LogWorker,
  report: (lines: string) => string,
  say: (text: string) => void,
): Promise<void> {
  const timeZone = store.context.peek()?.timeZone ?? 'UTC';
  const { text, isCut } = await worker.readText(mostCharacters);
  const name = `${server.id}-${t.ui('logs.fileName')}-${dayOf(Date.now(), timeZone)}.log`;
  try {
    const saved = await store.bridge.request('logs:save', { name, text: report(text) });
    if (saved.kind === 'cancelled') return;
    if (saved.kind === 'failed') say(t.ui('logs.saveFailed', { reason: saved.reason }));
    else {
      const where = t.ui(isCut ? 'logs.saved.cut' : 'logs.saved', { path: saved.path });
      say(`${where} ${t.text('logs.masked')}`);
    }
  } catch (error) {
    say(t.ui('logs.saveFailed', { reason: String(error) }));
  }
}
