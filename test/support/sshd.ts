import { spawn, type ChildProcess } from 'node:child_process';
import { existsSync, mkdirSync } from 'node:fs';
import { appendFile, mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir, userInfo } from 'node:os';
import { join } from 'node:path';
import { findFreePort } from './free-port';
import { makeKeyFile, readPublicKey, type KeyKind, type PublicKey } from './key-files';
import { descendantsOf, endProcess } from './process-tree';
import { waitUntil } from './wait-until';

export interface SshdOptions {
  /** Types of the server's own keys; ed25519 alone unless told. */
  readonly hostKeys?: readonly ('ed25519' | 'rsa' | 'ecdsa')[];
  /** Further lines for sshd_config; they win over ours. */
  readonly config?: readonly string[];
  /** HOME of the sessions, e.g. a folder with a noisy .bashrc; an empty one unless told: nobody's own start files run. */
  readonly home?: string;
  /** A fixed port, to start another server in the place of a stopped one. */
  readonly port?: number;
}

export interface Sshd {
  readonly host: '127.0.0.1';
  readonly port: number;
  readonly user: string;
  readonly folder: string;
  readonly pid: number;
  readonly hostKeys: readonly PublicKey[];
  /** Of the first host key. */
  readonly hostKeyFingerprint: string;
  /** A private key (ed25519, no passphrase) that may log in. */
  readonly keyFile: string;
  /** Makes another key of this kind and lets it log in; returns the private file. See key-files.ts for the passphrase. */
  addKey(kind: KeyKind): Promise<string>;
  /** Everything that sshd wrote so far (LogLevel VERBOSE). */
  log(): string;
  /** The processes of open sessions; killing them breaks the connections. */
  sessionPids(): readonly number[];
  stop(): Promise<void>;
}

/** Where sshd is; null on a machine without it, where its tests are skipped. */
export function sshdPath(): string | null {
  return ['/usr/sbin/sshd', '/usr/local/sbin/sshd', '/usr/bin/sshd'].find((path) => existsSync(path)) ?? null;
}

/** A real OpenSSH server on loopback with its own host keys and authorized_keys, logging in the user who runs the test. */
export async function startSshd(options: SshdOptions = {}): Promise<Sshd> {
  const folder = await mkdtemp(join(tmpdir(), 'vigia-sshd-'));
  const hostKeyFiles: string[] = [];
  for (const type of options.hostKeys ?? ['ed25519'])
    hostKeyFiles.push(await makeKeyFile(folder, type, `host_${type}`));
  const hostKeys = await Promise.all(hostKeyFiles.map((file) => readPublicKey(`${file}.pub`)));
  const authorizedKeys = join(folder, 'authorized_keys');
  const addKey = async (kind: KeyKind): Promise<string> => {
    const file = await makeKeyFile(folder, kind, `id_${kind}`);
    await appendFile(authorizedKeys, await readFile(`${file}.pub`));
    return file;
  };
  const keyFile = await addKey('ed25519');
  const configFile = join(folder, 'sshd_config');
  const home = options.home ?? join(folder, 'home');
  await mkdir(home, { recursive: true });
  await writeFile(configFile, configText(options.config ?? [], home, hostKeyFiles, authorizedKeys));
  const { port, child, log } = await listen(configFile, options.port ?? null);
  const pid = child.pid ?? 0;
  return {
    host: '127.0.0.1',
    port,
    user: userInfo().username,
    folder,
    pid,
    hostKeys,
    hostKeyFingerprint: hostKeys[0]?.fingerprint ?? '',
    keyFile,
    addKey,
    log,
    sessionPids: () => descendantsOf(pid),
    stop: async () => {
      await endWithSessions(child, pid);
      await rm(folder, { recursive: true, force: true });
    },
  };
}

function configText(
  config: readonly string[],
  home: string,
  hostKeyFiles: readonly string[],
  authorizedKeys: string,
): string {
  return [
    // sshd takes the first value of each option.
    ...config,
    'ListenAddress 127.0.0.1',
    ...hostKeyFiles.map((file) => `HostKey ${file}`),
    `AuthorizedKeysFile ${authorizedKeys}`,
    `SetEnv HOME=${home}`,
    'PidFile none',
    'StrictModes no',
    'UsePAM no',
    'PermitRootLogin yes',
    'PasswordAuthentication no',
    'KbdInteractiveAuthentication no',
    'LogLevel VERBOSE',
    'MaxStartups 100',
    '',
  ].join('\n');
}

/** Starts sshd on a port that was free a moment ago, and on another one if somebody was quicker. */
async function listen(configFile: string, fixedPort: number | null) {
  const path = sshdPath();
  if (path === null) throw new Error('sshd is not installed (package openssh-server)');
  // sshd refuses to start as root without its privilege separation folder; systemd makes it on real machines.
  if (process.getuid?.() === 0) mkdirSync('/run/sshd', { recursive: true, mode: 0o755 });
  for (let attempt = 1; ; attempt += 1) {
    const port = fixedPort ?? (await findFreePort());
    const child = spawn(path, ['-D', '-e', '-f', configFile, '-p', String(port)], {
      stdio: ['ignore', 'ignore', 'pipe'],
    });
    let text = '';
    child.stderr.on('data', (chunk: Buffer) => {
      text += chunk.toString();
    });
    const isUp = () => text.includes('Server listening on');
    await waitUntil('sshd listens', () => isUp() || child.exitCode !== null);
    if (child.exitCode === null && isUp()) return { port, child, log: () => text };
    if (attempt === 5 || !text.includes('Address already in use')) throw new Error(`sshd did not start: ${text}`);
  }
}

async function endWithSessions(child: ChildProcess, pid: number): Promise<void> {
  const sessions = descendantsOf(pid);
  const gone = new Promise((resolve) => child.once('exit', resolve));
  if (child.exitCode === null && child.signalCode === null) {
    child.kill('SIGTERM');
    await gone;
  }
  for (const session of sessions) endProcess(session, 'SIGKILL');
}
