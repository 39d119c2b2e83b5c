/** A process that deletes a server with its history, as quickly as it can be, and tells its parent when it is about to. */
import { createSystemClock } from '../../src/main/clock';
import { createConfStore } from '../../src/main/conf-store';
import { createHistory } from '../../src/main/history/create-history';
import { createSecrets } from '../../src/main/secrets';
import { createServerRemoval } from '../../src/main/server-removal';
import { createSettingsStore } from '../../src/main/settings-store';

const [, , dataDir = '', serverId = ''] = process.argv;
const system = createSystemClock();
const clock = { ...system, after: (_ms: number, call: () => void) => system.after(0, call) };
const settings = createSettingsStore({ dataDir, createStore: createConfStore, clock, watch: false });
const history = createHistory({ dataDir, clock });
// Opened before: what is to be hit is the removal.
history.reader.extent(serverId);
const removal = createServerRemoval({
  clock,
  settings,
  history,
  secrets: createSecrets({ dataDir, safe: null, clock, log: () => undefined }),
  applySettings: () => undefined,
  onChange: () => process.send?.('done'),
});
process.send?.('begins', () => {
  removal.begin(serverId, 'remove');
});
