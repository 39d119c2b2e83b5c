import type { ServerSettings } from '../core/settings';
import { hostKeyPlace } from './ssh/log-in';
import { resolveTarget } from './ssh/ssh-config';
import type { HostKeyStore } from './ssh/host-keys';

/** What ~/.ssh/config makes of the host that she typed. */
export function resolveForSetup(server: ServerSettings): {
  readonly host: string;
  readonly port: number;
  readonly throughJump: boolean;
} {
  const { target, jumps } = resolveTarget(server);
  return { host: target.hostName, port: target.port, throughJump: jumps.length > 0 };
}

/** The fingerprint that is trusted for this server; '' where none is. */
export function knownFingerprint(hostKeys: HostKeyStore, server: ServerSettings): string {
  const place = hostKeyPlace(resolveTarget(server).target);
  return hostKeys.knownFingerprint(place.name, place.port) ?? '';
}
