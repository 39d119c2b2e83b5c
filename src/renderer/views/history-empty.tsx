/** Where there is nothing to show, or no certainty that it is kept: each says what is so, and what to do. */
import type { Range } from '../../core/history/types';
import type { HistoryView as HistoryData } from '../../shared/history/history-view';
import type { RangeChoice } from '../../shared/history/range-choice';
import { checkNow } from '../actions';
import { Button } from '../components/controls';
import { ErrorLine } from '../components/panels';
import { choiceOf } from '../history/choices';
import type { HistoryProps } from './history';
import type { ViewProps } from './view-props';

export function Trouble({
  t,
  trouble,
}: Pick<ViewProps, 't'> & { readonly trouble: NonNullable<HistoryData['trouble']> }) {
  const values = { since: trouble.sinceAt, reason: trouble.reason };
  const kind = trouble.kind === 'damaged' ? 'other' : trouble.kind;
  return (
    <div class="trouble">
      <ErrorLine text={t.ui(`history.trouble.${kind}`, values)} />
    </div>
  );
}

export function Failed({ t, again }: Pick<ViewProps, 't'> & { readonly again: () => void }) {
  return (
    <div role="alert">
      <ErrorLine text={t.ui('history.failed')} />
      <Button onPress={again}>{t.ui('history.retry')}</Button>
    </div>
  );
}

/** Not one round yet. */
export function Nothing({ store, t, server }: HistoryProps) {
  return (
    <div class="empty">
      <h2>{t.ui('history.none')}</h2>
      <p>{t.ui('history.none.text')}</p>
      <Button
        icon="refresh"
        isBusy={server.checking}
        onPress={() => {
          checkNow(store);
        }}
      >
        {server.checking ? t.ui('round.checking') : t.text('menu.checkNow')}
      </Button>
    </div>
  );
}

interface EmptyRangeProps extends HistoryProps {
  readonly data: HistoryData;
  readonly onChoose: (choice: RangeChoice) => void;
}

/** The first round is a moment, not yet a time: the range that holds it has nothing to count. */
function isBeginning(extent: Range, range: Range): boolean {
  return extent.fromAt >= range.fromAt && extent.toAt <= range.toAt && extent.toAt - extent.fromAt < 10 * 60_000;
}

/** Nothing is known of this range, but of another. */
export function EmptyRange({ t, data, context, onChoose }: EmptyRangeProps) {
  const { extent, report } = data;
  if (extent === null) return null;
  if (isBeginning(extent, report.range))
    return (
      <div class="empty">
        <h2>{t.ui('history.begun')}</h2>
        <p>{t.ui('history.begun.text')}</p>
      </div>
    );
  return (
    <div class="empty">
      <h2>{t.ui('history.empty')}</h2>
      <p>{t.ui('history.empty.text', { from: extent.fromAt, to: extent.toAt })}</p>
      <Button
        onPress={() => {
          const last = { fromAt: extent.toAt - 1, toAt: extent.toAt };
          onChoose(choiceOf('month', last, report.madeAt, context.timeZone));
        }}
      >
        {t.ui('history.empty.go')}
      </Button>
    </div>
  );
}
