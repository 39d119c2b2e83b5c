/** A server that does as it likes: it knows the sign of our marks. */
import { expect, test } from 'vitest';
import { ok } from '../../../src/core/result';
import { openLogStream, type StreamEvent } from '../../../src/main/logs/open-stream';
import type { SshConnection } from '../../../src/main/ssh/connect';
import { server } from '../../support/builders';
import { fakeClock } from '../../support/fake-clock';

test('says only once that it has read, so that lines never come faster than the window takes them', async () => {
  let send: (text: string) => void = () => undefined;
  const connection = {
    stream: (_command: string, { onOutput }: Parameters<SshConnection['stream']>[1]) => {
      send = (text) => {
        onOutput(Buffer.from(text), 'stdout');
      };
      return { pause: () => undefined, resume: () => undefined, close: () => undefined };
    },
    end: () => undefined,
  } as unknown as SshConnection;
  const events: StreamEvent[] = [];
  const stream = openLogStream(
    { connect: () => Promise.resolve(ok(connection)), clock: fakeClock(), nonce: () => 'n0nce0n0nce' },
    {
      server,
      sources: ['api-error'],
      span: { kind: 'last', lines: 10 },
      follow: true,
      on: (event) => events.push(event),
    },
  );
  await Promise.resolve();
  await Promise.resolve();
  send('n0nce0n0nce clock 1795515301 0 -0500\n');
  for (let n = 0; n < 100; n += 1)
    send(`${'x'.repeat(50)}\n`.repeat(2000) + `n0nce0n0nce read 0 0 0 - 1:2 ${String(n)} 0 0 3:4\n`);
  const count = (kind: StreamEvent['kind']) => events.filter((event) => event.kind === kind).length;
  // Four batches wait to be taken; what the one reading had sent itself may not wait.
  expect([count('read'), stream.positions().get('api-error'), count('lines') <= 5]).toEqual([1, '1:2 0 0 0 3:4', true]);
  stream.close();
});
