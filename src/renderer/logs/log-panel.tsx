import { describeExplanation } from '../../shared/describe-log';
import { Button } from '../components/controls';
import { Icon } from '../components/icons';
import type { Words } from '../words';
import type { LineRow } from './engine/protocol';
import { WholeText } from './log-line';

interface LogPanelProps {
  readonly t: Words;
  readonly row: LineRow;
  /** From the server's clock to hers. */
  readonly correctionMs: number;
  readonly onCopy: () => void;
  readonly onClose: () => void;
}

/** What a known line means, and the whole of it: rows are cut at the window's edge. */
export function LogPanel({ t, row, correctionMs, onCopy, onClose }: LogPanelProps) {
  const { explanation, traceback } = row;
  const explained = explanation === null ? null : describeExplanation(explanation, row.source, t);
  return (
    <div class="explain" role="group" aria-label={explanation === null ? t.ui('logs.whole') : t.ui('logs.explanation')}>
      <Icon name="info" />
      <div>
        {explained !== null && (
          <p>
            <span class="strong">{explained.says}</span> {explained.users}
          </p>
        )}
        {traceback !== null && traceback.count > 1 && traceback.firstAt !== null && (
          <p>{t.text('logs.count', { n: traceback.count, first: traceback.firstAt - correctionMs })}</p>
        )}
        <p class="mono whole" tabIndex={0}>
          <WholeText row={row} />
        </p>
      </div>
      <span class="acts">
        <Button kind="plain" icon="copy" label={t.ui('logs.copyLine')} onPress={onCopy} />
        <Button kind="plain" icon="close" label={t.ui('logs.closeLine')} onPress={onClose} />
      </span>
    </div>
  );
}
