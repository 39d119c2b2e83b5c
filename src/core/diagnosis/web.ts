import type { CertificateFacts, Evidence, Finding, HttpProbe } from '../model';
import { findUnit, type LocalAnswer, type UnitFacts } from '../remote-facts';
import { levelsOf } from '../thresholds';
import { isOnlyByOurClock } from './clock';
import { unitEvidence } from './database';
import { whoseCertificate } from './interception';
import {
  finding,
  isGoodStatus,
  isServing,
  isSilent,
  isWell,
  probeEvidence,
  webHost,
  webPort,
  type RoundView,
} from './view';

const dayMs = 86_400_000;

/** nginx: stopped, or nothing where users knock. */
export function findProxy(view: RoundView): readonly Finding[] {
  const { portal, api } = view.observation;
  if (isWell(portal) || isWell(api)) return [];
  const unit = view.facts === null ? null : findUnit(view.facts, 'nginx');
  if (unit !== null && unit.load !== 'not-found' && unit.active !== 'active' && unit.active !== 'reloading') {
    if (!isSilent(portal) && !isSilent(api)) return [];
    const since = unit.changedAt === null ? {} : ({ since: { at: unit.changedAt, precision: 'seen' } } as const);
    return [
      finding('proxy-down', 'down', 'certain', {
        values: since,
        evidence: [unitEvidence(unit), probeEvidence(portal)],
      }),
    ];
  }
  return isSilent(portal) && isSilent(api) ? findSilentProxy(view, unit) : [];
}

/** No web answer at all although the machine is there. */
function findSilentProxy(view: RoundView, unit: UnitFacts | null): readonly Finding[] {
  const { portal, ssh } = view.observation;
  const evidence: Evidence[] = [probeEvidence(portal), ...(unit === null ? [] : [unitEvidence(unit)])];
  const refused = portal.outcome.kind === 'failed' && portal.outcome.failure.reason === 'refused';
  if (ssh.kind === 'failed') return refused ? [finding('proxy-down', 'down', 'probable', { evidence })] : [];
  const listening = ssh.facts.listeningPorts;
  if (listening !== null && !listening.includes(webPort(view.server.url))) {
    const port = { text: `ss: nothing listens on ${String(webPort(view.server.url))}` };
    return [finding('proxy-down', 'down', 'probable', { evidence: [...evidence, port] })];
  }
  // nginx holds its port and the connection does not even come about: something stands in front of it.
  if (listening !== null && portal.outcome.kind === 'failed' && portal.outcome.failure.phase === 'tcp') return [];
  // It refuses to talk, which a stuck one would not: a rule of its own, and so the web's matter.
  if (portal.outcome.kind === 'failed' && portal.outcome.failure.reason !== 'timeout') return [];
  // nginx accepts and never answers, to its own server as well: it is stuck, why is not known.
  return isLocalSilent(ssh.facts.localPortal) ? [finding('proxy-down', 'down', 'unknown', { evidence })] : [];
}

function isLocalSilent(local: LocalAnswer | null): boolean {
  return local !== null && local.curlExit !== null && local.curlExit !== 0 && local.status === 0;
}

/** The certificate as a browser judges it. Measured apart from whether the portal answers. */
export function findCertificate(view: RoundView): readonly Finding[] {
  const { portal, api } = view.observation;
  // Each connection shows its own: a bad one on either keeps users out, or somebody in between.
  const shown = [portal.certificate, api.certificate]
    .filter((one) => one !== null)
    .filter((one) => !isOnlyByOurClock(one, view));
  const certificate = shown.find((one) => one.problem !== null) ?? shown[0] ?? null;
  if (certificate === null) return [];
  const evidence = [{ text: `certificate: ${certificate.subject}, by ${certificate.issuer}` }];
  if (certificate.problem !== null) {
    const found = badCertificate(certificate, webHost(portal.url), evidence);
    // Another one than the server was known to have, and nobody inside to ask: perhaps not the server's.
    const isDoubtful = found.confidence === 'certain' && whoseCertificate(view) === 'unknown';
    return [isDoubtful ? { ...found, confidence: 'probable' } : found];
  }
  const days = Math.floor((certificate.validToAt - view.at) / dayMs);
  const { certificateDays, certificateSteps } = levelsOf(view.server.thresholds);
  if (!view.server.checks.certificate || days > certificateDays) return [];
  return [
    finding('certificate-expiring', 'attention', 'certain', {
      values: {
        expires: certificate.validToAt,
        days,
        step: certificateSteps.find((step) => step >= days) ?? certificateDays,
        renewed: certificate.validFromAt,
      },
      evidence,
    }),
  ];
}

