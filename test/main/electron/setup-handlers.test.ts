import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { err } from '../../../src/core/result';
import { createConfStore } from '../../../src/main/conf-store';
import { createSetupHandlers, type SetupHandlers } from '../../../src/main/electron/setup-handlers';
import type { Observer } from '../../../src/main/observe';
import { createSecrets, type Secrets } from '../../../src/main/secrets';
import { createSetupProgressStore, type SetupProgressStore } from '../../../src/main/setup-progress';
import { createSettingsStore, type SettingsStore } from '../../../src/main/settings-store';
import { createHostKeyStore } from '../../../src/main/ssh/host-keys';
import type { Push, SetupForm } from '../../../src/shared/ipc';
import { probe } from '../../support/builders';
import { fakeClock } from '../../support/fake-clock';
import { makeKeyFile } from '../../support/key-files';
import { startSshAgent } from '../../support/ssh-agent';
import { createTempFolder, type TempFolder } from '../../support/temp-folder';
import { waitUntil } from '../../support/wait-until';

const form: SetupForm = {
  serverId: null,
  host: '127.0.0.1',
  port: null,
  user: 'ana',
  auth: { kind: 'password' },
  secret: 'canario',
  url: 'https://127.0.0.1/',
  caFile: null,
};

let temp: TempFolder;
let settings: SettingsStore;
let secrets: Secrets;
let handlers: SetupHandlers;
let progress: SetupProgressStore;
let pushes: Push[];
/** With which id and secret a connection was tried. */
let tried: (readonly [string, string | null])[];

beforeEach(() => {
  temp = createTempFolder('setup-handlers');
  const clock = fakeClock();
  pushes = [];
  tried = [];
  settings = createSettingsStore({ dataDir: temp.path, createStore: createConfStore, clock, watch: false });
  secrets = createSecrets({ dataDir: temp.path, safe, clock, log: () => undefined });
  progress = createSetupProgressStore(temp.path, clock);
  handlers = createSetupHandlers({
    clock,
    settings,
    secrets,
    hostKeys: createHostKeyStore({ file: join(temp.path, 'known_hosts') }),
    progress,
    isDemoVisit: false,
    observer: { release: () => undefined, probeWeb: () => Promise.resolve(web) } as unknown as Observer,
    connect: (server) => {
      tried.push([server.id, secrets.recall(server, 'password')]);
      return Promise.resolve(err({ kind: 'disconnected' }));
    },
    applySettings: () => undefined,
    push: (push) => pushes.push(push),
    chooseFile: () => Promise.resolve(null),
  });
});
afterEach(() => {
  settings.stop();
  temp.remove();
});

/** What a connection to it would be given now. */
const given = (serverId: string | null): string | null => {
  const server = settings.current().servers.find(({ id }) => id === serverId);
  return server === undefined ? null : secrets.recall(server, 'password');
};

const draft = {
  host: 'portal',
  port: '',
  user: 'ana',
  authKind: 'password',
  keyFile: '',
  url: 'https://portal',
  caFile: '',
} as const;
const kept = () => progress.read();
const web = { portal: probe('/'), api: probe('/api/') };
const safe = {
  available: () => Promise.resolve(true),
  encrypt: (secret: string) => Buffer.from(secret),
  decrypt: (encrypted: Buffer) => encrypted.toString(),
};
const stored = () => {
  try {
    return Object.keys(
      (JSON.parse(readFileSync(join(temp.path, 'secrets.json'), 'utf8')) as { secrets: object }).secrets,
    );
  } catch {
    return [];
  }
};
const servers = () => settings.current().servers;
const test1 = async (change: Partial<SetupForm>) => {
  const before = pushes.length;
  await handlers['setup:test']({ ...form, ...change });
  await waitUntil('the test ends', () => pushes.slice(before).some((push) => push.kind === 'setup' && push.finished));
};
const save = (change: Partial<SetupForm> = {}) => handlers['setup:save']({ ...form, ...change });

describe('a server', () => {
  test('is added beside the others, also where there is only one', async () => {
    const first = await save();
    const second = await save({ host: '127.0.0.2', url: 'https://127.0.0.2/' });
    expect([first.problem, second.problem, servers().map(({ host }) => host)]).toEqual([
      null,
      null,
      ['127.0.0.1', '127.0.0.2'],
    ]);
  });

  test('that is edited keeps its id, its place, its name, and all that the set-up does not ask', async () => {
    const { serverId } = await save();
    await save({ host: '127.0.0.2' });
    settings.update((now) => ({
      ...now,
      servers: now.servers.map((one) => ({ ...one, name: 'Mío', targetPercent: 99.9, caFile: '/ca.pem' })),
    }));
    await save({ serverId, host: '127.0.0.3', secret: null, caFile: null });
    expect(servers()[0]).toMatchObject({
      id: serverId,
      name: 'Mío',
      targetPercent: 99.9,
      host: '127.0.0.3',
      caFile: null,
    });
  });

  test('that went meanwhile is not brought back by saving its access', async () => {
    expect([await save({ serverId: 'nadie' }), servers()]).toEqual([
      { problem: { kind: 'unknown' }, serverId: null },
      [],
    ]);
  });
});

