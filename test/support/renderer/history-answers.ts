/** The real handlers of the history over a month made by hand; what is written is kept until the page is closed. */
import { createTranslator } from '../../../src/shared/i18n';
import { defaultSettings } from '../../../src/core/settings';
import { startOf } from '../../../src/core/history/repair-statistics';
import type { Correction, IncidentNote } from '../../../src/core/history/types';
import { createHistoryHandlers } from '../../../src/main/electron/history-handlers';
import { incident } from '../hand-made-history';
import { createEmptyReader, createSampleReader, sampleCorrection, sampleNow } from '../history-sample';

/** `silent`: it never answers. */
export type HistoryKind = 'sample' | 'empty' | 'full-disk' | 'open' | 'silent';

/** The outage of the fixtures: it goes on. */
const openIncident = incident(sampleNow - 120_000, null, {
  id: 'i1',
  cause: 'database-down',
  firstSignAt: sampleNow - 144_000,
  confirmedAt: sampleNow - 79_000,
  toldAt: sampleNow - 78_000,
});

export function createHistoryAnswers(kind: HistoryKind, language: 'es' | 'en') {
  let corrections: readonly Correction[] = [sampleCorrection];
  let notes: readonly (IncidentNote & { readonly incidentId: string })[] = [];
  const sample = createSampleReader(() => corrections);
  const incidents: typeof sample.incidents = (serverId, range) =>
    [...sample.incidents(serverId, range), ...(kind === 'open' ? [openIncident] : [])]
      .map((one) => ({ ...one, notes: [...one.notes, ...notes.filter(({ incidentId }) => incidentId === one.id)] }))
      .filter((one) => startOf(one) < range.toAt);
  const isFull = kind === 'full-disk';
  const handlers = createHistoryHandlers({
    clock: { now: () => sampleNow },
    timeZone: () => 'America/Bogota',
    history: {
      reader: kind === 'empty' ? createEmptyReader() : { ...sample, incidents },
      addNote: (_serverId, incidentId, note) => {
        notes = [...notes, { ...note, incidentId }];
        return !isFull;
      },
      addCorrection: (_serverId, correction) => {
        corrections = [...corrections, correction];
        return !isFull;
      },
      removeCorrection: (_serverId, id) => {
        corrections = corrections.filter((one) => one.id !== id);
        return !isFull;
      },
      exportLines: () => ['{}'],
      importLines: () => ({ taken: 0, refused: 0, stored: true }),
      size: () => ({ bytes: 12_345_678, rounds: 25_920, oldestRoundAt: sampleNow - 30 * 86_400_000, maxBytes: 1e9 }),
      problem: () =>
        isFull ? { kind: 'full', sinceAt: sampleNow - 3_600_000, reason: 'ENOSPC', waiting: 12, dropped: 0 } : null,
    },
    settings: () => ({
      ...defaultSettings,
      servers: ['portal-mme', 'pruebas', 'visor'].map(
        (id) => ({ id, name: 'Portal Energético', targetPercent: 99.5 }) as (typeof defaultSettings.servers)[number],
      ),
    }),
    translator: () =>
      createTranslator({ language, now: () => sampleNow, timeZone: 'America/Bogota', address: 'tranquila' }),
    choose: { save: () => Promise.resolve(null), open: () => Promise.resolve(null) },
    by: 'ana',
    newId: () => `c${(corrections.length + 1).toString()}`,
  });
  if (kind === 'silent') return () => new Promise(() => undefined);
  return (name: string, argument: unknown) =>
    (handlers as unknown as Readonly<Record<string, (argument: unknown) => unknown>>)[name]?.(argument);
}
