import { expect, test } from 'vitest';
import { ok } from '../../src/core/result';
import { openLog, type LogEnd } from '../../src/main/follow-logs';
import type { Connect } from '../../src/main/observe';
import { server } from '../support/builders';

function endOf(connect: Connect): Promise<LogEnd> {
  return new Promise((resolve) => {
    const request = { server, source: 'api-error', lines: 10, follow: false, grep: null, sinceAt: null } as const;
    openLog(connect, { ...request, onLines: () => undefined, onEnd: resolve });
  });
}

test('a failure of our own while connecting ends the log with its reason', async () => {
  const end = await endOf(() => Promise.reject(new Error('boom')));
  expect(end).toEqual({ kind: 'other', detail: expect.stringContaining('boom') as string });
});

test('a failure of our own after connecting does not leave the connection open', async () => {
  let closed = false;
  const end = await endOf(() =>
    Promise.resolve(
      ok({
        exec: () => Promise.reject(new Error('not asked')),
        stream: () => {
          throw new Error('boom');
        },
        over: () => null,
        onOver: () => () => undefined,
        end: () => {
          closed = true;
        },
      }),
    ),
  );
  expect([end?.kind, closed]).toEqual(['other', true]);
});
