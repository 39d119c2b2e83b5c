/** A process that appends to a journal until it is killed, and tells its parent each entry that it has written. */
import { createSystemClock } from '../../src/main/clock';
import { createJournal } from '../../src/main/journal';
import { createRedactor } from '../../src/main/redact';

const journal = createJournal({
  dataDir: process.argv[2] ?? '',
  redactor: createRedactor(),
  clock: createSystemClock(),
});
let n = 0;

function next(): void {
  n += 1;
  journal.append({ at: n, kind: 'round', n, filling: 'x'.repeat(5_000) }, { durable: n % 50 === 0 });
  process.send?.(n);
  setImmediate(next);
}
next();
