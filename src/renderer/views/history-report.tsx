import { useRef, useState } from 'preact/hooks';
import type { ServerSnapshot } from '../../core/snapshot-types';
import type { RangeChoice } from '../../shared/history/range-choice';
import { Icon } from '../components/icons';
import { describeSaved, type SaveOutcome } from '../history/files';
import type { ViewProps } from './view-props';

const formats = ['html', 'csv', 'json'] as const;

/** The report of the range that is shown; where to is asked by the system's own dialog. */
export function SaveReport(props: ViewProps & { readonly server: ServerSnapshot; readonly choice: RangeChoice }) {
  const { store, t, server, choice } = props;
  const menu = useRef<HTMLDivElement>(null);
  const [outcome, setOutcome] = useState<SaveOutcome | null>(null);
  const save = (format: (typeof formats)[number]) => {
    menu.current?.hidePopover();
    setOutcome(null);
    void store.bridge.request('history:save-report', { serverId: server.id, choice, format }).then(setOutcome, () => {
      setOutcome({ kind: 'failed', reason: '–' });
    });
  };
  return (
    <>
      <span class="small quiet" role="status">
        {outcome === null ? '' : describeSaved(outcome, t)}
      </span>
      <button type="button" class="btn report-open" popovertarget="report-formats">
        <Icon name="save" />
        <span>{t.ui('history.save')}</span>
      </button>
      <div id="report-formats" class="menu" popover ref={menu} aria-label={t.ui('history.save.title')}>
        <ul>
          {formats.map((format) => (
            <li key={format}>
              <button
                type="button"
                class="btn plain"
                onClick={() => {
                  save(format);
                }}
              >
                {t.ui(`history.save.${format}`)}
              </button>
            </li>
          ))}
        </ul>
      </div>
    </>
  );
}
