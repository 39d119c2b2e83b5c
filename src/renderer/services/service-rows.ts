/** The rows of the services view, worked out from the snapshot and, beside it, the history. All stand from the first moment. */
import { allFindings } from '../../core/dating';
import type { OverallStatus, PartId } from '../../core/model';
import type { ServerSnapshot, ServiceSnapshot } from '../../core/snapshot-types';
import type { ServicesView } from '../../shared/history/services-view';
import { causeTitle, describeService } from '../../shared/describe';
import { checkRows } from './check-rows';
import { fromHistory, isCurrent } from './row';
import type { Row, RowsInput } from './row';
import type { Words } from '../words';

const parts: readonly PartId[] = ['api', 'dashboard', 'nginx', 'postgresql'];
const trends: Partial<Readonly<Record<PartId, string>>> = { api: 'api.total', dashboard: 'portal.total' };

export function serviceRows(input: RowsInput): readonly Row[] {
  return [...parts.map((part) => serviceRow(part, input)), ...checkRows(input)];
}

function serviceRow(part: PartId, input: RowsInput): Row {
  const { server, t } = input;
  const service = server.services.find(({ id }) => id === part) ?? null;
  const check = trends[part];
  const frame = { id: part, group: 'users', name: t.text(`service.${part}`), service } as const;
  if (service === null || !isCurrent(server))
    return { ...frame, status: 'no-data', sub: null, value: null, raw: null, second: null, trend: null };
  const { value, raw } = describeService(service, server, t);
  const { since } = service;
  const isFailing = service.status === 'down' || service.status === 'attention';
  return {
    ...frame,
    status: statusOf(service),
    sub: since === null ? null : isFailing ? t.ui('services.failing', { since }) : t.text('state.since', { since }),
    value,
    raw,
    second: secondOf(service, input),
    trend: check === undefined ? null : { check, unit: 'ms', limit: null },
  };
}

function statusOf({ status }: ServiceSnapshot): OverallStatus {
  if (status === 'well') return 'calm';
  return status === 'unknown' ? 'no-data' : status;
}

function secondOf(service: ServiceSnapshot, input: RowsInput): string | null {
  const { server, t } = input;
  const { id, explainedBy, facts } = service;
  if (explainedBy !== null) return t.text('state.explainedBy', { title: causeTitle(explainedBy, t) });
  switch (id) {
    case 'api':
      if (isUnwatched(server)) return t.ui('promise.api.atRisk');
      return fromHistory(input, (history) => apiPromise(history, t));
    case 'dashboard':
      return t.ui('promise.dashboard');
    case 'nginx':
      if (facts?.kind !== 'unit') return null;
      return t.ui(facts.isEnabled ? 'promise.nginx' : 'promise.nginx.no');
    default:
      return t.ui('promise.postgresql');
  }
}

/** Nothing would keep the promise: the watchdog is known to be out of action. */
function isUnwatched({ diagnosis }: ServerSnapshot): boolean {
  if (diagnosis === null) return false;
  return allFindings(diagnosis).some(
    ({ cause, confidence }) => cause === 'watchdog-silent' && confidence === 'certain',
  );
}

function apiPromise({ api }: ServicesView, t: Words): string {
  if (api === null || api.n === 0) return t.ui('promise.api.unseen');
  return api.measured === 0 ? t.ui('promise.api.unmeasured') : t.ui('promise.api', { kept: api.kept, n: api.measured });
}
