import { assertNever } from '../result';
import type { RemoteError } from '../errors';
import type { Confidence, Evidence, Finding, HttpProbe, WitnessReport } from '../model';
import { finding, isSilent, isUnreached, probeEvidence, webHost, type RoundView } from './view';

/**
 * Our network, their name, or their machine: decided before anything else, and only with witnesses.
 * Not empty means that nothing of the server was reached; then no other detector may conclude anything.
 */
export function findReach(view: RoundView): readonly Finding[] {
  const { portal, api, ssh, witnesses } = view.observation;
  const captive = findCaptivePortal(view);
  if (captive !== null) return [captive];
  const sshReached = ssh.kind === 'facts' || hasReached(ssh.error);
  // A key that is locked here, or a login on hold: SSH was not asked, and its silence says nothing.
  const sshUnasked = ssh.kind === 'failed' && isOwnFailure(ssh.error);
  const refused = isRefused(portal) || isRefused(api);
  const nameless = isNameFailure(portal) && isNameFailure(api);
  const unasked = witnesses === null || witnesses.witnesses.length === 0;
  if (nameless) {
    const named = findNameless(view, sshReached, unasked);
    if (named !== null) return [named];
  }
  if (sshReached || (sshUnasked && refused)) return [];
  const silent = isSilent(portal) && isSilent(api);
  // A network that lets TCP through and nothing more: no witness answers either.
  if (silent && !unasked && !someWitness(witnesses)) return [laptopOffline(view, witnesses)];
  if (!isUnreached(portal) || !isUnreached(api)) return [];
  if (unasked) return [unreachableWithoutWitness(view)];
  return [serverUnreachable(view, witnesses)];
}

/** The portal's name does not resolve: for everybody, or only here? */
function findNameless(view: RoundView, sshReached: boolean, unasked: boolean): Finding | null {
  const { witnesses } = view.observation;
  if (someNamedWitness(witnesses)) return nameNotFound(view);
  const canProve = witnesses?.witnesses.some((one) => one.byName) === true;
  if (canProve) return sshReached ? ownNames(view) : null;
  const online = sshReached || someWitness(witnesses) || (unasked && witnesses?.interfaceUp !== false);
  return online ? nameNotFound(view) : null;
}

/** Whether the error proves that something of the server answered over SSH. Secrets and keys fail on the laptop itself. */
function hasReached(error: RemoteError): boolean {
  switch (error.kind) {
    case 'name-not-found':
    case 'refused':
    case 'timeout':
    case 'unreachable':
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
  return /^(?:secret-needed|passphrase-wrong|key-unreadable|key-format|agent-missing|agent-empty|auth-held)$/.test(
    error.kind,
  );
}

/** No name resolves here, while SSH by address works: the portal may be well for everybody else. */
function ownNames(view: RoundView): Finding {
  const { portal, witnesses } = view.observation;
  return finding('laptop-offline', 'no-data', 'unknown', {
    evidence: [probeEvidence(portal), ...witnessEvidence(witnesses)],
  });
}

/** The witness lines that go with every verdict about the network. */
function witnessEvidence(report: WitnessReport | null): readonly Evidence[] {
  if (report === null) return [];
  return report.witnesses.map(({ url, answer }) => {
    const host = webHost(url);
    if (answer.kind === 'answered') return { text: `witness ${host}: answered in ${String(Math.round(answer.ms))} ms` };
    if (answer.kind === 'foreign') return { text: `witness ${host}: somebody else's page` };
    return { text: `witness ${host}: no answer (${answer.phase})` };
  });
}

function findCaptivePortal(view: RoundView): Finding | null {
  const { portal, witnesses, ssh } = view.observation;
  const report = witnesses;
  if (report === null || ssh.kind === 'facts') return null;
  const foreign = report.witnesses.filter((witness) => witness.answer.kind === 'foreign').length;
  if (foreign === 0 || someWitness(report)) return null;
  const portalForeign =
    portal.outcome.kind === 'failed' || portal.outcome.body === 'foreign' || portal.certificate?.problem != null;
  if (!portalForeign) return null;
  return finding('captive-portal', 'no-data', foreign > 1 ? 'certain' : 'probable', {
    evidence: [...witnessEvidence(report), probeEvidence(portal)],
  });
}

function isNameFailure(probe: HttpProbe): boolean {
  return probe.outcome.kind === 'failed' && probe.outcome.failure.phase === 'dns';
}

function someWitness(report: WitnessReport | null): boolean {
  return report?.witnesses.some((witness) => witness.answer.kind === 'answered') ?? false;
}

function someNamedWitness(report: WitnessReport | null): boolean {
  return report?.witnesses.some((one) => one.byName && one.answer.kind === 'answered') ?? false;
}

function nameNotFound(view: RoundView): Finding {
  const { portal, witnesses } = view.observation;
  const otherNames = someNamedWitness(witnesses);
  const denied = portal.outcome.kind === 'failed' && portal.outcome.failure.reason === 'not-found';
  const confidence: Confidence = !otherNames ? 'unknown' : denied ? 'certain' : 'probable';
  return finding('name-not-found', 'down', confidence, {
    values: { host: webHost(portal.url) },
    evidence: [probeEvidence(portal), ...witnessEvidence(witnesses)],
  });
}

function laptopOffline(view: RoundView, report: WitnessReport): Finding {
  const certain = !report.interfaceUp || report.witnesses.length > 1;
  // A refusal came from somewhere: the answers contradict each other.
  const contradictory = [view.observation.portal, view.observation.api].some(isRefused) || isSshRefused(view);
  return finding('laptop-offline', 'no-data', contradictory ? 'unknown' : certain ? 'certain' : 'probable', {
    evidence: [probeEvidence(view.observation.portal), ...witnessEvidence(report)],
  });
}

/** Witnesses are switched off: the machine's own interfaces are all that is left, and they prove only the negative. */
function unreachableWithoutWitness(view: RoundView): Finding {
  const { portal, witnesses } = view.observation;
  if (witnesses !== null && !witnesses.interfaceUp) {
    return finding('laptop-offline', 'no-data', 'probable', {
      evidence: [probeEvidence(portal), { text: 'network interfaces: none is up' }],
    });
  }
  return finding('server-unreachable', 'down', 'unknown', { evidence: reachEvidence(view) });
}

function serverUnreachable(view: RoundView, report: WitnessReport): Finding {
  // A refusal comes from a machine that is switched on: then "off or cut off" would be a guess.
  const refused = [view.observation.portal, view.observation.api].some(isRefused) || isSshRefused(view);
  const answered = report.witnesses.filter((witness) => witness.answer.kind === 'answered').length;
  const unasked = view.observation.ssh.kind === 'failed' && isOwnFailure(view.observation.ssh.error);
  const confidence: Confidence =
    refused || unasked ? 'unknown' : answered === report.witnesses.length ? 'certain' : 'probable';
  return finding('server-unreachable', 'down', confidence, {
    evidence: [...reachEvidence(view), ...witnessEvidence(report)],
  });
}

function reachEvidence(view: RoundView): readonly Evidence[] {
  const { portal, ssh } = view.observation;
  const line = ssh.kind === 'failed' ? [{ text: `SSH: ${ssh.error.kind}` }] : [];
  return [probeEvidence(portal), ...line];
}

function isRefused(probe: HttpProbe): boolean {
  return probe.outcome.kind === 'failed' && probe.outcome.failure.reason === 'refused';
}

function isSshRefused(view: RoundView): boolean {
  const { ssh } = view.observation;
  return ssh.kind === 'failed' && ssh.error.kind === 'refused';
}
