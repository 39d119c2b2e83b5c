import { useState } from 'preact/hooks';
import { drillScenarios, type DrillScenario } from '../../core/drill/scenario-ids';
import type { ServerSnapshot } from '../../core/snapshot-types';
import { startDrill } from '../actions';
import { Icon } from '../components/icons';
import { ErrorLine } from '../components/panels';
import type { ViewProps } from './view-props';

/** The guide's eight scenarios, to see each before it is real. */
export function DrillView({ store, t, server }: ViewProps & { readonly server: ServerSnapshot }) {
  const [isRefused, setRefused] = useState(false);
  const start = (scenario: DrillScenario) => {
    void startDrill(store, server, scenario).then((started) => {
      setRefused(!started);
    });
  };
  return (
    <>
      <header class="view-head">
        <h1>{t.ui('drill.heading')}</h1>
      </header>
      <p class="quiet">{t.text('drill.intro')}</p>
      <div role="alert">{isRefused && <ErrorLine text={t.text('drill.notNow')} />}</div>
      <ul class="drill-cases">
        {drillScenarios.map((scenario) => (
          <li key={scenario}>
            <button
              type="button"
              onClick={() => {
                start(scenario);
              }}
            >
              <Icon name="play" />
              <span>{t.text(`scenario.${scenario}`)}</span>
            </button>
          </li>
        ))}
      </ul>
      <p class="section small quiet">{t.text('drill.underneath')}</p>
    </>
  );
}
