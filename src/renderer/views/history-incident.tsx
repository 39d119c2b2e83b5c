import { useEffect, useRef, useState } from 'preact/hooks';
import { isAtMost, repairMsOf, startOf } from '../../core/history/repair-statistics';
import { causeTitle, describeEvidence } from '../../shared/describe';
import type { IncidentView } from '../../shared/history/history-view';
import { Button } from '../components/controls';
import { IncidentTimeline } from '../history/incident-timeline';
import { preciseLength } from '../history/moments';
import { useAnswer } from '../history/use-answer';
import type { HistoryProps } from './history';
import { CorrectSheet } from './history-correct-sheet';
import { HistoryCorrections } from './history-corrections';
import { IncidentNotes } from './history-notes';

/** One outage from its first sign to its end, what it was based on, and what she says of it. */
export function HistoryIncident(props: HistoryProps & { readonly incidentId: string }) {
  const { store, t, server, incidentId } = props;
  const [writes, setWrites] = useState(0);
  const question = [incidentId, server.lastRoundAt, writes].join('/');
  const asked = useAnswer(server.id, question, () =>
    store.bridge.request('history:incident', { serverId: server.id, incidentId }),
  );
  const { answer } = asked;
  const heading = useRef<HTMLHeadingElement>(null);
  const isThere = answer !== null;
  useEffect(() => {
    // The list that had the focus is gone: whoever listens hears which incident this is.
    heading.current?.focus();
  }, [isThere]);
  const back = () => {
    store.history.value = { ...store.history.peek(), incidentId: null };
  };
  if (answer === null)
    return (
      <>
        <header class="view-head">
          <Crumb t={t} onBack={back} />
        </header>
        <p class="quiet" role="status">
          {t.ui(asked.isLoading ? 'history.incident.loading' : 'history.incident.gone')}
        </p>
      </>
    );
  const at = startOf(answer.incident);
  return (
    <>
      <Page
        {...props}
        view={answer}
        onWritten={() => {
          setWrites((count) => count + 1);
        }}
        head={
          <>
            <Crumb t={t} onBack={back} />
            <span class="faint slash" aria-hidden>
              /
            </span>
            <h1 ref={heading} tabIndex={-1}>
              {t.ui('history.incident.heading', { on: at, at })}
            </h1>
          </>
        }
      />
    </>
  );
}

function Crumb({ t, onBack }: Pick<HistoryProps, 't'> & { readonly onBack: () => void }) {
  return (
    <a
      class="btn plain crumb"
      href="#history"
      aria-label={t.ui('history.incident.back')}
      onClick={(event) => {
        event.preventDefault();
        onBack();
      }}
    >
      {t.ui('history.title')}
    </a>
  );
}

interface PageProps extends HistoryProps {
  readonly view: IncidentView;
  readonly head: preact.ComponentChildren;
  readonly onWritten: () => void;
}

function Page(props: PageProps) {
  const { t, view, context, head, onWritten } = props;
  const { incident, range } = view;
  const [isCorrecting, setCorrecting] = useState(false);
  const note = useRef<HTMLTextAreaElement>(null);
  return (
    <>
      <header class="view-head">
        {head}
        <span class="end">
          <Button icon="note" onPress={() => note.current?.focus()}>
            {t.ui('history.notes.add')}
          </Button>
          <Button
            onPress={() => {
              setCorrecting(true);
            }}
          >
            {t.ui('history.correct')}
          </Button>
        </span>
      </header>
      <p class="story">{leadOf(view, t)}</p>
      <p class="small quiet">{aboutOf(view, t).join(' ')}</p>
      <section class="section" aria-label={t.ui('history.timeline')}>
        <h2>{t.ui('history.timeline')}</h2>
        <IncidentTimeline t={t} incident={incident} notes={view.notes} now={range.toAt} timeZone={context.timeZone} />
      </section>
      {incident.evidence.length > 0 && (
        <section class="section" aria-label={t.ui('history.evidence')}>
          <h2>{t.ui('history.evidence')}</h2>
          <ul class="evidence">
            {incident.evidence.map((one, index) => (
              <li key={index}>
                <code>{describeEvidence(one, t)}</code>
              </li>
            ))}
          </ul>
        </section>
      )}
      <IncidentNotes {...props} notes={incident.notes} incidentId={incident.id} fieldRef={note} />
      <HistoryCorrections {...props} corrections={view.corrections} />
      {isCorrecting && (
        <CorrectSheet
          {...props}
          stretch={{ ...range, kind: view.kind }}
          onClose={() => {
            setCorrecting(false);
          }}
          onWritten={onWritten}
        />
      )}
    </>
  );
}

function leadOf({ incident, range }: IncidentView, t: HistoryProps['t']): string {
  const ms = repairMsOf(incident);
  const key = ms === null ? 'open' : isAtMost(incident) ? 'atMost' : 'took';
  const took = preciseLength(ms ?? range.toAt - range.fromAt, t);
  return t.ui(`history.incident.${key}`, { title: causeTitle(incident.cause, t), took });
}

/** Who mended it, who saw it, how soon it was told, and whether it counts. */
function aboutOf({ incident, counted }: IncidentView, t: HistoryProps['t']): readonly string[] {
  const { source, firstSignAt, firstFailureAt, toldAt, recovery } = incident;
  const seen = firstSignAt === null ? null : firstFailureAt - firstSignAt;
  const hasDelay = source === 'observed' && seen !== null && seen > 0;
  const texts = [
    source === 'reconstructed' ? t.ui('history.incident.rebuilt') : hasDelay ? null : t.ui('history.incident.observed'),
    !hasDelay
      ? null
      : toldAt === null
        ? t.ui('history.incident.detectionUntold', { seen: preciseLength(seen, t) })
        : t.ui('history.incident.detection', {
            seen: preciseLength(seen, t),
            told: preciseLength(toldAt - firstFailureAt, t),
          }),
    recovery === null
      ? null
      : t.ui('history.incident.endRebuilt', { source: t.ui(`history.source.${recovery.source}`) }),
    counted ? null : t.ui('history.incident.notCounted'),
  ];
  return texts.filter((text) => text !== null);
}
