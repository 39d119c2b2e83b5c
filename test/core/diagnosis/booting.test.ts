import { describe, expect, test } from 'vitest';
import { diagnose } from '../../../src/core/diagnose';
import type { Cause } from '../../../src/core/model';
import type { RemoteFacts } from '../../../src/core/remote-facts';
import type { RoundMemory } from '../../../src/core/diagnosis/memory';
import {
  facts,
  gunicorn,
  minute,
  noAnswer,
  observation,
  probe,
  roundMemory,
  server,
  serverStamp,
  silent,
  someTime,
  unit,
  units,
  type RoundParts,
} from '../../support/builders';

const bootAt = someTime - minute;
const api502 = probe('/api/', { status: 502, body: 'not-read' });
const noApi = { gunicorn: gunicorn({ masters: [], workers: [] }), localApi: noAnswer(7) };

function causeOf(parts: RoundParts, memory: Partial<RoundMemory> = {}): Cause | null {
  const seen = observation({ ...parts, facts: { bootAt, ...parts.facts } });
  return diagnose(seen, { server, earlier: new Set(), memory: roundMemory(memory) }).primary?.cause ?? null;
}

const apiLog = (at: number, ...lines: readonly string[]): Partial<RemoteFacts> => ({
  errorLog: {
    readable: true,
    modifiedAt: at,
    tail: [`[${serverStamp(at)}] [100] [INFO] Starting gunicorn 20.1.0`, ...lines],
  },
});
const cluster = (change: Parameters<typeof unit>[1]): Partial<RemoteFacts> => ({
  database: { ready: 'no-answer', clusters: [unit('postgresql@15-main.service', change)], listening: false },
});
const dashboard = (change: Parameters<typeof unit>[1]): Partial<RemoteFacts> => ({
  units: units({ 'dashboard-mme.service': unit('dashboard-mme.service', change) }),
  localDashboard: noAnswer(7),
});
const portal502 = probe('/', { status: 502, body: 'not-read' });

describe('a minute after the boot, what is still on its way is waited for', () => {
  test.each<[string, RoundParts]>([
    ['the API, which cron starts half a minute later', { api: api502, facts: noApi }],
    ['the API, whose log ends before the boot', { api: api502, facts: { ...noApi, ...apiLog(bootAt - minute) } }],
    [
      'PostgreSQL, which is starting',
      { api: api502, facts: { ...noApi, ...cluster({ active: 'activating', sub: 'start' }) } },
    ],
    [
      'PostgreSQL, which replays its log and refuses until then',
      {
        api: api502,
        facts: {
          ...noApi,
          database: {
            ready: 'rejecting',
            clusters: [unit('postgresql@15-main.service', { changedAt: someTime - 20_000 })],
            listening: true,
          },
        },
      },
    ],
    [
      'PostgreSQL, which systemd has not started yet',
      { api: api502, facts: { ...noApi, ...cluster({ active: 'inactive', sub: 'dead', changedAt: null }) } },
    ],
    ['the dashboard, started a moment ago', { portal: portal502, facts: dashboard({ changedAt: someTime - 5_000 }) }],
    [
      'nginx, whose turn has not come',
      {
        portal: silent('/', 'tcp', 'refused'),
        api: silent('/api/', 'tcp', 'refused'),
        facts: { units: units({ 'nginx.service': unit('nginx.service', { active: 'inactive', changedAt: null }) }) },
      },
    ],
  ])('%s', (_title, parts) => {
    expect(causeOf(parts)).toBe('server-booting');
  });
});

describe('what fell after it was up, failed, or will never come is the cause', () => {
  test.each<[string, Cause, RoundParts, Partial<RoundMemory>?]>([
    [
      'PostgreSQL, stopped after the boot',
      'database-down',
      { api: api502, facts: { ...noApi, ...cluster({ active: 'inactive', sub: 'dead', changedAt: bootAt + 40_000 }) } },
    ],
    [
      'PostgreSQL, failed at its start',
      'database-down',
      { api: api502, facts: { ...noApi, ...cluster({ active: 'failed', sub: 'failed', changedAt: bootAt + 9_000 }) } },
    ],
    [
      'the API, which has served since the boot',
      'api-down',
      { api: api502, facts: { ...noApi, ...apiLog(bootAt + 30_000, 'INFO:     Application startup complete.') } },
    ],
    [
      'the API, which a round of this boot saw well',
      'api-down',
      { api: api502, facts: noApi },
      { parts: { api: { wellAt: bootAt + 20_000, failedAt: someTime - 5_000 } } },
    ],
    [
      'the API, which nothing starts at a boot',
      'api-down',
      { api: api502, facts: { ...noApi, crontab: { ...facts().crontab, rebootLine: null } as never } },
    ],
    [
      'an API that answers with errors of its own',
      'api-error',
      {
        api: probe('/api/', { status: 500, body: 'not-read' }),
        facts: { localApi: { status: 500, ms: 9, curlExit: 0, bodyStart: '' } },
      },
    ],
    [
      'nginx, which runs and is stuck',
      'proxy-down',
      {
        portal: silent('/', 'tls', 'timeout'),
        api: silent('/api/', 'tls', 'timeout'),
        facts: {
          units: units({ 'nginx.service': unit('nginx.service', { changedAt: someTime - 20_000 }) }),
          localPortal: noAnswer(28),
        },
      },
    ],
    [
      'the dashboard, stopped by somebody',
      'dashboard-down',
      { portal: portal502, facts: dashboard({ active: 'inactive', sub: 'dead', changedAt: bootAt + 40_000 }) },
    ],
    [
      'a dashboard that will not be started, while the API is still to come',
      'dashboard-down',
      {
        portal: portal502,
        api: api502,
        facts: { ...noApi, ...dashboard({ active: 'inactive', changedAt: null, enabled: 'disabled' }) },
      },
    ],
  ])('%s', (_title, expected, parts, memory) => {
    expect([causeOf(parts, memory)]).toEqual([expected]);
  });
});
