import type { ErrorCount, RestartEvidence, RestartRun } from '../../core/restart-types';
import type { Words } from '../words';

export interface CompareRow {
  readonly name: string;
  readonly before: string;
  readonly after: string;
}

/** What was true before and is now, of what the restart was about. Null: one of the two was not seen. */
export function compareRows({ service, before, after }: RestartRun, t: Words): readonly CompareRow[] | null {
  if (before === null || after === null) return null;
  const row = (name: string, say: (evidence: RestartEvidence) => string): CompareRow => ({
    name,
    before: say(before),
    after: say(after),
  });
  const portal = row(t.ui('sheet.portal'), (one) => answer(one.portalStatus, one.portalMs, t));
  const api = row(t.ui('sheet.api'), (one) => answer(one.apiStatus, one.apiMs, t));
  if (service === 'dashboard') return [portal, row(t.ui('sheet.unit'), (one) => unit(one, t)), api];
  return [
    api,
    row(t.ui('sheet.processes'), ({ workers }) =>
      workers === null ? t.ui('sheet.unseen') : t.ui('sheet.count', { n: workers.n, total: workers.total }),
    ),
    row(t.ui('sheet.main'), ({ pids, workers }) =>
      pids.length > 0
        ? t.ui('sheet.pids', { pids: pids.map(String) })
        : t.ui(workers === null ? 'sheet.unseen' : 'sheet.pids.none'),
    ),
    row(t.ui('sheet.errors'), (one) => errors(one.errors, one.at, t)),
    portal,
  ];
}

function answer(status: number | null, took: number | null, t: Words): string {
  if (took === null) return status === null ? t.ui('sheet.noAnswer') : String(status);
  return status === null ? t.ui('sheet.noAnswer.took', { took }) : t.ui('sheet.answer', { status, took });
}

function unit({ unitChangedAt: at }: RestartEvidence, t: Words): string {
  return at === null ? t.ui('sheet.unseen') : t.ui('sheet.unit.since', { at });
}

function errors(count: ErrorCount | null, at: number, t: Words): string {
  if (count === null) return t.ui('sheet.unseen');
  const { n, fromAt: from } = count;
  return n > 0
    ? t.ui('sheet.errors.some', { n, from })
    : t.ui('sheet.errors.none', { span: Math.max(1000, at - from) });
}

export function RestartCompare({ t, run }: { readonly t: Words; readonly run: RestartRun }) {
  const rows = compareRows(run, t);
  if (rows === null) return null;
  return (
    <table class="compare">
      <thead>
        <tr>
          <td />
          <th scope="col">{t.ui('sheet.before')}</th>
          <th scope="col">{t.ui('sheet.after')}</th>
        </tr>
      </thead>
      <tbody>
        {rows.map(({ name, before, after }) => (
          <tr key={name}>
            <th scope="row">{name}</th>
            <td>{before}</td>
            <td>{after}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
