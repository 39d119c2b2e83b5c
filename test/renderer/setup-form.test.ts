import { describe, expect, test } from 'vitest';
import * as v from 'valibot';
import { problemsOf, toDraft, toForm } from '../../src/renderer/setup-form';
import type { SetupDraft } from '../../src/renderer/setup-form';
import { requests } from '../../src/shared/requests';

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
    const form = toForm({
      ...good,
      host: '  portal.example.org ',
      port: ' 2222 ',
      authKind: 'key',
      keyFile: ' /home/ana/key ',
      secret: 'frase con espacio ',
    });
    expect(v.parse(requests['setup:save'], form)).toEqual({
      host: 'portal.example.org',
      port: 2222,
      user: 'ana',
      auth: { kind: 'key', file: '/home/ana/key' },
      secret: 'frase con espacio ',
      url: 'https://portal.example.org/',
      caFile: null,
    });
  });

  test('the prefilled form survives being shown and sent back', () => {
    const form = toForm(good);
    expect(form === null ? null : toForm(toDraft(form))).toEqual(form);
  });

  test('with the agent no secret is sent, even if one was typed before', () => {
    expect(toForm({ ...good, secret: 'left over' })?.secret).toBeNull();
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
    ['half an address', { url: 'https://' }, { url: { kind: 'url-malformed' } }],
  ])('%s is told where it was typed, and nothing is sent', (_what, change, problems) => {
    expect([problemsOf({ ...good, ...change }), toForm({ ...good, ...change })]).toEqual([problems, null]);
  });
});
