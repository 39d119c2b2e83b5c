import type { Evidence, Finding } from '../model';
import { findUnit, type DatabaseFacts, type UnitFacts } from '../remote-facts';
import { finding, isServing, isWell, type RoundView } from './view';

/** Lines older than this say nothing about now. */
const freshMs = 3 * 60_000;

/**
 * PostgreSQL. On Debian `postgresql.service` is a wrapper that stays "active (exited)" while the cluster is down:
 * only the clusters' own units, the port and pg_isready count.
 */
export function findDatabase(view: RoundView): readonly Finding[] {
  const database = view.facts?.database ?? null;
  if (database === null || !isInstalled(view, database)) return [];
  // Without a cluster of its own it may live elsewhere, or on another port: what users get outranks that question.
  if (database.clusters.length === 0 && isWell(view.observation.api) && database.listening !== true) return [];
  if (isStopped(database)) return [stopped(view, database)];
  if (database.ready === 'rejecting' || database.ready === 'no-answer') {
    if (!isWell(view.observation.api)) return [refusing(database.ready)];
    // The API is well: a wrong port is likelier than trouble, unless something listens there and is silent.
    return database.listening === true ? [silent(database.ready)] : [];
  }
  return isWell(view.observation.api) ? [] : findInErrorLog(view);
}

/** A database on another machine cannot be judged from here. */
function isInstalled(view: RoundView, database: DatabaseFacts): boolean {
  const wrapper = view.facts === null ? null : findUnit(view.facts, 'postgresql');
  return (
    database.clusters.length > 0 || database.ready === 'accepting' || (wrapper?.load ?? 'not-found') !== 'not-found'
  );
}

function isStopped(database: DatabaseFacts): boolean {
  if (database.ready === 'accepting') return false;
  if (database.clusters.length > 0) return database.clusters.every((unit) => unit.active !== 'active');
  return database.listening === false && database.ready !== 'rejecting';
}

function stopped(view: RoundView, database: DatabaseFacts): Finding {
  const unit: UnitFacts | undefined = database.clusters[0];
  const apiWell = isWell(view.observation.api);
  return finding('database-down', 'down', unit === undefined ? 'probable' : 'certain', {
    // The API may answer its root without the database; then "the API fails" would not be true.
    variant: apiWell ? 'alone' : null,
    values: unit?.changedAt == null ? {} : { since: { at: unit.changedAt, precision: 'seen' } },
    evidence: [unit === undefined ? { text: 'postgresql: nothing listens on its port' } : unitEvidence(unit)],
  });
}

function silent(ready: string): Finding {
  return finding('database-down', 'attention', 'unknown', { evidence: [{ text: `pg_isready: ${ready}` }] });
}

function refusing(ready: 'rejecting' | 'no-answer'): Finding {
  return finding('database-down', 'down', 'certain', {
    variant: 'refusing',
    evidence: [{ text: `pg_isready: ${ready}` }],
  });
}

/** pg_isready says "accepting" when all connections are taken: what the API itself was told last decides. */
function findInErrorLog(view: RoundView): readonly Finding[] {
  const { log } = view;
  // An API that does not run fails for a reason of its own; what it wrote before says nothing about now.
  if (log === null || view.facts?.gunicorn?.masters.length === 0 || isWellInside(view)) return [];
  const { databaseError: error, tracebacks } = log;
  if (error === null) return [];
  const last = tracebacks.findLast(({ kind }) => kind !== 'harmless');
  if (last !== undefined && last.kind !== 'database' && (last.at ?? 0) >= (error.at ?? 0)) return [];
  // Without its own stamp it may be of last week, whatever was written to the file since.
  const { at } = error;
  if (at === null || view.at - at > freshMs) return [];
  // A refusal by name is the database's own word; a connection that failed may have been just before it came back.
  const isItsWord = error.kind === 'too-many-connections' || error.kind === 'authentication';
  return [
    finding('database-down', 'down', isItsWord ? 'certain' : 'probable', {
      variant: error.kind === 'too-many-connections' ? 'full' : 'refusing',
      evidence: [
        { text: 'pg_isready: accepting' },
        { text: `api-error.log: ${error.kind}`, sinceAt: Math.min(at, view.at) },
      ],
    }),
  ];
}

/** It answers well to its own server, and what users get is not its own error: then what it wrote is over. */
function isWellInside({ facts, observation }: RoundView): boolean {
  const { outcome } = observation.api;
  const isOwnError = outcome.kind === 'answered' && outcome.status === 500;
  return !isOwnError && isServing(facts?.localApi);
}

/** "systemctl: nginx inactive (dead)", dated by systemd. */
export function unitEvidence(unit: UnitFacts): Evidence {
  const name = unit.name.replace(/\.service$/, '');
  const result = unit.result === '' || unit.result === 'success' ? '' : `, ${unit.result}`;
  const text = `systemctl: ${name} ${unit.active} (${unit.sub}${result})`;
  return unit.changedAt === null ? { text } : { text, sinceAt: unit.changedAt };
}
