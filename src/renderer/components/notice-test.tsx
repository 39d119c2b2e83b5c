import { useState } from 'preact/hooks';
import type { Answers } from '../../shared/ipc';
import type { Store } from '../store';
import type { ViewProps } from '../views/view-props';
import { Mark } from './icons';

type Shown = Answers['notice:test'];

/** A real notice by the way that all of them take, and what came of it. */
export function useNoticeTest(store: Store): {
  readonly result: Shown | null;
  readonly isTesting: boolean;
  readonly test: () => void;
} {
  const [result, setResult] = useState<Shown | null>(null);
  const [isTesting, setTesting] = useState(false);
  return {
    result,
    isTesting,
    test: () => {
      setTesting(true);
      void store.bridge
        .request('notice:test', null)
        .catch(() => ({ shown: false, channel: 'none', reason: null }))
        .then((answer) => {
          setResult(answer);
          setTesting(false);
        });
    },
  };
}

/** Says what is known: that it was handed over, not that she saw it. */
export function NoticeResult({ t, result }: { readonly t: ViewProps['t']; readonly result: Shown }) {
  const status = result.shown ? 'calm' : 'attention';
  const text = result.shown
    ? t.ui('settings.test.shown', { channel: result.channel })
    : result.reason === null
      ? t.ui('settings.test.failedPlain')
      : t.ui('settings.test.failed', { channel: result.channel, reason: result.reason });
  return (
    <p class="cure with-mark" data-status={status}>
      <Mark status={status} label={null} />
      <span>{text}</span>
    </p>
  );
}
