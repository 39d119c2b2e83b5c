import { useEffect, useRef, useState } from 'preact/hooks';
import type { DrillSnapshot, Snapshot } from '../../core/snapshot-types';
import type { Store } from '../store';
import type { Words } from '../words';
import { Button } from './controls';

interface BarProps {
  readonly store: Store;
  readonly t: Words;
}

/** Over every view while a drill runs, and after it until she has read that what she sees is real again. */
export function DrillBar({ store, t, snapshot }: BarProps & { readonly snapshot: Snapshot }) {
  const { drill } = snapshot;
  const [isOver, setOver] = useState(false);
  const wasRunning = useRef(false);
  useEffect(() => {
    if (wasRunning.current !== (drill !== null)) setOver(drill === null);
    wasRunning.current = drill !== null;
  }, [drill]);
  if (drill !== null) return <Running store={store} t={t} drill={drill} at={snapshot.at} />;
  if (!isOver) return null;
  return (
    <Over
      store={store}
      t={t}
      onClose={() => {
        setOver(false);
      }}
    />
  );
}

function Running({ store, t, drill, at }: BarProps & { readonly drill: DrillSnapshot; readonly at: number }) {
  const { step, steps, paused, caption } = drill;
  const isLast = step === steps;
  const request = store.bridge.request;
  return (
    <section class="drill-bar" aria-label={t.ui('drill.bar')}>
      <div>
        <p class="drill-head">
          <b>{t.text('drill.banner')}</b>
          <span class="caption quiet num" id="drill-step">
            {t.ui('drill.progress', { step, steps, at })}
          </span>
        </p>
        <p class="drill-caption" role="status">
          {t.text(`drill.step.${caption}`)}
        </p>
      </div>
      <div class="acts">
        <Button
          isPressed={paused}
          reasonId={isLast ? 'drill-step' : null}
          onPress={() => {
            void request('drill:pause', { on: !paused });
          }}
        >
          {t.ui('drill.pause')}
        </Button>
        <Button
          reasonId={isLast ? 'drill-step' : null}
          onPress={() => {
            void request('drill:next', null);
          }}
        >
          {t.ui('drill.next')}
        </Button>
        <Button
          onPress={() => {
            void request('drill:stop', null);
          }}
        >
          {t.ui('drill.stop')}
        </Button>
      </div>
    </section>
  );
}

function Over({ store, t, onClose }: BarProps & { readonly onClose: () => void }) {
  return (
    <section class="drill-bar over" aria-label={t.ui('drill.bar')}>
      <p class="strong" role="status">
        {t.text('drill.end')}
      </p>
      <div class="acts">
        <Button
          kind="plain"
          onPress={() => {
            onClose();
            store.view.value = 'drill';
          }}
        >
          {t.ui('drill.another')}
        </Button>
        <Button kind="plain" icon="close" label={t.ui('drill.dismiss')} onPress={onClose} />
      </div>
    </section>
  );
}
