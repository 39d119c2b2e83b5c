import type { Settings } from '../../core/settings';
import type { DemoPortal } from '../../demo/portal';
import type { SettingsStore } from '../settings-store';
import type { HostKeyStore } from '../ssh/host-keys';

export type DemoLook = Pick<Settings, 'language' | 'theme' | 'address' | 'notificationChannel'>;

/** The simulated portal that this application watches instead of a real one. */
export interface Demo {
  readonly portal: DemoPortal;
  /** How it speaks and looks; null: as this folder has it. */
  readonly look: DemoLook | null;
  /** Ends the visit; null: it was started as a demonstration, and ends with the program. */
  readonly leave: (() => void) | null;
}

export async function startPortal(dataDir: string): Promise<DemoPortal> {
  // Loaded only here: the real application carries nothing of it in memory.
  const { startDemoPortal } = await import('../../demo/portal');
  return startDemoPortal({ dataDir });
}

/** Settings of its own, with it as the only server, and trust in its key: the demo asks nothing. */
export function prepareDemo(
  { portal, look }: Demo,
  { settings, hostKeys }: { readonly settings: SettingsStore; readonly hostKeys: HostKeyStore },
): void {
  settings.update((now) => ({ ...portal.settings, ...lookOf(look ?? now) }));
  const server = portal.settings.servers[0];
  if (server !== undefined) hostKeys.accept(server.host, server.port ?? 22, portal.hostKey);
}

export function lookOf({ language, theme, address, notificationChannel }: DemoLook): DemoLook {
  return { language, theme, address, notificationChannel };
}
