import { useState } from 'preact/hooks';
import type { ViewProps } from '../views/view-props';
import { Button } from './controls';
import { ErrorLine } from './panels';

/** To the demonstration, and from a look at it back to where she came from. */
export function DemoWay({ store, t }: ViewProps) {
  const [state, setState] = useState<'idle' | 'busy' | 'failed'>('idle');
  if (store.context.value?.isDemoVisit === true) return <LeaveDemo store={store} t={t} />;
  const start = () => {
    setState('busy');
    void store.bridge
      .request('demo:start', null)
      // Started, it takes the place of this window.
      .then(({ isStarted }) => isStarted)
      .catch(() => false)
      .then((isStarted) => {
        if (!isStarted) setState('failed');
      });
  };
  return (
    <>
      <Button kind="plain" icon="play" isBusy={state === 'busy'} onPress={start}>
        {t.ui('demo.see')}
      </Button>
      <div class="whole" role="alert">
        {state === 'failed' && <ErrorLine text={t.ui('demo.failed')} />}
      </div>
    </>
  );
}

export function LeaveDemo({ store, t }: ViewProps) {
  const [isBusy, setBusy] = useState(false);
  return (
    <Button
      icon="earlier"
      isBusy={isBusy}
      title={t.ui('demo.leave.title')}
      onPress={() => {
        setBusy(true);
        void store.bridge.request('demo:leave', null);
      }}
    >
      {t.ui('demo.leave')}
    </Button>
  );
}
