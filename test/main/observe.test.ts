import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { RemoteError } from '../../src/core/errors';
import type { SshOutcome } from '../../src/core/model';
import { err, type Result } from '../../src/core/result';
import { createObserver, roundLimits } from '../../src/main/observe';
import type { SshConnection } from '../../src/main/ssh/connect';
import { probe, server } from '../support/builders';
import { fakeClock } from '../support/fake-clock';
import { commandLineOf } from '../support/process-tree';
import { sshdPath, startSshd, type Sshd } from '../support/sshd';
import { waitUntil } from '../support/wait-until';
import { connectTo } from './ssh/connect-to';

type Answer = Result<SshConnection, RemoteError>;

const refused: Answer = err({ kind: 'auth-failed', user: 'vigia', tried: 'password' });

/** Logins that the test answers. */
function build() {
  const logins: ((answer: Answer) => void)[] = [];
  const observer = createObserver({
    clock: fakeClock(),
    nonce: () => 'abcdef0123456789',
    probe: ({ url }) => Promise.resolve(probe(new URL(url).pathname)),
    ask: () => Promise.reject(new Error('not to be asked')),
    connect: () => new Promise((resolve) => logins.push(resolve)),
  });
  return { observer, logins };
}

test('a refused login is not tried again by itself', async () => {
  const { observer, logins } = build();
  const first = observer.observe(server, []);
  logins[0]?.(refused);
  await first;
  expect((await observer.observe(server, [])).ssh).toMatchObject({ kind: 'failed', error: { kind: 'auth-held' } });
  expect(logins).toHaveLength(1);
});

test('a refusal of the old secret does not hold back the new one, given while that round ran', async () => {
  const { observer, logins } = build();
  const first = observer.observe(server, []);
  observer.release(server.id);
  logins[0]?.(refused);
  await first;
  const second = observer.observe(server, []);
  expect(logins).toHaveLength(2);
  logins[1]?.(refused);
  expect((await second).ssh).toMatchObject({ kind: 'failed', error: { kind: 'auth-failed' } });
});

describe.skipIf(sshdPath() === null)('a command that hangs on a real server', () => {
  let sshd: Sshd;
  beforeAll(async () => {
    sshd = await startSshd({ config: ['ForceCommand sleep 600'] });
  });
  afterAll(() => sshd.stop());

  test.each([
    ['a quick', 0, roundLimits.sshMs - 2_000],
    ['a slow', 10_000, roundLimits.sshMs - 10_000],
  ])('is ended after what %s login has left of the deadline of a round', async (_, loginMs, commandMs) => {
    const clock = fakeClock();
    const observer = createObserver({
      clock,
      nonce: () => 'abcdef0123456789',
      probe: ({ url }) => Promise.resolve(probe(new URL(url).pathname)),
      ask: () => Promise.reject(new Error('not to be asked')),
      connect: async () => {
        const connection = await connectTo(sshd, { clock });
        clock.advance(loginMs);
        return connection;
      },
    });
    const isRunning = () => sshd.sessionPids().some((pid) => commandLineOf(pid).includes('sleep 600'));
    let seen: SshOutcome | null = null;
    void observer.observe(server, []).then(({ ssh }) => (seen = ssh));
    await waitUntil('the command runs', isRunning);
    expect(clock.waiting()).toBe(1);
    clock.advance(commandMs - 1);
    expect(clock.waiting()).toBe(1);
    clock.advance(1);
    await waitUntil('the round ends', () => seen !== null);
    expect(seen).toEqual({
      kind: 'failed',
      error: { kind: 'command-timeout', limitMs: commandMs },
      ms: loginMs + commandMs,
    });
  });
});
