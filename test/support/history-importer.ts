/** A process that imports a file into a history, and is killed right after so many transactions. */
import { createSystemClock } from '../../src/main/clock';
import { chooseDriver } from '../../src/main/history/choose-driver';
import { createHistory } from '../../src/main/history/create-history';
import type { Driver } from '../../src/main/history/driver';
import { importHistory } from '../../src/main/history/import-file';

const [, , dataDir = '', file = '', killedAfter = '1'] = process.argv;
const chosen = chooseDriver();
let written = 0;
const driver: Driver = {
  name: chosen.name,
  open: (path, options) => {
    const database = chosen.open(path, options);
    return {
      ...database,
      transaction: (kind, work) => {
        const result = database.transaction(kind, work);
        if (kind === 'write') written += 1;
        if (written === Number(killedAfter)) process.kill(process.pid, 'SIGKILL');
        return result;
      },
    };
  },
};
const history = createHistory({ dataDir, clock: createSystemClock(), driver });
await importHistory(history, file);
history.close();
