import { useId, useState } from 'preact/hooks';
import type { Range, SecondsKind } from '../../core/history/types';
import { Button } from '../components/controls';
import { ErrorLine } from '../components/panels';
import { SafeButton } from '../components/safe-button';
import { Choice } from '../components/setting-field';
import { Sheet } from '../components/sheet';
import { fromLocalMoment, toLocalMoment } from '../history/moments';
import { describeWritten, type WriteOutcome } from '../history/written';
import type { HistoryProps } from './history';

export interface Correctable extends Range {
  readonly kind: SecondsKind;
}

interface CorrectSheetProps extends HistoryProps {
  readonly stretch: Correctable;
  readonly onClose: () => void;
  readonly onWritten: () => void;
}

const choices = ['up', 'down', 'planned', 'noData'] as const;

/** What the stretch, or a part of it, is to count as, and why. */
export function CorrectSheet(props: CorrectSheetProps) {
  const { t, stretch, context } = props;
  const id = useId();
  const [kind, setKind] = useState<(typeof choices)[number]>(stretch.kind === 'planned' ? 'up' : 'planned');
  const [reason, setReason] = useState('');
  const [from, setFrom] = useState(toLocalMoment(stretch.fromAt, context.timeZone));
  const [to, setTo] = useState(toLocalMoment(stretch.toAt, context.timeZone));
  const [problem, setProblem] = useState<string | null>(null);
  const send = () => {
    const range = chosenRange(stretch, from, to, context.timeZone);
    if (range === null) setProblem(t.ui('history.correct.noRange'));
    else if (reason.trim() === '') setProblem(t.ui('history.correct.noReason'));
    else void writeCorrection(props, { ...range, kind, reason: reason.trim() }).then(setProblem);
  };
  return (
    <Sheet title={t.ui('history.correct.title')} onClose={props.onClose}>
      {() => (
        <>
          <p>{t.ui('history.correct.text')}</p>
          <form
            class="fields"
            onSubmit={(event) => {
              event.preventDefault();
              send();
            }}
          >
            <p>
              {t.ui('history.correct.now')}: <strong>{t.text(`report.kind.${stretch.kind}`)}</strong>
            </p>
            <MomentField
              id={`${id}-from`}
              label={t.ui('history.correct.from')}
              helpId={`${id}-when`}
              value={from}
              onInput={setFrom}
            />
            <MomentField
              id={`${id}-to`}
              label={t.ui('history.correct.to')}
              helpId={`${id}-when`}
              value={to}
              onInput={setTo}
            />
            <p class="small quiet" id={`${id}-when`}>
              {t.ui('history.correct.help')}
            </p>
            <div>
              <label for={`${id}-kind`}>{t.ui('history.correct.kind')}</label>
              <Choice
                id={`${id}-kind`}
                value={kind}
                options={choices.map((one) => [one, t.text(`report.kind.${one}`)] as const)}
                onChange={setKind}
              />
            </div>
            <div class="whole">
              <label for={`${id}-reason`}>{t.ui('history.correct.reason')}</label>
              <textarea
                id={`${id}-reason`}
                class="input"
                rows={2}
                maxLength={2000}
                aria-describedby={`${id}-help`}
                value={reason}
                onInput={(event) => {
                  setReason(event.currentTarget.value);
                  setProblem(null);
                }}
              />
              <p class="small quiet" id={`${id}-help`}>
                {t.ui('history.correct.reasonHelp')}
              </p>
            </div>
            <div class="whole" role="alert">
              {problem !== null && <ErrorLine text={problem} />}
            </div>
            <div class="acts whole">
              <SafeButton>{t.ui('history.correct.cancel')}</SafeButton>
              <Button kind="primary" isSubmit onPress={() => undefined}>
                {t.ui('history.correct.save')}
              </Button>
            </div>
          </form>
        </>
      )}
    </Sheet>
  );
}

function MomentField(props: {
  readonly id: string;
  readonly label: string;
  readonly helpId: string;
  readonly value: string;
  readonly onInput: (value: string) => void;
}) {
  return (
    <div>
      <label for={props.id}>{props.label}</label>
      <input
        id={props.id}
        class="input num"
        type="text"
        autocomplete="off"
        spellcheck={false}
        maxLength={30}
        aria-describedby={props.helpId}
        value={props.value}
        onInput={(event) => {
          props.onInput(event.currentTarget.value);
        }}
      />
    </div>
  );
}

/** Null: not a part of the stretch. Untouched ends keep their milliseconds. */
function chosenRange(stretch: Range, from: string, to: string, timeZone: string): Range | null {
  const fromAt = from === toLocalMoment(stretch.fromAt, timeZone) ? stretch.fromAt : fromLocalMoment(from, timeZone);
  const toAt = to === toLocalMoment(stretch.toAt, timeZone) ? stretch.toAt : fromLocalMoment(to, timeZone);
  if (fromAt === null || toAt === null || toAt <= fromAt) return null;
  return fromAt < stretch.fromAt || toAt > stretch.toAt ? null : { fromAt, toAt };
}

/** Null: it was written. */
async function writeCorrection(
  { store, t, server, onClose, onWritten }: CorrectSheetProps,
  correction: Range & { readonly kind: SecondsKind; readonly reason: string },
): Promise<string | null> {
  const outcome: WriteOutcome = await store.bridge
    .request('history:correct', { serverId: server.id, ...correction })
    .catch(() => ({ kind: 'failed' }) as const);
  if (outcome.kind === 'failed' || outcome.kind === 'refused') return describeWritten(outcome, t);
  onWritten();
  onClose();
  return null;
}
