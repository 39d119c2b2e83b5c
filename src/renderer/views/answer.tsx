import type { Finding } from '../../core/model';
import type { ServerSnapshot } from '../../core/snapshot-types';
import {
  describeNote,
  describeNotWatched,
  describeReasons,
  describeStatus,
  describeWhyLines,
} from '../../shared/describe';
import { calmText } from '../calm';
import { Advice } from '../components/advice';
import type { RecentView } from '../../shared/history/recent-view';
import { FactList } from '../components/facts';
import { Mark } from '../components/icons';
import { LastDay, OpenIncident } from '../components/last-day';
import { MaintenanceBar, MaintenancePanel } from '../components/maintenance-panel';
import { HostKeyPanel, SecretPrompt } from '../components/panels';
import { TellingLine } from '../components/telling-line';
import { isNetworkProven, pathFacts, serverFacts } from '../facts';
import type { Fact } from '../facts';
import { useAnswer } from '../history/use-answer';
import { leadOf, shownFinding } from '../lead';
import type { ViewProps } from './view-props';

interface AnswerProps extends ViewProps {
  readonly server: ServerSnapshot;
  readonly now: number;
  readonly isDrill: boolean;
}

/** The question, answered: verdict, sentence, one thing to do, then the evidence. */
export function AnswerView({ store, t, server, now, isDrill }: AnswerProps) {
  const finding = shownFinding(server);
  const secret = neededSecret(finding);
  const { maintenance } = server;
  // The one thing to do is then in that panel.
  const isAsked = server.hostKey !== null || secret !== null;
  const version = [server.lastRoundAt, server.status, server.incident?.toldAt, server.incident?.acknowledgedAt].join(
    '/',
  );
  const recent = useAnswer(server.id, version, () => store.bridge.request('history:recent', { serverId: server.id }));
  // A drill does not count in the history, and what does is no part of it.
  const past = isDrill ? null : recent.answer;
  return (
    <>
      <Verdict t={t} server={server} now={now} recent={past} />
      <HostKeyPanel store={store} t={t} server={server} />
      {secret !== null && <SecretPrompt store={store} t={t} server={server} what={secret} />}
      {maintenance !== null ? (
        <MaintenancePanel
          store={store}
          t={t}
          server={server}
          maintenance={maintenance}
          now={now}
          finding={finding}
          isSecond={isAsked}
        />
      ) : (
        finding !== null && !isAsked && <Advice store={store} t={t} server={server} finding={finding} />
      )}
      <TellingLine key={server.id} store={store} t={t} server={server} now={now} isDrill={isDrill} />
      <Evidence t={t} server={server} />
      {!isDrill && <LastDay t={t} recent={past} />}
      <OpenIncident store={store} t={t} server={server} recent={past} now={now} />
      <Notes t={t} server={server} />
      <NotWatched t={t} server={server} />
    </>
  );
}

/** Which secret a round lacked. Only the finding knows: the snapshot carries no settings. */
function neededSecret(finding: Finding | null): 'passphrase' | 'password' | null {
  if (finding?.cause !== 'ssh-auth-failed' || finding.variant !== 'locked') return null;
  return finding.values.credential === 'password' ? 'password' : 'passphrase';
}

function Verdict(props: Pick<AnswerProps, 't' | 'server' | 'now'> & { readonly recent: RecentView | null }) {
  const { t, server, now, recent } = props;
  const finding = shownFinding(server);
  const { maintenance } = server;
  return (
    <div class="verdict" data-status={server.status}>
      <Mark status={server.status} size={44} label={null} />
      <div>
        <h1>{describeStatus(server.status, t).answer}</h1>
        <p class="lead">{leadOf(server, t, now)}</p>
        <p class="meta">
          {finding !== null && maintenance === null && (
            <span class="strong st-text">{t.ui(`confidence.${finding.confidence}`)}</span>
          )}
          <span>{ageOf(server, t)}</span>
        </p>
        {(server.status === 'calm' || server.status === 'attention') && <p class="meta">{calmText(recent, now, t)}</p>}
        {maintenance !== null && <MaintenanceBar t={t} maintenance={maintenance} now={now} />}
      </div>
    </div>
  );
}

