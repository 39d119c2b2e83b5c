import { useId } from 'preact/hooks';

/** A titled group of settings. */
export function SettingSection(props: {
  readonly title: string;
  /** It stands over the section already, as a tab. */
  readonly isTitleHidden?: boolean;
  readonly children: preact.ComponentChildren;
}) {
  const id = useId();
  return (
    <section class="section" aria-labelledby={id}>
      <h2 id={id} class={props.isTitleHidden === true ? 'hidden' : undefined}>
        {props.title}
      </h2>
      {props.children}
    </section>
  );
}

/** What it is, what it does, and at the right its control. */
export function SettingField(props: {
  readonly label: string;
  readonly help?: string | null;
  readonly helpId?: string;
  readonly forId?: string;
  readonly children?: preact.ComponentChildren;
  /** Under the field, over its whole width. */
  readonly below?: preact.ComponentChildren;
}) {
  return (
    <div class="field">
      <div>
        {props.forId === undefined ? (
          <span class="label">{props.label}</span>
        ) : (
          <label for={props.forId}>{props.label}</label>
        )}
        {props.help != null && (
          <span class="help" id={props.helpId}>
            {props.help}
          </span>
        )}
      </div>
      <div class="ctl">{props.children}</div>
      {props.below}
    </div>
  );
}

/** A native list of a few values. */
export function Choice<Value extends string>(props: {
  readonly id: string;
  readonly value: Value;
  readonly options: readonly (readonly [Value, string])[];
  readonly onChange: (value: Value) => void;
}) {
  return (
    <select
      class="select"
      id={props.id}
      value={props.value}
      onChange={(event) => {
        const chosen = props.options.find(([value]) => value === event.currentTarget.value);
        if (chosen !== undefined) props.onChange(chosen[0]);
      }}
    >
      {props.options.map(([value, label]) => (
        <option key={value} value={value}>
          {label}
        </option>
      ))}
    </select>
  );
}

/** On or off, saved at once. */
export function Switch(props: {
  readonly id: string;
  readonly isOn: boolean;
  readonly isDisabled?: boolean;
  /** Of the text that says what it does, or why it cannot be changed. */
  readonly describedBy?: string;
  readonly onChange: (isOn: boolean) => void;
}) {
  return (
    <input
      class="switch"
      type="checkbox"
      role="switch"
      id={props.id}
      checked={props.isOn}
      disabled={props.isDisabled}
      aria-describedby={props.describedBy}
      onChange={(event) => {
        props.onChange(event.currentTarget.checked);
      }}
    />
  );
}
