import { useLayoutEffect, useRef } from 'preact/hooks';
import type { RestartRun } from '../../core/restart-types';
import type { ServerSnapshot } from '../../core/snapshot-types';
import { describeRefusal } from '../../shared/describe';
import { closeSheet, offerNow, restartOffer } from '../actions';
import { SafeButton } from '../components/safe-button';
import { Locked } from '../restart/locked';
import { Question } from '../restart/question';
import { Running } from '../restart/running';
import type { SheetProps } from '../restart/sheet-props';
import type { Sheet } from '../store';

/** One dialog for the whole life of a restart: question, steps, outcome. Closing it stops nothing. */
export function RestartSheet(props: SheetProps) {
  const dialog = useRef<HTMLDialogElement>(null);
  useLayoutEffect(() => {
    dialog.current?.showModal();
  }, []);
  const phase = phaseOf(props);
  useLayoutEffect(() => {
    // The button that had the focus may be gone: the safest one of the new phase takes it before anything is shown: a key
    // that is pressed meanwhile meets it.
    dialog.current?.querySelector<HTMLElement>('[data-safe]')?.focus({ preventScroll: true });
    dialog.current?.scrollTo(0, 0);
  }, [phase.kind, phase.run?.outcome?.kind]);
  return (
    <dialog
      ref={dialog}
      class="sheet"
      aria-labelledby="sheet-title"
      onClose={() => {
        closeSheet(props.store);
        // Her button may be gone with what it mended: then the view has the focus, and not nobody.
        if (document.activeElement === document.body) document.getElementById('main')?.focus();
      }}
    >
      <Phase {...props} phase={phase} />
    </dialog>
  );
}

type SheetPhase =
  | { readonly kind: 'question' | 'sent'; readonly run: null }
  | { readonly kind: 'run'; readonly run: RestartRun }
  | { readonly kind: 'locked'; readonly run: RestartRun | null; readonly untilAt: number };

function phaseOf({ server, sheet, now }: SheetProps): SheetPhase {
  const run = runOf(server, sheet);
  const offer = offerNow(server, sheet.service, now);
  const untilAt = offer.kind === 'refused' && offer.reason.kind === 'locked' ? offer.reason.at : null;
  const hasMissed = run?.outcome?.kind === 'failed' || run?.outcome?.kind === 'unverified';
  if (untilAt !== null && !sheet.anyway && (run === null ? !sheet.isSent : hasMissed))
    return { kind: 'locked', run, untilAt };
  if (run !== null) return { kind: 'run', run };
  return { kind: sheet.isSent ? 'sent' : 'question', run: null };
}

function Phase({ phase, ...props }: SheetProps & { readonly phase: SheetPhase }) {
  switch (phase.kind) {
    case 'question':
      return <Question {...props} />;
    case 'sent':
      return <Sent {...props} />;
    case 'run':
      return <Running {...props} run={phase.run} />;
    case 'locked':
      return <Locked {...props} run={phase.run} untilAt={phase.untilAt} />;
  }
}

/** The run that answers this sheet: one that goes on, or that began after it was opened. */
function runOf(server: ServerSnapshot, sheet: Sheet): RestartRun | null {
  const run = server.restart;
  if (run?.service !== sheet.service) return null;
  if (run.outcome === null) return run;
  return sheet.isSent && run.startedAt !== sheet.earlierRunAt ? run : null;
}

/** The order is on its way; the first step has not come back yet. */
function Sent({ t, server, sheet }: SheetProps) {
  const offer = restartOffer(server, sheet.service);
  const isRefused = offer.kind === 'refused' && offer.reason.kind !== 'running' && !sheet.anyway;
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
