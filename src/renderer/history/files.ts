import type { FileSaved, HistoryImported } from '../../shared/ipc';
import type { Words } from '../words';
import { describeWritten } from './written';

export type SaveOutcome = FileSaved;

/** Empty where she thought better of it. */
export function describeSaved(outcome: FileSaved, t: Words): string {
  switch (outcome.kind) {
    case 'saved':
      return t.ui('history.saved', { path: outcome.path });
    case 'cancelled':
      return '';
    case 'failed':
      return t.ui('history.saveFailed', { reason: outcome.reason });
  }
}

export function describeImported(outcome: HistoryImported, t: Words): string {
  switch (outcome.kind) {
    case 'taken': {
      const { taken, refused, stored } = outcome;
      if (!stored) return t.ui('history.import.unstored', { taken });
      if (taken === 0 && refused > 0) return t.ui('history.import.nothing');
      return t.ui(refused > 0 ? 'history.import.refused' : 'history.import.taken', { taken, refused });
    }
    case 'out-of-bounds':
      return t.ui(`history.import.bounds.${outcome.what}`, { line: outcome.line });
    case 'cancelled':
      return '';
    case 'refused':
      return describeWritten(outcome, t);
    case 'failed':
      return t.ui('history.import.failed', { reason: outcome.reason });
  }
}
