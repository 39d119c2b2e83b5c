import { execFileSync } from 'node:child_process';
import { appendFileSync, writeFileSync } from 'node:fs';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { LogSource } from '../../../src/core/logs/types';
import { createLogHandlers } from '../../../src/main/electron/log-handlers';
import { createTranslator } from '../../../src/shared/i18n';
import type { Answers, Push, RequestArgument } from '../../../src/shared/ipc';
import { startLogServer, type LogServer } from '../../support/log-server';
import { sshdPath } from '../../support/sshd';
import { waitUntil } from '../../support/wait-until';

describe.skipIf(sshdPath() === null)('what the window asks of the logs', { timeout: 60_000 }, () => {
  let logs: LogServer;
  let pushes: Push[];
  let window: ReturnType<typeof createLogHandlers>;
  beforeAll(async () => {
    logs = await startLogServer();
  });
  afterAll(() => logs.stop());
  beforeEach(() => {
    pushes = [];
    window = createLogHandlers({
      ...logs.deps,
      find: (id) => (id === logs.server.id ? logs.server : undefined),
      push: (push) => pushes.push(push),
      choose: { save: () => Promise.resolve(null) },
      translator: () =>
        createTranslator({ language: 'es', timeZone: 'America/Bogota', now: () => 0, address: 'tranquila' }),
    });
  });
  afterEach(async () => {
    window.closeAll();
    await waitUntil('no process of the session is left', () => logs.sshd.sessionPids().length === 0);
    execFileSync('find', [logs.folder, '-type', 'f', '-delete']);
  });
  const line = (number: number) => `[2026-11-24 05:00:00 -0500] [7] [INFO] aguja ${String(number)}\n`;
  const lines = (from: number, to: number) => Array.from({ length: to - from }, (_, n) => line(from + n)).join('');
  const open = (sources: LogSource[], follow = false, continues: number | null = null) =>
    window.handlers['logs:open']({
      serverId: logs.server.id,
      sources,
      span: { kind: 'last', lines: 500 },
      follow,
      continues,
    }) as Answers['logs:open'];
  const kinds = () => pushes.map(({ kind }) => kind);
  const search = async (more: Partial<RequestArgument<'logs:search'>> = {}) => {
    const asked = window.handlers['logs:search']({
      serverId: logs.server.id,
      sources: ['api-error'],
      text: 'aguja',
      isRegex: false,
      caseSensitive: false,
      beforeAt: null,
      continues: null,
      ...more,
    }) as { search: number };
    const own = () =>
      pushes.flatMap((push) => (push.kind === 'log-search' && push.search === asked.search ? [push] : []));
    await waitUntil('the end of the search', () => own().some(({ state }) => state !== 'running'));
    const numbers = own()
      .toReversed()
      .flatMap((push) => push.lines.map((one) => Number(one.split(' ').at(-1))));
    return { ...asked, numbers, state: own().at(-1)?.state };
  };

  test('a stream tells its clock first, each source its end, and carries the number that was answered', async () => {
    writeFileSync(logs.path('api-error'), lines(0, 3));
    const { stream } = open(['api-error', 'api-access']);
    await waitUntil('both ends', () => kinds().filter((kind) => kind === 'log-end').length === 2);
    expect(kinds()[0]).toBe('log-clock');
    expect(pushes.every((push) => 'stream' in push && push.stream === stream)).toBe(true);
    expect(pushes).toContainEqual({ kind: 'log-end', stream, source: 'api-access', error: { kind: 'file-missing' } });
    expect(pushes).toContainEqual({
      kind: 'log-lines',
      stream,
      source: 'api-error',
      batch: 1,
      lines: lines(0, 3).trim().split('\n'),
      dropped: 0,
    });
  });

  test('a stream goes on where another one ended; one that nobody knows is read anew, and that is said', async () => {
    writeFileSync(logs.path('api-error'), lines(0, 3));
    const texts = (own: number) =>
      pushes.flatMap((push) => (push.kind === 'log-lines' && push.stream === own ? push.lines : []));
    const isRead = (own: number) => pushes.some((push) => push.kind === 'log-read' && push.stream === own);
    const first = open(['api-error']);
    await waitUntil('its end', () => kinds().includes('log-end'));
    appendFileSync(logs.path('api-error'), lines(3, 5));
    const second = open(['api-error'], true, first.stream);
    const other = open(['api-error'], false, 999);
    await waitUntil('both', () => isRead(second.stream) && isRead(other.stream));
    expect([first.isContinued, second.isContinued, other.isContinued]).toEqual([false, true, false]);
    expect(texts(second.stream)).toEqual(lines(3, 5).trim().split('\n'));
    expect(texts(other.stream)).toEqual(lines(0, 5).trim().split('\n'));
    // Where it ended stays on this side.
    expect(pushes.find(({ kind }) => kind === 'log-read')).not.toHaveProperty('position');
  });

  test('a window that opens ever more streams has the oldest closed, so that a server is never flooded', async () => {
    writeFileSync(logs.path('api-error'), lines(0, 3));
    const opened = Array.from({ length: 10 }, () => open(['api-error'], true).stream);
    const numbers = (wanted: Push['kind']) =>
      pushes.flatMap((push) => (push.kind === wanted && 'stream' in push ? [push.stream] : []));
    await waitUntil('the others are read', () => numbers('log-read').length === 8);
    expect(pushes.flatMap((push) => (push.kind === 'log-end' ? [[push.stream, push.error]] : []))).toEqual(
      opened.slice(0, 2).map((stream) => [stream, null]),
    );
  });

  test('lines wait for the window to take those before', async () => {
    writeFileSync(logs.path('api-error'), `${'x'.repeat(8000)}\n`.repeat(500));
    const { stream } = open(['api-error'], true);
    const batches = () => pushes.flatMap((push) => (push.kind === 'log-lines' ? [push.batch] : []));
    await waitUntil('four batches', () => batches().length === 4);
    expect(kinds()).not.toContain('log-read');
    for (let taken = 0; !kinds().includes('log-read'); taken = batches().at(-1) ?? 0) {
      void window.handlers['logs:taken']({ stream, batch: taken });
      await new Promise((resolve) => setImmediate(resolve));
    }
    expect(pushes.reduce((sum, push) => sum + (push.kind === 'log-lines' ? push.lines.length : 0), 0)).toBe(500);
  });

  test('closing ends the source, and the command on the server', async () => {
    writeFileSync(logs.path('api-error'), lines(0, 3));
    const { stream } = open(['api-error'], true);
    await waitUntil('it is read', () => kinds().includes('log-read'));
    void window.handlers['logs:close']({ stream });
    expect(pushes.at(-1)).toEqual({ kind: 'log-end', stream, source: 'api-error', error: null });
    await waitUntil('no process of the session is left', () => logs.sshd.sessionPids().length === 0);
  });

  test('a search that reached its limit goes on exactly there, and one for something else does not', async () => {
    writeFileSync(logs.path('api-error'), lines(0, 2500));
    const first = await search();
    const second = await search({ continues: first.search });
    const third = await search({ continues: second.search });
    expect([first.state, second.state, third.state]).toEqual(['limit', 'limit', 'finished']);
    expect([...third.numbers, ...second.numbers, ...first.numbers]).toEqual(Array.from({ length: 2500 }, (_, n) => n));
    expect((await search({ continues: first.search, text: 'aguja 24' })).numbers.at(-1)).toBe(2499);
  });

  test('a search is stopped by her, and by the closing of the window', async () => {
    execFileSync('sh', ['-c', 'yes "$0" | head -c 700000000 >"$1"', 'x'.repeat(200), logs.path('api-error')]);
    for (const stop of [(id: number) => void window.handlers['logs:search-stop']({ search: id }), window.closeAll]) {
      pushes = [];
      const asked = search({ text: 'no está' });
      await waitUntil('it runs', () => kinds().includes('log-search'));
      const running = pushes.flatMap((push) => (push.kind === 'log-search' ? [push.search] : []));
      stop(running[0] ?? 0);
      expect((await asked).state).toBe('stopped');
      await waitUntil('no process of the session is left', () => logs.sshd.sessionPids().length === 0);
    }
  });

  test('of a server that is not there comes nothing', () => {
    const { stream } = window.handlers['logs:open']({
      serverId: 'nope',
      sources: ['api-error'],
      span: { kind: 'last', lines: 5 },
      follow: false,
      continues: null,
    }) as { stream: number };
    expect([stream > 0, pushes]).toEqual([true, []]);
  });
});
