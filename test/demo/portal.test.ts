import { mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs';
import { get } from 'node:https';
import { get as getHttp } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import ssh2 from 'ssh2';
import type { ConnectConfig } from 'ssh2';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import * as v from 'valibot';
import { settingsSchema } from '../../src/core/settings';
import type { ServerSettings } from '../../src/core/settings';
import { startDemoPortal } from '../../src/demo/portal';
import type { DemoPortal } from '../../src/demo/portal';

/** A thread starts, or a port comes back: takes as long as the machine is busy. */
const patient = { timeout: 10_000 };
let dataDir = '';
let portal: DemoPortal;

beforeEach(async () => {
  dataDir = mkdtempSync(join(tmpdir(), 'vigia-demo-'));
  portal = await startDemoPortal({ dataDir, stepMs: 20 });
});

afterEach(async () => {
  await portal.stop();
  rmSync(dataDir, { recursive: true });
});

function server(): ServerSettings {
  const [first] = portal.settings.servers;
  if (first === undefined) throw new Error('the demo has no server');
  return first;
}

/** Status, or the error's code: one word for what a client of the public address meets. */
function ask(path: string, options: { readonly timeoutMs?: number } = {}): Promise<number | string> {
  const { caFile, url } = server();
  return new Promise((resolve) => {
    const request = get(new URL(path, url), { ca: readFileSync(caFile ?? ''), agent: false }, (response) => {
      response.resume();
      response.on('end', () => {
        resolve(response.statusCode ?? 0);
      });
    });
    const timer = setTimeout(() => {
      resolve('silence');
      request.destroy();
    }, options.timeoutMs ?? 5000);
    request.on('close', () => {
      clearTimeout(timer);
    });
    request.on('error', (error: NodeJS.ErrnoException) => {
      resolve(error.code ?? error.message);
    });
  });
}

function askWitness(index: number): Promise<string> {
  const { url = '' } = portal.settings.witnesses[index] ?? {};
  return new Promise((resolve) => {
    getHttp(url, { agent: false }, (response) => {
      let text = '';
      response.setEncoding('utf8').on('data', (chunk: string) => (text += chunk));
      response.on('end', () => {
        resolve(text);
      });
    }).on('error', (error: NodeJS.ErrnoException) => {
      resolve(error.code ?? error.message);
    });
  });
}

interface Said {
  readonly stdout: string;
  readonly stderr: string;
  readonly code: number | null;
}

/** One command over SSH; a string where there was no login. */
function run(command: string, change: ConnectConfig = {}): Promise<Said | string> {
  const { host, port, user, auth } = server();
  const privateKey = auth.kind === 'key' ? readFileSync(auth.file) : '';
  return new Promise((resolve) => {
    const client = new ssh2.Client();
    client.on('error', (error: Error & { level?: string; code?: string }) => {
      resolve(error.code ?? error.level ?? error.message);
    });
    client.on('ready', () => {
      client.exec(command, (_error, channel) => {
        let stdout = '';
        let stderr = '';
        channel.on('data', (chunk: Buffer) => (stdout += chunk.toString()));
        channel.stderr.on('data', (chunk: Buffer) => (stderr += chunk.toString()));
        channel.on('close', (code: number | null) => {
          client.end();
          resolve({ stdout, stderr, code });
        });
        channel.end();
      });
    });
    client.connect({ host, port: port ?? 0, username: user ?? '', privateKey, readyTimeout: 4000, ...change });
  });
}

/** The key that the server shows, as base64. */
async function shownHostKey(): Promise<string> {
  let shown = '';
  await run('true', { hostVerifier: (key: Buffer) => ((shown = key.toString('base64')), false) });
  return shown;
}

describe('a demo that is well', () => {
  test('gives settings that the application accepts as they are', () => {
    expect(v.safeParse(settingsSchema, portal.settings).success).toBe(true);
    expect(server()).toMatchObject({ id: 'portal-demo', name: 'Portal de demostración', shortName: 'Demo' });
    expect(portal.settings.witnesses).toHaveLength(2);
  });

  test('keeps its key to itself', ({ skip }) => {
    if (process.platform === 'win32') skip('no file modes here');
    const { auth } = server();
    expect(auth.kind === 'key' && statSync(auth.file).mode & 0o777).toBe(0o600);
  });

  test('answers over HTTPS with a certificate that its authority vouches for', async () => {
    expect([await ask('/'), await ask('/api/'), await ask('/api/v1/metricas')]).toEqual([200, 200, 200]);
  });

  test('its witnesses answer with the text that the settings expect', async () => {
    expect([await askWitness(0), await askWitness(1)]).toEqual(portal.settings.witnesses.map(({ expect }) => expect));
  });

  test('shows the host key that it names, also after another start', async () => {
    const { hostKey } = portal;
    expect(await shownHostKey()).toBe(hostKey.base64);
    await portal.stop();
    portal = await startDemoPortal({ dataDir });
    expect(portal.hostKey).toEqual(hostKey);
  });

  test('answers a command that it does not know with 127', async () => {
    expect(await run('rm -rf /')).toEqual({ stdout: '', stderr: 'bash: line 1: rm: command not found\n', code: 127 });
  });

  test('lets nobody in with a password, another user or another key', async () => {
    const { private: other } = ssh2.utils.generateKeyPairSync('ecdsa', { bits: 256 });
    const refused = 'client-authentication';
    expect(await run('true', { privateKey: other })).toBe(refused);
    expect(await run('true', { username: 'root' })).toBe(refused);
    expect(await run('true', { password: 'demo', authHandler: ['password'] })).toBe(refused);
  });
});

describe('stopping', () => {
  /** Ports, connections and threads; the test's own connections are closed by then. */
  function openHandles(): readonly string[] {
    const kinds = ['TCPServerWrap', 'TCPSocketWrap', 'TLSWrap', 'MessagePort', 'Worker'];
    return process
      .getActiveResourcesInfo()
      .filter((kind) => kinds.includes(kind))
      .sort();
  }

  test('leaves no port, connection or thread behind, whatever is going on', async () => {
    await portal.stop();
    await vi.waitFor(() => {
      expect(openHandles()).not.toContain('TCPServerWrap');
    });
    const before = openHandles();
    portal = await startDemoPortal({ dataDir, stepMs: 60_000 });
    portal.setFault('api-hung', true);
    const hanging = ask('/api/');
    await ask('/');
    expect(openHandles().filter((kind) => kind === 'TCPServerWrap')).toHaveLength(4);
    portal.setFault('server-off', true);
    await portal.stop();
    expect(await hanging).toBe('ECONNRESET');
    await vi.waitFor(() => {
      expect(openHandles()).toEqual(before);
    }, patient);
  });

  test('twice is as good as once', async () => {
    await portal.stop();
    await portal.stop();
    expect(await ask('/')).toBe('ECONNREFUSED');
  });
});

describe('the effect of', () => {
  const webEffects = [
    ['api-down', '/api/', 502],
    ['api-error', '/api/', 500],
    ['database-down', '/api/', 500],
    ['dashboard-down', '/', 502],
    ['dashboard-failing', '/', 502],
    ['nginx-down', '/', 'ECONNREFUSED'],
    ['laptop-offline', '/', 'ECONNREFUSED'],
    ['certificate-expired', '/', 'CERT_HAS_EXPIRED'],
  ] as const;

  test.each(webEffects)('%s on %s is %s, and it ends with the fault', async (fault, path, effect) => {
    portal.setFault(fault, true);
    expect([...portal.active()]).toEqual([fault]);
    expect(await ask(path)).toBe(effect);
    portal.setFault(fault, false);
    await vi.waitFor(async () => {
      expect(await ask(path)).toBe(200);
    });
  });

  test('api-hung is an API that says nothing while the dashboard answers', async () => {
    portal.setFault('api-hung', true);
    expect([await ask('/api/', { timeoutMs: 300 }), await ask('/')]).toEqual(['silence', 200]);
  });

  test('ssh-down is a refused connection while the web answers', async () => {
    portal.setFault('ssh-down', true);
    expect([await run('true'), await ask('/')]).toEqual(['ECONNREFUSED', 200]);
    portal.setFault('ssh-down', false);
    await vi.waitFor(async () => {
      expect(await run('nothing')).toMatchObject({ code: 127 });
    });
  });

  test('ssh-auth is a refused key', async () => {
    portal.setFault('ssh-auth', true);
    expect(await run('true')).toBe('client-authentication');
  });

  test('host-key-changed is another key, and the old one comes back', async () => {
    portal.setFault('host-key-changed', true);
    const shown = await shownHostKey();
    expect(shown).not.toBe('');
    expect(shown).not.toBe(portal.hostKey.base64);
    portal.setFault('host-key-changed', false);
    expect(await shownHostKey()).toBe(portal.hostKey.base64);
  });

  test('laptop-offline takes the witnesses with it', async () => {
    portal.setFault('laptop-offline', true);
    expect([await askWitness(0), await askWitness(1), await run('true')]).toEqual(Array(3).fill('ECONNREFUSED'));
    portal.setFault('laptop-offline', false);
    await vi.waitFor(async () => {
      expect(await askWitness(0)).toBe(portal.settings.witnesses[0]?.expect);
    });
  });

  // Elsewhere a full queue is a refusal, so that the connection fails at once.
  test('server-off is no answer at all while the witnesses answer', async () => {
    portal.setFault('server-off', true);
    await vi.waitFor(async () => {
      expect(await ask('/', { timeoutMs: 300 })).toBe(process.platform === 'linux' ? 'silence' : expect.anything());
    }, patient);
    expect(await askWitness(0)).toBe(portal.settings.witnesses[0]?.expect);
    portal.setFault('server-off', false);
    await vi.waitFor(async () => {
      expect([await ask('/', { timeoutMs: 500 }), await run('nothing')]).toMatchObject([200, { code: 127 }]);
    }, patient);
  });
});
