import { expect, test } from 'vitest';
import type { RemoteError } from '../../src/core/errors';
import { err, type Result } from '../../src/core/result';
import { createObserver } from '../../src/main/observe';
import type { SshConnection } from '../../src/main/ssh/connect';
import { probe, server } from '../support/builders';
import { fakeClock } from '../support/fake-clock';

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
