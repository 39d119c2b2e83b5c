import type { DemoPortal } from '../../demo/portal';
import type { SettingsStore } from '../settings-store';
import type { HostKeyStore } from '../ssh/host-keys';

/** Starts the simulated portal and makes it the only server of this data folder. */
export async function startDemo(
  dataDir: string,
  parts: { readonly settings: SettingsStore; readonly hostKeys: HostKeyStore },
): Promise<DemoPortal> {
  // Loaded only here: the real application carries nothing of it in memory.
  const { startDemoPortal } = await import('../../demo/portal');
  const portal = await startDemoPortal({ dataDir });
  prepareDemo(portal, parts);
  return portal;
}

/** Its settings, and trust in its key: the demo asks nothing. */
function prepareDemo(
  portal: DemoPortal,
  { settings, hostKeys }: { readonly settings: SettingsStore; readonly hostKeys: HostKeyStore },
): void {
  settings.update(({ language, theme, address, notificationChannel }) => ({
    ...portal.settings,
    language,
    theme,
    address,
    notificationChannel,
  }));
  const server = portal.settings.servers[0];
  if (server !== undefined) hostKeys.accept(server.host, server.port ?? 22, portal.hostKey);
}
