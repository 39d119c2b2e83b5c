/** Leaves a sheet without doing anything. What opens the sheet finds it by `data-safe` and gives it the focus. */
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
