import type { ServerSnapshot } from '../../core/snapshot-types';
import { describeRemoteError } from '../../shared/describe';
import { copyText } from '../actions';
import type { LogBuffer, LogLine } from '../logs/log-buffer';
import { LineText } from '../logs/log-list';
import type { LogState, LogStream } from '../logs/use-log-stream';
import type { ViewProps } from '../views/view-props';
import { Button, Sentence } from './controls';
import { Icon } from './icons';

/** One line that is always there: reading, following, or why it ended. */
export function LogReading({
  t,
  server,
  stream,
}: {
  readonly t: ViewProps['t'];
  readonly server: ServerSnapshot;
  readonly stream: LogStream;
}) {
  const { state } = stream;
  return (
    <div class="seek" role="status">
      <span>
        <Sentence text={readingText(state, server, t)} />
      </span>
      {state.kind === 'ended' && (
        <span class="end">
          <Button kind="plain" onPress={stream.retry}>
            {t.ui('logs.retry')}
          </Button>
        </span>
      )}
    </div>
  );
}

function readingText(state: LogState, server: ServerSnapshot, t: ViewProps['t']): string {
  if (state.kind === 'loading') return t.ui('logs.loading');
  if (state.kind === 'open') return t.ui('logs.following');
  const { error } = state;
  if (error === null) return t.ui('logs.ended');
  if (error.kind === 'file-missing') return t.text('logs.error.file-missing');
  if (error.kind === 'permission') return t.text('logs.error.permission');
  if (error.kind === 'drill') return t.text('drill.noLogs');
  return describeRemoteError(error, { host: server.host, user: server.user, port: 22, keyFile: null }, t).sentence;
}

/** The chosen line, whole and wrapped: rows are cut at the window's edge. */
export function WholeLine(
  props: ViewProps & { readonly line: LogLine; readonly search: string; readonly onClose: () => void },
) {
  const { store, t, line } = props;
  return (
    <div class="explain whole-line">
      <Icon name="info" />
      <p class="mono" tabIndex={0}>
        <LineText line={line} search={props.search} t={t} />
      </p>
      <span class="acts">
        <Button
          kind="plain"
          icon="copy"
          label={t.ui('logs.copyLine')}
          onPress={() => {
            copyText(store, line.plain);
          }}
        />
        <Button kind="plain" icon="close" label={t.ui('logs.closeLine')} onPress={props.onClose} />
      </span>
    </div>
  );
}

interface LogFootProps {
  readonly t: ViewProps['t'];
  readonly buffer: LogBuffer;
  readonly shown: number;
  readonly pausedAt: number | null;
  readonly onEnd: (isFollowing: boolean) => void;
}

/** How many lines, how many were let go, and whether she has fallen behind. */
export function LogFoot({ t, buffer, shown, pausedAt, onEnd }: LogFootProps) {
  const fresh = pausedAt === null ? 0 : buffer.next - pausedAt;
  const total = buffer.lines.length;
  return (
    <div class="bar-foot">
      <span>{shown === total ? t.ui('logs.loaded', { n: total }) : t.ui('logs.matches', { n: shown, total })}</span>
      {buffer.dropped > 0 && <span>{t.ui('logs.dropped', { n: buffer.dropped })}</span>}
      {pausedAt !== null && (
        <span>
          {fresh > 0 ? t.ui('logs.pausedNew', { n: fresh }) : t.ui('logs.paused')}{' '}
          <button
            type="button"
            class="link"
            onClick={() => {
              onEnd(true);
            }}
          >
            {t.ui('logs.toEnd')}
          </button>
        </span>
      )}
    </div>
  );
}
