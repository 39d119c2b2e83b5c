import type { ComponentChildren } from 'preact';
import { ErrorLine } from './panels';

interface TextFieldProps {
  readonly id: string;
  readonly label: string;
  readonly value: string;
  readonly onInput: (value: string) => void;
  readonly onLeave?: () => void;
  readonly help?: string | null;
  readonly problem?: string | null;
  readonly type?: 'text' | 'password';
  readonly listId?: string;
  readonly inputMode?: 'numeric' | 'url';
  readonly maxLength?: number;
  readonly placeholder?: string;
  /** A button at the field's right. */
  readonly beside?: ComponentChildren;
}

/** Label, field, and below it either its help or what is wrong with it. */
export function TextField(props: TextFieldProps) {
  const noteId = `${props.id}-note`;
  const problem = props.problem ?? null;
  const help = props.help ?? null;
  return (
    <div>
      <label for={props.id}>{props.label}</label>
      <span class="with-button">
        <input
          id={props.id}
          class="input"
          {...(props.type === 'password' ? { type: 'password' } : { type: 'text', list: props.listId })}
          value={props.value}
          inputMode={props.inputMode}
          maxLength={props.maxLength ?? 2048}
          placeholder={props.placeholder}
          autocomplete="off"
          autocapitalize="off"
          spellcheck={false}
          aria-invalid={problem === null ? undefined : 'true'}
          aria-describedby={problem === null && help === null ? undefined : noteId}
          onInput={(event) => {
            props.onInput(event.currentTarget.value);
          }}
          onBlur={() => props.onLeave?.()}
        />
        {props.beside}
      </span>
      {problem !== null ? (
        <ErrorLine id={noteId} text={problem} />
      ) : (
        help !== null && (
          <span class="help" id={noteId}>
            {help}
          </span>
        )
      )}
    </div>
  );
}
