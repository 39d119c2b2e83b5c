/** Rounds as rows and back. */
import type { LookState, StoredRound } from '../../core/history/types';
import {
  overallStatuses as statuses,
  type Confidence,
  type Diagnosis,
  type HttpPhases,
  type Level,
  type Observation,
} from '../../core/model';
import type { Connection } from './connection';
import { packMeasurements } from './measurements';

const confidences: readonly Confidence[] = ['certain', 'probable', 'unknown'];

export interface PlainMeasurement {
  readonly item: string;
  readonly unit: string | null;
  readonly level: Level;
  readonly value: number | string | null;
  readonly ms: number | null;
}

/** A round in words; phases are measurements like others. */
export interface PlainRound {
  readonly server: string;
  readonly startedAt: number;
  readonly tookMs: number;
  readonly verdict: number;
  readonly cause: string | null;
  readonly measurements: readonly PlainMeasurement[];
}

export function toStoredRound(observation: Observation, diagnosis: Diagnosis): StoredRound {
  const { primary } = diagnosis;
  return {
    serverId: observation.serverId,
    startedAt: observation.startedAt,
    endedAt: observation.endedAt,
    status: diagnosis.status,
    cause: primary?.cause ?? null,
    confidence: primary?.confidence ?? 'certain',
    checks: diagnosis.checks,
    portal: observation.portal.phases,
    api: observation.api.phases,
  };
}

export function toPlainRound(round: StoredRound): PlainRound {
  const { serverId, startedAt, endedAt, status, confidence, cause, checks, portal, api } = round;
  return {
    server: serverId,
    startedAt,
    tookMs: Math.max(0, Math.round(endedAt - startedAt)),
    verdict: statuses.indexOf(status) * confidences.length + confidences.indexOf(confidence),
    cause,
    measurements: [
      ...checks.map(({ id, unit, level, value, ms }) => ({ item: id, unit, level, value, ms })),
      ...phasesOf('portal', portal),
      ...phasesOf('api', api),
    ],
  };
}

function phasesOf(part: 'portal' | 'api', phases: HttpPhases | null): readonly PlainMeasurement[] {
  if (phases === null) return [];
  const named = {
    dns: phases.dnsMs,
    tcp: phases.tcpMs,
    tls: phases.tlsMs,
    firstByte: phases.firstByteMs,
    total: phases.totalMs,
  };
  return Object.entries(named)
    .filter(([, value]) => value !== null)
    .map(([phase, value]) => ({ item: `${part}.${phase}`, unit: 'ms', level: 'ok' as const, value, ms: null }));
}

/** True: it is new. */
export function insertRound({ database, names }: Connection, round: PlainRound): boolean {
  const server = names.server(round.server);
  const packed = packMeasurements(
    round.measurements.map(({ item, unit, level, value, ms }) => ({
      item: names.item(item, unit),
      level,
      value: typeof value === 'string' ? { name: names.name(value) } : value,
      ms,
    })),
  );
  const cause = round.cause === null ? null : names.name(round.cause);
  const sql = `INSERT OR IGNORE INTO rounds (server, started_at, took_ms, verdict, cause, measurements) VALUES (?, ?, ?, ?, ?, ?)`;
  database.prepare(sql).run(server, round.startedAt, round.tookMs, round.verdict, cause, packed);
  return Number(database.prepare('SELECT changes() AS n').get()?.['n']) > 0;
}

/** Whether users were served. A round without a verdict about the server saw nothing. */
export function lookStateOf(verdict: number): LookState {
  const status = statuses[Math.floor(verdict / confidences.length)];
  if (status === 'down') return 'down';
  return status === 'no-data' || status === undefined ? 'unseen' : 'up';
}
