import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { listSshHosts, resolveTarget, type ResolvedRoute } from '../../../src/main/ssh/ssh-config';
import { temporaryFolder } from './connect-to';

const env = { SSH_AUTH_SOCK: '/run/agent', KEYS: '/keys' };

function resolve(
  text: string,
  asked: { host: string; port?: number; user?: string },
  folder = temporaryFolder(),
): ResolvedRoute {
  const file = join(folder, 'config');
  writeFileSync(file, text);
  const local = { home: folder, user: 'ana', hostName: 'laptop.local', env };
  return resolveTarget({ host: asked.host, port: asked.port ?? null, user: asked.user ?? null }, file, local);
}

describe('~/.ssh/config', () => {
  test('without one a host is what was typed', () => {
    const local = { home: '/home/ana', user: 'ana', hostName: 'laptop', env };
    expect(resolveTarget({ host: 'portal', port: null, user: null }, '/nowhere/config', local)).toEqual({
      jumps: [],
      target: {
        alias: 'portal',
        hostName: 'portal',
        port: 22,
        user: 'ana',
        hostKeyAlias: null,
        identityFiles: [],
        identityAgent: null,
        identitiesOnly: false,
      },
      ignored: [],
    });
  });

  test('the first value wins, identity files add up, names have any case, quotes and equals signs', () => {
    const text = [
      'host portal prod-*',
      '\tHOSTNAME = 10.1.2.3',
      '  User "admon"',
      '  Port=2222',
      '  IdentityFile ~/.ssh/portal key # nota',
      'Host *',
      '  User otro',
      '  IdentityFile "%d/keys/%r@%h"',
      '  IdentityFile ${KEYS}/%u-%n-%p-%L-%%',
      '  HostKeyAlias el-portal',
      '  IdentitiesOnly yes',
    ].join('\r\n');
    const folder = temporaryFolder();
    const { target } = resolve(text, { host: 'portal' }, folder);
    expect(target).toMatchObject({ hostName: '10.1.2.3', port: 2222, user: 'admon', hostKeyAlias: 'el-portal' });
    expect(target.identitiesOnly).toBe(true);
    expect(target.identityFiles).toEqual([
      `${folder}/.ssh/portal key`,
      `${folder}/keys/admon@10.1.2.3`,
      '/keys/ana-portal-2222-laptop-%',
    ]);
    expect(resolve(text, { host: 'prod-1', port: 22, user: 'root' }).target).toMatchObject({ port: 22, user: 'root' });
  });

  test('a negated pattern takes its host out', () => {
    const text = 'Host *.example !web.example\n  Port 2222\n';
    expect(resolve(text, { host: 'db.example' }).target.port).toBe(2222);
    expect(resolve(text, { host: 'web.example' }).target.port).toBe(22);
  });

  test('HostName may contain the alias', () => {
    expect(resolve('Host db web\n  HostName %h.example.org\n', { host: 'db' }).target.hostName).toBe('db.example.org');
  });

  test.each([
    ['SSH_AUTH_SOCK', '/run/agent'],
    ['$SSH_AUTH_SOCK', '/run/agent'],
    ['none', 'none'],
    ['"/tmp/con espacio"', '/tmp/con espacio'],
    ['$NOT_SET', null],
  ])('IdentityAgent %s is %s', (value, path) => {
    expect(resolve(`IdentityAgent ${value}\n`, { host: 'h' }).target.identityAgent).toBe(path);
  });

  test('ProxyJump makes a chain, with users, ports, brackets and the jump hosts’ own lines', () => {
    const text = [
      'Host bastion',
      '  HostName b.example',
      '  User salto',
      'Host portal',
      '  ProxyJump bastion,eva@[::1]:2200,ssh://c:23',
    ];
    const { jumps } = resolve(text.join('\n'), { host: 'portal' });
    expect(jumps.map(({ user, hostName, port }) => [user, hostName, port])).toEqual([
      ['salto', 'b.example', 22],
      ['eva', '::1', 2200],
      ['ana', 'c', 23],
    ]);
  });

  test('the nearest jump host may itself be behind another; no host jumps through itself, and circles end', () => {
    const nested = 'Host a\n  ProxyJump b\nHost b\n  ProxyJump c\n';
    expect(resolve(nested, { host: 'a' }).jumps.map((jump) => jump.alias)).toEqual(['c', 'b']);
    expect(resolve('Host *\n  ProxyJump bastion\n', { host: 'a' }).jumps.map((jump) => jump.alias)).toEqual([
      'bastion',
    ]);
    expect(resolve('Host *\n  ProxyJump bastion\n', { host: 'bastion' }).jumps).toEqual([]);
    expect(resolve('Host a\n ProxyJump b\nHost b\n ProxyJump a\n', { host: 'a' }).jumps.length).toBeLessThanOrEqual(8);
    expect(resolve('Host a\n  ProxyJump none\nHost *\n  ProxyJump b\n', { host: 'a' }).jumps).toEqual([]);
  });

  test('what is not done is named: Match, ProxyCommand, a jump that makes no sense', () => {
    const marker = join(temporaryFolder(), 'ran');
    const text = [
      `Match exec "touch ${marker}"`,
      '  Port 1',
      'Host a',
      `  ProxyCommand touch ${marker}`,
      'Host b',
      '  ProxyJump a b@@c',
    ];
    const route = resolve(text.join('\n'), { host: 'a' });
    expect(route.target.port).toBe(22);
    expect(route.ignored).toEqual([
      { kind: 'unsupported', what: 'Match' },
      { kind: 'unsupported', what: 'ProxyCommand' },
    ]);
    expect(resolve(text.join('\n'), { host: 'b' }).ignored.at(-1)).toMatchObject({ what: 'ProxyJump a b@@c' });
    expect(() => mkdirSync(marker)).not.toThrow();
  });

  test('Include reads other files, with wildcards, inside a Host too, and not for ever', () => {
    const folder = temporaryFolder();
    mkdirSync(join(folder, 'config.d'));
    writeFileSync(join(folder, 'config.d', '10-portal'), 'Host portal\n  Port 2222\n');
    writeFileSync(join(folder, 'config.d', '20-user'), 'User incluido\n');
    const text = 'Include config.d/*\nInclude config\nHost otro\n  Include config.d/20-user\n';
    const route = resolve(text, { host: 'portal' }, folder);
    expect(route.target).toMatchObject({ port: 2222, user: 'incluido' });
    expect(route.ignored).toContainEqual({ kind: 'unsupported', what: 'Include' });
  });

  test.each([
    ['an open quote', 'Host "portal\n  Port 2222\n', 'syntax'],
    ['Match without its value', 'Match host\n  Port 1\n', 'syntax'],
  ])('%s is ignored with a reason', (_, text, kind) => {
    const route = resolve(text, { host: 'portal' });
    expect(route.target.port).toBe(22);
    expect(route.ignored).toMatchObject([{ kind }]);
  });

  test('a folder in its place, binary rubbish and impossible ports do no harm', () => {
    const folder = temporaryFolder();
    mkdirSync(join(folder, 'd'));
    const local = { home: folder, user: 'ana', hostName: 'laptop', env };
    const asked = { host: 'portal', port: null, user: null };
    expect(resolveTarget(asked, join(folder, 'd'), local).ignored).toMatchObject([{ kind: 'unreadable' }]);
    expect(resolve('\0\u00ff\n\n=\n Port\n', { host: 'portal' }).target.hostName).toBe('portal');
    expect(resolve('Port 99999\n', { host: 'portal' }).target.port).toBe(22);
  });

  test('the set-up form is offered the names that stand for one host', () => {
    const file = join(temporaryFolder(), 'config');
    writeFileSync(file, 'Host portal web\n  Port 1\nHost * *.x !no ?\nHost portal\n  User a\nHost db\n  User b\n');
    expect(listSshHosts(file)).toEqual(['portal', 'web', 'db']);
    expect(listSshHosts('/nowhere')).toEqual([]);
  });
});
