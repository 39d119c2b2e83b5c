import { allFindings } from '../../core/dating';
import type { Cause, Finding, PartId } from '../../core/model';
import { recentRestarts, restartsOf, usualRestart } from '../../core/past-restarts';
import type { ServerSnapshot, ServiceSnapshot } from '../../core/snapshot-types';
import { describeFinding, describePastRestart, describeRefusal } from '../../shared/describe';
import { offerNow, startRestart } from '../actions';
import { Button, Sentence } from '../components/controls';
import { Mark } from '../components/icons';
import { SafeButton } from '../components/safe-button';
import type { RestartableService } from '../store';
import type { Words } from '../words';
import type { SheetProps } from './sheet-props';

/** gunicorn lets requests in progress end: its own default. */
const graceMs = 30_000;

/** What fails, what will be cut off, what will not, and how it went the last time. */
export function Question({ store, t, server, sheet, now }: SheetProps) {
  const { service } = sheet;
  const offer = offerNow(server, service, now);
  const isRefused = offer.kind === 'refused' && !sheet.anyway;
  const own = server.services.find(({ id }) => id === service);
  const isGivenUp = own?.facts?.kind === 'unit' && own.facts.word === 'given-up';
  const status = own?.status === 'down' || own?.status === 'attention' ? own.status : null;
  const button = sheet.anyway
    ? t.ui('sheet.anyway')
    : isGivenUp
      ? t.ui('sheet.startLimit')
      : t.ui('restart.now', { service });
  return (
    <>
      <h1 id="sheet-title">
        {status !== null && <Mark status={status} size={20} label={null} />}
        {t.text('restart.title', { service })}
      </h1>
      <p>{why(server, own, t)}</p>
      {sheet.anyway && <p>{t.text('restart.anyway', { n: recentRestarts(server.restarts, service, now).length })}</p>}
      {isGivenUp && (
        <p>
          <Sentence text={t.text('restart.startLimit')} />
        </p>
      )}
      <Pairs t={t} server={server} service={service} now={now} />
      {own !== undefined && <Orders t={t} orders={own.orders} />}
      <div class="acts">
        <SafeButton>{t.ui('sheet.cancel')}</SafeButton>
        <Button
          kind={isRefused ? 'normal' : 'primary'}
          reasonId={isRefused ? 'sheet-reason' : null}
          onPress={() => {
            startRestart(store, sheet, true);
          }}
        >
          {button}
        </Button>
      </div>
      {isRefused && (
        <p class="small" id="sheet-reason">
          {describeRefusal(offer.reason, service, t)}
        </p>
      )}
    </>
  );
}

/** What fails of this service, and whether a restart of it would help. */
function why(server: ServerSnapshot, own: ServiceSnapshot | undefined, t: Words): string {
  if (own === undefined) return '';
  if (own.status === 'well') return t.text('restart.healthy', { service: own.id });
  const finding = findingOf(server, own.id);
  // Nothing is known of it: neither that it fails is said, nor that it is well.
  if (finding === undefined) return t.ui('sheet.unknown', { service: own.id });
  const what = t.text('restart.why', { sentence: describeFinding(finding, server, t).sentence });
  return `${what} ${t.text(`restart.advice.${finding.restart.kind}` as const)}`;
}

function findingOf({ diagnosis }: ServerSnapshot, service: PartId): Finding | undefined {
  const about = (cause: Cause) => cause.startsWith(`${service}-`) || (service === 'api' && cause === 'workers-missing');
  return diagnosis === null ? undefined : allFindings(diagnosis).find(({ cause }) => about(cause));
}

/** What a restart is for, in a sentence; null where nothing of the service fails. */
export function failingOf(server: ServerSnapshot, service: PartId, t: Words): string | null {
  const finding = findingOf(server, service);
  return finding === undefined ? null : describeFinding(finding, server, t).sentence;
}

interface PairsProps {
  readonly t: Words;
  readonly server: ServerSnapshot;
  readonly service: RestartableService;
  readonly now: number;
}

function Pairs({ t, server, service, now }: PairsProps) {
  const plan = service === 'api' ? (server.machine?.watchdog ?? null) : null;
  return (
    <dl class="pairs">
      <dt>{t.ui('sheet.cut')}</dt>
      <dd>{cutOf(service, usualRestart(server.restarts, service)?.ms ?? null, t)}</dd>
      <dt>{t.ui('sheet.untouched')}</dt>
      <dd>{t.ui(`sheet.untouched.${service}`)}</dd>
      <dt>{t.ui('sheet.lastTime')}</dt>
      <dd>{lastTime(server, service, t)}</dd>
      {plan !== null && (
        <>
          <dt>{t.ui('sheet.watchdog')}</dt>
          <dd>{t.ui('sheet.watchdog.next', { at: nextOf(plan, now) })}</dd>
        </>
      )}
    </dl>
  );
}

/** For how long only where restarts of before say it. */
export function cutOf(service: RestartableService, usual: number | null, t: Words): string {
  if (service === 'api')
    return usual === null
      ? t.text('restart.cut.api.bare', { grace: graceMs })
      : t.text('restart.cut.api', { usual, grace: graceMs });
  return usual === null ? t.text('restart.cut.dashboard.bare') : t.text('restart.cut.dashboard', { usual });
}

export function lastTime({ restarts }: ServerSnapshot, service: RestartableService, t: Words): string {
  const last = restartsOf(restarts, service).at(-1);
  if (last === undefined) return t.text('restart.first');
  return t.text('restart.last', { took: last.ms, at: last.startedAt, how: describePastRestart(last, t) });
}

/** The plan is as old as the snapshot. */
function nextOf({ nextAt, everyMs }: { readonly nextAt: number; readonly everyMs: number }, now: number): number {
  return nextAt > now ? nextAt : nextAt + Math.ceil((now - nextAt + 1) / everyMs) * everyMs;
}

function Orders({ t, orders }: { readonly t: Words; readonly orders: readonly string[] }) {
  return (
    <details class="output orders">
      <summary>{t.ui('sheet.orders')}</summary>
      {/* tabIndex: a long path scrolls, also by keyboard. */}
      <pre tabIndex={0}>{orders.join('\n')}</pre>
    </details>
  );
}
