import { useEffect, useState } from 'preact/hooks';
import type { HistoryAbout } from '../../shared/ipc';
import { Button } from '../components/controls';
import { SettingField, SettingSection } from '../components/setting-field';
import { describeImported, describeSaved } from '../history/files';
import type { ViewProps } from './view-props';

/** How large the history is, and how it leaves and enters this computer. */
export function HistorySettings({ store, t }: ViewProps) {
  const [about, setAbout] = useState<HistoryAbout | null>(null);
  const [busy, setBusy] = useState<'export' | 'import' | null>(null);
  const [said, setSaid] = useState('');
  const read = () => {
    void store.bridge.request('history:about', null).then(setAbout, () => undefined);
  };
  useEffect(read, [store]);
  const run = (what: 'export' | 'import', act: () => Promise<string>) => {
    setBusy(what);
    setSaid('');
    void act()
      .catch(() => t.ui('history.written.failed'))
      .then((text) => {
        setBusy(null);
        setSaid(text);
        read();
      });
  };
  return (
    <SettingSection title={t.ui('history.about')}>
      <SettingField label={t.ui('history.about.size')} help={about === null ? null : describeSize(about, t)} />
      <SettingField
        label={t.ui('history.export')}
        help={t.ui('history.export.help')}
        below={
          <p class="below small" role="status">
            {said}
          </p>
        }
      >
        <Button
          isBusy={busy === 'export'}
          onPress={() => {
            run('export', async () => describeSaved(await store.bridge.request('history:export', null), t));
          }}
        >
          {t.ui(busy === 'export' ? 'history.export.busy' : 'history.export.go')}
        </Button>
        <Button
          isBusy={busy === 'import'}
          onPress={() => {
            run('import', async () => describeImported(await store.bridge.request('history:import', null), t));
          }}
        >
          {t.ui(busy === 'import' ? 'history.import.busy' : 'history.import.go')}
        </Button>
      </SettingField>
    </SettingSection>
  );
}

function describeSize({ bytes, maxBytes, rounds, oldestRoundAt }: HistoryAbout, t: ViewProps['t']): string {
  const size = t.ui('history.about.sizeText', { bytes, max: maxBytes });
  const what =
    oldestRoundAt === null
      ? t.ui('history.about.none')
      : t.ui('history.about.rounds', { n: rounds, from: oldestRoundAt });
  return `${size} ${what}`;
}
