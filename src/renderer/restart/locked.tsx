import type { OverallStatus } from '../../core/model';
import type { RestartRun } from '../../core/restart-types';
import type { RestartSnapshot } from '../../core/snapshot-types';
import {
  describeOutcome,
  describePastRestart,
  describeRepetition,
  describeRestartReport,
  lastRestarts,
} from '../../shared/describe';
import { insistOnRestart, seeLogsOf } from '../actions';
import { Button, CopyButton, Sentence } from '../components/controls';
import { Mark } from '../components/icons';
import { SafeButton } from '../components/safe-button';
import { leftMs } from '../format';
import type { Words } from '../words';
import { FoldedSteps } from './running';
import type { SheetProps } from './sheet-props';

interface LockedProps extends SheetProps {
  /** When the button returns. */
  readonly untilAt: number;
  /** The one that has just ended, where one has. */
  readonly run: RestartRun | null;
}

/** Restarting is not mending it: the last ones, what they have in common, and whom to tell. The way past it says so. */
export function Locked({ store, t, server, sheet, now, untilAt, run }: LockedProps) {
  const { service } = sheet;
  const past = lastRestarts(server, service, now);
  const firstAt = past[0]?.startedAt ?? now;
  const outcome = run?.outcome ?? null;
  return (
    <>
      <h1 id="sheet-title">
        <Mark status="down" size={20} label={null} />
        {t.ui('sheet.locked')}
      </h1>
      <p role="status">{t.ui('sheet.locked.lead', { n: past.length, span: now - firstAt, service, at: untilAt })}</p>
      {run !== null && outcome !== null && <p>{describeOutcome(outcome, run, t)}</p>}
      <ol class="steps">
        {past.map((one, index) => (
          <PastRow key={one.startedAt} t={t} restart={one} n={index + 1} />
        ))}
      </ol>
      <section class="advice" data-status="down" aria-labelledby="sheet-repeats">
        <h2 id="sheet-repeats">{t.ui('sheet.locked.repeats')}</h2>
        <p>
          <Sentence text={`${describeRepetition(past, t)} ${t.text('repeats.sendTo')}`} />
        </p>
        <div class="acts">
          <Button
            kind="primary"
            icon="logs"
            onPress={() => {
              seeLogsOf(store, service);
            }}
          >
            {t.ui('sheet.logs')}
          </Button>
          <CopyButton
            store={store}
            t={t}
            kind="normal"
            label={t.ui('sheet.report')}
            text={describeRestartReport(server, service, { at: now, t })}
          >
            {t.ui('sheet.report')}
          </CopyButton>
        </div>
      </section>
      {run !== null && <FoldedSteps t={t} run={run} now={now} />}
      <div class="acts">
        <Button
          class="start"
          kind="plain"
          onPress={() => {
            insistOnRestart(store, sheet);
          }}
        >
          {t.ui('sheet.anyway.ask')}
        </Button>
        <span class="small quiet num">{t.ui('sheet.locked.left', { left: leftMs(untilAt, now) })}</span>
        <SafeButton>{t.ui('sheet.close')}</SafeButton>
      </div>
    </>
  );
}

const marks: Readonly<Record<RestartSnapshot['outcome'], OverallStatus>> = {
  verified: 'attention',
  unverified: 'attention',
  failed: 'down',
};

function PastRow({ t, restart, n }: { readonly t: Words; readonly restart: RestartSnapshot; readonly n: number }) {
  const status = marks[restart.outcome];
  return (
    <li>
      <Mark status={status} label={t.ui(status === 'down' ? 'step.failed' : 'mark.attention')} />
      <span>
        {t.ui('sheet.locked.item', { n, at: restart.startedAt })}
        <span class="sub">{describePastRestart(restart, t)}</span>
      </span>
      <span class="t">{t.ui('sheet.took', { took: restart.ms })}</span>
    </li>
  );
}