describe('what is tried', () => {
  test('has its own secret in memory; nothing of it is written, and the server keeps what it had', async () => {
    const { serverId } = await save();
    await test1({ serverId, secret: 'otro' });
    expect([tried, given(serverId), stored()]).toEqual([
      [['.trial', 'otro']],
      'canario',
      [`${serverId ?? ''}/password`],
    ]);
  });

  test('uses the kept password where none was typed, and only for the account that it was given for', async () => {
    const { serverId } = await save();
    await test1({ serverId, secret: null, url: 'https://127.0.0.9/' });
    await test1({ serverId, secret: null, host: '127.0.0.9' });
    await test1({ serverId, secret: null, user: 'eva' });
    expect(tried.map(([, secret]) => secret)).toEqual(['canario', null, null]);
  });

  test('is not remembered for a later trial', async () => {
    await test1({ secret: 'uno' });
    await test1({ secret: null });
    expect(tried.map(([, secret]) => secret)).toEqual(['uno', null]);
  });
});

describe('the kept password', () => {
  test.each<[string, Partial<SetupForm>, string | null]>([
    ['another web address', { url: 'https://127.0.0.9/' }, 'canario'],
    ['another host', { host: '127.0.0.9' }, null],
    ['another user', { user: 'eva' }, null],
    ['the agent', { auth: { kind: 'agent' } }, null],
    ['another password', { secret: 'nuevo' }, 'nuevo'],
  ])('after %s', async (_title, change, secret) => {
    const { serverId } = await save();
    await save({ serverId, secret: null, ...change });
    expect([given(serverId), stored().length]).toEqual([secret, secret === null ? 0 : 1]);
  });

  test('stays where the change could not be saved', async () => {
    const { serverId } = await save();
    writeFileSync(settings.path, JSON.stringify({ ...settings.current(), schemaVersion: 99 }));
    const answer = await save({ serverId, secret: null, host: '127.0.0.9' });
    expect([answer.problem, given(serverId)]).toEqual([{ kind: 'newer' }, 'canario']);
  });
});

test('the form of a server says that its secret is kept, and never what it is', async () => {
  const { serverId } = await save();
  const defaults = await handlers['setup:defaults']({ serverId });
  expect([defaults.isSecretKept, defaults.form.serverId, JSON.stringify(defaults).includes('canario')]).toEqual([
    true,
    serverId,
    false,
  ]);
  const added = await handlers['setup:defaults']({ serverId: null });
  expect([added.form.host, added.isSecretKept, added.others.map(({ host }) => host)]).toEqual([
    '',
    false,
    ['127.0.0.1'],
  ]);
});

test('an agent that answers is proposed before any key file, and no secret is asked for with it', async () => {
  const agent = await startSshAgent();
  const before = process.env['SSH_AUTH_SOCK'];
  process.env['SSH_AUTH_SOCK'] = agent.socket;
  try {
    await agent.add(await makeKeyFile(temp.path, 'ed25519'));
    const { form: proposed, agentAvailable } = await handlers['setup:defaults']({ serverId: null });
    expect([proposed.auth, proposed.secret, agentAvailable]).toEqual([{ kind: 'agent' }, null, true]);
  } finally {
    if (before === undefined) delete process.env['SSH_AUTH_SOCK'];
    else process.env['SSH_AUTH_SOCK'] = before;
    await agent.stop();
  }
});

describe('the set-up that was not finished', () => {
  const defaultsOf = async (serverId: string | null) => (await handlers['setup:defaults']({ serverId })).draft;

  test('gives back what she typed, for the same server only, until there is nothing to keep', async () => {
    const { serverId } = await save();
    await handlers['setup:keep']({ serverId: null, draft });
    expect([await defaultsOf(null), await defaultsOf(serverId)]).toEqual([draft, null]);
    await handlers['setup:keep']({ serverId: null, draft: null });
    expect([await defaultsOf(null), kept()]).toEqual([null, null]);
  });

  test('goes on with the notices once a new server is saved, and is over when she says so', async () => {
    await handlers['setup:keep']({ serverId: null, draft });
    const { serverId } = await save();
    expect([kept(), await defaultsOf(null)]).toEqual([{ step: 'notices', serverId }, null]);
    // Another server's form that she opens and leaves changes nothing of that.
    await handlers['setup:keep']({ serverId, draft: null });
    expect(kept()).toEqual({ step: 'notices', serverId });
    await handlers['setup:done'](null);
    expect(kept()).toBeNull();
  });

  test('of an access that she changed is over with the change', async () => {
    const { serverId } = await save();
    await handlers['setup:keep']({ serverId, draft });
    await save({ serverId });
    expect(kept()).toBeNull();
  });
});
