/** Fills a data folder with days of rounds, as if Vigía had watched before: the demo's server, with one outage and one sleep. */
import { createHistory } from '../../src/main/history/create-history';
import { toPlainRound } from '../../src/main/history/rounds';
import { createSystemClock } from '../../src/main/clock';
import { sampleRound } from '../main/history/sample';

const minuteMs = 60_000;
const dayMs = 1440 * minuteMs;

export interface Seeded {
  readonly serverId: string;
  readonly firstFailureAt: number;
}

/** A round each five minutes, all but between 20:00 and 6:00 UTC. */
export function seedHistory(dataDir: string, days: number): Seeded {
  const clock = createSystemClock();
  const now = Math.floor(clock.now() / minuteMs) * minuteMs;
  const serverId = 'portal-demo';
  const history = createHistory({ dataDir, clock });
  // The day before yesterday at noon: somebody looked then.
  const noon = Math.floor(now / dayMs) * dayMs - 2 * dayMs + 12 * 60 * minuteMs;
  const firstFailureAt = noon + 3 * minuteMs;
  const recoveredAt = firstFailureAt + 14 * minuteMs;
  const lines: string[] = [];
  for (let at = now - days * dayMs; at < now - 2 * minuteMs; at += 5 * minuteMs) {
    const hour = new Date(at).getUTCHours();
    if (hour < 6 || hour >= 20) continue;
    const isDown = at >= firstFailureAt - 5 * minuteMs && at < recoveredAt;
    const round = sampleRound(at, { serverId, ...(isDown ? { status: 'down', cause: 'api-down' } : {}) });
    lines.push(JSON.stringify({ record: 'round', ...toPlainRound(round) }));
  }
  history.setInterval(5 * minuteMs);
  history.importLines(lines);
  const outage = { serverId, id: `${serverId}:seeded`, cause: 'api-down', firstFailureAt } as const;
  history.recordEntry({
    kind: 'incident-opened',
    ...outage,
    at: firstFailureAt + 70_000,
    evidence: [{ text: 'gunicorn: no process' }],
  });
  history.recordEntry({ kind: 'incident-closed', ...outage, at: recoveredAt, repairedBy: 'watchdog' } as never);
  while (history.maintain());
  history.close();
  return { serverId, firstFailureAt };
}
