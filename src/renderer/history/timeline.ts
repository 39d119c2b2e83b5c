/** An outage step by step, each with the time since the step before. Pure. */
import { recordedNotes, type RecordedNote } from '../../core/history/notes';
import type { Cause } from '../../core/model';
import type { Bounded, IncidentAction, IncidentRecord, NoteRecord, Recovery } from '../../core/history/types';

export type TimelineStep =
  | { readonly kind: 'sign' | 'failure' | 'confirmed' | 'told' | 'acknowledged' | 'recovered' | 'open' }
  | { readonly kind: 'action'; readonly action: IncidentAction }
  | { readonly kind: 'cause'; readonly cause: Cause }
  | { readonly kind: 'note'; readonly note: RecordedNote; readonly took: Bounded | null; readonly isRebuilt: boolean }
  | { readonly kind: 'recoverySign'; readonly recovery: Recovery };

export type TimelineItem = TimelineStep & {
  readonly at: number;
  /** Since the item before; null: it is the first. */
  readonly sinceMs: number | null;
};

type Dated = TimelineStep & { readonly at: number };

export function timelineOf(
  incident: IncidentRecord,
  notes: readonly NoteRecord[],
  now: number,
): readonly TimelineItem[] {
  const { firstSignAt, firstFailureAt, confirmedAt, toldAt, acknowledgedAt, recovery, recoveredAt } = incident;
  const steps: readonly Dated[] = [
    ...moment('sign', firstSignAt),
    ...moment('failure', firstFailureAt),
    ...moment('confirmed', confirmedAt),
    ...moment('told', toldAt),
    ...moment('acknowledged', acknowledgedAt),
    ...incident.actions.map((action): Dated => ({ kind: 'action', at: action.at, action })),
    ...incident.causes.map(({ at, cause }): Dated => ({ kind: 'cause', at, cause })),
    ...notes.flatMap(noteStep),
    ...(recovery === null ? [] : [{ kind: 'recoverySign', at: recovery.at, recovery } as const]),
    recoveredAt === null ? { kind: 'open', at: Math.max(now, firstFailureAt) } : { kind: 'recovered', at: recoveredAt },
  ];
  // At the same moment they keep the order in which one leads to the other.
  const sorted = steps.toSorted((one, other) => one.at - other.at);
  return sorted.map((step, index) => {
    const before = sorted[index - 1];
    return { ...step, sinceMs: before === undefined ? null : step.at - before.at };
  });
}

function moment(
  kind: Exclude<TimelineStep['kind'], 'action' | 'cause' | 'note' | 'recoverySign'>,
  at: number | null,
): readonly Dated[] {
  return at === null ? [] : [{ kind, at }];
}

function noteStep({ at, note, source, took }: NoteRecord): readonly Dated[] {
  const known = recordedNotes.find((kind) => kind === note);
  return known === undefined ? [] : [{ kind: 'note', at, note: known, took, isRebuilt: source === 'reconstructed' }];
}
