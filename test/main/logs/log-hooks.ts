import { afterAll, afterEach, beforeAll } from 'vitest';
import { readLogs, startLogServer, type LogServer, type ReadLog } from '../../support/log-server';
import { waitUntil } from '../../support/wait-until';

/** A server for a group of tests that follow logs: each finds no log there, and must leave no process of its session. */
export function useLogServer() {
  let logs: LogServer;
  let open: ReadLog | null = null;
  beforeAll(async () => {
    logs = await startLogServer();
  });
  afterAll(() => logs.stop());
  afterEach(async () => {
    open?.close();
    open = null;
    await waitUntil('no process of the session is left', () => logs.sshd.sessionPids().length === 0);
    logs.clear();
  });
  return {
    get logs() {
      return logs;
    },
    file: (suffix = '') => `${logs.path('api-error')}${suffix}`,
    /** Closed after the test. */
    follow: async (request: Omit<Parameters<typeof readLogs>[1], 'follow'> = {}): Promise<ReadLog> => {
      open = readLogs(logs, { ...request, follow: true });
      await open.waitFor('read');
      return open;
    },
  };
}
