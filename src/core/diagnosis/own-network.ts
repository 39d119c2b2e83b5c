/**
 * What is between her computer and the Internet, and never the server's fault: no way out, a sign-in page, somebody who
 * opens TLS, a VPN that is gone, a proxy. Each has its proof and makes `no-data`.
 */
import type { Confidence, Finding, HttpProbe } from '../model';
import { badCertificateShown, whoseCertificate } from './interception';
import { median } from '../samples';
import { isLoopback, networkEvidence, someFarWitness, someWitness } from './network-evidence';
import { goneTunnels, isPrivateAddress, tunnelEvidence } from './tunnels';
import { finding, isUnreached, probeEvidence, webHost, type RoundView } from './view';

/** Null: nothing speaks for it, and the server may be judged. `sshReached`: something of the server answered. */
export function findOwnNetwork(view: RoundView, sshReached: boolean): Finding | null {
  return (
    findCaptivePortal(view) ??
    findIntercepted(view) ??
    findTunnelGone(view, sshReached) ??
    findNoWayOut(view, sshReached) ??
    findProxyTrouble(view) ??
    findPacketLoss(view)
  );
}

function findCaptivePortal(view: RoundView): Finding | null {
  const { portal, witnesses } = view.observation;
  if (witnesses === null || someWitness(witnesses)) return null;
  const foreign = witnesses.witnesses.filter((witness) => witness.answer.kind === 'foreign').length;
  const portalForeign =
    portal.outcome.kind === 'failed' || portal.outcome.body === 'foreign' || portal.certificate?.problem != null;
  if (foreign === 0 || !portalForeign) return null;
  return finding('captive-portal', 'no-data', foreign > 1 ? 'certain' : 'probable', {
    evidence: [...networkEvidence(witnesses), probeEvidence(portal)],
  });
}

function findIntercepted(view: RoundView): Finding | null {
  const shown = badCertificateShown(view);
  const whose = whoseCertificate(view);
  if (shown === null || whose === 'server' || whose === 'unknown') return null;
  const own = view.facts?.localCertificate ?? null;
  const confidence: Confidence = whose === 'intruder' ? 'certain' : 'probable';
  return finding('captive-portal', 'no-data', confidence, {
    variant: 'intercepted',
    values: { issuer: shown.issuer },
    evidence: [
      { text: `certificate shown here: ${shown.subject}, by ${shown.issuer}` },
      ...(own === null
        ? []
        : [{ text: `certificate on the server: another one (${own.fingerprint256.slice(0, 11)}…)` }]),
      ...networkEvidence(view.observation.witnesses),
    ],
  });
}

/** She was inside a VPN when the server was last seen well, and is not any more. */
function findTunnelGone(view: RoundView, sshReached: boolean): Finding | null {
  const { portal, api, tunnels, witnesses } = view.observation;
  const gone = goneTunnels(view.memory?.tunnels ?? [], tunnels);
  if (gone.length === 0 || view.facts !== null) return null;
  const isSilent = isUnreached(portal) && isUnreached(api) && !sshReached;
  // The same private address in another network is another machine, and may well answer.
  const isOther = isPrivateAddress(addressOf(view)) && !isExpected(portal) && !isExpected(api);
  if (!isSilent && !isOther) return null;
  return finding('laptop-offline', 'no-data', 'probable', {
    variant: 'vpn',
    evidence: [...tunnelEvidence(gone), probeEvidence(portal), ...networkEvidence(witnesses)],
  });
}

/** Nothing could even be sent: this machine has no address, or knows no way to the server's. */
function findNoWayOut(view: RoundView, sshReached: boolean): Finding | null {
  const { portal, api, witnesses } = view.observation;
  if (!isUnreached(portal) || !isUnreached(api) || isLoopback(addressOf(view))) return null;
  const noRoute = [portal, api].some(hasNoRoute);
  const noInterface = witnesses !== null && !witnesses.interfaceUp && !sshReached;
  if (!noRoute && !noInterface) return null;
  // Others are reached: it is this one way that is missing, not the Internet.
  const isOneWay = sshReached || someFarWitness(witnesses) || (noRoute && witnesses?.gateway === 'answers');
  const isCertain = noRoute || (witnesses?.witnesses.length ?? 0) > 1;
  return finding('laptop-offline', 'no-data', isCertain ? 'certain' : 'probable', {
    variant: isOneWay ? 'route' : null,
    evidence: [probeEvidence(portal), ...networkEvidence(witnesses)],
  });
}

