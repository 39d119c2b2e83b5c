import { useState } from 'preact/hooks';
import type { Range } from '../../core/history/types';
import type { DayView } from '../../shared/history/history-view';
import { Button } from '../components/controls';
import { nameCells } from '../history/cell-names';
import { Strip, StripLegend } from '../history/strip';
import { useAnswer } from '../history/use-answer';
import type { HistoryProps } from './history';
import { HistoryCorrections } from './history-corrections';
import { CorrectSheet, type Correctable } from './history-correct-sheet';
import { StretchTable } from './history-stretches';
import { CellTable, kindsIn } from './history-strip';

interface DayProps extends HistoryProps {
  readonly at: number;
  readonly version: string;
  /** Null: the day is all that is shown. */
  readonly onClose: (() => void) | null;
  readonly onWritten: () => void;
}

/** One day by its hours, and stretch by stretch: what is known of each, from what, and her corrections. */
export function HistoryDay(props: DayProps) {
  const { store, t, server, at, onClose } = props;
  const asked = useAnswer(server.id, `${at.toString()}/${props.version}`, () =>
    store.bridge.request('history:day', { serverId: server.id, at }),
  );
  const day = asked.answer;
  const title = t.ui('history.day', { on: at });
  return (
    <section class="section day" aria-label={title} aria-busy={asked.isLoading}>
      <div class="section-head wraps">
        <h2>{title}</h2>
        <span class="end">
          {day !== null && <StripLegend kinds={kindsIn(day.hours)} nameOf={(kind) => t.ui(`history.kind.${kind}`)} />}
          {onClose !== null && <Button kind="plain" icon="close" label={t.ui('history.day.close')} onPress={onClose} />}
        </span>
      </div>
      {day !== null && <Day {...props} day={day} title={title} />}
    </section>
  );
}

function Day(props: DayProps & { readonly day: DayView; readonly title: string }) {
  const { t, day, context } = props;
  const [hour, setHour] = useState<Range | null>(null);
  const [correcting, setCorrecting] = useState<Correctable | null>(null);
  const strip = { kind: 'hour', cells: day.hours } as const;
  const stretches = hour === null ? day.stretches : day.stretches.filter((one) => touches(one, hour));
  return (
    <>
      <Strip
        label={props.title}
        cells={nameCells(strip, context.timeZone, t)}
        help={t.ui('history.strip.help')}
        chosenAt={hour?.fromAt ?? null}
        onOpen={(cell) => {
          setHour(hour?.fromAt === cell.fromAt ? null : cell);
        }}
      />
      <CellTable t={t} strip={strip} timeZone={context.timeZone} />
      <div class="section-head wraps under">
        <h3>{t.ui('history.day.stretches')}</h3>
        {hour !== null && (
          <span class="end small">
            {t.ui('history.day.hour', { from: hour.fromAt, to: hour.toAt })}{' '}
            <Button
              kind="plain"
              onPress={() => {
                setHour(null);
              }}
            >
              {t.ui('history.day.all')}
            </Button>
          </span>
        )}
      </div>
      <StretchTable
        t={t}
        stretches={stretches}
        timeZone={context.timeZone}
        onCorrect={(stretch) => {
          setCorrecting(stretch);
        }}
      />
      <HistoryCorrections {...props} corrections={day.corrections} />
      {correcting !== null && (
        <CorrectSheet
          {...props}
          stretch={correcting}
          onClose={() => {
            setCorrecting(null);
          }}
        />
      )}
    </>
  );
}

function touches(one: Range, other: Range): boolean {
  return one.fromAt < other.toAt && one.toAt > other.fromAt;
}
