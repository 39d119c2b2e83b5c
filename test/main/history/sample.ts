import type { StoredRound } from '../../../src/core/history/types';

export const minuteMs = 60_000;
export const dayMs = 86_400_000;
/** Midnight in UTC. */
export const beganAt = Date.parse('2026-09-01T00:00:00Z');

/** A round as a healthy server gives it, with what a test wants otherwise. */
export function sampleRound(at: number, changes: Partial<StoredRound> = {}): StoredRound {
  const ms = 100 + (Math.floor(at / minuteMs) % 40);
  return {
    serverId: 'portal',
    startedAt: at,
    endedAt: at + 1_250,
    status: 'calm',
    cause: null,
    confidence: 'certain',
    checks: [
      { id: 'portal.public', level: 'ok', value: 200, unit: 'status', message: 'GET / 200', ms },
      { id: 'api.public', level: 'ok', value: 200, unit: 'status', message: 'GET /api/ 200', ms: ms / 2 },
      { id: 'certificate', level: 'ok', value: 61, unit: 'days', message: 'valid for 61 days', ms: null },
      { id: 'ssh', level: 'ok', value: 412, unit: 'ms', message: 'logged in', ms: 412 },
      { id: 'disk:/', level: 'ok', value: 61.5, unit: '%', message: 'inodes 3%', ms: null },
      { id: 'dashboard', level: 'ok', value: 'active', unit: null, message: 'active (running)', ms: null },
      { id: 'sudo', level: 'unknown', value: null, unit: null, message: 'sudo -n -l', ms: null },
    ],
    portal: { dnsMs: 4, tcpMs: 21, tlsMs: 43, firstByteMs: 30.5, totalMs: ms },
    api: { dnsMs: null, tcpMs: 20, tlsMs: 41, firstByteMs: 12, totalMs: ms / 2 },
    ...changes,
  };
}

export function downRound(at: number, changes: Partial<StoredRound> = {}): StoredRound {
  return sampleRound(at, { status: 'down', cause: 'api-down', ...changes });
}
