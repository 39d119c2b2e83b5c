import { describe, expect, test } from 'vitest';
import * as v from 'valibot';
import { consequencesOf, fromKept, problemsOf, toDraft, toForm, toKept } from '../../src/renderer/setup-form';
import type { SetupDraft } from '../../src/renderer/setup-form';
import type { SetupDefaults } from '../../src/shared/ipc';
import { requests } from '../../src/shared/requests';

const defaults: SetupDefaults = {
  form: {
    serverId: null,
    host: '',
    port: null,
    user: '',
    auth: { kind: 'agent' },
    secret: null,
    url: '',
    caFile: null,
  },
  draft: null,
  name: null,
  isSecretKept: false,
  others: [{ name: 'Otro', host: 'otro.example.org', port: null }],
  sshHosts: [],
  keyFiles: [],
  agentAvailable: true,
};

const good: SetupDraft = {
  host: 'portal.example.org',
  port: '',
  user: 'ana',
  authKind: 'agent',
  keyFile: '',
  secret: '',
  url: 'https://portal.example.org/',
  caFile: '',
};

describe('the set-up form', () => {
  test('what she typed becomes a form that the main process accepts', () => {
    const form = toForm(
      {
        ...good,
        host: '  portal.example.org ',
        port: ' 2222 ',
        authKind: 'key',
        keyFile: ' /home/ana/key ',
        secret: 'frase con espacio ',
      },
      defaults,
    );
    expect(v.parse(requests['setup:save'], form)).toEqual({
      serverId: null,
      host: 'portal.example.org',
      port: 2222,
      user: 'ana',
      auth: { kind: 'key', file: '/home/ana/key' },
      secret: 'frase con espacio ',
      url: 'https://portal.example.org/',
      caFile: null,
    });
  });

  test('an address that no settings could hold is not even tried', () => {
    const tries = (path: string) =>
      v.safeParse(requests['setup:test'], toForm({ ...good, url: `${good.url}${path}` }, defaults)).success;
    expect([tries('x'), tries('x'.repeat(2048))]).toEqual([true, false]);
  });

  test('the prefilled form survives being shown and sent back', () => {
    const form = toForm(good, defaults);
    expect(form === null ? null : toForm(toDraft(form), defaults)).toEqual(form);
  });

  test('with the agent no secret is sent, even if one was typed before', () => {
    expect(toForm({ ...good, secret: 'left over' }, defaults)?.secret).toBeNull();
  });

  test.each<[string, Partial<SetupDraft>, object]>([
    ['nothing', { host: ' ' }, { host: { kind: 'host-empty' } }],
    ['a web address as server', { host: 'https://portal.example.org' }, { host: { kind: 'host-is-address' } }],
    ['user and server in one', { host: 'ana@portal.example.org' }, { host: { kind: 'host-has-user' } }],
    ['an option as server', { host: '-oProxyCommand=x' }, { host: { kind: 'host-malformed' } }],
    ['a space in the server', { host: 'a b' }, { host: { kind: 'host-malformed' } }],
    ['port 0', { port: '0' }, { port: { kind: 'port-range' } }],
    ['port 70000', { port: '70000' }, { port: { kind: 'port-range' } }],
    ['a port in words', { port: 'ssh' }, { port: { kind: 'port-range' } }],
    ['no user', { user: '' }, { user: { kind: 'user-empty' } }],
    ['a quoted user', { user: "a'b" }, { user: { kind: 'user-malformed' } }],
    ['no key', { authKind: 'key' }, { keyFile: { kind: 'key-empty' } }],
    ['the public key', { authKind: 'key', keyFile: '/x/id.pub' }, { keyFile: { kind: 'key-public' } }],
    ['no password', { authKind: 'password' }, { secret: { kind: 'password-empty' } }],
    ['no scheme', { url: 'portal.example.org' }, { url: { kind: 'url-scheme' } }],
    ['credentials in the address', { url: 'https://a:b@portal.example.org' }, { url: { kind: 'url-credentials' } }],
    [
      'the place of another server',
      { host: 'otro.example.org', port: '22' },
      { host: { kind: 'host-taken', name: 'Otro' } },
    ],
    ['half an address', { url: 'https://' }, { url: { kind: 'url-malformed' } }],
  ])('%s is told where it was typed, and nothing is sent', (_what, change, problems) => {
    expect([problemsOf({ ...good, ...change }, defaults), toForm({ ...good, ...change }, defaults)]).toEqual([
      problems,
      null,
    ]);
  });
});

describe('the access of a server that is watched already', () => {
  const saved: SetupDefaults = {
    ...defaults,
    name: 'Portal',
    isSecretKept: true,
    form: { ...defaults.form, serverId: 'portal', host: 'portal.example.org', user: 'ana', auth: { kind: 'password' } },
  };
  const draft: SetupDraft = { ...good, authKind: 'password' };
  const about = (change: Partial<SetupDraft>, of: SetupDefaults = saved) => {
    const changed = { ...draft, ...change };
    return [consequencesOf(changed, of), problemsOf(changed, of)];
  };
  const typeIt = { secret: { kind: 'password-empty' } };

  test('needs no password that is kept', () => {
    expect([about({ url: 'https://other.example.org/' }), toForm(draft, saved)?.serverId]).toEqual([
      [[], {}],
      'portal',
    ]);
  });

  test.each<[string, Partial<SetupDraft>, readonly string[], object]>([
    ['another host', { host: 'nuevo.example.org' }, ['identity', 'secret'], typeIt],
    ['another port', { port: '2222' }, ['identity', 'secret'], typeIt],
    ['another user', { user: 'eva' }, ['secret'], typeIt],
    ['a key instead', { authKind: 'key', keyFile: '/k' }, ['secret'], {}],
    ['the agent instead', { authKind: 'agent' }, ['secret'], {}],
  ])('%s says what is asked again and what is forgotten', (_title, change, consequences, problems) => {
    expect(about(change)).toEqual([consequences, problems]);
  });

  test('the passphrase of a key stays for that key, wherever it is used', () => {
    const byKey = { ...saved, form: { ...saved.form, auth: { kind: 'key', file: '/k' } as const } };
    expect([
      consequencesOf({ ...draft, authKind: 'key', keyFile: '/k', host: 'nuevo.example.org' }, byKey),
      consequencesOf({ ...draft, authKind: 'key', keyFile: '/other' }, byKey),
    ]).toEqual([['identity'], ['secret']]);
  });

  test('a new server has nothing to lose', () => {
    expect(consequencesOf({ ...draft, host: 'nuevo.example.org' }, defaults)).toEqual([]);
  });
});

describe('what is kept of the form', () => {
  test('is all that she typed, right or not, but for the secret', () => {
    const draft: SetupDraft = { ...good, host: 'https://x', authKind: 'password', secret: 'canario' };
    const kept = toKept(draft, defaults);
    expect(JSON.stringify(kept)).not.toContain('canario');
    expect(kept === null ? null : fromKept(kept)).toEqual({ ...draft, secret: '' });
    expect(v.safeParse(requests['setup:keep'], { serverId: null, draft: kept }).success).toBe(true);
  });

  test('is nothing where she changed nothing, or only typed a secret', () => {
    const untouched = toDraft(defaults.form);
    expect([toKept(untouched, defaults), toKept({ ...untouched, secret: 'x' }, defaults)]).toEqual([null, null]);
  });

  test('a secret that is sent all the same does not come through', () => {
    const sent = { serverId: null, draft: { ...good, secret: 'canario' } };
    expect(JSON.stringify(v.parse(requests['setup:keep'], sent))).not.toContain('canario');
  });
});
