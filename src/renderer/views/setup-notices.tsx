import { useLayoutEffect, useRef } from 'preact/hooks';
import type { ServerSnapshot } from '../../core/snapshot-types';
import { AppIcon } from '../components/app-icon';
import { Button } from '../components/controls';
import { LoginStartField } from '../components/login-start';
import { NoticeResult, useNoticeTest } from '../components/notice-test';
import { SettingField } from '../components/setting-field';
import type { ViewName } from '../store';
import type { ViewProps } from './view-props';

interface LastStepProps extends ViewProps {
  readonly server: ServerSnapshot | null;
}

/** The last step of the set-up: whether a notice arrives, that Vigía is there when she is, and what a bad day looks like. */
export function SetupNotices({ store, t, server }: LastStepProps) {
  const { result, isTesting, test } = useNoticeTest(store);
  const heading = useRef<HTMLHeadingElement>(null);
  useLayoutEffect(() => {
    heading.current?.focus();
  }, []);
  const goOn = (view: ViewName) => {
    void store.bridge.request('setup:done', null);
    store.view.value = view;
  };
  return (
    <main class="setup-last">
      <AppIcon />
      <h1 tabIndex={-1} ref={heading}>
        {t.ui('last.title')}
      </h1>
      <p class="quiet">{t.ui('last.intro', { name: server?.name })}</p>
      <section class="section">
        <SettingField
          label={t.ui('last.test')}
          help={t.ui('last.test.help')}
          below={
            <div class="wide" role="status">
              {result !== null && <NoticeResult t={t} result={result} />}
            </div>
          }
        >
          <Button icon="bell" kind={result === null ? 'primary' : 'normal'} isBusy={isTesting} onPress={test}>
            {t.ui(result === null ? 'last.test.go' : 'last.test.again')}
          </Button>
        </SettingField>
        <LoginStartField store={store} t={t} />
        <SettingField label={t.ui('drill.heading')} help={t.ui('last.drill.help')}>
          <Button
            onPress={() => {
              goOn('drill');
            }}
          >
            {t.ui('drill.open')}
          </Button>
        </SettingField>
      </section>
      <div class="foot-acts">
        <span class="end">
          <Button
            kind={result === null ? 'normal' : 'primary'}
            onPress={() => {
              goOn('answer');
            }}
          >
            {t.ui('last.done')}
          </Button>
        </span>
      </div>
    </main>
  );
}