function badCertificate(certificate: CertificateFacts, host: string, evidence: readonly Evidence[]): Finding {
  const { problem } = certificate;
  switch (problem?.kind) {
    case 'expired':
      return finding('certificate-expired', 'down', 'certain', {
        values: { expired: certificate.validToAt },
        evidence,
      });
    case 'not-yet-valid':
      return invalid('early', { from: certificate.validFromAt }, evidence);
    case 'wrong-name':
      return invalid('name', { names: problem.names, host }, evidence);
    case 'unknown-issuer':
    case 'self-signed':
      return invalid('issuer', { issuer: certificate.issuer }, evidence);
    case 'incomplete-chain':
      return invalid('chain', {}, evidence);
    default:
      return finding('certificate-invalid', 'down', 'unknown', {
        evidence: [...evidence, { text: `TLS: ${problem?.kind === 'other' ? problem.code : 'rejected'}` }],
      });
  }
}

function invalid(variant: string, values: Finding['values'], evidence: readonly Evidence[]): Finding {
  return finding('certificate-invalid', 'down', 'certain', { variant, values, evidence });
}

/**
 * The public address fails although every part behind it is well. Asked last: `others` are the findings that would
 * explain it. Certain only where the server's own look at its front door was good.
 */
export function findWeb(view: RoundView, others: readonly Finding[]): readonly Finding[] {
  const failing = [view.observation.portal, view.observation.api].filter((probe) => !isWell(probe));
  const unexplained = failing.filter((probe) => !isExplained(probe, view, others));
  const probe = unexplained[0];
  if (probe === undefined) return [];
  const local = probe === view.observation.portal ? view.facts?.localPortal : view.facts?.localPortalApi;
  const behindIsWell = view.facts !== null && !others.some((one) => one.status === 'down');
  const insideWell = isServing(local);
  // "The server is well" is said only where its own look through its front door was good.
  const confidence = !behindIsWell || !insideWell ? 'unknown' : ownNetworkIsWell(view) ? 'certain' : 'probable';
  return [webError(probe, confidence, local ?? null)];
}

function webError(probe: HttpProbe, confidence: Finding['confidence'], local: LocalAnswer | null): Finding {
  const inside =
    local === null
      ? []
      : [{ text: `on the server, through nginx: ${String(local.status)} (curl ${String(local.curlExit)})` }];
  const evidence = [probeEvidence(probe), ...inside];
  if (probe.outcome.kind === 'failed') return finding('web-error', 'down', confidence, { variant: 'silent', evidence });
  const { status } = probe.outcome;
  const page = isGoodStatus(status);
  return finding('web-error', 'down', confidence, { variant: page ? 'page' : null, values: { status }, evidence });
}

/** A silent web address proves nothing about the server while no witness answers over the web either. */
function ownNetworkIsWell(view: RoundView): boolean {
  const { portal, api, witnesses: report } = view.observation;
  // What a proxy says of the server is hearsay.
  if ([portal, api].some(({ outcome }) => outcome.kind === 'failed' && outcome.failure.phase === 'proxy')) return false;
  if (!isSilent(portal)) return true;
  return report !== null && report.witnesses.some((witness) => witness.answer.kind === 'answered');
}

function isExplained(probe: HttpProbe, view: RoundView, others: readonly Finding[]): boolean {
  const isApi = probe === view.observation.api;
  return others.some(({ cause, status }) => {
    if (status !== 'down') return false;
    if (cause === 'proxy-down' || cause === 'server-booting') return true;
    if (cause === 'database-down') return isApi;
    return isApi ? cause.startsWith('api-') : cause.startsWith('dashboard-');
  });
}
