/** What answers without end, in circles or in bulk, and an SSH server that refuses, breaks off or never ends. */
import { join } from 'node:path';
import type { Socket } from 'node:net';
import { createGzip } from 'node:zlib';
import { afterAll, beforeAll, describe, test } from 'vitest';
import { writeSettings } from '../support/data-folder';
import { suffer } from '../support/faults/ordeal';
import { makePlace, type Place } from '../support/faults/place';
import { startFaultRelay } from '../support/faults/relay';
import { findGunicorn } from '../support/gunicorn';
import { answerWith, endlessBody, startRawTlsServer, type TestServer } from '../support/https-server';
import { findNginx } from '../support/nginx';
import { startRealPortal, type RealPortal } from '../support/portal';
import { sshdPath, startSshd, type Sshd } from '../support/sshd';
import { createTempFolder, type TempFolder } from '../support/temp-folder';

const missing = sshdPath() === null || findNginx() === null || findGunicorn() === null;
const megabyte = 1_000_000;
/** What a heap may grow by in some rounds without anything being kept; a bomb would take gigabytes. */
const mostBytes = 80 * megabyte;

const noLogin = ['attention ssh-unavailable'];

interface WebFault {
  readonly serve: (socket: Socket) => void;
  readonly right: readonly string[];
  readonly rounds?: number;
  /** Of `npm run test:faults` only. */
  readonly isSlow?: boolean;
}

/** Ten gigabytes of nothing, packed: ten megabytes. */
function sayGzipBomb(socket: Socket): void {
  socket.once('data', () => {
    socket.write(
      'HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Encoding: gzip\r\nConnection: close\r\n\r\n',
    );
    const packed = createGzip();
    packed.on('error', () => undefined);
    packed.pipe(socket);
    const zeros = Buffer.alloc(megabyte);
    let left = 10_000;
    const fill = (): void => {
      while (left > 0 && !socket.destroyed) {
        left -= 1;
        if (!packed.write(zeros)) return;
      }
      packed.end();
    };
    packed.on('drain', fill);
    fill();
  });
}

const tenThousandHeaders = `HTTP/1.1 200 OK\r\n${Array.from({ length: 10_000 }, (_, n) => `X-Header-${String(n)}: ${'x'.repeat(40)}\r\n`).join('')}\r\n`;

const web: Readonly<Record<string, WebFault>> = {
  'an endless answer': { serve: endlessBody('fast'), right: ['down'], rounds: 2, isSlow: true },
  'an answer that never comes to its end': { serve: endlessBody('slow'), right: ['down'], rounds: 2, isSlow: true },
  // Not unpacked, so it is taken at its word: users' browsers would have it.
  'a gzip bomb': { serve: sayGzipBomb, right: ['calm', 'down'], rounds: 2, isSlow: true },
  'a redirect loop': {
    serve: answerWith('HTTP/1.1 302 Found\r\nLocation: /\r\nContent-Length: 0\r\nConnection: close\r\n\r\n'),
    right: ['down web-error', 'down api-error'],
  },
  '10,000 headers': { serve: answerWith(tenThousandHeaders), right: ['down web-error', 'down api-error'] },
};

interface ShellFault {
  /** Lines for the sshd that stands in the server's place; it has the server's own key unless told. */
  readonly config: readonly string[];
  readonly otherKey?: boolean;
  readonly right: readonly string[];
  readonly isEndless?: boolean;
  readonly rounds?: number;
  /** Of `npm run test:faults` only. */
  readonly isSlow?: boolean;
}

const shells: Readonly<Record<string, ShellFault>> = {
  'auth refused': { config: ['AuthorizedKeysFile none'], right: ['attention ssh-auth-failed'] },
  'host key changed': { config: [], otherKey: true, right: ['attention host-key-changed'] },
  'channel refused': { config: ['MaxSessions 0'], right: noLogin },
  'MaxSessions 1': { config: ['MaxSessions 1'], right: ['calm'] },
  'exec that never ends': { config: ['ForceCommand sleep 600'], right: noLogin, rounds: 2, isSlow: true },
  'endless output': { config: ['ForceCommand yes'], right: noLogin, isEndless: true },
  'stderr flood': { config: ['ForceCommand yes >&2'], right: noLogin, isEndless: true },
  'a shell that answers something else': { config: ['ForceCommand echo hola'], right: noLogin },
};

const isWanted = ([, row]: [string, { readonly isSlow?: boolean }]) =>
  row.isSlow !== true || process.env['VIGIA_ALL_FAULTS'] !== undefined;

