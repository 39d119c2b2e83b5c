import { useState } from 'preact/hooks';
import { dayOf } from '../../core/local-time';
import { Button } from '../components/controls';
import { ErrorLine } from '../components/panels';
import { likelyClockTime } from '../typed-time';
import type { Words } from '../words';
import { toFreeRange, toTypedRange, type FreeRange, type RangeField, type TypedRange } from './free-range';

interface LogRangeProps {
  readonly t: Words;
  readonly timeZone: string;
  readonly value: FreeRange;
  readonly onChoose: (range: FreeRange) => void;
}

/** From when to when. What is not right stays as she typed it and says why; then the reason follows each key. */
export function LogRange({ t, timeZone, value, onChoose }: LogRangeProps) {
  const [typed, setTyped] = useState<TypedRange>(() => toTypedRange(value, timeZone));
  const [isJudged, setJudged] = useState(false);
  const now = Date.now();
  const judged = toFreeRange(typed, now, timeZone);
  const problem = isJudged && 'problem' in judged ? judged : null;
  const field = (name: RangeField) => ({
    id: `log-range-${name}`,
    value: typed[name],
    'aria-label': t.ui(`logs.free.${name}`),
    'aria-invalid': problem?.field === name ? ('true' as const) : undefined,
    'aria-describedby': problem?.field === name ? 'log-range-problem' : undefined,
    onInput: (event: { readonly currentTarget: HTMLInputElement }) => {
      setTyped({ ...typed, [name]: event.currentTarget.value });
    },
  });
  const end = (day: 'fromDay' | 'toDay', time: 'fromTime' | 'toTime') => (
    <>
      <input class="input" type="date" max={dayOf(now, timeZone)} {...field(day)} />
      {/* Not type="time": that one shows AM and PM where the system does, and a log never does. */}
      <input class="input time" inputMode="numeric" maxLength={8} autocomplete="off" {...field(time)} />
    </>
  );
  return (
    <form
      class="log-range"
      aria-label={t.ui('logs.range')}
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        setJudged('problem' in judged);
        if ('problem' in judged) document.getElementById(`log-range-${judged.field}`)?.focus();
        else onChoose(judged);
      }}
    >
      <span aria-hidden="true">{t.ui('logs.free.from')}</span>
      {end('fromDay', 'fromTime')}
      <span aria-hidden="true">{t.ui('logs.free.to')}</span>
      {end('toDay', 'toTime')}
      <Button isSubmit onPress={() => undefined}>
        {t.ui('logs.free.read')}
      </Button>
      <div class="wide" role="status">
        {problem !== null && (
          <ErrorLine id="log-range-problem" text={problemText(problem.problem, typed[problem.field], t)} />
        )}
      </div>
    </form>
  );
}

function problemText(problem: 'day' | 'time' | 'order' | 'future', typed: string, t: Words): string {
  const likely = problem === 'time' ? likelyClockTime(typed) : null;
  return likely === null ? t.ui(`logs.free.wrong.${problem}`) : t.ui('logs.free.likely', { likely });
}
