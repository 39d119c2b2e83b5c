import type { Range } from '../../core/history/types';
import { dayOf } from '../../core/local-time';
import type { ViewContext } from '../../shared/ipc';
import { steppedKinds, type RangeChoice } from '../../shared/history/range-choice';
import { Button } from '../components/controls';
import { shortDay } from '../history/cell-names';
import { moved, toFree } from '../history/choices';
import type { ViewProps } from './view-props';

interface RangeBarProps extends Pick<ViewProps, 't'> {
  readonly context: ViewContext;
  readonly choice: RangeChoice;
  readonly range: Range;
  readonly extent: Range;
  readonly onChoose: (choice: RangeChoice) => void;
}

/** How long a time, and which one. */
export function RangeBar(props: RangeBarProps) {
  const { t, choice, range, onChoose } = props;
  const { timeZone } = props.context;
  const now = Math.max(range.toAt, props.extent.toAt);
  const later = moved(choice, 1, now, timeZone);
  const earlier = moved(choice, -1, now, timeZone);
  return (
    <div class="range-bar">
      <div class="seg" role="group" aria-label={t.ui('history.range')}>
        {steppedKinds.map((kind) => (
          <button
            key={kind}
            type="button"
            aria-pressed={choice.kind === kind}
            onClick={() => {
              onChoose({ kind, steps: 0 });
            }}
          >
            {t.ui(`history.range.${kind}`)}
          </button>
        ))}
        <button
          type="button"
          aria-pressed={choice.kind === 'free'}
          onClick={() => {
            onChoose(toFree(range, timeZone));
          }}
        >
          {t.ui('history.range.free')}
        </button>
      </div>
      <div class="range-which">
        <Button
          kind="plain"
          icon="earlier"
          label={t.ui('history.range.earlier')}
          onPress={() => {
            if (earlier !== null) onChoose(earlier);
          }}
        />
        {choice.kind === 'free' ? (
          <FreeRange {...props} choice={choice} now={now} />
        ) : (
          <span class="num" role="status">
            {describeRange(range, timeZone, t)}
          </span>
        )}
        <Button
          kind="plain"
          icon="later"
          label={t.ui('history.range.later')}
          reasonId={later === null ? 'history-latest' : null}
          onPress={() => {
            if (later !== null) onChoose(later);
          }}
        />
        <span class="hidden" id="history-latest">
          {t.ui('history.range.latest')}
        </span>
      </div>
    </div>
  );
}

function FreeRange(
  props: RangeBarProps & { readonly choice: Extract<RangeChoice, { kind: 'free' }>; readonly now: number },
) {
  const { t, choice, onChoose } = props;
  const today = dayOf(props.now, props.context.timeZone);
  return (
    <span class="range-free">
      {(['from', 'to'] as const).map((end) => (
        <input
          key={end}
          class="input"
          type="date"
          max={today}
          value={choice[end]}
          aria-label={t.ui(`history.range.${end}`)}
          onChange={(event) => {
            const day = event.currentTarget.value;
            if (/^2\d{3}-\d{2}-\d{2}$/.test(day)) onChoose({ ...choice, [end]: day });
          }}
        />
      ))}
    </span>
  );
}

/** The year is said once where it is the same. */
function firstDay(fromAt: number, last: number, timeZone: string, t: ViewProps['t']): string {
  const [one, other] = [fromAt, last].map((at) => dayOf(at, timeZone).slice(0, 4));
  return one === other ? shortDay(fromAt, t) : t.text('report.day', { on: fromAt });
}

function describeRange({ fromAt, toAt }: Range, timeZone: string, t: ViewProps['t']): string {
  const last = Math.max(fromAt, toAt - 1);
  return dayOf(fromAt, timeZone) === dayOf(last, timeZone)
    ? t.ui('history.range.shownDay', { on: fromAt })
    : t.ui('history.range.shown', { from: firstDay(fromAt, last, timeZone, t), to: last });
}