describe.skipIf(missing)('a hostile server', () => {
  let portal: RealPortal;
  let temp: TempFolder;
  const stops: (() => Promise<void>)[] = [];

  beforeAll(async () => {
    temp = createTempFolder('faults');
    portal = await startRealPortal();
  });
  afterAll(async () => {
    for (const stop of stops) await stop();
    await portal.stop();
    temp.remove();
  });

  const makeOwnPlace = (name: string) => makePlace(portal, join(temp.path, name.replaceAll(/\W+/g, '-')));

  async function startInstead(row: ShellFault): Promise<Sshd> {
    const own = [
      `HostKey ${join(portal.sshd.folder, 'host_ed25519')}`,
      `AuthorizedKeysFile ${join(portal.sshd.folder, 'authorized_keys')}`,
    ];
    const [hostKey = '', keys = ''] = own;
    const sshd = await startSshd({ config: [...row.config, ...(row.otherKey === true ? [] : [hostKey]), keys] });
    stops.push(sshd.stop);
    return sshd;
  }

  describe('sends without end', () => {
    for (const [name, { serve, right, rounds = 3 }] of Object.entries(web).filter(isWanted)) {
      test(`${name}, on https`, async (context) => {
        const place = await makeOwnPlace(name);
        const evil: TestServer = await startRawTlsServer(portal.certificate, serve);
        const begin = () => place.web.set({ kind: 'instead', port: evil.port });
        try {
          await suffer(context, place, {
            fault: `${name}, on https`,
            begin,
            end: place.mend,
            right,
            rounds,
            mostBytes,
          });
        } finally {
          await place.stop();
          await evil.stop();
        }
      });
    }

    for (const on of ['https', 'ssh'] as const) {
      test(`an endless banner, on ${on}`, async (context) => {
        const place = await makeOwnPlace(`endless banner ${on}`);
        const door = on === 'https' ? place.web : place.ssh;
        const begin = () => door.set({ kind: 'says-for-ever', text: 'hola\r\n' });
        const right = on === 'https' ? ['down web-error', 'down proxy-down'] : noLogin;
        try {
          await suffer(context, place, {
            fault: `an endless banner, on ${on}`,
            begin,
            end: place.mend,
            right,
            mostBytes,
          });
        } finally {
          await place.stop();
        }
      });
    }

    for (const [name, row] of Object.entries(shells).filter(([, { isEndless }]) => isEndless === true)) {
      test(`${name}, on ssh`, async (context) => {
        await sufferShell(context, name, row);
      });
    }
  });

  describe.concurrent('refuses, breaks off or does not end', () => {
    for (const [name, row] of Object.entries(shells)
      .filter(isWanted)
      .filter(([, { isEndless }]) => isEndless !== true)) {
      test(`${name}, on ssh`, async (context) => {
        await sufferShell(context, name, row);
      });
    }

    test('disconnected in the middle of a command, on ssh', async (context) => {
      const name = 'disconnected in the middle of a command';
      const place = await makeOwnPlace(name);
      const sshd = await startInstead({ config: ['ForceCommand head -c 100000 /dev/zero; sleep 600'], right: [] });
      // More than the login takes, less than the command says.
      const between = await makePlaceBetween(sshd.port);
      try {
        await suffer(context, place, {
          fault: `${name}, on ssh`,
          begin: () => place.ssh.set({ kind: 'instead', port: between.port }),
          end: place.mend,
          right: noLogin,
        });
      } finally {
        await place.stop();
      }
    });
  });

  async function makePlaceBetween(port: number): Promise<{ readonly port: number }> {
    const relay = await startFaultRelay(port);
    await relay.set({ kind: 'reset', afterBytes: 40_000 });
    stops.push(relay.stop);
    return relay;
  }

  async function sufferShell(context: Parameters<typeof suffer>[0], name: string, row: ShellFault): Promise<void> {
    const place: Place = await makeOwnPlace(name);
    const sshd = await startInstead(row);
    try {
      await suffer(context, place, {
        fault: `${name}, on ssh`,
        begin: () => place.ssh.set({ kind: 'instead', port: sshd.port }),
        end: async () => {
          await place.mend();
          // A login that was refused is not tried again for half an hour, unless she changes something.
          const server = { ...place.server, name: 'Changed' };
          if (row.right.includes('attention ssh-auth-failed'))
            writeSettings(place.dataDir, { ...place.settings, servers: [server] });
        },
        right: row.right,
        ...(row.rounds === undefined ? {} : { rounds: row.rounds }),
        ...(row.isEndless === true ? { mostBytes } : {}),
      });
    } finally {
      await place.stop();
    }
  }
});
