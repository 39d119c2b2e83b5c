import { execFile, spawn } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { accepts } from './accepts';
import { waitUntil } from './wait-until';

const run = promisify(execFile);

export interface SshAgent {
  readonly socket: string;
  readonly pid: number;
  add(keyFile: string): Promise<void>;
  stop(): Promise<void>;
}

/** A real ssh-agent with its own socket. */
export async function startSshAgent(): Promise<SshAgent> {
  const folder = await mkdtemp(join(tmpdir(), 'vigia-agent-'));
  const socket = join(folder, 'agent');
  const child = spawn('ssh-agent', ['-D', '-a', socket], { stdio: 'ignore' });
  // The file is there before anybody listens on it.
  await waitUntil('ssh-agent listens', () => accepts({ path: socket }));
  return {
    socket,
    pid: child.pid ?? 0,
    add: async (keyFile) => {
      await run('ssh-add', ['-q', keyFile], { env: { ...process.env, SSH_AUTH_SOCK: socket } });
    },
    stop: async () => {
      const gone = new Promise((resolve) => child.once('exit', resolve));
      child.kill('SIGKILL');
      await gone;
      await rm(folder, { recursive: true, force: true });
    },
  };
}
