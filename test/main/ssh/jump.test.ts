import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { findFreePort } from '../../support/free-port';
import { endProcess } from '../../support/process-tree';
import { sshdPath, startSshd, type Sshd } from '../../support/sshd';
import { connected, connectTo, errorOf, temporaryFolder, trusting } from './connect-to';

const quick = { timeoutMs: 20_000, maxBytes: 10_000 };

describe.skipIf(sshdPath() === null)('a server behind jump hosts', () => {
  let outer: Sshd;
  let middle: Sshd;
  let target: Sshd;
  beforeAll(async () => {
    [outer, middle, target] = await Promise.all([startSshd(), startSshd(), startSshd()]);
  });
  afterAll(async () => {
    await Promise.all([outer.stop(), middle.stop(), target.stop()]);
  });

  function configFor(lines: readonly string[]): string {
    const file = join(temporaryFolder(), 'config');
    const host = (name: string, sshd: Sshd): readonly string[] => [
      `Host ${name}`,
      '  HostName 127.0.0.1',
      `  Port ${String(sshd.port)}`,
      `  User ${sshd.user}`,
      `  IdentityFile ${sshd.keyFile}`,
    ];
    writeFileSync(file, [...host('outer', outer), ...host('middle', middle), ...lines, ''].join('\n'));
    return file;
  }

  test('is reached through a chain, each host with its own key and its own host key', async () => {
    const sshConfigFile = configFor(['Host 127.0.0.1', '  ProxyJump outer,middle']);
    const hostKeys = trusting(outer, middle, target);
    const connection = await connected(target, { sshConfigFile, hostKeys });
    const result = await connection.exec('echo $SSH_CONNECTION', quick);
    expect(result.ok && result.value.stdout.toString()).toContain(` 127.0.0.1 ${String(target.port)}`);
    expect(middle.log()).toContain('Accepted publickey');
    connection.end();
    expect(connection.over()).toEqual({ kind: 'disconnected' });
  });

  test('an unknown jump host is told with its name, and can be accepted for this server', async () => {
    const sshConfigFile = configFor(['Host 127.0.0.1', '  ProxyJump outer']);
    const hostKeys = trusting(target);
    const error = await errorOf(connectTo(target, { sshConfigFile, hostKeys }));
    const cause = { kind: 'host-key-unknown', fingerprint: outer.hostKeyFingerprint, keyType: 'ssh-ed25519' };
    expect(error).toEqual({ kind: 'jump-failed', jumpHost: 'outer', cause });
    expect(hostKeys.acceptFingerprint('127.0.0.1', target.port, outer.hostKeyFingerprint)).toBe(true);
    (await connected(target, { sshConfigFile, hostKeys })).end();
  });

  test('an unknown server behind a known jump host is its own error', async () => {
    const sshConfigFile = configFor(['Host 127.0.0.1', '  ProxyJump outer']);
    const error = await errorOf(connectTo(target, { sshConfigFile, hostKeys: trusting(outer) }));
    expect(error).toMatchObject({ kind: 'host-key-unknown', fingerprint: target.hostKeyFingerprint });
  });

  test('a jump host that is down, and a server that it cannot reach, are told apart', async () => {
    const port = await findFreePort();
    const dead = configFor([
      'Host dead',
      '  HostName 127.0.0.1',
      `  Port ${String(port)}`,
      'Host 127.0.0.1',
      '  ProxyJump dead',
    ]);
    expect(await errorOf(connectTo(target, { sshConfigFile: dead, hostKeys: trusting(target) }))).toEqual({
      kind: 'jump-failed',
      jumpHost: 'dead',
      cause: { kind: 'refused', host: '127.0.0.1', port },
    });
    const alive = configFor(['Host 127.0.0.1', '  ProxyJump outer']);
    const far = connectTo({ ...target, port }, { sshConfigFile: alive, hostKeys: trusting(outer) });
    expect(await errorOf(far)).toEqual({ kind: 'unreachable', host: '127.0.0.1', port });
  });

  test('a jump host that lets nothing through is the one to blame', async () => {
    const closed = await startSshd({ config: ['AllowTcpForwarding no'] });
    try {
      const lines = ['Host closed', '  HostName 127.0.0.1', `  Port ${String(closed.port)}`, `  User ${closed.user}`];
      const sshConfigFile = configFor([
        ...lines,
        `  IdentityFile ${closed.keyFile}`,
        'Host 127.0.0.1',
        '  ProxyJump closed',
      ]);
      const error = await errorOf(connectTo(target, { sshConfigFile, hostKeys: trusting(closed, target) }));
      expect(error).toEqual({ kind: 'jump-failed', jumpHost: 'closed', cause: { kind: 'session-refused' } });
    } finally {
      await closed.stop();
    }
  });

  test('the password of the server is never offered to the jump host', async () => {
    const lines = ['Host bare', '  HostName 127.0.0.1', `  Port ${String(outer.port)}`, '  IdentityAgent none'];
    const sshConfigFile = configFor([...lines, 'Host 127.0.0.1', '  ProxyJump bare']);
    const asked: string[] = [];
    const secrets = (what: string): string => {
      asked.push(what);
      return 'secreta';
    };
    const overrides = { sshConfigFile, hostKeys: trusting(outer, target), secrets };
    const error = await errorOf(connectTo(target, { ...overrides, serverFields: { auth: { kind: 'password' } } }));
    expect(error).toEqual({ kind: 'jump-failed', jumpHost: 'bare', cause: { kind: 'agent-missing' } });
    expect(asked).toEqual([]);
  });

  test('when the jump host dies, commands behind it end as disconnected', async () => {
    const sshConfigFile = configFor(['Host 127.0.0.1', '  ProxyJump outer']);
    const connection = await connected(target, { sshConfigFile, hostKeys: trusting(outer, target) });
    const running = connection.exec('sleep 60', quick);
    for (const pid of outer.sessionPids()) endProcess(pid, 'SIGKILL');
    expect(await errorOf(running)).toEqual({ kind: 'disconnected' });
  });
});
