import { readFileSync } from 'node:fs';
import { afterEach, describe, expect, test } from 'vitest';
import ssh2, { type AuthContext, type Connection, type KeyboardAuthContext, type Prompt } from 'ssh2';
import { makeKeyFile, readPublicKey, type PublicKey } from '../../support/key-files';
import { wireString } from '../../../src/main/ssh/wire';
import { connected, connectTo, errorOf, temporaryFolder } from './connect-to';

interface TestServer {
  readonly port: number;
  readonly user: string;
  readonly hostKeys: readonly PublicKey[];
  readonly attempts: string[];
  stop(): Promise<void>;
}

/** ssh2's own server: what a real one does with PAM, without touching this machine's accounts. */
async function startServer(decide: (context: AuthContext, client: Connection) => void): Promise<TestServer> {
  const hostKey = await makeKeyFile(temporaryFolder(), 'ed25519');
  const attempts: string[] = [];
  const clients = new Set<Connection>();
  const server = new ssh2.Server({ hostKeys: [readFileSync(hostKey)], banner: 'Acceso restringido' }, (client) => {
    clients.add(client);
    client.on('error', () => undefined);
    client.on('authentication', (context) => {
      attempts.push(context.method === 'password' ? `password ${context.password}` : context.method);
      decide(context, client);
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address: unknown = server.address();
  if (typeof address !== 'object' || address === null || !('port' in address)) throw new Error('no port');
  return {
    port: Number(address.port),
    user: 'ana',
    hostKeys: [await readPublicKey(`${hostKey}.pub`)],
    attempts,
    stop: () =>
      new Promise((resolve) => {
        for (const client of clients) client.end();
        server.close(() => {
          resolve();
        });
      }),
  };
}

const withPassword = { serverFields: { auth: { kind: 'password' } }, secrets: () => 'secreta' } as const;

function ask(context: KeyboardAuthContext, prompts: Prompt[], answered: (answers: readonly string[]) => void): void {
  context.prompt(prompts, 'Acceso', '', (answers) => {
    answered(answers);
  });
}

describe('logging in with a password', () => {
  let server: TestServer | null = null;
  afterEach(async () => {
    await server?.stop();
    server = null;
  });

  test('sends it once, to a server that takes passwords', async () => {
    server = await startServer((context) => {
      if (context.method === 'password' && context.password === 'secreta') context.accept();
      else context.reject(['password', 'keyboard-interactive']);
    });
    (await connected(server, withPassword)).end();
    expect(server.attempts).toEqual(['none', 'password secreta']);
  });

  test('a refused one is not tried again, by no other method either', async () => {
    server = await startServer((context) => {
      context.reject(['password', 'keyboard-interactive']);
    });
    const error = await errorOf(connectTo(server, withPassword));
    expect(error).toEqual({ kind: 'auth-failed', user: 'ana', tried: 'password' });
    expect(server.attempts).toEqual(['none', 'password secreta']);
  });

  test('answers the one hidden question of keyboard-interactive', async () => {
    server = await startServer((context) => {
      if (context.method !== 'keyboard-interactive') context.reject(['keyboard-interactive']);
      else {
        ask(context, [{ prompt: 'Contraseña: ', echo: false }], (answers) => {
          if (answers[0] === 'secreta') context.accept();
          else context.reject();
        });
      }
    });
    (await connected(server, withPassword)).end();
  });

  const otherQuestions: readonly (readonly [string, Prompt[]])[] = [
    ['a one-time code', [{ prompt: 'Verification code: ', echo: false }]],
    ['a password with a code', [{ prompt: 'Password & verification code: ', echo: false }]],
    ['a visible answer', [{ prompt: 'Password: ', echo: true }]],
    [
      'two answers',
      [
        { prompt: 'Password: ', echo: false },
        { prompt: 'Password again: ', echo: false },
      ],
    ],
  ];
  test.each(otherQuestions)('never gives it to a server that asks for %s', async (_, prompts) => {
    let given: readonly string[] = [];
    server = await startServer((context) => {
      if (context.method !== 'keyboard-interactive') context.reject(['keyboard-interactive']);
      else {
        ask(context, prompts, (answers) => {
          given = answers;
          context.reject();
        });
      }
    });
    const error = await errorOf(connectTo(server, withPassword));
    expect(error).toEqual({ kind: 'password-not-accepted-by-server', user: 'ana' });
    expect(given).toEqual([]);
  });

  test('a second question after the answer is a refusal', async () => {
    const given: (readonly string[])[] = [];
    server = await startServer((context) => {
      if (context.method !== 'keyboard-interactive') {
        context.reject(['keyboard-interactive']);
        return;
      }
      const again = (answers: readonly string[]): void => {
        given.push(answers);
        ask(context, [{ prompt: 'Password: ', echo: false }], again);
      };
      ask(context, [{ prompt: 'Password: ', echo: false }], again);
    });
    const error = await errorOf(connectTo(server, withPassword));
    expect(error).toEqual({ kind: 'auth-failed', user: 'ana', tried: 'password' });
    expect(given).toEqual([['secreta']]);
  });

  test('is not sent to a server that takes only keys, and not needed to find that out', async () => {
    server = await startServer((context) => {
      context.reject(['publickey']);
    });
    const error = await errorOf(connectTo(server, { ...withPassword, secrets: () => null }));
    expect(error).toEqual({ kind: 'password-not-accepted-by-server', user: 'ana' });
    expect(server.attempts).toEqual(['none']);
  });

  test('without one at hand the server is not bothered further', async () => {
    server = await startServer((context) => {
      context.reject(['password']);
    });
    const error = await errorOf(connectTo(server, { ...withPassword, secrets: () => null }));
    expect(error).toEqual({ kind: 'secret-needed', what: 'password' });
    expect(server.attempts).toEqual(['none']);
  });

  test('nothing is sent to a server whose identity is unknown', async () => {
    server = await startServer((context) => {
      context.accept();
    });
    const error = await errorOf(connectTo({ port: server.port, user: 'ana' }, withPassword));
    expect(error).toMatchObject({ kind: 'host-key-unknown' });
    expect(server.attempts).toEqual([]);
  });

  test('a server that lets nobody in while it boots says so', async () => {
    server = await startServer((context, client) => {
      if (context.method === 'none') {
        context.reject(['password']);
        return;
      }
      sendBanner(client, '"System is booting up. Unprivileged users are not permitted to log in yet."\n');
      client.end();
    });
    expect(await errorOf(connectTo(server, withPassword))).toEqual({ kind: 'login-refused-booting' });
  });

  test('an account that the server explains away after a right password is a refusal', async () => {
    server = await startServer((context, client) => {
      if (context.method === 'none') {
        context.reject(['password']);
        return;
      }
      sendBanner(client, 'Your account has expired; please contact your system administrator.\n');
      client.end();
    });
    const error = await errorOf(connectTo(server, withPassword));
    expect(error).toEqual({ kind: 'auth-failed', user: 'ana', tried: 'password' });
  });
});

interface ProtocolInside {
  readonly _packetRW: {
    readonly write: { readonly allocStart: number; alloc(bytes: number): Buffer; finalize(packet: Buffer): Buffer };
  };
  readonly _cipher: { encrypt(packet: Buffer): void };
}

/** sshd with PAM explains a refused account in a banner after the login; ssh2's server has none there: its packet by hand. */
function sendBanner(client: Connection, text: string): void {
  const protocol = Reflect.get(client, '_protocol') as ProtocolInside;
  const body = Buffer.concat([Buffer.from([53]), wireString(text), wireString('')]);
  const packet = protocol._packetRW.write.alloc(body.length);
  body.copy(packet, protocol._packetRW.write.allocStart);
  protocol._cipher.encrypt(protocol._packetRW.write.finalize(packet));
}
