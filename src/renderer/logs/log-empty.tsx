import { Button } from '../components/controls';
import type { Words } from '../words';
import type { LogView } from './engine/protocol';

interface LogEmptyProps {
  readonly t: Words;
  readonly view: LogView | null;
  readonly isLoading: boolean;
  readonly hasProblems: boolean;
  readonly isWindow: boolean;
  /** Part of that time is older than the logs. */
  readonly isGone: boolean;
  readonly onlyErrors: boolean;
  /** Of what was read, by her clock. */
  readonly firstAt: number | null;
  readonly onAll: () => void;
  readonly onOlder: () => void;
}

/** No row to show, and why: nothing was written, or what was read holds none. */
export function LogEmpty(props: LogEmptyProps) {
  const { t, view } = props;
  if (props.isLoading || view === null) return <div class="loglist" aria-busy="true" />;
  if (view.lines === 0)
    return <div class="loglist empty-list">{!props.hasProblems && <p>{nothingText(props)}</p>}</div>;
  return (
    <div class="loglist empty-list">
      <p>{emptyText(props, view.lines)}</p>
      <p class="acts">
        {props.onlyErrors && (
          <>
            <Button onPress={props.onAll}>{t.ui('logs.showAll')}</Button>
            <Button onPress={props.onOlder}>{t.ui('logs.older')}</Button>
          </>
        )}
      </p>
    </div>
  );
}

function nothingText({ t, isWindow, isGone }: LogEmptyProps): string {
  if (!isWindow) return t.ui('logs.empty');
  return t.ui(isGone ? 'logs.empty.gone' : 'logs.empty.window');
}

function emptyText({ t, onlyErrors, firstAt }: LogEmptyProps, n: number): string {
  if (!onlyErrors) return t.ui('logs.noRows');
  return firstAt === null ? t.ui('logs.noErrors.bare', { n }) : t.ui('logs.noErrors', { n, from: firstAt });
}
