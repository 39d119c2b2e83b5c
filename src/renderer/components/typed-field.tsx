import type { ComponentChildren } from 'preact';
import { useEffect, useRef, useState } from 'preact/hooks';
import type { Problem } from '../../core/settings-rules';
import { describeProblem } from '../../shared/describe-problem';
import type { Store } from '../store';
import type { Words } from '../words';
import { ErrorLine } from './panels';
import { SettingField } from './setting-field';

interface TypedFieldProps {
  readonly store: Store;
  readonly t: Words;
  /** Also the name of its draft. */
  readonly id: string;
  readonly label: string;
  /** As it is saved, in the words in which she would type it. */
  readonly value: string;
  /** What follows from what stands in the field now. */
  readonly help?: (typed: string) => string | null;
  readonly judge: (typed: string) => Problem | null;
  /** Resolves with whether it was saved. */
  readonly onSave: (typed: string) => Promise<boolean>;
  readonly unit?: string;
  readonly size?: 'number' | 'text';
  readonly beside?: ComponentChildren;
}

/**
 * Saved when she leaves it or presses Enter. What is not right is kept as she typed it and says why; from then on the
 * reason follows each key, so that it goes the moment that it is mended. Escape brings back what is saved.
 */
export function TypedField(props: TypedFieldProps) {
  const { store, t, id, value } = props;
  const draft = store.drafts.value[id];
  const [isJudged, setJudged] = useState(draft !== undefined);
  const sending = useRef<string | null>(null);
  const typed = draft ?? value;
  const problem = draft === undefined ? null : props.judge(typed.trim());
  const shown = isJudged ? problem : null;
  const help = props.help?.(typed.trim()) ?? null;
  const setDraft = (next: string | null) => {
    const others = Object.entries(store.drafts.peek()).filter(([name]) => name !== id);
    store.drafts.value = Object.fromEntries(next === null ? others : [...others, [id, next]]);
  };
  const leave = () => {
    // Enter has sent it already, or what was typed has been dropped.
    if (draft === undefined || sending.current === draft || store.drafts.peek()[id] === undefined) return;
    setJudged(true);
    if (problem !== null) return;
    const done = () => {
      setDraft(null);
      setJudged(false);
    };
    if (typed.trim() === value) {
      done();
      return;
    }
    sending.current = draft;
    void props.onSave(typed.trim()).then((isSaved) => {
      sending.current = null;
      // She may have gone on typing meanwhile.
      if (isSaved && store.drafts.peek()[id] === draft) done();
    });
  };
  const wasWrong = useRef(false);
  useEffect(() => {
    const isMended = wasWrong.current && problem === null && draft !== undefined;
    wasWrong.current = problem !== null;
    // Another field was what stood in its way: what waits here is saved as if she had just left it.
    if (isMended && isJudged && document.activeElement?.id !== id) leave();
  });
  return (
    <SettingField
      label={props.label}
      help={help}
      helpId={`${id}-help`}
      forId={id}
      below={
        <div class="wide" role="status">
          {shown !== null && <ErrorLine id={`${id}-problem`} text={describeProblem(shown, t)} />}
        </div>
      }
    >
      <input
        id={id}
        class={props.size === 'text' ? 'input words' : 'input number'}
        type="text"
        inputMode={props.size === 'text' ? 'text' : 'decimal'}
        autocomplete="off"
        autocapitalize="off"
        spellcheck={false}
        maxLength={200}
        value={typed}
        aria-invalid={shown === null ? undefined : 'true'}
        aria-describedby={
          [help === null ? '' : `${id}-help`, shown === null ? '' : `${id}-problem`].join(' ').trim() || undefined
        }
        onInput={(event) => {
          setDraft(event.currentTarget.value);
        }}
        onBlur={leave}
        onKeyDown={(event) => {
          if (event.key === 'Enter') leave();
          if (event.key !== 'Escape' || draft === undefined) return;
          // Only the typing is taken back; the window stays.
          event.stopPropagation();
          setDraft(null);
          setJudged(false);
        }}
      />
      {props.unit !== undefined && <span class="unit">{props.unit}</span>}
      {props.beside}
    </SettingField>
  );
}
