import type { ComponentChildren } from 'preact';
import { useId, useLayoutEffect, useRef } from 'preact/hooks';

/** A question over the window. Its `SafeButton` has the focus; Escape closes it. */
export function Sheet(props: {
  readonly title: string;
  readonly onClose: () => void;
  readonly children: (close: () => void) => ComponentChildren;
}) {
  const dialog = useRef<HTMLDialogElement>(null);
  const id = useId();
  // Before anything is shown: a key that is pressed meanwhile meets it.
  useLayoutEffect(() => {
    dialog.current?.showModal();
    dialog.current?.querySelector<HTMLElement>('[data-safe]')?.focus();
  }, []);
  return (
    <dialog ref={dialog} class="sheet" aria-labelledby={id} onClose={props.onClose}>
      <h1 id={id}>{props.title}</h1>
      {props.children(() => dialog.current?.close())}
    </dialog>
  );
}
