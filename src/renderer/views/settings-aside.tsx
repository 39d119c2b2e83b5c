import { useState } from 'preact/hooks';
import type { DataAbout, DataProblem } from '../../shared/ipc';
import { Button } from '../components/controls';
import { ErrorLine } from '../components/panels';
import { SettingField } from '../components/setting-field';
import { dataProblemText } from '../settings/data-problem';
import type { ViewProps } from './view-props';

interface AsideProps extends ViewProps {
  readonly aside: NonNullable<DataAbout['aside']>;
  readonly onForgotten: () => void;
}

/** What a restored copy has taken the place of: the way back to it, or its end. */
export function AsideField({ store, t, aside, onForgotten }: AsideProps) {
  const [isSure, setSure] = useState(false);
  const [problem, setProblem] = useState<DataProblem | 'lost' | null>(null);
  const [isBusy, setBusy] = useState(false);
  const undo = () => {
    setBusy(true);
    void store.bridge
      .request('data:undo', null)
      .catch(() => 'lost' as const)
      .then((done) => {
        // Begun, the window comes back with the other data.
        if (done !== 'lost' && done.kind === 'begun') return;
        setProblem(done);
        setBusy(false);
      });
  };
  const forget = () => {
    setSure(false);
    void store.bridge
      .request('data:forget-aside', null)
      .catch(() => ({ reason: '' }))
      .then(({ reason }) => {
        if (reason === null) onForgotten();
        else setProblem({ kind: 'failed', reason });
        document.getElementById('restore-choose')?.focus();
      });
  };
  const { at, servers } = aside;
  return (
    <SettingField
      label={t.ui('data.aside')}
      help={
        isSure
          ? t.ui('data.aside.question')
          : t.ui(servers.length === 0 ? 'data.aside.empty' : 'data.aside.help', { at, names: servers })
      }
      below={
        <div class="wide" role="alert">
          {problem !== null && <ErrorLine text={dataProblemText(problem, t)} />}
        </div>
      }
    >
      {isSure ? (
        <>
          <Button
            onPress={() => {
              setSure(false);
            }}
          >
            {t.ui('data.aside.keep')}
          </Button>
          <Button onPress={forget}>{t.ui('data.aside.sure')}</Button>
        </>
      ) : (
        <>
          <Button isBusy={isBusy} onPress={undo}>
            {t.ui('data.aside.undo')}
          </Button>
          <Button
            onPress={() => {
              setSure(true);
            }}
          >
            {t.ui('data.aside.forget')}
          </Button>
        </>
      )}
    </SettingField>
  );
}
