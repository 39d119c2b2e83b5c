import { useLayoutEffect, useRef } from 'preact/hooks';
import type { Deleting } from '../../shared/ipc';
import { useSecondsLeft } from '../format';
import { problemText } from '../settings/problem-text';
import type { SettingsModel } from '../settings/use-settings';
import type { Words } from '../words';
import { Button } from './controls';
import { Mark } from './icons';

interface UndoRowProps {
  readonly t: Words;
  readonly model: SettingsModel;
  readonly removal: Deleting;
  readonly name: string;
}

/** In the place of what is about to be deleted. Until the seconds are over nothing has been. */
export function UndoRow({ t, model, removal, name }: UndoRowProps) {
  const { serverId, history, dueAt, problem } = removal;
  const seconds = useSecondsLeft(dueAt);
  const undo = useRef<HTMLButtonElement>(null);
  // At once: the button that had the focus has just gone.
  useLayoutEffect(() => {
    undo.current?.focus();
  }, []);
  const goBack = (
    <Button
      inputRef={undo}
      label={t.ui(problem === null ? 'settings.undoOf' : 'settings.undo.keepOf', { name })}
      onPress={() => {
        void model.save('server:undelete', { serverId });
      }}
    >
      {t.ui(problem === null ? 'settings.undo' : 'settings.undo.keep')}
    </Button>
  );
  if (problem === null)
    return (
      <div class="server-row undo">
        <p>
          <span role="status">
            {t.ui(history === 'keep' ? 'settings.undo.gone' : 'settings.undo.remove', { name })}
          </span>{' '}
          <span class="help num" aria-hidden>
            {t.ui('settings.undo.left', { left: seconds * 1000 })}
          </span>
        </p>
        <div class="ctl">{goBack}</div>
      </div>
    );
  return (
    <div class="server-row">
      <Mark status="attention" label={t.ui('mark.attention')} />
      <p role="alert">
        <strong>{t.ui('settings.undo.failed', { name })}</strong>
        <span class="help">{problemText(problem, t)}</span>
      </p>
      <div class="ctl">
        <Button
          onPress={() => {
            void model.save('server:delete', { serverId, history });
          }}
        >
          {t.ui('settings.undo.again')}
        </Button>
        {goBack}
      </div>
    </div>
  );
}
