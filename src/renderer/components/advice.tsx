import { useId } from 'preact/hooks';
import type { Cause, Finding } from '../../core/model';
import type { ServerSnapshot } from '../../core/snapshot-types';
import { describeFinding, describeRefusal } from '../../shared/describe';
import { checkNow, openRestartSheet, openSetup, pressRestart, restartFor, restartOffer } from '../actions';
import type { RestartableService, Store } from '../store';
import { commandsIn, splitFirstSentence } from '../text-pieces';
import type { Words } from '../words';
import { Button, Command, Sentence } from './controls';

interface AdviceProps {
  readonly store: Store;
  readonly t: Words;
  readonly server: ServerSnapshot;
  readonly finding: Finding;
}

/** The one panel of the view: what to do, with the one action that helps. */
export function Advice({ store, t, server, finding }: AdviceProps) {
  const id = useId();
  const { next } = describeFinding(finding, server, t);
  const { first, rest } = splitFirstSentence(next);
  return (
    <section class="advice" data-status={finding.status} aria-labelledby={id}>
      <h2 id={id}>
        <Sentence text={first} />
      </h2>
      {rest !== '' && (
        <p>
          <Sentence text={rest} />
        </p>
      )}
      <Actions store={store} t={t} server={server} finding={finding} commands={commandsIn(next)} />
    </section>
  );
}

/** What is mended where the access is tried: there is also the line that gives the permission. */
const accessCauses: readonly Cause[] = ['ssh-auth-failed', 'ssh-unavailable', 'sudo-denied'];

function Actions({ store, t, server, finding, commands }: AdviceProps & { readonly commands: readonly string[] }) {
  const service = restartFor(finding);
  const isBlind = finding.status === 'no-data';
  // The gate is no matter of how to log in: she copies the order for whoever runs the server.
  const isGate = finding.variant === 'gate';
  const isAccess = accessCauses.includes(finding.cause) && !isGate;
  return (
    <div class="acts">
      {service !== null && <RestartButton store={store} t={t} server={server} service={service} isPrimary />}
      {isBlind && (
        <Button
          kind="primary"
          isBusy={server.checking}
          onPress={() => {
            checkNow(store);
          }}
        >
          {t.text('menu.checkNow')}
        </Button>
      )}
      {isAccess && (
        <Button
          kind="primary"
          onPress={() => {
            openSetup(store, server.id, 'answer');
          }}
        >
          {t.ui('advice.access')}
        </Button>
      )}
      {commands.map((command) => (
        <Command key={command} store={store} t={t} command={command} />
      ))}
      {!isBlind && !isAccess && !isGate && (
        <Button
          kind={service === null && commands.length === 0 ? 'normal' : 'plain'}
          icon="logs"
          onPress={() => {
            store.logSources.value = [finding.cause.startsWith('dashboard') ? 'dashboard' : 'api-error'];
            store.view.value = 'logs';
          }}
        >
          {t.ui('advice.logs')}
        </Button>
      )}
    </div>
  );
}

interface RestartButtonProps {
  readonly store: Store;
  readonly t: Words;
  readonly server: ServerSnapshot;
  readonly service: RestartableService;
  /** In the advice: the full words, and the reason beside it. In a row: short words, the reason is drawn by the row. */
  readonly isPrimary?: boolean;
  readonly reasonId?: string;
}

/** Restarts at once where the offer is one click, else asks first ("…"), else says why not. */
export function RestartButton({ store, t, server, service, isPrimary, reasonId }: RestartButtonProps) {
  const ownId = useId();
  const offer = restartOffer(server, service);
  if (offer.kind === 'none') return null;
  const isAsking = offer.kind !== 'one-click';
  const label =
    isPrimary === true
      ? t.ui(isAsking ? 'restart.ask' : 'restart.now', { service })
      : t.ui(isAsking ? 'restart.shortAsk' : 'restart.short');
  const isRefused = offer.kind === 'refused';
  return (
    <>
      <Button
        kind={isPrimary === true && !isRefused ? 'primary' : 'normal'}
        reasonId={isRefused ? (reasonId ?? ownId) : null}
        {...(isPrimary === true ? {} : { label: t.ui(isAsking ? 'restart.ask' : 'restart.now', { service }) })}
        onPress={() => {
          pressRestart(store, server, service);
        }}
      >
        {label}
      </Button>
      {isRefused && reasonId === undefined && (
        <span class="small quiet whole" id={ownId}>
          {describeRefusal(offer.reason, service, t)}
        </span>
      )}
      {isRefused && reasonId === undefined && offer.reason.kind === 'locked' && (
        <Button
          kind="plain"
          onPress={() => {
            openRestartSheet(store, service);
          }}
        >
          {t.ui('services.past')}
        </Button>
      )}
    </>
  );
}