/**
 * Neither the proxy nor the direct way led anywhere. A witness that answers has found one of them open: then only a
 * proxy that forbids the portal says nothing of the portal.
 */
function findProxyTrouble(view: RoundView): Finding | null {
  const { portal, api, witnesses } = view.observation;
  const reasons = [portal, api].map(proxyReason);
  if (reasons.includes(null)) return null;
  const forbids = reasons.includes('forbidden');
  const isUpstream = reasons.every((reason) => reason === 'bad-gateway');
  if (isUpstream || (!forbids && someWitness(witnesses))) return null;
  return finding('laptop-offline', 'no-data', someWitness(witnesses) ? 'probable' : 'certain', {
    variant: 'proxy',
    evidence: [probeEvidence(portal), ...networkEvidence(witnesses)],
  });
}

/** What a first packet that was lost costs: the system sends it again after a second. */
const sentAgainMs = 900;

/**
 * Packets get lost on the way, and the witnesses do not deny that it is our own: what is missing then proves nothing.
 * Signs of it are a connection that took a second or more, one that did not come about while the other one to the same
 * door did, and a witness that answers late. A witness that is always blocked is none, nor is a server that takes the
 * connection at once and then says nothing.
 */
function findPacketLoss(view: RoundView): Finding | null {
  const { portal, api, witnesses } = view.observation;
  const probes = [portal, api];
  const missing = probes.filter((probe) => !isExpected(probe));
  if (missing.length === 0 || !missing.every(isTimedOut) || probes.some(({ via }) => via !== null)) return null;
  if (witnesses === null || witnesses.witnesses.length === 0) return null;
  // A long way is slow without any loss.
  const usualMs = median(view.samples.answers.flatMap(({ portalMs }) => portalMs ?? [])) ?? 0;
  const lateMs = Math.max(sentAgainMs, usualMs);
  const late = witnesses.witnesses.filter(({ answer }) => answer.kind === 'answered' && answer.ms >= lateMs);
  const prompt = witnesses.witnesses.filter(({ answer }) => answer.kind === 'answered' && answer.ms < lateMs);
  if (prompt.length === witnesses.witnesses.length) return null;
  const isLate = late.length > 0 || probes.some(({ phases }) => (phases.tcpMs ?? 0) >= lateMs);
  const isOneOnly = probes.filter(isNotConnected).length === 1;
  if (!isLate && !isOneOnly) return null;
  return finding('laptop-offline', 'no-data', 'unknown', {
    evidence: [...probes.map(probeEvidence), ...networkEvidence(witnesses)],
  });
}

function isTimedOut({ outcome }: HttpProbe): boolean {
  return outcome.kind === 'failed' && outcome.failure.reason === 'timeout';
}

/** The two have one door: that one of them is not even let in says nothing of what is behind it. */
function isNotConnected({ outcome }: HttpProbe): boolean {
  return outcome.kind === 'failed' && ['tcp', 'tls'].includes(outcome.failure.phase);
}

function proxyReason({ outcome }: HttpProbe): string | null {
  return outcome.kind === 'failed' && outcome.failure.phase === 'proxy' ? outcome.failure.reason : null;
}

function hasNoRoute({ outcome }: HttpProbe): boolean {
  return outcome.kind === 'failed' && outcome.failure.phase === 'tcp' && outcome.failure.reason === 'no-route';
}

function isExpected({ outcome, certificate }: HttpProbe): boolean {
  return outcome.kind === 'answered' && outcome.body !== 'foreign' && certificate?.problem == null;
}

/** As far as it is known: the address that was connected to, else what the settings say. */
function addressOf(view: RoundView): string {
  return view.observation.portal.address ?? webHost(view.server.url);
}
