/** A state file that is damaged or of another version, at a start: an outage that is open in the history goes on. */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { nothingSaved } from '../../src/core/monitor-state';
import { createConfStore } from '../../src/main/conf-store';
import { createHistory } from '../../src/main/history/create-history';
import type { History } from '../../src/main/history/history';
import { recoverSavedState } from '../../src/main/saved-state-recovery';
import { createStateStore, type StateStore } from '../../src/main/state-store';
import { server } from '../support/builders';
import { fakeClock } from '../support/fake-clock';
import { createTempFolder, type TempFolder } from '../support/temp-folder';

let temp: TempFolder;
let history: History;
let store: StateStore;
const clock = fakeClock();
const at = clock.now() - 600_000;
const opened = {
  kind: 'incident-opened',
  serverId: server.id,
  id: 'outage-1',
  cause: 'api-down',
  firstFailureAt: at,
  evidence: [],
  at: at + 30_000,
} as const;

beforeEach(() => {
  temp = createTempFolder();
  history = createHistory({ dataDir: temp.path, clock });
  store = createStateStore({ dataDir: temp.path, createStore: createConfStore, clock });
});
afterEach(() => {
  history.close();
  temp.remove();
});

const write = (text: string) => {
  writeFileSync(join(temp.path, 'state.json'), text);
};
const recovered = () => recoverSavedState(store, history.reader, [server.id]);

describe.each([
  ['not JSON', '\u00a5\u00a5\u00a5'],
  ['of another version', JSON.stringify({ version: 99, savedAt: 1, state: {} })],
  ['with an entry that makes no sense', JSON.stringify({ version: 1, savedAt: 1, state: { [server.id]: 7 } })],
])('%s', (_, text) => {
  test('the open outage is the one of the history', () => {
    history.recordEntry(opened);
    write(text);
    expect(recovered()[server.id]?.incident).toMatchObject({
      id: 'outage-1',
      cause: 'api-down',
      firstFailureAt: at,
      startSeen: true,
    });
  });

  test('one that is over is none', () => {
    history.recordEntry(opened);
    history.recordEntry({ ...opened, kind: 'incident-closed', repairedBy: 'itself', endSeen: true, at: at + 120_000 });
    write(text);
    expect(recovered()).toEqual({});
  });
});

test('a file that is well is believed, also where the history has an open outage', () => {
  history.recordEntry(opened);
  store.save({ [server.id]: { ...nothingSaved, lastEvidenceAt: at } });
  expect(recovered()[server.id]?.incident).toBeNull();
});

test('without a file nothing is made up: a server that comes back takes up its history, not its outage', () => {
  history.recordEntry(opened);
  expect(recovered()).toEqual({});
});