/** One line in one place: what is being confirmed goes before the age, because it changes what the answer is worth. */
function ageOf(server: ServerSnapshot, t: ViewProps['t']): string {
  const { confirming, lastRoundAt, checking } = server;
  if (confirming !== null) {
    return t.text('answer.confirming', {
      at: confirming.sinceAt,
      wait: Math.max(1000, confirming.answerBy - confirming.sinceAt),
    });
  }
  if (lastRoundAt === null) return '';
  if (server.noData?.kind === 'too-old') return t.text('age.stale', { seen: server.noData.lastAt });
  if (checking) return t.text('age.checking', { seen: lastRoundAt });
  if (server.noData?.kind === 'slept') return t.text('age.stale', { seen: lastRoundAt });
  return t.text('age.fresh.bare', { seen: lastRoundAt });
}

function Evidence({ t, server }: Pick<AnswerProps, 't' | 'server'>) {
  const { observation } = server;
  const isCurrent = server.noData === null || server.noData.kind === 'blind';
  if (!isCurrent) return null;
  const inside = serverFacts(server, t);
  const path = observation === null ? [] : pathFacts(observation, t);
  const reasons = server.status === 'calm' ? describeReasons(server, t) : [];
  const pathTitle = observation !== null && isNetworkProven(observation) ? t.ui('facts.notYours') : t.ui('facts.path');
  if (server.status === 'calm') {
    return (
      <>
        {reasons.length > 0 && <FactSection title={t.ui('facts.reasons')} facts={toFacts(reasons, 'calm')} t={t} />}
        {path.length > 0 && (
          <details class="section more">
            <summary>{t.ui('facts.measures')}</summary>
            <FactList facts={path} t={t} />
          </details>
        )}
      </>
    );
  }
  if (server.status === 'no-data')
    return path.length === 0 ? null : <FactSection title={t.ui('facts.path')} facts={path} t={t} />;
  return (
    <div class="two">
      <FactSection title={t.ui('facts.server')} facts={inside} t={t} />
      {path.length > 0 && <FactSection title={pathTitle} facts={path} t={t} />}
    </div>
  );
}

/** Why it came to this, and what changed without harm. */
function Notes({ t, server }: Pick<AnswerProps, 't' | 'server'>) {
  const { diagnosis } = server;
  if (diagnosis === null || server.status === 'no-data' || server.recoveringSinceAt !== null) return null;
  const why = describeWhyLines(diagnosis, server, t);
  const notes = diagnosis.notes.map((note) => describeNote(note, server, t));
  return (
    <>
      {why.length > 0 && <FactSection title={t.ui('facts.why')} facts={toFacts(why, 'note')} t={t} />}
      {notes.length > 0 && <FactSection title={t.ui('facts.notes')} facts={toFacts(notes, 'note')} t={t} />}
    </>
  );
}

function NotWatched({ t, server }: Pick<AnswerProps, 't' | 'server'>) {
  const lines = describeNotWatched(server, t);
  if (lines.length === 0) return null;
  return <FactSection title={t.text('notWatched.title')} facts={toFacts(lines, 'unseen')} t={t} />;
}

function FactSection(props: { readonly title: string; readonly facts: readonly Fact[]; readonly t: ViewProps['t'] }) {
  return (
    <section class="section">
      <h2>{props.title}</h2>
      <FactList facts={props.facts} t={props.t} isFlush />
    </section>
  );
}

function toFacts(lines: readonly string[], status: Fact['status']): readonly Fact[] {
  return lines.map((what) => ({ id: what, status, what, sub: null, value: null, isChild: false }));
}
