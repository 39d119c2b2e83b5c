import type { Words } from '../words';
import type { LogView } from './engine/protocol';
import { correctionOf, offsetText } from './log-clock';
import type { LogStream } from './use-log-stream';

interface LogFootProps {
  readonly t: Words;
  readonly view: LogView | null;
  readonly stream: LogStream;
  readonly isFollowing: boolean;
  /** Lines that had come when she stopped at a place; null: the end is in sight. */
  readonly pausedAt: number | null;
  readonly hidesOwn: boolean;
  readonly onHideOwn: (hidesOwn: boolean) => void;
  readonly zone: string;
  /** What the last button did. */
  readonly said: string;
  readonly onEnd: () => void;
}

/** What is held, what was let go, by which clock, and whether she has fallen behind. */
export function LogFoot(props: LogFootProps) {
  const { t, view, stream, isFollowing, pausedAt, zone, said, onEnd } = props;
  const lines = view?.lines ?? 0;
  const bytes = view?.bytes ?? 0;
  const states = [...stream.sources.values()];
  const unread = states.reduce((sum, { unreadFiles }) => sum + unreadFiles, 0);
  const fresh = pausedAt === null ? 0 : Math.max(0, (view?.arrived ?? 0) - pausedAt);
  return (
    <div class="bar-foot">
      {isFollowing && (
        <span>
          {pausedAt === null ? t.ui('logs.following') : t.ui('logs.pausedNew', { n: fresh })}{' '}
          {pausedAt !== null && (
            <button type="button" class="link" onClick={onEnd}>
              {t.ui('logs.toEnd')}
            </button>
          )}
        </span>
      )}
      <span>{t.ui('logs.sum', { n: lines, bytes })}</span>
      <OwnRequests {...props} />
      {(view?.dropped ?? 0) > 0 && <span>{t.ui('logs.dropped', { n: view?.dropped ?? 0 })}</span>}
      {states.some(({ isCut }) => isCut) && <span>{t.ui('logs.isCut')}</span>}
      {states.some(({ isUntimed }) => isUntimed) && <span>{t.ui('logs.untimed')}</span>}
      {[...stream.sources].map(
        ([source, { beginsAt }]) =>
          beginsAt !== null && (
            <span key={source}>
              {t.ui('logs.begins', {
                source: t.ui(`logs.chip.${source}`),
                at: beginsAt - correctionOf(stream.offsetMs),
              })}
            </span>
          ),
      )}
      {unread > 0 && <span>{t.ui('logs.unread', { n: unread })}</span>}
      {correctionOf(stream.offsetMs) !== 0 && (
        <span>{t.ui('logs.clock', { offset: offsetText(stream.offsetMs) })}</span>
      )}
      <span>{zone}</span>
      <span role="status" class="said">
        {said}
      </span>
    </div>
  );
}

/** Our own looks are no visitors: how many there are, and one press that hides them. */
function OwnRequests({ t, view, hidesOwn, onHideOwn }: LogFootProps) {
  const own = view?.own ?? 0;
  if (own === 0 && !hidesOwn) return null;
  return (
    <span>
      {t.ui(hidesOwn ? 'logs.ownHidden' : 'logs.ownShown', { n: own })}{' '}
      <button
        type="button"
        class="link"
        onClick={() => {
          onHideOwn(!hidesOwn);
        }}
      >
        {t.ui(hidesOwn ? 'logs.ownShow' : 'logs.ownHide')}
      </button>
    </span>
  );
}
