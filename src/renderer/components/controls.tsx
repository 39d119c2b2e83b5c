import type { ComponentChildren, Ref } from 'preact';
import { useState } from 'preact/hooks';
import { copyText } from '../actions';
import type { Store } from '../store';
import { toPieces } from '../text-pieces';
import type { Words } from '../words';
import { Icon } from './icons';
import type { IconName } from './icons';

interface ButtonProps {
  readonly id?: string;
  readonly children?: ComponentChildren;
  readonly onPress: () => void;
  readonly kind?: 'primary' | 'plain' | 'normal';
  readonly icon?: IconName;
  /** Name for the ear where the visible word is not enough ("Reiniciar…" of which service?). */
  readonly label?: string;
  readonly title?: string;
  /** Id of the text that says why the button does nothing now. The button stays focusable. */
  readonly reasonId?: string | null;
  readonly isBusy?: boolean;
  readonly isPressed?: boolean;
  /** It opens something below itself. */
  readonly isExpanded?: boolean;
  readonly isSubmit?: boolean;
  readonly inputRef?: Ref<HTMLButtonElement>;
  readonly class?: string;
}

/** A button that, where it cannot act, stays reachable and points at its reason. */
export function Button(props: ButtonProps) {
  const isOff = props.reasonId != null || props.isBusy === true;
  const classes = ['btn', props.kind === undefined || props.kind === 'normal' ? '' : props.kind];
  if (props.children === undefined) classes.push('icon-only');
  if (props.isBusy === true) classes.push('busy');
  if (props.class !== undefined) classes.push(props.class);
  return (
    <button
      id={props.id}
      ref={props.inputRef ?? null}
      type={props.isSubmit === true ? 'submit' : 'button'}
      class={classes.filter((name) => name !== '').join(' ')}
      onClick={(event) => {
        if (isOff) event.preventDefault();
        else if (props.isSubmit !== true) props.onPress();
      }}
      aria-label={props.label}
      title={props.title ?? (props.children === undefined ? props.label : undefined)}
      aria-disabled={isOff ? 'true' : undefined}
      aria-describedby={props.reasonId ?? undefined}
      aria-pressed={props.isPressed}
      aria-expanded={props.isExpanded}
    >
      {props.isBusy === true ? (
        <Icon name="turn" class="running" />
      ) : (
        props.icon !== undefined && <Icon name={props.icon} />
      )}
      {props.children !== undefined && <span>{props.children}</span>}
    </button>
  );
}

/** A sentence whose `backticked` parts are drawn as code. Text nodes only. */
export function Sentence(props: { readonly text: string }) {
  return (
    <>
      {toPieces(props.text).map((piece, index) =>
        piece.kind === 'code' ? <code key={index}>{piece.text}</code> : <span key={index}>{piece.text}</span>,
      )}
    </>
  );
}

/** Copies, and says so in its own place for a moment: same width, nothing moves. */
export function CopyButton(props: {
  readonly store: Store;
  readonly t: Words;
  readonly text: string;
  readonly children?: ComponentChildren;
  readonly kind?: 'primary' | 'plain' | 'normal';
  readonly label?: string;
}) {
  const [isCopied, setCopied] = useState(false);
  return (
    <>
      <Button
        kind={props.kind ?? 'plain'}
        icon={isCopied ? 'done' : 'copy'}
        label={props.label ?? props.t.ui('copy')}
        onPress={() => {
          copyText(props.store, props.text);
          setCopied(true);
          setTimeout(() => {
            setCopied(false);
          }, 2000);
        }}
      >
        {props.children}
      </Button>
      <span class="hidden" role="status">
        {isCopied ? props.t.ui('copied') : ''}
      </span>
    </>
  );
}

/** One command with its copy button. */
export function Command(props: { readonly store: Store; readonly t: Words; readonly command: string }) {
  return (
    <span class="cmd">
      <code>{props.command}</code>
      <CopyButton
        store={props.store}
        t={props.t}
        text={props.command}
        label={props.t.ui('copyCommand', { command: props.command })}
      />
    </span>
  );
}
