import { assertNever } from '../result';
import type { RemoteError } from '../errors';
import type { Confidence, Evidence, Finding, HttpProbe, WitnessReport } from '../model';
import { networkEvidence, proofOf, someNamedWitness, someWitness } from './network-evidence';
import { findOwnNetwork } from './own-network';
import { finding, isSilent, isUnreached, probeEvidence, webHost, type RoundView } from './view';

/**
 * Our network, their name, or their machine: decided before anything else, and only with witnesses.
 * Not empty means that nothing of the server was reached; then no other detector may conclude anything.
 */
export function findReach(view: RoundView): readonly Finding[] {
  const { portal, api, ssh, witnesses } = view.observation;
  const sshReached = ssh.kind === 'facts' || hasReached(ssh.error);
  const own = findOwnNetwork(view, sshReached);
  if (own !== null) return [own];
  // A key that is locked here, or a login on hold: SSH was not asked, and its silence says nothing.
  const sshUnasked = ssh.kind === 'failed' && isOwnFailure(ssh.error);
  const refused = isRefused(portal) || isRefused(api);
  const nameless = isNameFailure(portal) && isNameFailure(api);
  const unasked = witnesses === null || witnesses.witnesses.length === 0;
  if (nameless) {
    const named = findNameless(view, sshReached, unasked);
    if (named !== null) return [named];
  }
  // No page opens, and no witness's either: whatever SSH says, that is no proof against the server. What SSH saw inside
  // is judged all the same. A network may also let TCP through and nothing more.
  const silent = isSilent(portal) && isSilent(api);
  if (silent && !unasked && !someWitness(witnesses)) return [laptopOffline(view, witnesses)];
  if (sshReached || (sshUnasked && refused)) return [];
  if (!isUnreached(portal) || !isUnreached(api)) return [];
  if (unasked) return [unreachableWithoutWitness(view)];
  return [serverUnreachable(view, witnesses)];
}

/** The portal's name does not resolve: for everybody, or only here? */
function findNameless(view: RoundView, sshReached: boolean, unasked: boolean): Finding | null {
  const { witnesses } = view.observation;
  if (someNamedWitness(witnesses)) return nameNotFound(view);
  // Other names do not resolve either, or none was asked: then it may be her network, and nothing is said of the portal.
  const isDenied = isNameDenied(view.observation.portal) && unasked;
  if (isDenied && (sshReached || witnesses?.interfaceUp !== false)) return nameNotFound(view);
  return sshReached || someWitness(witnesses) || unasked ? ownNames(view) : null;
}

/** Whether the error proves that something of the server answered over SSH. Secrets and keys fail on the laptop itself. */
function hasReached(error: RemoteError): boolean {
  switch (error.kind) {
    case 'name-not-found':
    case 'refused':
    case 'timeout':
    case 'unreachable':
    case 'no-route':
    case 'jump-failed':
    case 'secret-needed':
    case 'passphrase-wrong':
    case 'key-unreadable':
    case 'key-format':
    case 'agent-missing':
    case 'agent-empty':
    case 'auth-held':
    case 'other':
      return false;
    case 'not-ssh':
    case 'no-common-algorithm':
    case 'host-key-unknown':
    case 'host-key-changed':
    case 'auth-failed':
    case 'login-refused-booting':
    case 'password-not-accepted-by-server':
    case 'gate-refused':
    case 'session-refused':
    case 'disconnected':
    case 'command-timeout':
    case 'answer-unreadable':
    case 'too-much-output':
      return true;
    default:
      return assertNever(error);
  }
}

/** It failed on the laptop, before anything was sent. */
function isOwnFailure(error: RemoteError): boolean {
  return /^(?:no-route|secret-needed|passphrase-wrong|key-unreadable|key-format|agent-missing|agent-empty|auth-held)$/.test(
    error.kind,
  );
}

/** No name resolves here, while an address works: the portal may be well for everybody else. */
function ownNames(view: RoundView): Finding {
  const { portal, witnesses } = view.observation;
  return finding('laptop-offline', 'no-data', 'unknown', {
    evidence: [probeEvidence(portal), ...networkEvidence(witnesses)],
  });
}

