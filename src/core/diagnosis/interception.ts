import type { CertificateFacts } from '../model';
import { isOnlyByOurClock } from './clock';
import { proofOf } from './network-evidence';
import type { RoundView } from './view';

/** A certificate that a browser refuses: of either connection, for somebody in between may meet only one. */
export function badCertificateShown(view: RoundView): CertificateFacts | null {
  const { portal, api } = view.observation;
  const shown = [portal.certificate, api.certificate]
    .filter((one) => one !== null)
    .filter((one) => !isOnlyByOurClock(one, view));
  return shown.find((one) => one.problem !== null) ?? null;
}

function isOfUnknownIssuer({ problem }: CertificateFacts): boolean {
  return problem?.kind === 'unknown-issuer' || problem?.kind === 'self-signed';
}

/**
 * Whose is a refused certificate: the server's, or that of somebody in between (a proxy that inspects TLS, a sign-in
 * page)? One without a problem is never asked about: a load balancer's may differ from the server's and be right.
 * `intruder`: sure only where the server's own has been seen from here before.
 */
export function whoseCertificate(view: RoundView): 'server' | 'intruder' | 'likely-intruder' | 'unknown' {
  const shown = badCertificateShown(view);
  const known = view.memory?.certificate ?? null;
  // The one that was well here has a problem now: it expired, or an authority was withdrawn.
  if (shown === null || shown.fingerprint256 === known) return 'server';
  const own = view.facts?.localCertificate ?? null;
  if (own !== null) {
    if (own.fingerprint256 === shown.fingerprint256 || own.validToAt < view.at) return 'server';
    return own.fingerprint256 === known ? 'intruder' : 'likely-intruder';
  }
  // Never seen before, and nobody inside to ask: that an authority is not known may be her network's doing.
  if (known === null) return isOfUnknownIssuer(shown) ? 'unknown' : 'server';
  const { answered, asked } = proofOf(view.observation.witnesses);
  const isForeign = view.observation.witnesses?.witnesses.some((one) => one.answer.kind === 'foreign') ?? false;
  return isForeign || (asked > 0 && answered === 0) ? 'likely-intruder' : 'unknown';
}
