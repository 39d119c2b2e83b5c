import { useId, useState } from 'preact/hooks';
import type { ServerSnapshot } from '../../core/snapshot-types';
import { acknowledge, snooze } from '../actions';
import type { Store } from '../store';
import { tellingOf } from '../telling';
import type { Words } from '../words';
import { Button } from './controls';
import { Icon } from './icons';
import { focusSilence, SilenceMenu } from './silence-menu';

interface TellingProps {
  readonly store: Store;
  readonly t: Words;
  readonly server: ServerSnapshot;
  readonly now: number;
  readonly isDrill: boolean;
}

/** In one place and of one height in every answer: what is told, why not, and what she can order about it. */
export function TellingLine({ store, t, server, now, isDrill }: TellingProps) {
  const { lines, isQuiet } = tellingOf(server, t, { now, isDrill });
  const id = useId();
  // What is silenced in a drill could be meant in earnest, or be taken for it.
  const reasonId = isDrill ? id : null;
  // Said only after she ordered something: a countdown that ticks is not news.
  const [hasActed, setActed] = useState(false);
  const said = hasActed ? sayable(server, t, lines) : '';
  const { id: serverId, incident } = server;
  const act = (order: () => void) => {
    setActed(true);
    order();
  };
  return (
    <section class="telling" aria-label={t.ui('telling.title')}>
      <Icon name={isQuiet ? 'silent' : 'bell'} />
      <div class="lines">
        {lines.map((line, index) => (
          <p key={index} id={index === 1 ? id : undefined}>
            {line}
          </p>
        ))}
      </div>
      <div class="acts">
        {incident !== null && server.maintenance === null && (
          <Button
            reasonId={reasonId}
            onPress={() => {
              act(() => {
                acknowledge(store, serverId, incident.acknowledgedAt === null);
              });
            }}
          >
            {incident.acknowledgedAt === null ? t.text('notice.acknowledge') : t.text('menu.unacknowledge')}
          </Button>
        )}
        {server.snoozedUntil !== null && !isDrill && (
          <Button
            onPress={() => {
              act(() => {
                snooze(store, serverId, null);
              });
              // This button goes away with the silence.
              focusSilence();
            }}
          >
            {t.text('menu.unsnooze')}
          </Button>
        )}
        {reasonId === null ? (
          <SilenceMenu store={store} t={t} server={server} now={now} act={act} />
        ) : (
          <Button reasonId={reasonId} onPress={() => undefined}>
            {t.ui('silence.open')}
          </Button>
        )}
      </div>
      <p class="hidden" role="status">
        {said}
      </p>
    </section>
  );
}

/** Without what is left, which changes by itself. */
function sayable({ incident, snoozedUntil }: ServerSnapshot, t: Words, lines: readonly string[]): string {
  const acknowledged = incident !== null && incident.acknowledgedAt !== null ? [t.text('acknowledged')] : [];
  const snoozed = snoozedUntil === null ? [] : [t.text('snoozed', { until: snoozedUntil })];
  const orders = [...acknowledged, ...snoozed];
  return (orders.length === 0 ? lines.slice(0, 1) : orders).join(' ');
}
