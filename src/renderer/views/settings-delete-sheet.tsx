import { useEffect, useState } from 'preact/hooks';
import type { HistoryExtent } from '../../shared/ipc';
import { Button } from '../components/controls';
import { SafeButton } from '../components/safe-button';
import { Sheet } from '../components/sheet';
import type { SettingsModel } from '../settings/use-settings';
import type { ViewProps } from './view-props';

interface DeleteSheetProps extends ViewProps {
  readonly model: SettingsModel;
  readonly server: { readonly id: string; readonly name: string };
  readonly onClose: () => void;
}

type Extent = HistoryExtent | null | 'reading';

/** What becomes of its history is asked before anything is deleted, with how much there is of it. */
export function DeleteSheet({ store, t, model, server, onClose }: DeleteSheetProps) {
  const { id: serverId, name } = server;
  const [extent, setExtent] = useState<Extent>('reading');
  const [history, setHistory] = useState<'keep' | 'remove'>('keep');
  useEffect(() => {
    void store.bridge.request('server:history', { serverId }).then(setExtent, () => {
      setExtent(null);
    });
  }, [store, serverId]);
  return (
    <Sheet title={t.ui('settings.delete.title', { name })} onClose={onClose}>
      {(close) => (
        <>
          <p>{t.ui('settings.delete.text')}</p>
          <fieldset class="choices">
            <legend>{describeExtent(extent, t)}</legend>
            {extent !== null &&
              (['keep', 'remove'] as const).map((one) => (
                <label key={one}>
                  <input
                    type="radio"
                    name="fate"
                    checked={history === one}
                    onChange={() => {
                      setHistory(one);
                    }}
                  />
                  <span>
                    {t.ui(`settings.delete.${one}`)}
                    <span class="help">{t.ui(`settings.delete.${one}.help`)}</span>
                  </span>
                </label>
              ))}
          </fieldset>
          <p class="small quiet">{t.ui('settings.delete.undo')}</p>
          <div class="acts">
            <SafeButton>{t.ui('sheet.cancel')}</SafeButton>
            <Button
              kind="primary"
              onPress={() => {
                close();
                // Where there is nothing, nothing is kept under its name.
                void model.save('server:delete', { serverId, history: extent === null ? 'remove' : history });
              }}
            >
              {t.ui('settings.delete.go')}
            </Button>
          </div>
        </>
      )}
    </Sheet>
  );
}

function describeExtent(extent: Extent, t: ViewProps['t']): string {
  if (extent === 'reading') return t.ui('settings.delete.reading');
  if (extent === null) return t.ui('settings.delete.empty');
  return t.ui('settings.delete.extent', { from: extent.fromAt, n: extent.incidents });
}
