import { useState } from 'preact/hooks';
import type { ReportCorrection } from '../../core/history/report-data';
import { describeCorrection } from '../../shared/report/describe-upkeep';
import { moment } from '../../shared/report/took';
import { Button } from '../components/controls';
import { describeWritten, type WriteOutcome } from '../history/written';
import type { HistoryProps } from './history';

interface CorrectionsProps extends HistoryProps {
  readonly corrections: readonly ReportCorrection[];
  readonly onWritten: () => void;
}

/** Each with its author, its reason and what was measured, and the way back. */
export function HistoryCorrections({ store, t, server, corrections, onWritten }: CorrectionsProps) {
  const [outcome, setOutcome] = useState<WriteOutcome | null>(null);
  if (corrections.length === 0 && outcome === null) return null;
  const undo = (correctionId: string) => {
    void store.bridge.request('history:uncorrect', { serverId: server.id, correctionId }).then(
      (answer) => {
        setOutcome(answer);
        if (answer.kind !== 'refused') onWritten();
      },
      () => {
        setOutcome({ kind: 'failed' });
      },
    );
  };
  return (
    <>
      <div class="section-head under">
        <h3>{t.ui('history.corrections')}</h3>
      </div>
      <ul class="corrections">
        {corrections.map((correction) => (
          <li key={correction.id}>
            <span>{describeCorrection(correction, t)}</span>
            <Button
              label={t.ui('history.corrections.undoOf', {
                from: moment(correction.fromAt, t),
                to: moment(correction.toAt, t),
              })}
              onPress={() => {
                undo(correction.id);
              }}
            >
              {t.ui('history.corrections.undo')}
            </Button>
          </li>
        ))}
      </ul>
      <p class="small quiet" role="status">
        {outcome === null ? '' : describeWritten(outcome, t)}
      </p>
    </>
  );
}
