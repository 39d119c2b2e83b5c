/** A month as it may be: a laptop that sleeps at night, records of the server for a part of it, and five outages. */
import type { Look, ReconstructedSpan } from '../../src/core/history/types';
import { minute } from './builders';
import { handMade, incident, looksBetween } from './hand-made-history';

/** A time of November 2026 in Colombia. */
export const november = (day: number, hours: number, minutes = 0) => Date.UTC(2026, 10, day, hours + 5, minutes);
/** When the report is made: 1 December, 8:00. */
export const december = november(31, 8);

const days = Array.from({ length: 30 }, (_day, index) => index + 1);
const outages = [
  incident(november(3, 10, 40), 4 * minute + 20_000),
  incident(november(9, 15, 5), 22 * minute, {
    cause: 'database-down',
    repairedBy: 'somebody',
    notes: [{ at: november(9, 16, 0), by: 'Ana Ruiz', text: 'Se llenó la tabla de sesiones; ya quedó con límite.' }],
  }),
  incident(november(14, 2, 10), 95 * minute, {
    cause: 'server-unreachable',
    source: 'reconstructed',
    atMost: true,
    toldAt: null,
    confirmedAt: null,
    repairedBy: 'boot',
  }),
  incident(november(20, 9, 20), 7 * minute, { cause: 'api-hung', repairedBy: 'administrator' }),
  incident(november(25, 11, 0), 30 * minute, { cause: 'web-error', repairedBy: 'unknown' }),
];

function isOutage(at: number): boolean {
  return outages.some(({ firstFailureAt, recoveredAt }) => at >= firstFailureAt && at < (recoveredAt ?? Infinity));
}

/** She works from 7:00 to 22:00; at weekends the laptop stays closed until 10:00. */
function workday(day: number): readonly Look[] {
  const opens = [1, 7, 8, 14, 15, 21, 22, 28, 29].includes(day) ? 10 : 7;
  const rounds = looksBetween(november(day, opens), november(day, 22));
  return rounds.map((look) => (isOutage(look.at) ? { ...look, state: 'down', cause: 'api-down' } : look));
}

/** The exact ends of each outage were seen too: a failure is looked at again within seconds. */
const ends = outages
  .filter(({ source }) => source === 'observed')
  .flatMap(({ firstFailureAt, recoveredAt, cause }): readonly Look[] => [
    { at: firstFailureAt - 10_000, state: 'up', cause: null },
    { at: firstFailureAt, state: 'down', cause },
    { at: recoveredAt ?? 0, state: 'up', cause: null },
  ]);

const nights = days.map((day): ReconstructedSpan => {
  const span = { source: 'access-log', state: 'up', atMost: false, cause: null } as const;
  return { ...span, fromAt: november(day, 22), toAt: november(day + 1, day % 6 === 0 ? 1 : 4) };
});
const boot: ReconstructedSpan = {
  fromAt: november(14, 2, 10),
  toAt: november(14, 3, 45),
  state: 'down',
  source: 'access-log',
  atMost: true,
  cause: 'server-unreachable',
};

export const sampleNovember = handMade({
  now: december,
  looks: [...days.flatMap(workday), ...ends],
  gaps: days.map((day) => ({ fromAt: november(day, 22), toAt: november(day + 1, 7), reason: 'asleep' })),
  spans: [...nights, boot],
  maintenances: [{ fromAt: november(17, 19), toAt: november(17, 20, 30), plannedUntilAt: november(17, 21) }],
  corrections: [
    {
      id: 'c1',
      fromAt: november(25, 11),
      toAt: november(25, 11, 30),
      kind: 'noData',
      reason: 'Era el cortafuegos de la oficina <prueba>, no el portal.',
      by: 'Ana Ruiz',
      madeAt: november(25, 14),
    },
  ],
  incidents: outages,
  notes: [
    ...[2, 5, 11, 19, 27].map((day) => ({
      at: november(day, 14, 12),
      note: 'worker-restarted',
      source: 'observed' as const,
      took: null,
    })),
    { at: november(3, 10, 44), note: 'watchdog-restarted-api', source: 'observed', took: null },
    { at: november(14, 3, 43), note: 'rebooted', source: 'reconstructed', took: null },
    { at: november(16, 3, 0), note: 'certificate-renewed', source: 'observed', took: null },
  ],
});
