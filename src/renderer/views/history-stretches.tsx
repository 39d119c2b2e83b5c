import { useState } from 'preact/hooks';
import type { Stretch } from '../../shared/history/history-view';
import { causeTitle } from '../../shared/describe';
import { Button } from '../components/controls';
import { preciseLength, secondsClock } from '../history/moments';
import type { ViewProps } from './view-props';

interface StretchTableProps extends Pick<ViewProps, 't'> {
  readonly stretches: readonly Stretch[];
  readonly timeZone: string;
  readonly onCorrect: (stretch: Stretch) => void;
}

/** A restless day has hundreds. */
const shownAtFirst = 40;

/** What is known of each stretch, to the second. */
export function StretchTable({ t, stretches, timeZone, onCorrect }: StretchTableProps) {
  const [most, setMost] = useState(shownAtFirst);
  const hidden = stretches.length - most;
  return (
    <>
      <table class="table">
        <thead>
          <tr>
            <th scope="col">{t.ui('history.stretch.when')}</th>
            <th scope="col">{t.ui('history.stretch.what')}</th>
            <th scope="col" class="r opt">
              {t.ui('history.stretch.took')}
            </th>
            <th scope="col" class="r">
              <span class="hidden">{t.ui('history.correct')}</span>
            </th>
          </tr>
        </thead>
        <tbody>
          {stretches.slice(0, most).map((stretch) => (
            <Row key={stretch.fromAt} t={t} stretch={stretch} timeZone={timeZone} onCorrect={onCorrect} />
          ))}
        </tbody>
      </table>
      {hidden > 0 && (
        <Button
          kind="plain"
          onPress={() => {
            setMost(stretches.length);
          }}
        >
          {t.ui('history.day.more', { n: hidden })}
        </Button>
      )}
    </>
  );
}

function Row({
  t,
  stretch,
  timeZone,
  onCorrect,
}: Omit<StretchTableProps, 'stretches'> & { readonly stretch: Stretch }) {
  const { kind, fromAt, toAt, correction, unsure } = stretch;
  const [from, to] = [secondsClock(fromAt, timeZone), endClock(toAt, fromAt, timeZone)];
  return (
    <tr>
      <td class="nowrap">{`${from} – ${to}`}</td>
      <td>
        <strong>{t.ui(`history.kind.${kind}`)}</strong>
        {correction !== null && <span class="tag">{t.ui('history.stretch.corrected')}</span>}
        {detailsOf(stretch, t).map((detail) => (
          <span key={detail} class="sub">
            {detail}
          </span>
        ))}
        {unsure && (
          <span class="sub">
            {t.ui(kind === 'reconstructedUp' ? 'history.stretch.onePart' : 'history.stretch.unsure')}
          </span>
        )}
      </td>
      <td class="r opt nowrap">{preciseLength(toAt - fromAt, t)}</td>
      <td class="r">
        <Button
          kind="plain"
          label={t.ui('history.correct.of', { from, to })}
          onPress={() => {
            onCorrect(stretch);
          }}
        >
          {t.ui('history.correct')}
        </Button>
      </td>
    </tr>
  );
}

/** A day ends at 24:00, not at the next one's 0:00. */
function endClock(toAt: number, fromAt: number, timeZone: string): string {
  const clock = secondsClock(toAt, timeZone);
  return clock === '00:00:00' && toAt > fromAt ? '24:00:00' : clock;
}

/** Its cause, its proof, or why there is none. */
function detailsOf({ kind, cause, source, reason, correction }: Stretch, t: ViewProps['t']): readonly string[] {
  if (correction !== null) return [correction.reason];
  return [
    cause === null ? null : causeTitle(cause, t),
    source === null ? null : t.ui(`history.source.${source}`),
    kind !== 'noData' ? null : t.ui(`history.reason.${reason ?? 'unknown'}`),
  ].filter((text) => text !== null);
}
