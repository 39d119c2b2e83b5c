import { useEffect, useId, useRef, useState } from 'preact/hooks';
import { toMinutes } from '../typed-time';
import type { LengthUnit } from '../typed-time';
import type { Words } from '../words';
import { Button } from './controls';
import { ErrorLine } from './panels';
import { Choice } from './setting-field';

/** How long the maintenance lasts, where none of the usual lengths fits. */
export function OtherLength({ t, onStart }: { readonly t: Words; readonly onStart: (minutes: number) => void }) {
  const id = useId();
  const input = useRef<HTMLInputElement>(null);
  const [typed, setTyped] = useState('');
  const [unit, setUnit] = useState<LengthUnit>('hours');
  const [isRefused, setRefused] = useState(false);
  useEffect(() => {
    input.current?.focus();
  }, []);
  return (
    <form
      class="other-length"
      onSubmit={(event) => {
        event.preventDefault();
        const minutes = toMinutes(typed, unit);
        setRefused(minutes === null);
        if (minutes === null) input.current?.focus();
        else onStart(minutes);
      }}
    >
      <label class="hidden" for={id}>
        {t.ui('silence.length')}
      </label>
      <input
        ref={input}
        id={id}
        class="input"
        inputMode="decimal"
        maxLength={5}
        autocomplete="off"
        value={typed}
        aria-invalid={isRefused ? 'true' : undefined}
        aria-describedby={`${id}-note`}
        onInput={(event) => {
          setTyped(event.currentTarget.value);
          setRefused(false);
        }}
      />
      <label class="hidden" for={`${id}-unit`}>
        {t.ui('silence.unit')}
      </label>
      <Choice
        id={`${id}-unit`}
        value={unit}
        options={(['minutes', 'hours'] as const).map((value) => [value, t.ui(`silence.${value}`)] as const)}
        onChange={(value) => {
          setUnit(value);
          setRefused(false);
        }}
      />
      <Button isSubmit onPress={() => undefined}>
        {t.ui('silence.start')}
      </Button>
      {isRefused ? (
        <ErrorLine id={`${id}-note`} text={t.ui('silence.range')} />
      ) : (
        <p class="small quiet" id={`${id}-note`}>
          {t.ui('silence.range')}
        </p>
      )}
    </form>
  );
}
