/** A process that adds servers to the settings, one save each, as quickly as it can. One that was refused is none. */
import { portalProfile } from '../../src/core/portal-profile';
import { createSystemClock } from '../../src/main/clock';
import { createConfStore } from '../../src/main/conf-store';
import { createSettingsStore } from '../../src/main/settings-store';

const [, , dataDir = '', name = '', count = '0'] = process.argv;
const store = createSettingsStore({
  dataDir,
  createStore: createConfStore,
  clock: createSystemClock(),
  watch: false,
});
for (let n = 0; n < Number(count); n += 1) {
  const server = { ...portalProfile, id: `${name}-${String(n)}` };
  const saved = store.update((settings) => ({ ...settings, servers: [...settings.servers, server] }));
  if (saved.ok) process.send?.(server.id);
  else if (saved.error.kind !== 'busy') throw new Error(saved.error.kind);
}
store.stop();
