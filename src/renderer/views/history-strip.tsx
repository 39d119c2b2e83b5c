import type { ReportData } from '../../core/history/report-data';
import { secondsKinds, type SecondsKind } from '../../core/history/types';
import { took } from '../../shared/report/took';
import { cellName } from '../history/cell-names';
import { Strip, StripLegend, type NamedCell } from '../history/strip';
import type { ViewProps } from './view-props';

interface StripSectionProps extends Pick<ViewProps, 't'> {
  readonly strip: ReportData['strip'];
  readonly cells: readonly NamedCell[];
  readonly chosenAt: number | null;
  readonly timeZone: string;
  readonly onOpen: (cell: NamedCell) => void;
}

/** The range in columns, what they mean, and the same as a table. */
export function StripSection({ t, strip, cells, chosenAt, timeZone, onOpen }: StripSectionProps) {
  const title = t.ui(`history.strip.${strip.kind}`);
  return (
    <section class="section" aria-label={title}>
      <div class="section-head wraps">
        <h2>{title}</h2>
        <span class="end">
          <StripLegend kinds={kindsIn(cells)} nameOf={(kind) => t.ui(`history.kind.${kind}`)} />
        </span>
      </div>
      <Strip label={title} cells={cells} help={t.ui('history.strip.help')} chosenAt={chosenAt} onOpen={onOpen} />
      <CellTable t={t} strip={strip} timeZone={timeZone} />
    </section>
  );
}

/** Kinds that there are, in the order of the table. */
export function kindsIn(
  cells: readonly { readonly totals: Readonly<Record<SecondsKind, number>> }[],
): readonly SecondsKind[] {
  return secondsKinds.filter((kind) => cells.some(({ totals }) => totals[kind] > 0));
}

/** What the strip draws, in words. */
export function CellTable({
  t,
  strip,
  timeZone,
}: Pick<ViewProps, 't'> & { readonly strip: ReportData['strip']; readonly timeZone: string }) {
  const kinds = kindsIn(strip.cells);
  return (
    <details class="unveil">
      <summary>{t.ui('history.asTable')}</summary>
      <div class="wide-table" tabIndex={0} role="group" aria-label={t.ui(`history.strip.${strip.kind}`)}>
        <table class="table">
          <thead>
            <tr>
              <th scope="col">{t.ui(`history.column.${strip.kind}`)}</th>
              {kinds.map((kind) => (
                <th key={kind} scope="col" class="r">
                  {t.ui(`history.kind.${kind}`)}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {strip.cells.map((cell) => (
              <tr key={cell.fromAt}>
                <th scope="row">{cellName(cell, strip.kind, t, timeZone)}</th>
                {kinds.map((kind) => (
                  <td key={kind} class="r nowrap">
                    {cell.totals[kind] === 0 ? '–' : took(cell.totals[kind], t)}
                  </td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </details>
  );
}
