import type { HttpOutcome, HttpProbe } from '../model';
import type { LocalAnswer } from '../remote-facts';
import { isGoodStatus, type RoundView } from './view';

/**
 * The round as the server itself sees its public address, asked through its own nginx: for when somebody in between
 * answers, or nothing gets through. What it was not asked is taken for well: nothing is concluded from it.
 */
export function seenFromInside(view: RoundView): RoundView {
  const { observation, facts } = view;
  const portal = insideProbe(observation.portal, facts?.localPortal ?? null);
  const api = insideProbe(observation.api, facts?.localPortalApi ?? null);
  return { ...view, observation: { ...observation, portal, api } };
}

function insideProbe(probe: HttpProbe, local: LocalAnswer | null): HttpProbe {
  const phases = { dnsMs: null, tcpMs: null, tlsMs: null, firstByteMs: null, totalMs: local?.ms ?? 0 };
  // The lines of proof show the path, and say so.
  return {
    ...probe,
    url: `${probe.url} (on the server)`,
    phases,
    outcome: outcomeOf(probe.url, local),
    certificate: null,
  };
}

function outcomeOf(url: string, local: LocalAnswer | null): HttpOutcome {
  if (local?.curlExit == null) return { kind: 'answered', status: 200, body: 'expected', finalUrl: url };
  const { status, curlExit } = local;
  if (status > 0)
    return { kind: 'answered', status, body: isGoodStatus(status) ? 'expected' : 'not-read', finalUrl: url };
  if (curlExit === 7) return { kind: 'failed', failure: { phase: 'tcp', reason: 'refused' } };
  return { kind: 'failed', failure: { phase: 'response', reason: 'timeout' } };
}