/** "There is no such name", and not "nobody answers". */
function isNameDenied({ outcome }: HttpProbe): boolean {
  return outcome.kind === 'failed' && outcome.failure.phase === 'dns' && outcome.failure.reason === 'not-found';
}

function isNameFailure(probe: HttpProbe): boolean {
  return probe.outcome.kind === 'failed' && probe.outcome.failure.phase === 'dns';
}

function nameNotFound(view: RoundView): Finding {
  const { portal, witnesses } = view.observation;
  const otherNames = someNamedWitness(witnesses);
  const denied = portal.outcome.kind === 'failed' && portal.outcome.failure.reason === 'not-found';
  const confidence: Confidence = !otherNames ? 'unknown' : denied ? 'certain' : 'probable';
  return finding('name-not-found', 'down', confidence, {
    values: { host: webHost(portal.url) },
    evidence: [probeEvidence(portal), ...networkEvidence(witnesses)],
  });
}

function laptopOffline(view: RoundView, report: WitnessReport): Finding {
  // One witness may itself be down, unless nothing at all is heard beyond this machine.
  const isCutOff = report.gateway === 'silent' || report.gateway === 'none';
  const certain = !report.interfaceUp || isCutOff || report.witnesses.length > 1;
  const { portal, api, ssh } = view.observation;
  const isInside = ssh.kind === 'facts';
  // A refusal, or another machine's SSH, came from somewhere: the answers contradict each other.
  const contradictory = isInside || [portal, api].some(isRefused) || isSshRefused(view) || hasReached(ssh.error);
  return finding('laptop-offline', 'no-data', contradictory ? 'unknown' : certain ? 'certain' : 'probable', {
    variant: isInside ? 'web' : null,
    evidence: [
      probeEvidence(portal),
      ...(isInside ? [{ text: 'SSH: logged in' }] : hasReached(ssh.error) ? [{ text: `SSH: ${ssh.error.kind}` }] : []),
      ...networkEvidence(report),
    ],
  });
}

/** Witnesses are switched off: interfaces and gateway are all that is left, and they prove only the negative. */
function unreachableWithoutWitness(view: RoundView): Finding {
  const { portal, witnesses } = view.observation;
  if (witnesses !== null && (!witnesses.interfaceUp || witnesses.gateway === 'silent')) {
    // The server may be nearer than the gateway that is silent.
    return finding('laptop-offline', 'no-data', witnesses.interfaceUp ? 'unknown' : 'probable', {
      evidence: [probeEvidence(portal), ...networkEvidence(witnesses)],
    });
  }
  return finding('server-unreachable', 'down', 'unknown', { evidence: reachEvidence(view) });
}

function serverUnreachable(view: RoundView, report: WitnessReport): Finding {
  // A refusal comes from a machine that is switched on: then "off or cut off" would be a guess.
  const refused = [view.observation.portal, view.observation.api].some(isRefused) || isSshRefused(view);
  const { answered, asked } = proofOf(report);
  const unasked = view.observation.ssh.kind === 'failed' && isOwnFailure(view.observation.ssh.error);
  const confidence: Confidence =
    refused || unasked ? 'unknown' : answered === asked && !isByProxy(view) ? 'certain' : 'probable';
  return finding('server-unreachable', 'down', confidence, {
    evidence: [...reachEvidence(view), ...networkEvidence(report)],
  });
}

/** Asked through a proxy, whose word it is that the server does not answer. */
function isByProxy(view: RoundView): boolean {
  const { portal, api } = view.observation;
  return [portal, api].some(({ outcome }) => outcome.kind === 'failed' && outcome.failure.phase === 'proxy');
}

function reachEvidence(view: RoundView): readonly Evidence[] {
  const { portal, ssh } = view.observation;
  const line = ssh.kind === 'failed' ? [{ text: `SSH: ${ssh.error.kind}` }] : [];
  return [probeEvidence(portal), ...line];
}

function isRefused(probe: HttpProbe): boolean {
  // A proxy that refuses says nothing of the server.
  return (
    probe.outcome.kind === 'failed' &&
    probe.outcome.failure.phase !== 'proxy' &&
    probe.outcome.failure.reason === 'refused'
  );
}

function isSshRefused(view: RoundView): boolean {
  const { ssh } = view.observation;
  return ssh.kind === 'failed' && ssh.error.kind === 'refused';
}
