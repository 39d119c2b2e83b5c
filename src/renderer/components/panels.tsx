import { useId, useState } from 'preact/hooks';
import type { ServerSnapshot, Snapshot } from '../../core/snapshot-types';
import { describeWarning } from '../../shared/describe';
import type { Store } from '../store';
import type { Words } from '../words';
import { Button, CopyButton, Sentence } from './controls';
import { Mark } from './icons';

interface PanelProps {
  readonly store: Store;
  readonly t: Words;
  readonly server: ServerSnapshot;
}

/** A host key that waits for her: one click for an unknown one, two deliberate steps for one that changed. */
export function HostKeyPanel({ store, t, server }: PanelProps) {
  const key = server.hostKey;
  const [isRefused, setRefused] = useState(false);
  if (key === null) return null;
  return (
    <>
      <HostKeyQuestion
        // A new fingerprint starts again at the first question.
        key={key.fingerprint}
        store={store}
        t={t}
        kind={key.kind}
        fingerprint={key.fingerprint}
        known={key.known}
        onAccept={() => {
          void store.bridge
            .request('host-key:accept', { serverId: server.id, fingerprint: key.fingerprint })
            .then((answer) => {
              setRefused(!answer.accepted);
            });
        }}
      />
      {isRefused && <ErrorLine text={t.ui('hostKey.refused')} />}
    </>
  );
}

interface HostKeyQuestionProps {
  readonly store: Store;
  readonly t: Words;
  readonly kind: 'unknown' | 'changed';
  readonly fingerprint: string;
  readonly known: string | null;
  readonly onAccept: () => void;
}

/** Shows what to compare and takes the decision; used by the answer and by the set-up. */
export function HostKeyQuestion({ store, t, kind, fingerprint, known, onAccept }: HostKeyQuestionProps) {
  const [isReviewing, setReviewing] = useState(false);
  const id = useId();
  return (
    <section class="advice" data-status={kind === 'changed' ? 'down' : 'attention'} aria-labelledby={id}>
      <h2 id={id}>{t.ui(`hostKey.${kind}`)}</h2>
      <p>{t.ui(`hostKey.${kind}.text`)}</p>
      <dl class="pairs">
        {known !== null && <FingerprintRow term={t.ui('hostKey.known')} value={known} />}
        <FingerprintRow term={t.ui(kind === 'changed' ? 'hostKey.shown' : 'hostKey.fingerprint')} value={fingerprint} />
      </dl>
      <p class="small">
        <Sentence text={t.ui('hostKey.command')} />
      </p>
      {isReviewing ? (
        <div class="acts" role="group" aria-label={t.ui('hostKey.sure')}>
          <strong class="whole">{t.ui('hostKey.sure')}</strong>
          <Button
            onPress={() => {
              setReviewing(false);
            }}
          >
            {t.ui('hostKey.sure.no')}
          </Button>
          <Button onPress={onAccept}>{t.ui('hostKey.sure.yes')}</Button>
        </div>
      ) : (
        <div class="acts">
          {kind === 'unknown' ? (
            <Button kind="primary" onPress={onAccept}>
              {t.text('setup.identity.accept')}
            </Button>
          ) : (
            <Button
              onPress={() => {
                setReviewing(true);
              }}
            >
              {t.ui('hostKey.review')}
            </Button>
          )}
          <CopyButton store={store} t={t} text={fingerprint}>
            {t.ui('copy')}
          </CopyButton>
        </div>
      )}
    </section>
  );
}

function FingerprintRow(props: { readonly term: string; readonly value: string }) {
  return (
    <>
      <dt>{props.term}</dt>
      <dd>
        <code class="fingerprint">{props.value}</code>
      </dd>
    </>
  );
}

/** Asks for the passphrase or password that a background round may not ask for. It goes to the main process and nowhere else. */
export function SecretPrompt({ store, t, server, what }: PanelProps & { readonly what: 'passphrase' | 'password' }) {
  const [secret, setSecret] = useState('');
  const id = useId();
  return (
    <section class="advice" data-status="attention" aria-labelledby={`${id}-title`}>
      <h2 id={`${id}-title`}>
        <label for={id}>{t.ui(`secret.${what}`, { user: server.user ?? 'SSH' })}</label>
      </h2>
      <p id={`${id}-help`}>{t.ui(`secret.${what}.text`)}</p>
      <form
        class="acts"
        onSubmit={(event) => {
          event.preventDefault();
          if (secret === '') return;
          void store.bridge.request('secret:give', { serverId: server.id, secret });
          setSecret('');
        }}
      >
        <input
          id={id}
          class="input secret"
          type="password"
          autocomplete="off"
          maxLength={1024}
          value={secret}
          aria-describedby={`${id}-help`}
          onInput={(event) => {
            setSecret(event.currentTarget.value);
          }}
        />
        <Button kind="primary" isSubmit onPress={() => undefined}>
          {t.ui('secret.give')}
        </Button>
      </form>
    </section>
  );
}

/** What is wrong with Vigía itself. */
export function Warnings({ snapshot, t }: { readonly snapshot: Snapshot; readonly t: Words }) {
  if (snapshot.warnings.length === 0) return null;
  return (
    <ul class="notes" aria-label={t.ui('warnings.title')}>
      {snapshot.warnings.map((warning) => (
        <li key={warning.kind} data-status="attention">
          <Mark status="attention" label={t.ui('mark.attention')} />
          <span>
            <Sentence text={describeWarning(warning, t)} />
          </span>
        </li>
      ))}
    </ul>
  );
}

export function ErrorLine(props: { readonly text: string; readonly id?: string }) {
  return (
    <p class="error" id={props.id} data-status="down">
      <Mark status="down" label={null} />
      <span>{props.text}</span>
    </p>
  );
}
