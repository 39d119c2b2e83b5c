import type { Evidence, Finding, RestartAdvice } from '../model';
import { findUnit, type LocalAnswer, type UnitFacts } from '../remote-facts';
import { unitEvidence } from './database';
import { finding, isGoodStatus, isWell, probeEvidence, type RoundView } from './view';

const helps: RestartAdvice = { kind: 'helps', service: 'dashboard' };
const mayHelp: RestartAdvice = { kind: 'may-help', service: 'dashboard' };

/** A start of the dashboard takes seconds. */
const loopMs = 60_000;

/** The dashboard: a systemd unit behind nginx's `/`. */
export function findDashboard(view: RoundView): readonly Finding[] {
  const facts = view.facts;
  const unit = facts === null ? null : findUnit(facts, view.server.dashboard.unit);
  // A maintenance page or a cache can answer well for a dashboard that is dead.
  if (isWell(view.observation.portal))
    return unit !== null && isDead(unit) && isLocalBad(facts?.localDashboard ?? null) ? [stopped(unit, view)] : [];
  if (facts === null) return findFromOutside(view, null);
  if (unit === null || unit.load === 'not-found') return findFromOutside(view, unit);
  if (unit.active === 'failed') return [failing(view, unit, null)];
  if (unit.active === 'activating' && unit.sub === 'auto-restart') return [failing(view, unit, 'looping')];
  if (unit.active !== 'active' && unit.active !== 'reloading') return [stopped(unit, view)];
  if (isBetweenStarts(unit, facts.localDashboard, view)) return [failing(view, unit, 'looping')];
  return isLocalBad(facts.localDashboard) ? [stuck(view, unit, facts.localDashboard)] : [];
}

/** Started again by systemd a moment ago, not for the first time, and nothing listens yet: it falls at every start. */
function isBetweenStarts(unit: UnitFacts, local: LocalAnswer | null, view: RoundView): boolean {
  const isYoung = unit.changedAt !== null && view.at - unit.changedAt < loopMs;
  return (unit.restarts ?? 0) >= 2 && isYoung && local?.curlExit === 7;
}

function isDead(unit: UnitFacts): boolean {
  return unit.active === 'inactive' || unit.active === 'failed';
}

function isLocalBad(local: LocalAnswer | null): local is LocalAnswer {
  return local !== null && local.curlExit !== null && !isGoodStatus(local.status);
}

function stopped(unit: UnitFacts, view: RoundView): Finding {
  const isMasked = unit.load === 'masked';
  return finding('dashboard-down', 'down', unit.active === 'inactive' ? 'certain' : 'unknown', {
    variant: isMasked ? 'masked' : null,
    values: { unit: view.server.dashboard.unit, ...sinceOf(unit) },
    evidence: [unitEvidence(unit), probeEvidence(view.observation.portal)],
    // systemd refuses to start it.
    ...(isMasked ? {} : { restart: helps }),
  });
}

function failing(view: RoundView, unit: UnitFacts, variant: 'looping' | null): Finding {
  const n = unit.restarts;
  return finding('dashboard-failing', 'down', n === null || n === 0 ? 'unknown' : 'certain', {
    variant,
    values: { unit: view.server.dashboard.unit, ...(n === null ? {} : { n }), ...sinceOf(unit) },
    evidence: [unitEvidence(unit), ...(n === null ? [] : [{ text: `systemctl: NRestarts=${String(n)}` }])],
  });
}

/** The unit is active and does not answer to its own server: stuck, and a restart helps. */
function stuck(view: RoundView, unit: UnitFacts, local: LocalAnswer): Finding {
  const answer: Evidence = {
    text:
      local.status > 0
        ? `on the server: GET / ${String(local.status)} in ${String(Math.round(local.ms))} ms`
        : `on the server: port ${String(view.server.dashboard.port)} no answer (curl ${String(local.curlExit)})`,
  };
  return finding('dashboard-down', 'down', 'unknown', {
    values: { unit: view.server.dashboard.unit },
    evidence: [answer, unitEvidence(unit)],
    // An error page comes from code that runs; silence from code that is stuck.
    restart: local.status > 0 ? mayHelp : helps,
  });
}

/** `unit` is null where nobody could look, and one that does not exist where it is known to be gone. */
function findFromOutside(view: RoundView, unit: UnitFacts | null): readonly Finding[] {
  const { portal } = view.observation;
  if (portal.outcome.kind === 'failed' || portal.outcome.status < 500) return [];
  const gone = portal.outcome.status === 502 || portal.outcome.status === 503;
  return [
    finding('dashboard-down', 'down', gone ? 'probable' : 'unknown', {
      values: { unit: view.server.dashboard.unit },
      ...(unit === null
        ? { evidence: [probeEvidence(portal)], restart: helps }
        : { variant: 'missing', evidence: [probeEvidence(portal), unitEvidence(unit)] }),
    }),
  ];
}

function sinceOf(unit: UnitFacts): { readonly since?: { readonly at: number; readonly precision: 'seen' } } {
  return unit.changedAt === null ? {} : { since: { at: unit.changedAt, precision: 'seen' } };
}
