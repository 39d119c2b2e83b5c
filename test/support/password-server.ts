/** An SSH server that takes one password and runs what it is told in a real shell: what OpenSSH does with PAM, without an account of this machine. */
import { spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import ssh2, { type Connection, type ServerChannel } from 'ssh2';
import { makeKeyFile, readPublicKey } from './key-files';
import { endProcess } from './process-tree';

export interface PasswordServer {
  readonly port: number;
  readonly fingerprint: string;
  /** How often the password was right. */
  logins(): number;
  stop(): Promise<void>;
}

export async function startPasswordServer(options: {
  readonly folder: string;
  readonly password: string;
  /** Searched before the system's own programs. */
  readonly programs: string;
}): Promise<PasswordServer> {
  const hostKey = await makeKeyFile(options.folder, 'ed25519', 'password_server_host');
  let logins = 0;
  const clients = new Set<Connection>();
  const running = new Set<number>();
  const run = (command: string, channel: ServerChannel): void => {
    const child = spawn('/bin/sh', ['-c', command.replace(' PATH=', ` PATH=${options.programs}:`)], {
      env: { HOME: options.folder, PATH: '/usr/bin:/bin' },
      stdio: 'pipe',
    });
    const { pid } = child;
    if (pid !== undefined) running.add(pid);
    for (const stream of [child.stdin, channel, channel.stderr]) stream.on('error', () => undefined);
    channel.pipe(child.stdin);
    child.stdout.pipe(channel, { end: false });
    child.stderr.pipe(channel.stderr, { end: false });
    child.on('exit', (code) => {
      if (pid !== undefined) running.delete(pid);
      channel.exit(code ?? 1);
      channel.end();
    });
    channel.on('close', () => {
      if (pid !== undefined && running.has(pid)) endProcess(pid);
    });
  };
  const server = new ssh2.Server({ hostKeys: [readFileSync(hostKey)] }, (client) => {
    clients.add(client);
    client.on('error', () => undefined);
    client.on('authentication', (context) => {
      if (context.method === 'password' && context.password === options.password) {
        logins += 1;
        context.accept();
      } else context.reject(['password']);
    });
    client.on('session', (accept) => {
      accept().on('exec', (acceptExec, _reject, { command }) => {
        run(command, acceptExec());
      });
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address: unknown = server.address();
  if (typeof address !== 'object' || address === null || !('port' in address)) throw new Error('no port');
  return {
    port: Number(address.port),
    fingerprint: (await readPublicKey(`${hostKey}.pub`)).fingerprint,
    logins: () => logins,
    stop: () =>
      new Promise((resolve) => {
        for (const client of clients) client.end();
        for (const pid of running) endProcess(pid, 'SIGKILL');
        server.close(() => {
          resolve();
        });
      }),
  };
}
