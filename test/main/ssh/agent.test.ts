import { rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { createSystemClock } from '../../../src/main/clock';
import { agentAvailable, agentPaths } from '../../../src/main/ssh/agent';
import { makeKeyFile } from '../../support/key-files';
import { startSshAgent } from '../../support/ssh-agent';
import { waitUntil } from '../../support/wait-until';
import { temporaryFolder } from './connect-to';

const clock = createSystemClock();

function ask(identityAgent: string | null, limitMs = 2000) {
  return agentAvailable({ platform: 'linux', env: {}, identityAgent }, clock, limitMs);
}

describe('the SSH agent', () => {
  test('is looked for where each system has it', () => {
    const env = { SSH_AUTH_SOCK: '/run/agent' };
    expect(agentPaths({ platform: 'linux', env, identityAgent: null })).toEqual(['/run/agent']);
    expect(agentPaths({ platform: 'darwin', env: { SSH_AUTH_SOCK: '' }, identityAgent: null })).toEqual([]);
    const windows = ['\\\\.\\pipe\\openssh-ssh-agent', 'pageant'];
    expect(agentPaths({ platform: 'win32', env: {}, identityAgent: null })).toEqual(windows);
    expect(agentPaths({ platform: 'win32', env, identityAgent: '/own' })).toEqual(['/own']);
    expect(agentPaths({ platform: 'linux', env, identityAgent: 'none' })).toEqual([]);
  });

  test('missing, empty and with a key are three things', async () => {
    expect(await ask(null)).toBe('missing');
    expect(await ask('/nowhere/agent')).toBe('missing');
    const agent = await startSshAgent();
    try {
      expect(await ask(agent.socket)).toBe('empty');
      await agent.add(await makeKeyFile(temporaryFolder(), 'ed25519'));
      expect(await ask(agent.socket)).toBe('available');
    } finally {
      await agent.stop();
    }
    expect(await ask(agent.socket)).toBe('missing');
  });

  test.each([
    ['says nothing', ''],
    ['answers in another language', 'HTTP/1.1 200 OK\r\n\r\n'],
  ])('one that %s is missing, in time, and its socket is let go', async (_, answer) => {
    const path = join(temporaryFolder(), 'agent');
    let open = 0;
    const server = createServer((socket) => {
      open += 1;
      socket.on('error', () => undefined);
      socket.on('close', () => {
        open -= 1;
      });
      socket.resume();
      socket.write(answer);
    });
    await new Promise<void>((resolve) => server.listen(path, resolve));
    expect(await ask(path, 200)).toBe('missing');
    // Resolves only once no connection is left.
    await new Promise((resolve) => server.close(resolve));
    await waitUntil('the socket is gone', () => open === 0);
    rmSync(path, { force: true });
  });
});
