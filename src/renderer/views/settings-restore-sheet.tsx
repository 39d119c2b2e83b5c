import { Fragment } from 'preact';
import { useState } from 'preact/hooks';
import { changesAnything, type CopyChanges } from '../../core/copy-changes';
import type { DataProblem, RestoreChoice } from '../../shared/ipc';
import { Button } from '../components/controls';
import { SafeButton } from '../components/safe-button';
import { Sheet } from '../components/sheet';
import type { ViewProps } from './view-props';

interface RestoreSheetProps extends ViewProps {
  readonly copy: Extract<RestoreChoice, { kind: 'ready' }>;
  readonly onFailed: (problem: DataProblem | 'lost') => void;
  readonly onClose: () => void;
}

/** What is here now beside what would take its place, before anything changes. */
export function RestoreSheet({ store, t, copy, onFailed, onClose }: RestoreSheetProps) {
  const [isBusy, setBusy] = useState(false);
  const restore = (close: () => void) => {
    setBusy(true);
    void store.bridge
      .request('data:restore', null)
      .catch(() => 'lost' as const)
      .then((done) => {
        // Begun, the window comes back with the other data.
        if (done !== 'lost' && done.kind === 'begun') return;
        onFailed(done);
        close();
      });
  };
  return (
    <Sheet title={t.ui('data.sheet.title', { at: copy.madeAt })} onClose={onClose}>
      {(close) => (
        <>
          <dl class="pairs">
            <dt>{t.ui('data.sheet.now')}</dt>
            <dd>{namesText(copy.now, t)}</dd>
            <dt>{t.ui('data.sheet.copy')}</dt>
            <dd>
              {namesText(copy.servers, t)}
              <br />
              {copy.firstRoundAt === null
                ? t.ui('data.sheet.noRounds')
                : t.ui('data.sheet.rounds', { n: copy.rounds, from: copy.firstRoundAt })}
            </dd>
            {changesAnything(copy.changes) && <Changes changed={copy.changes} t={t} />}
          </dl>
          <p>{t.ui('data.sheet.replaces')}</p>
          {copy.withSecret.length > 0 && <p>{t.ui('data.sheet.secrets', { names: copy.withSecret })}</p>}
          <div class="acts">
            <SafeButton>{t.ui('sheet.cancel')}</SafeButton>
            <Button
              kind="primary"
              isBusy={isBusy}
              onPress={() => {
                restore(close);
              }}
            >
              {t.ui(isBusy ? 'data.sheet.busy' : 'data.sheet.go')}
            </Button>
          </div>
        </>
      )}
    </Sheet>
  );
}

/** Whoever made the copy chose where it logs in and what it runs there. */
function Changes({ changed, t }: { readonly changed: CopyChanges; readonly t: ViewProps['t'] }) {
  const { servers, witnesses } = changed;
  return (
    <>
      <dt>{t.ui('data.sheet.changes')}</dt>
      <dd class="paragraphs">
        {servers.map(({ name, changes }, index) => (
          <p key={index}>
            {t.ui('data.sheet.name', { name })}
            {changes.map(({ kind, value }) => (
              <Fragment key={kind}>
                <br />
                {t.ui(`data.sheet.${kind}`, { value })}
              </Fragment>
            ))}
          </p>
        ))}
        {witnesses !== null && (
          <p>
            {witnesses.length === 0
              ? t.ui('data.sheet.noWitnesses')
              : t.ui('data.sheet.witnesses', { urls: witnesses })}
          </p>
        )}
        <p>{t.ui('data.sheet.yours')}</p>
      </dd>
    </>
  );
}

function namesText(names: readonly string[], t: ViewProps['t']): string {
  return names.length === 0 ? t.ui('data.sheet.none') : t.ui('data.sheet.servers', { names });
}
