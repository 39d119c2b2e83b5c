import type { Store } from '../store';
import type { Words } from '../words';
import { Button } from './controls';

interface UsualValuesProps {
  readonly store: Store;
  readonly t: Words;
  /** The typed fields of the section, by id: what is being typed in them goes too. */
  readonly fields: readonly string[];
  /** What is saved is as usual. */
  readonly isUsual: boolean;
  /** For the ear: of which section. */
  readonly label: string;
  readonly onPress: () => Promise<boolean>;
}

/** Brings a section back to what is usual. There only where something differs. */
export function UsualValues({ store, t, fields, isUsual, label, onPress }: UsualValuesProps) {
  const drafts = store.drafts.value;
  if (isUsual && !fields.some((id) => id in drafts)) return null;
  return (
    <div
      class="foot-acts"
      onMouseDown={(event) => {
        // A field that is left by a click judges itself and grows: the button must not move away under the pointer.
        event.preventDefault();
      }}
    >
      <Button
        label={label}
        onPress={() => {
          const others = Object.entries(store.drafts.peek()).filter(([id]) => !fields.includes(id));
          store.drafts.value = Object.fromEntries(others);
          // The button goes with what it undoes: the focus goes on at the start of the section.
          document.getElementById(fields[0] ?? '')?.focus();
          if (!isUsual) void onPress();
        }}
      >
        {t.ui('settings.usual')}
      </Button>
    </div>
  );
}
