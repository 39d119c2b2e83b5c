import { useState } from 'preact/hooks';
import { detectionMsOf, isAtMost, repairMsOf, startOf } from '../../core/history/repair-statistics';
import type { ReportData, ReportIncident } from '../../core/history/report-data';
import { dayOf } from '../../core/local-time';
import { causeTitle } from '../../shared/describe';
import { took } from '../../shared/report/took';
import { shortDay } from '../history/cell-names';
import type { ViewProps } from './view-props';

interface IncidentTableProps extends Pick<ViewProps, 't'> {
  readonly report: ReportData;
  readonly onOpen: (incidentId: string) => void;
}

/** Every outage of the range, the latest first. */
export function IncidentTable({ t, report, onOpen }: IncidentTableProps) {
  const [ignoresShort, setIgnoresShort] = useState(false);
  const { incidents, shortLimitMs } = report;
  const shown = incidents
    .filter((incident) => !ignoresShort || (repairMsOf(incident) ?? Infinity) >= shortLimitMs)
    .toReversed();
  return (
    <section class="section" aria-label={t.ui('history.incidents')}>
      <div class="section-head wraps">
        <h2>{t.ui('history.incidents')}</h2>
        {incidents.length > 0 && (
          <label class="end small check">
            <input
              type="checkbox"
              checked={ignoresShort}
              onChange={(event) => {
                setIgnoresShort(event.currentTarget.checked);
              }}
            />
            {t.ui('history.incidents.short')}
          </label>
        )}
      </div>
      {shown.length === 0 ? (
        <p class="quiet">{t.ui(incidents.length === 0 ? 'history.incidents.none' : 'history.incidents.allShort')}</p>
      ) : (
        <table class="table">
          <thead>
            <tr>
              <th scope="col">{t.ui('history.incidents.when')}</th>
              <th scope="col">{t.ui('history.incidents.what')}</th>
              <th scope="col" class="opt">
                {t.ui('history.incidents.by')}
              </th>
              <th scope="col" class="r opt">
                {t.ui('history.incidents.seen')}
              </th>
              <th scope="col" class="r">
                {t.ui('history.incidents.took')}
              </th>
            </tr>
          </thead>
          <tbody>
            {shown.map((incident) => (
              <Row
                key={incident.id}
                t={t}
                incident={incident}
                now={report.madeAt}
                timeZone={report.timeZone}
                onOpen={onOpen}
              />
            ))}
          </tbody>
        </table>
      )}
    </section>
  );
}

function Row({
  t,
  incident,
  now,
  timeZone,
  onOpen,
}: Omit<IncidentTableProps, 'report'> & {
  readonly incident: ReportIncident;
  readonly now: number;
  readonly timeZone: string;
}) {
  const { id, cause, repairedBy, recoveredAt, recovery, source, counted, notes } = incident;
  const delay = detectionMsOf(incident);
  const at = startOf(incident);
  const isThisYear = dayOf(at, timeZone).slice(0, 4) === dayOf(now, timeZone).slice(0, 4);
  return (
    <tr>
      <td class="nowrap">
        {t.ui('history.incidents.at', { day: isThisYear ? shortDay(at, t) : t.text('report.day', { on: at }), at })}
      </td>
      <td>
        <a
          href={`#${id}`}
          onClick={(event) => {
            event.preventDefault();
            onOpen(id);
          }}
        >
          {causeTitle(cause, t)}
        </a>
        {source === 'reconstructed' && <span class="tag dashed">{t.ui('history.tag.reconstructed')}</span>}
        {recovery !== null && <span class="tag dashed">{t.ui('history.tag.endReconstructed')}</span>}
        {!counted && <span class="tag">{t.ui('history.tag.notCounted')}</span>}
        {notes.length > 0 && <span class="tag">{t.ui('history.tag.note')}</span>}
      </td>
      <td class="opt">{recoveredAt === null ? '–' : t.text(`report.by.${repairedBy ?? 'unknown'}`)}</td>
      <td class="r opt nowrap">{delay === null ? t.text('report.outage.notTold') : took(delay, t)}</td>
      <td class="r nowrap">{lengthOf(incident, t)}</td>
    </tr>
  );
}

/** "14 min", "≤ 1 h 34 min", "sigue". */
function lengthOf(incident: ReportIncident, t: ViewProps['t']): string {
  const ms = repairMsOf(incident);
  if (ms === null) return t.ui('history.incidents.open');
  return isAtMost(incident) ? `≤\u00a0${took(ms, t)}` : took(ms, t);
}
