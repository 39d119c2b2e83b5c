/** What a page that was taken over may send: every request, with arguments of every kind. */
import * as v from 'valibot';
import { requests, type RequestName } from '../../../src/shared/requests';
import { settings } from '../../support/builders';
import type { FuzzTarget } from '../target';

const serverId = 'portal-mme';
const form = {
  serverId: null,
  host: 'portal.example.org',
  port: null,
  user: 'ana',
  auth: { kind: 'key', file: '/home/ana/.ssh/id_ed25519' },
  secret: null,
  url: 'https://portal.example.org/',
  caFile: null,
};
const choice = { kind: 'month', steps: 0 };
const { language, theme, quietHours, digest, intervalMinutes } = settings();

/** Sound arguments, to be damaged. What has none here takes null. */
const sound: Partial<Record<RequestName, unknown>> = {
  'check:now': { serverId },
  'restart:start': { serverId, service: 'api', confirmed: true },
  'logs:open': { serverId, sources: ['api-error'], span: { kind: 'last', lines: 500 }, follow: true, continues: null },
  'logs:search': {
    serverId,
    sources: ['api-error'],
    text: 'x',
    isRegex: true,
    caseSensitive: false,
    beforeAt: null,
    continues: null,
  },
  'logs:save': { name: 'api.log', text: 'x' },
  'setup:test': form,
  'setup:save': { ...form, secret: 'x' },
  'setup:accept-host-key': { fingerprint: `SHA256:${'a'.repeat(43)}` },
  'settings:set': { language, theme, quietHours, digest, intervalMinutes },
  'server:set': { serverId, change: { name: 'Portal', targetPercent: 99.5 } },
  'history:view': { serverId, choice },
  'history:correct': { serverId, fromAt: 1, toAt: 2, kind: 'up', reason: 'x' },
  'maintenance:set': { serverId, extends: false, minutes: 30 },
  'secret:give': { serverId, secret: 'x' },
  'copy:text': { text: 'x' },
};
const names = Object.keys(requests) as RequestName[];

export const windowTargets: readonly FuzzTarget[] = [
  {
    name: 'requests of the window',
    values: names.map((name) => ({ name, argument: sound[name] ?? null })),
    readValue: (value) => {
      const { name, argument } = (value ?? {}) as { readonly name?: unknown; readonly argument?: unknown };
      if (typeof name !== 'string' || !Object.hasOwn(requests, name)) return null;
      const parsed = v.safeParse(requests[name as RequestName], argument);
      // Only plain data comes through, as it would over the bridge.
      return parsed.success ? structuredClone(parsed.output) : null;
    },
    mostKept: 400_000,
  },
];
