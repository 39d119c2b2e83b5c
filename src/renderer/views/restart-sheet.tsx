import { useEffect, useRef } from 'preact/hooks';
import type { OverallStatus } from '../../core/model';
import type { RestartRun } from '../../core/restart-types';
import type { ServerSnapshot } from '../../core/snapshot-types';
import { describeFinding, describeOutcome, describeRefusal } from '../../shared/describe';
import { closeSheet, restartOffer, startRestart } from '../actions';
import { Button } from '../components/controls';
import { Mark } from '../components/icons';
import { RestartCompare, RestartSteps } from '../components/restart-steps';
import type { Sheet } from '../store';
import type { ViewProps } from './view-props';

interface SheetProps extends ViewProps {
  readonly server: ServerSnapshot;
  readonly sheet: Sheet;
  /** For the seconds of the running step. */
  readonly now: number;
}

/** One dialog for the whole life of a restart: question, steps, outcome. Closing it stops nothing. */
export function RestartSheet(props: SheetProps) {
  const dialog = useRef<HTMLDialogElement>(null);
  useEffect(() => {
    dialog.current?.showModal();
  }, []);
  const run = runOf(props.server, props.sheet);
  const phase = run === null ? (props.sheet.isSent ? 'sent' : 'question') : (run.outcome?.kind ?? 'running');
  useEffect(() => {
    // The button that had the focus may be gone: the safest one of the new phase takes it.
    dialog.current?.querySelector<HTMLElement>('[data-safe]')?.focus({ preventScroll: true });
  }, [phase]);
  return (
    <dialog
      ref={dialog}
      class="sheet"
      aria-labelledby="sheet-title"
      onClose={() => {
        closeSheet(props.store);
      }}
    >
      {run !== null ? (
        <Running {...props} run={run} />
      ) : props.sheet.isSent ? (
        <Sent {...props} />
      ) : (
        <Question {...props} />
      )}
    </dialog>
  );
}

/** The run that answers this sheet: one that goes on, or that began after it was opened. */
function runOf(server: ServerSnapshot, sheet: Sheet): RestartRun | null {
  const run = server.restart;
  if (run?.service !== sheet.service) return null;
  if (run.outcome === null) return run;
  return sheet.isSent && run.startedAt !== sheet.earlierRunAt ? run : null;
}

/** Leaves without doing anything; has the focus in every phase. */
function SafeButton(props: { readonly children: string; readonly isPrimary?: boolean }) {
  return (
    <button
      type="button"
      data-safe
      class={props.isPrimary === true ? 'btn primary' : 'btn'}
      onClick={(event) => {
        event.currentTarget.closest('dialog')?.close();
      }}
    >
      {props.children}
    </button>
  );
}

function Question({ store, t, server, sheet }: SheetProps) {
  const { service } = sheet;
  const offer = restartOffer(server, service);
  const finding = server.diagnosis?.primary ?? null;
  const isHealthy = server.services.find((one) => one.id === service)?.status === 'well';
  const why =
    finding === null || isHealthy
      ? t.text('restart.healthy', { service })
      : t.text('restart.why', { sentence: describeFinding(finding, server, t).sentence });
  const maybe = finding?.restart.kind === 'may-help' && !isHealthy ? t.text('restart.advice.maybe') : null;
  return (
    <>
      <h1 id="sheet-title">{t.text('restart.title', { service })}</h1>
      <p>{why}</p>
      {maybe !== null && <p>{maybe}</p>}
      <p>{cutOf(service, t)}</p>
      <div class="acts">
        <SafeButton>{t.ui('sheet.cancel')}</SafeButton>
        <Button
          kind={offer.kind === 'refused' ? 'normal' : 'primary'}
          reasonId={offer.kind === 'refused' ? 'sheet-reason' : null}
          onPress={() => {
            startRestart(store, sheet, true);
          }}
        >
          {t.ui('restart.now', { service })}
        </Button>
      </div>
      {offer.kind === 'refused' && (
        <p class="small" id="sheet-reason">
          {describeRefusal(offer.reason, service, t)}
        </p>
      )}
    </>
  );
}

/** What is cut off, and for about how long. */
function cutOf(service: Sheet['service'], t: ViewProps['t']): string {
  return service === 'api'
    ? t.text('restart.cut.api', { usual: 40_000, grace: 30_000 })
    : t.text('restart.cut.dashboard', { usual: 15_000 });
}

/** The order is on its way; the first step has not come back yet. */
function Sent({ t, server, sheet }: SheetProps) {
  const offer = restartOffer(server, sheet.service);
  const isRefused = offer.kind === 'refused' && offer.reason.kind !== 'running';
  return (
    <>
      <h1 id="sheet-title">{isRefused ? t.ui('sheet.refused') : t.ui('sheet.running', { service: sheet.service })}</h1>
      <p role="status">{isRefused ? describeRefusal(offer.reason, sheet.service, t) : t.ui('sheet.asking')}</p>
      <div class="acts">
        <SafeButton>{t.ui('sheet.close')}</SafeButton>
      </div>
    </>
  );
}

function Running({ store, t, sheet, run, now }: SheetProps & { readonly run: RestartRun }) {
  const { outcome } = run;
  const status = statusOf(run);
  const title =
    outcome === null
      ? t.ui('sheet.running', { service: run.service })
      : t.ui(`sheet.${outcome.kind}`, { service: run.service });
  const hasSteps = outcome?.kind !== 'refused';
  return (
    <>
      <h1 id="sheet-title">
        {status !== null && <Mark status={status} size={20} label={null} />}
        {title}
      </h1>
      {outcome === null ? (
        <p class="num">{t.ui('sheet.elapsed', { took: Math.max(0, now - run.startedAt) })}</p>
      ) : (
        <p role="status">{describeOutcome(outcome, run, t)}</p>
      )}
      {hasSteps && <RestartSteps t={t} run={run} now={now} />}
      {outcome !== null && run.before !== null && run.after !== null && (
        <RestartCompare t={t} before={run.before} after={run.after} />
      )}
      <div class="acts">
        {outcome !== null && outcome.kind !== 'verified' && (
          <Button
            class="start"
            kind="plain"
            icon="logs"
            onPress={() => {
              store.logSources.value = [sheet.service === 'dashboard' ? 'dashboard' : 'api-error'];
              store.view.value = 'logs';
              closeSheet(store);
            }}
          >
            {t.ui('sheet.logs')}
          </Button>
        )}
        <SafeButton isPrimary={outcome?.kind === 'verified'}>
          {outcome?.kind === 'verified' ? t.ui('sheet.done') : t.ui('sheet.close')}
        </SafeButton>
      </div>
    </>
  );
}

function statusOf(run: RestartRun): OverallStatus | null {
  switch (run.outcome?.kind) {
    case undefined:
      return null;
    case 'verified':
      return 'calm';
    case 'unverified':
    case 'refused':
      return 'attention';
    case 'failed':
      return 'down';
  }
}
