import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll } from 'vitest';
import type { RemoteError } from '../../../src/core/errors';
import type { Result } from '../../../src/core/result';
import { connectSsh, type ConnectOptions, type SshConnection } from '../../../src/main/ssh/connect';
import { createHostKeyStore, type HostKeyStore } from '../../../src/main/ssh/host-keys';
import type { PublicKey } from '../../support/key-files';

const folders: string[] = [];
afterAll(() => {
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true, force: true });
});

/** Removed after the tests of the file that asked for it. */
export function temporaryFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'vigia-ssh-'));
  folders.push(folder);
  return folder;
}

interface Server {
  readonly port: number;
  readonly user?: string;
  readonly keyFile?: string;
  readonly hostKeys?: readonly PublicKey[];
}

/** A store of its own that trusts these servers. */
export function trusting(...servers: readonly Server[]): HostKeyStore {
  const store = createHostKeyStore({ file: join(temporaryFolder(), 'known_hosts') });
  for (const server of servers) {
    const [key] = server.hostKeys ?? [];
    if (key !== undefined) store.accept('127.0.0.1', server.port, key);
  }
  return store;
}

type Overrides = Partial<ConnectOptions> & { readonly serverFields?: Partial<ConnectOptions['server']> };

/** Connects with everything as it should be, except for what a test wants otherwise. No configuration of the person is read. */
export function connectTo(server: Server, overrides: Overrides = {}): Promise<Result<SshConnection, RemoteError>> {
  const { serverFields, ...options } = overrides;
  return connectSsh({
    server: {
      host: '127.0.0.1',
      port: server.port,
      user: server.user ?? 'somebody',
      auth: { kind: 'key', file: server.keyFile ?? '/nowhere' },
      ...serverFields,
    },
    hostKeys: overrides.hostKeys ?? trusting(server),
    secrets: () => null,
    timeoutMs: 15_000,
    sshConfigFile: '/nowhere/config',
    ...options,
  });
}

export async function connected(server: Server, overrides: Overrides = {}): Promise<SshConnection> {
  const result = await connectTo(server, overrides);
  if (!result.ok) throw new Error(`not connected: ${JSON.stringify(result.error)}`);
  return result.value;
}

export async function errorOf(result: Promise<Result<unknown, RemoteError>>): Promise<RemoteError | 'no error'> {
  const settled = await result;
  return settled.ok ? 'no error' : settled.error;
}
