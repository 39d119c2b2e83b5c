/** A portal of real parts with a relay in front of each of its doors, for one row of the matrix. */
import type { ServerSettings, Settings } from '../../../src/core/settings';
import { prepareDataDir } from '../data-folder';
import type { RealPortal } from '../portal';
import { startFaultRelay, type FaultRelay } from './relay';

export interface Place {
  readonly dataDir: string;
  readonly server: ServerSettings;
  readonly settings: Settings;
  readonly web: FaultRelay;
  readonly ssh: FaultRelay;
  readonly witness: FaultRelay;
  /** No fault on any door. */
  mend(): Promise<void>;
  stop(): Promise<void>;
}

/** Settings and trust are written into `dataDir`, as after the set-up. */
export async function makePlace(portal: RealPortal, dataDir: string): Promise<Place> {
  const witnessUrl = new URL(portal.settings.witnesses[0]?.url ?? '');
  const web = await startFaultRelay(Number(new URL(portal.server.url).port));
  const ssh = await startFaultRelay(portal.sshd.port);
  const witness = await startFaultRelay(Number(witnessUrl.port));
  const server: ServerSettings = { ...portal.server, port: ssh.port, url: `https://localhost:${String(web.port)}/` };
  const settings: Settings = {
    ...portal.settings,
    digest: false,
    witnesses: [{ url: `http://127.0.0.1:${String(witness.port)}/`, expect: 'witness' }],
    servers: [server],
  };
  const [hostKey] = portal.sshd.hostKeys;
  if (hostKey === undefined) throw new Error('sshd has no key');
  prepareDataDir(dataDir, { settings, hostKey });
  const relays = [web, ssh, witness];
  return {
    dataDir,
    server,
    settings,
    web,
    ssh,
    witness,
    mend: async () => {
      for (const relay of relays) await relay.set({ kind: 'none' });
    },
    stop: async () => {
      for (const relay of relays) await relay.stop();
    },
  };
}
