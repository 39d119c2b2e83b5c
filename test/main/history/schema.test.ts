import { copyFileSync, existsSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { createHistory } from '../../../src/main/history/create-history';
import { schemaVersion } from '../../../src/main/history/schema';
import { fakeClock } from '../../support/fake-clock';
import { fixtureAt } from '../../support/history-fixture';
import { createTempFolder, type TempFolder } from '../../support/temp-folder';
import { drivers } from './drivers';
import { sampleRound } from './sample';

const folder = join(import.meta.dirname, '../../fixtures/history');
const versions = Array.from({ length: schemaVersion }, (_, index) => index + 1);

let temp: TempFolder;
beforeEach(() => {
  temp = createTempFolder('schema');
});
afterEach(() => {
  temp.remove();
});

test('there is a stored file of every version', () => {
  expect(versions.filter((version) => !existsSync(join(folder, `v${String(version)}.db`)))).toEqual([]);
});

for (const driver of drivers) {
  test.each(versions)(`a file of version %i answers and goes on, with ${driver.name}`, (version) => {
    copyFileSync(join(folder, `v${String(version)}.db`), join(temp.path, 'history.db'));
    const clock = fakeClock(fixtureAt + 3_600_000);
    const history = createHistory({ dataDir: temp.path, clock, driver });
    expect(history.setInterval(300_000)).toBe(true);
    expect(history.recordRound(sampleRound(clock.now()))).toBe(true);
    const range = { fromAt: fixtureAt, toAt: clock.now() };
    expect(history.reader.segments('portal', range).map(({ kind, reason }) => reason ?? kind)).toEqual([
      'up',
      'up',
      'down',
      'up',
      'unknown',
      'asleep',
    ]);
    expect(history.reader.notes('portal', range)).toEqual([
      { at: fixtureAt, note: 'rebooted', source: 'observed', took: null },
    ]);
    expect(history.reader.series('portal', 'api.public', { ...range, toAt: fixtureAt + 600_000 }, 2)).toMatchObject([
      { mean: 90, n: 1 },
      { mean: 91, n: 1 },
    ]);
    expect([history.problem(), history.warning()]).toEqual([null, null]);
    history.close();
  });
}
