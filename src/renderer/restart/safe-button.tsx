/** Leaves without doing anything; has the focus in every phase of the sheet. */
export function SafeButton(props: { readonly children: string; readonly isPrimary?: boolean }) {
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
