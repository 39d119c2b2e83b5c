import { useState } from 'preact/hooks';
import type { ServerSnapshot } from '../../core/snapshot-types';
import type { HistoryView as HistoryData } from '../../shared/history/history-view';
import type { RangeChoice } from '../../shared/history/range-choice';
import type { ViewContext } from '../../shared/ipc';
import { nameCells } from '../history/cell-names';
import { choiceOf } from '../history/choices';
import { StripPatterns } from '../history/strip';
import { useAnswer } from '../history/use-answer';
import type { HistoryPlace } from '../store';
import { HistoryCharts } from './history-charts';
import { HistoryDay } from './history-day';
import { EmptyRange, Failed, Nothing, Trouble } from './history-empty';
import { HistoryIncident } from './history-incident';
import { IncidentTable } from './history-incidents';
import { Promises } from './history-promises';
import { RangeBar } from './history-range';
import { RepairTimes } from './history-repair';
import { SaveReport } from './history-report';
import { StripSection } from './history-strip';
import { Summary } from './history-summary';
import type { ViewProps } from './view-props';

export interface HistoryProps extends ViewProps {
  readonly context: ViewContext;
  readonly server: ServerSnapshot;
}

/** What was, over a range that she chooses: coverage first, then the figures, then what is behind them. */
export function HistoryView(props: HistoryProps) {
  const { incidentId } = props.store.history.value;
  if (incidentId !== null) return <HistoryIncident key={incidentId} {...props} incidentId={incidentId} />;
  return (
    <>
      <StripPatterns />
      <Overview {...props} />
    </>
  );
}

function Overview(props: HistoryProps) {
  const { store, t, server } = props;
  const place = store.history.value;
  const { choice, dayAt } = place;
  const [writes, setWrites] = useState(0);
  const version = [JSON.stringify(choice), server.lastRoundAt, writes].join('/');
  const asked = useAnswer(server.id, version, () =>
    store.bridge.request('history:view', { serverId: server.id, choice }),
  );
  const go = (part: Partial<HistoryPlace>) => {
    store.history.value = { ...place, ...part };
  };
  const { answer } = asked;
  const isKnown = answer !== null && answer.extent !== null;
  return (
    <>
      <header class="view-head">
        <h1>{t.ui('history.title')}</h1>
        {isKnown && (
          <span class="end">
            <SaveReport store={store} t={t} server={server} choice={choice} />
          </span>
        )}
      </header>
      {answer?.trouble != null && <Trouble t={t} trouble={answer.trouble} />}
      {asked.hasFailed && <Failed t={t} again={asked.again} />}
      {answer === null && !asked.hasFailed && <p class="quiet">{t.ui('history.loading')}</p>}
      {answer !== null && answer.extent === null && <Nothing {...props} />}
      {answer !== null && answer.extent !== null && (
        <div aria-busy={asked.isLoading}>
          <RangeBar
            t={t}
            context={props.context}
            choice={choice}
            range={answer.report.range}
            extent={answer.extent}
            onChoose={(next) => {
              go({ choice: next, dayAt: null });
            }}
          />
          <Body
            {...props}
            data={answer}
            go={go}
            dayAt={dayAt}
            version={version}
            onWritten={() => {
              setWrites((count) => count + 1);
            }}
          />
        </div>
      )}
    </>
  );
}

interface BodyProps extends HistoryProps {
  readonly data: HistoryData;
  readonly dayAt: number | null;
  readonly version: string;
  readonly go: (part: Partial<HistoryPlace>) => void;
  readonly onWritten: () => void;
}

function Body(props: BodyProps) {
  const { store, t, server, context, data, dayAt, go } = props;
  const { report } = data;
  if (report.figure.availability === null && report.totals.planned === 0) {
    const choose = (choice: RangeChoice) => {
      go({ choice, dayAt: null });
    };
    return <EmptyRange {...props} onChoose={choose} />;
  }
  // A day is looked at by its hours at once.
  const shownDay = dayAt ?? (report.strip.kind === 'hour' ? report.range.fromAt : null);
  const openIncident = (incidentId: string) => {
    go({ incidentId });
  };
  return (
    <>
      <Summary t={t} data={data} />
      {report.strip.kind !== 'hour' && (
        <StripSection
          t={t}
          strip={report.strip}
          cells={nameCells(report.strip, context.timeZone, t)}
          chosenAt={dayAt}
          timeZone={context.timeZone}
          onOpen={(cell) => {
            if (report.strip.kind === 'day') go({ dayAt: dayAt !== null && isIn(dayAt, cell) ? null : cell.fromAt });
            else go({ choice: choiceOf(report.strip.kind, cell, report.madeAt, context.timeZone), dayAt: null });
          }}
        />
      )}
      {shownDay !== null && (
        <HistoryDay
          {...props}
          key={shownDay}
          at={shownDay}
          onClose={
            dayAt === null
              ? null
              : () => {
                  go({ dayAt: null });
                }
          }
        />
      )}
      <IncidentTable t={t} report={report} onOpen={openIncident} />
      <RepairTimes t={t} report={report} />
      <Promises t={t} report={report} />
      <HistoryCharts store={store} t={t} server={server} context={context} version={props.version} />
    </>
  );
}

function isIn(at: number, { fromAt, toAt }: { readonly fromAt: number; readonly toAt: number }): boolean {
  return at >= fromAt && at < toAt;
}
