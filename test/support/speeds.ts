import type { RemoteFacts } from '../../src/core/remote-facts';
import { local, probe, type RoundParts } from './builders';

/** A round in which the parts take so many milliseconds: for users, and on the server itself. */
export function speeds(
  change: {
    readonly portal?: number;
    readonly api?: number;
    readonly localPortal?: number;
    readonly localApi?: number;
    readonly facts?: Partial<RemoteFacts>;
  } = {},
): RoundParts {
  const { portal = 200, api = 200 } = change;
  return {
    portal: timed('/', portal),
    api: timed('/api/', api),
    facts: {
      localPortal: local(200, { ms: change.localPortal ?? Math.round(portal * 0.9), bodyStart: '<!doctype html>' }),
      localApi: local(200, { ms: change.localApi ?? Math.round(api * 0.9) }),
      ...change.facts,
    },
  };
}

function timed(path: string, totalMs: number) {
  return probe(path, {}, { phases: { dnsMs: 3, tcpMs: 11, tlsMs: 20, firstByteMs: totalMs - 1, totalMs } });
}
