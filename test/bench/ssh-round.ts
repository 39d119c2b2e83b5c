import { spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { portalProfile } from '../../src/core/portal-profile';
import { buildRoundScript } from '../../src/core/remote-script';
import { connectSsh, type ConnectOptions, type SshConnection } from '../../src/main/ssh/connect';
import { createHostKeyStore } from '../../src/main/ssh/host-keys';
import { startSshd, type Sshd } from '../support/sshd';
import { waitUntil } from '../support/wait-until';
import { median } from './median';

const RUNS = 15;
const LIMIT_MS = 30_000;
const ANSWER_BYTES = 5_000;

export interface SshTimes {
  readonly oursMs: number;
  readonly clientMs: number;
}

interface Script {
  readonly command: string;
  readonly stdin: string;
}

/**
 * The SSH part of a round by us and by the `ssh` client, with the same script on the same real sshd, taking turns. Medians.
 * `cold`: connect, run, close. `open`: run on a connection that is there (the client's by ControlMaster).
 */
export async function compareSshRounds(): Promise<{ readonly cold: SshTimes; readonly open: SshTimes }> {
  const sshd = await startSshd();
  const folder = mkdtempSync(path.join(os.tmpdir(), 'vigia-bench-ssh-'));
  const socket = path.join(folder, 'master');
  const hostKeys = createHostKeyStore({ file: path.join(folder, 'known_hosts') });
  for (const key of sshd.hostKeys) hostKeys.accept(sshd.host, sshd.port, key);
  const ours: ConnectOptions = {
    server: { host: sshd.host, port: sshd.port, user: sshd.user, auth: { kind: 'key', file: sshd.keyFile } },
    hostKeys,
    secrets: () => null,
    timeoutMs: LIMIT_MS,
    sshConfigFile: path.join(folder, 'no-config'),
  };
  const client = clientArgs(sshd, path.join(folder, 'client_known_hosts'));
  const script = travelOnly(buildRoundScript(portalProfile, { nonce: randomBytes(8).toString('hex'), askSudo: false }));
  const master = spawn('ssh', [...client, '-M', '-N', '-S', socket, sshd.host], { stdio: 'ignore' });
  const connection = await connect(ours);
  try {
    await waitUntil('the master connection', () => existsSync(socket));
    const cold = await takeTurns(
      () => coldRound(ours, script),
      () => runClient([...client, sshd.host, script.command], script.stdin),
    );
    const open = await takeTurns(
      () => runOn(connection, script),
      () => runClient([...client, '-S', socket, sshd.host, script.command], script.stdin),
    );
    return { cold, open };
  } finally {
    connection.end();
    master.kill();
    await sshd.stop();
    rmSync(folder, { recursive: true, force: true });
  }
}

/**
 * The round's script travels whole and an answer of its usual size comes back, but the server does nothing in between:
 * that takes both equally long, and would hide the difference.
 */
function travelOnly({ stdin }: Script): Script {
  const quoted = stdin.replace(/^/gm, '# ');
  return { command: 'exec /bin/sh -s', stdin: `${quoted}\nprintf '%${ANSWER_BYTES}s' done\n` };
}

/** The `ssh` client's options for this server alone: nobody's own configuration counts. */
export function clientArgs(sshd: Sshd, knownHosts: string): readonly string[] {
  const options = [
    'BatchMode=yes',
    'StrictHostKeyChecking=accept-new',
    `UserKnownHostsFile=${knownHosts}`,
    'IdentitiesOnly=yes',
    'LogLevel=ERROR',
  ];
  return [
    '-F',
    'none',
    '-T',
    '-i',
    sshd.keyFile,
    '-p',
    String(sshd.port),
    '-l',
    sshd.user,
    ...options.flatMap((option) => ['-o', option]),
  ];
}

async function takeTurns(ours: () => Promise<void>, client: () => Promise<void>): Promise<SshTimes> {
  const times: { ours: number[]; client: number[] } = { ours: [], client: [] };
  // The first of each pays for what is loaded once.
  await ours();
  await client();
  for (let run = 0; run < RUNS; run += 1) {
    times.ours.push(await timed(ours));
    times.client.push(await timed(client));
  }
  return { oursMs: median(times.ours), clientMs: median(times.client) };
}

async function timed(work: () => Promise<void>): Promise<number> {
  const startedAt = performance.now();
  await work();
  return performance.now() - startedAt;
}

async function connect(options: ConnectOptions): Promise<SshConnection> {
  const result = await connectSsh(options);
  if (!result.ok) throw new Error(`not connected: ${JSON.stringify(result.error)}`);
  return result.value;
}

async function coldRound(options: ConnectOptions, script: Script): Promise<void> {
  const connection = await connect(options);
  await runOn(connection, script);
  connection.end();
}

async function runOn(connection: SshConnection, script: Script): Promise<void> {
  const result = await connection.exec(script.command, {
    stdin: script.stdin,
    timeoutMs: LIMIT_MS,
    maxBytes: 1_000_000,
  });
  if (!result.ok) throw new Error(`the script did not run: ${JSON.stringify(result.error)}`);
}

function runClient(args: readonly string[], stdin: string): Promise<void> {
  return new Promise((resolve, reject) => {
    const child = spawn('ssh', args, { stdio: ['pipe', 'pipe', 'inherit'] });
    child.stdout.resume();
    child.on('error', reject);
    child.on('close', (code) => (code === 0 ? resolve() : reject(new Error(`ssh ended with ${String(code)}`))));
    child.stdin.end(stdin);
  });
}
