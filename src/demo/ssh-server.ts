import type { Socket } from 'node:net';
import ssh2 from 'ssh2';
import type { AuthContext, Connection, ParsedKey, ServerChannel, Session } from 'ssh2';

/** One running command, as the simulated server sees it. Writing after the end is ignored. */
export interface CommandIo {
  /** All of standard input; resolves when the client has closed it. */
  readonly stdin: Promise<string>;
  write(text: string): void;
  writeError(text: string): void;
  exit(code: number): void;
  /** Called once, when the command has ended or its channel is gone. */
  onEnd(call: () => void): void;
}

export interface SshServerOptions {
  /** Private host key in OpenSSH format. */
  readonly hostKey: string;
  readonly user: string;
  readonly clientKey: ParsedKey;
  isLoginAllowed(): boolean;
  run(command: string, io: CommandIo): void;
}

/** An SSH server without a port: the returned function serves one socket that a gate hands over. */
export function createSshServer(options: SshServerOptions): (socket: Socket) => void {
  const server = new ssh2.Server({ hostKeys: [options.hostKey], ident: 'OpenSSH_9.2p1 Debian-2+deb12u3' }, (client) => {
    serveClient(client, options);
  });
  return (socket) => {
    server.injectSocket(socket);
  };
}

function serveClient(client: Connection, options: SshServerOptions): void {
  // Clients break off in many ways; none is the server's concern.
  client.on('error', () => undefined);
  client.on('authentication', (context) => {
    if (isAccepted(context, options)) context.accept();
    else context.reject(['publickey']);
  });
  client.on('session', (accept) => {
    serveSession(accept(), options);
  });
}

/** The demo's own key and nothing else; without a signature the client only asks whether it is worth signing. */
function isAccepted(context: AuthContext, options: SshServerOptions): boolean {
  if (context.method !== 'publickey' || context.username !== options.user || !options.isLoginAllowed()) return false;
  const { clientKey } = options;
  if (context.key.algo !== clientKey.type || !context.key.data.equals(clientKey.getPublicSSH())) return false;
  if (context.signature === undefined || context.blob === undefined) return true;
  return clientKey.verify(context.blob, context.signature, context.hashAlgo);
}

function serveSession(session: Session, options: SshServerOptions): void {
  session.on('exec', (accept, _reject, { command }) => {
    options.run(command, createIo(accept()));
  });
}

function createIo(channel: ServerChannel): CommandIo {
  const listeners: (() => void)[] = [];
  let isOver = false;
  function end(): void {
    if (isOver) return;
    isOver = true;
    for (const listener of listeners) listener();
  }
  channel.on('close', end);
  channel.on('error', end);
  return {
    stdin: readAll(channel),
    write(text) {
      if (!isOver) channel.write(text);
    },
    writeError(text) {
      if (!isOver) channel.stderr.write(text);
    },
    exit(code) {
      if (isOver) return;
      end();
      channel.exit(code);
      channel.end();
    },
    onEnd(call) {
      listeners.push(call);
    },
  };
}

/** More than any of our own scripts has; the rest is thrown away. */
const maxInputBytes = 256 * 1024;

function readAll(channel: ServerChannel): Promise<string> {
  const chunks: Buffer[] = [];
  let bytes = 0;
  return new Promise((resolve) => {
    const finish = (): void => {
      resolve(Buffer.concat(chunks).toString('utf8'));
    };
    channel.on('data', (chunk: Buffer) => {
      bytes += chunk.length;
      if (bytes <= maxInputBytes) chunks.push(chunk);
      // Our scripts end with this line; while a log is followed, the channel stays open.
      if (chunks.at(-1)?.toString('latin1').endsWith('\nexit\n') === true) finish();
    });
    channel.on('end', finish);
    channel.on('close', finish);
  });
}
