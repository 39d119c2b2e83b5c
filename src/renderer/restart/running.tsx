import { useState } from 'preact/hooks';
import type { OverallStatus } from '../../core/model';
import { usualRestart } from '../../core/past-restarts';
import type { RestartOutcome, RestartRun } from '../../core/restart-types';
import { describeOutcome, describeWorse } from '../../shared/describe';
import { openRestartSheet, seeLogsOf } from '../actions';
import { Button, Sentence } from '../components/controls';
import { Mark } from '../components/icons';
import { SafeButton } from '../components/safe-button';
import type { Words } from '../words';
import { RestartCompare } from './compare';
import { RestartSteps } from './restart-steps';
import { cutOf, failingOf, lastTime } from './question';
import type { SheetProps } from './sheet-props';

interface RunProps extends SheetProps {
  readonly run: RestartRun;
}

/** Steps with times and output while it runs; afterwards what became of it, with before and after. */
export function Running(props: RunProps) {
  const { outcome } = props.run;
  return outcome === null ? <Live {...props} /> : <Ended {...props} outcome={outcome} />;
}

function Live({ t, server, sheet, run, now }: RunProps) {
  const took = Math.max(0, now - run.startedAt);
  const usual = usualRestart(server.restarts, sheet.service);
  // As it was when she gave the order: what is mended on the way does not move what she reads.
  const [failing] = useState(() => failingOf(server, sheet.service, t));
  return (
    <>
      <h1 id="sheet-title">{t.ui('sheet.running', { service: run.service })}</h1>
      <p class="num">
        {usual === null ? t.ui('sheet.elapsed', { took }) : t.ui('sheet.elapsed.usual', { took, usual: usual.ms })}
      </p>
      {failing !== null && <p>{t.text('restart.why', { sentence: failing })}</p>}
      <dl class="pairs">
        <dt>{t.ui('sheet.cut')}</dt>
        <dd>{cutOf(sheet.service, usual?.ms ?? null, t)}</dd>
        <dt>{t.ui('sheet.lastTime')}</dt>
        <dd>{lastTime(server, sheet.service, t)}</dd>
      </dl>
      {usual !== null && <Progress t={t} percent={Math.min(100, Math.round((100 * took) / usual.ms))} />}
      <RestartSteps t={t} run={run} now={now} />
      <div class="acts">
        <SafeButton>{t.ui('sheet.close')}</SafeButton>
      </div>
    </>
  );
}

/** Against what is usual: full does not mean done. */
function Progress({ t, percent }: { readonly t: Words; readonly percent: number }) {
  return (
    <div
      class="bar"
      role="progressbar"
      aria-label={t.ui('sheet.elapsed.bar')}
      aria-valuenow={percent}
      aria-valuemin={0}
      aria-valuemax={100}
    >
      <i style={{ width: `${String(percent)}%` }} />
    </div>
  );
}

function Ended({ store, t, sheet, run, now, outcome }: RunProps & { readonly outcome: RestartOutcome }) {
  const isVerified = outcome.kind === 'verified';
  const isGivenUp = outcome.kind === 'failed' && outcome.why.kind === 'start-limit';
  const worse = describeWorse(run, t);
  return (
    <>
      <h1 id="sheet-title">
        <Mark status={statusOf(outcome)} size={20} label={null} />
        {t.ui(`sheet.${outcome.kind}`, { service: run.service })}
      </h1>
      <p role="status">
        <Sentence text={describeOutcome(outcome, run, t)} />
      </p>
      {worse !== null && <p>{worse}</p>}
      {/* Of one that worked, how it is now comes first. */}
      {!isVerified && outcome.kind !== 'refused' && <RestartSteps t={t} run={run} now={now} />}
      <RestartCompare t={t} run={run} />
      {isVerified && <FoldedSteps t={t} run={run} now={now} />}
      <div class="acts">
        {!isVerified && (
          <Button
            class="start"
            kind="plain"
            icon="logs"
            onPress={() => {
              seeLogsOf(store, sheet.service);
            }}
          >
            {t.ui('sheet.logs')}
          </Button>
        )}
        {isGivenUp && (
          <Button
            onPress={() => {
              openRestartSheet(store, sheet.service);
            }}
          >
            {t.ui('sheet.startLimit.ask')}
          </Button>
        )}
        <SafeButton isPrimary={isVerified}>{isVerified ? t.ui('sheet.done') : t.ui('sheet.close')}</SafeButton>
      </div>
    </>
  );
}

export function FoldedSteps({ t, run, now }: { readonly t: Words; readonly run: RestartRun; readonly now: number }) {
  return (
    <details class="output orders">
      <summary>{t.ui('sheet.steps.see', { n: run.steps.length })}</summary>
      <RestartSteps t={t} run={run} now={now} />
    </details>
  );
}

function statusOf({ kind }: RestartOutcome): OverallStatus {
  switch (kind) {
    case 'verified':
      return 'calm';
    case 'unverified':
    case 'refused':
      return 'attention';
    case 'failed':
      return 'down';
  }
}
