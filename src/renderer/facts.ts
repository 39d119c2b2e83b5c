/** Rows of the evidence lists, worked out from the snapshot. Nothing here reads a value that no longer counts. */
import type { Finding, HttpProbe, OverallStatus } from '../core/model';
import type { ObservationSummary, ServerSnapshot } from '../core/snapshot-types';
import { causeTitle, describeEvidence } from '../shared/describe';
import type { Words } from './words';

export interface Fact {
  readonly id: string;
  /** `unseen` and `note` are no states: they get a grey icon. */
  readonly status: OverallStatus | 'unseen' | 'note';
  readonly what: string;
  readonly sub: string | null;
  readonly value: string | null;
  /** Indented below the cause that explains it. */
  readonly isChild: boolean;
}

/** The cause, indented what it explains, the other findings, and in one line what is well. */
export function serverFacts(server: ServerSnapshot, t: Words): readonly Fact[] {
  const { diagnosis } = server;
  if (diagnosis === null) return [];
  // What was found is no longer so: only what is well now can be said.
  if (server.recoveringSinceAt !== null) return wellFact(server, t);
  const { primary } = diagnosis;
  const others = diagnosis.findings.filter((finding) => finding.cause !== primary?.cause);
  const own = others.filter((finding) => finding.explainedBy === null);
  const rows = (primary === null ? own : [primary, ...own]).flatMap((parent) => [
    findingFact(parent, t, false),
    ...others.filter((finding) => finding.explainedBy === parent.cause).map((finding) => findingFact(finding, t, true)),
  ]);
  return server.status === 'no-data' ? rows : [...rows, ...wellFact(server, t)];
}

function findingFact(finding: Finding, t: Words, isChild: boolean): Fact {
  const evidence = finding.evidence.slice(0, 2).map((one) => describeEvidence(one, t));
  const explained =
    isChild && finding.explainedBy !== null
      ? [t.text('state.explainedBy', { title: causeTitle(finding.explainedBy, t) })]
      : [];
  const subs = [...explained, ...evidence];
  return {
    id: `finding-${finding.cause}`,
    status: finding.status,
    what: causeTitle(finding.cause, t),
    sub: subs.length === 0 ? null : subs.join(' · '),
    value: null,
    isChild,
  };
}

function wellFact(server: ServerSnapshot, t: Words): readonly Fact[] {
  const names = server.services
    .filter((service) => service.status === 'well')
    .map((service) => t.text(`service.${service.id}`));
  if (names.length === 0) return [];
  return [{ id: 'well', status: 'calm', what: t.ui('facts.well', { names }), sub: null, value: null, isChild: false }];
}

/** What was tried from her computer, in the order in which a connection is made. */
export function pathFacts(observation: ObservationSummary, t: Words): readonly Fact[] {
  const { ssh } = observation;
  // Without a network of her own, silence proves nothing against the portal.
  const failed = isNetworkProven(observation) ? 'down' : 'no-data';
  return [
    ...witnessFacts(observation, t),
    probeFact('path.portal', observation.portal, failed, t),
    probeFact('path.api', observation.api, failed, t),
    fact(
      'path.ssh',
      ssh.kind === 'facts' ? 'calm' : failed,
      t.ui('path.ssh'),
      ssh.kind === 'failed' ? ssh.error : null,
      toMs(ssh.ms, t),
    ),
  ];
}

/** Whether something answered that proves her own network. */
export function isNetworkProven(observation: ObservationSummary): boolean {
  const hasWitness = observation.witnesses?.witnesses.some((one) => one.answer.kind === 'answered') ?? false;
  return hasWitness || observation.ssh.kind === 'facts' || observation.portal.outcome.kind === 'answered';
}

function witnessFacts(observation: ObservationSummary, t: Words): readonly Fact[] {
  const report = observation.witnesses;
  if (report === null) return [];
  const rows: Fact[] = [];
  if (!report.interfaceUp) rows.push(fact('interface', 'down', t.ui('path.noInterface'), null, null));
  if (report.witnesses.length === 0) return rows;
  const answered = report.witnesses.flatMap((one) => (one.answer.kind === 'answered' ? [toMs(one.answer.ms, t)] : []));
  const isForeign = report.witnesses.some((one) => one.answer.kind === 'foreign');
  const sub = t.ui('path.witnesses.sub');
  if (answered.length > 0)
    rows.push(fact('witnesses', 'calm', t.ui('path.witnesses', { n: answered.length }), sub, answered.join(' · ')));
  else if (isForeign) rows.push(fact('witnesses', 'attention', t.ui('path.foreign'), sub, null));
  else rows.push(fact('witnesses', 'down', t.ui('path.noWitness'), sub, null));
  return rows;
}

function probeFact(id: 'path.portal' | 'path.api', probe: HttpProbe, failed: OverallStatus, t: Words): Fact {
  const { outcome } = probe;
  const isGood = outcome.kind === 'answered' && outcome.status < 400 && outcome.body === 'expected';
  const value =
    outcome.kind === 'answered'
      ? `${String(outcome.status)} · ${toMs(probe.phases.totalMs, t)}`
      : t.ui('path.noAnswer');
  return fact(id, isGood ? 'calm' : failed, t.ui(id), phasesLine(probe, t), value);
}

/** "DNS 3 ms · TCP 30 ms · TLS 41 ms · TTFB 88 ms": the phases that were reached, where it stopped, and the proxy on the way. */
function phasesLine(probe: HttpProbe, t: Words): string {
  const { phases, outcome } = probe;
  const reached = [
    ['DNS', phases.dnsMs],
    ['TCP', phases.tcpMs],
    ['TLS', phases.tlsMs],
    ['TTFB', phases.firstByteMs],
  ] as const;
  const parts = reached.flatMap(([name, ms]) => (ms === null ? [] : [`${name}\u00a0${toMs(ms, t)}`]));
  if (outcome.kind === 'failed') parts.push(`${outcome.failure.phase.toUpperCase()}:\u00a0${outcome.failure.reason}`);
  if (probe.via !== null) parts.push(t.ui('facts.via', { via: probe.via }));
  return parts.join(' · ');
}

function fact(id: string, status: OverallStatus, what: string, sub: string | null, value: string | null): Fact {
  return { id, status, what, sub: sub === '' ? null : sub, value, isChild: false };
}

/** Milliseconds below a second, then as a duration. */
export function toMs(ms: number, t: Words): string {
  return ms < 1000 ? `${String(Math.round(ms))}\u00a0ms` : t.ui('sheet.took', { took: ms });
}
