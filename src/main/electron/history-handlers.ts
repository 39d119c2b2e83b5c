/** What the window asks of the history. Reading is worked out here, so that the window only draws. */
import { basename } from 'node:path';
import { targetOf } from '../../core/history/targets';
import type { ReportInput } from '../../core/history/report-data';
import { buildReport } from '../../core/history/report-data';
import { dayOf } from '../../core/local-time';
import type { ServerSettings, Settings } from '../../core/settings';
import { buildChartsView } from '../../shared/history/charts-view';
import { buildDayView, buildHistoryView, buildIncidentView } from '../../shared/history/history-view';
import { buildRecentView } from '../../shared/history/recent-view';
import { buildServicesView } from '../../shared/history/services-view';
import { toRange, type RangeChoice } from '../../shared/history/range-choice';
import type { HistoryWritten } from '../../shared/ipc';
import type { Translator } from '../../shared/i18n';
import { toReportCsv } from '../../shared/report/report-csv';
import { toReportHtml } from '../../shared/report/report-html';
import { toReportDocument } from '../../shared/report/report-json';
import { systemReason, writeFileAtomic } from '../atomic-file';
import type { Clock } from '../clock';
import type { History } from '../history/history';
import { exportHistory } from '../history/export-file';
import { importHistory } from '../history/import-file';
import type { RequestHandlers } from './ipc';

/** Asks her for a file; null: she thought better of it. */
export interface FileChooser {
  save(suggestion: {
    readonly name: string;
    readonly title: string;
    readonly extension: string;
  }): Promise<string | null>;
  open(wanted: { readonly title: string; readonly extension: string }): Promise<string | null>;
}

type HistoryPart = Pick<
  History,
  'reader' | 'addNote' | 'addCorrection' | 'removeCorrection' | 'exportLines' | 'importLines' | 'size' | 'problem'
>;

export interface HistoryHandlerDeps {
  readonly clock: Pick<Clock, 'now'>;
  readonly timeZone: () => string;
  readonly history: HistoryPart;
  readonly settings: () => Settings;
  readonly translator: () => Translator;
  readonly choose: FileChooser;
  /** Who writes notes and corrections. */
  readonly by: string;
  readonly newId: () => string;
}

type HistoryRequest = Extract<keyof RequestHandlers, `history:${string}`>;
export type HistoryHandlers = Pick<RequestHandlers, HistoryRequest>;
type ReportFormat = 'html' | 'csv' | 'json';

export function createHistoryHandlers(deps: HistoryHandlerDeps): HistoryHandlers {
  const { clock, history } = deps;
  const find = (serverId: string) => deps.settings().servers.find(({ id }) => id === serverId);
  const rangeOf = (choice: RangeChoice) => toRange(choice, clock.now(), deps.timeZone());
  return {
    'history:recent': ({ serverId }) =>
      find(serverId) === undefined ? null : buildRecentView(history.reader, serverId, clock.now()),
    'history:view': ({ serverId, choice }) => {
      const server = find(serverId);
      if (server === undefined) return null;
      const trouble = history.problem();
      return buildHistoryView({ ...inputFor(server, deps), range: rangeOf(choice), choice, trouble });
    },
    'history:day': ({ serverId, at }) => {
      const server = find(serverId);
      return server === undefined ? null : buildDayView(inputFor(server, deps), at);
    },
    'history:incident': ({ serverId, incidentId }) => {
      const server = find(serverId);
      return server === undefined ? null : buildIncidentView(inputFor(server, deps), incidentId);
    },
    'history:charts': ({ serverId, choice, part }) => {
      const server = find(serverId);
      if (server === undefined) return null;
      const { intervalMs } = inputFor(server, deps);
      return buildChartsView({ reader: history.reader, serverId, range: rangeOf(choice), intervalMs, part });
    },
    'history:services': ({ serverId }) => {
      const server = find(serverId);
      if (server === undefined) return null;
      const { now, intervalMs } = inputFor(server, deps);
      return buildServicesView({ reader: history.reader, serverId, now, intervalMs });
    },
    ...createWriteHandlers(deps, (serverId) => find(serverId) !== undefined),
    'history:save-report': async ({ serverId, choice, format }) => {
      const server = find(serverId);
      if (server === undefined) return { kind: 'failed', reason: serverId };
      return saveReport(deps, { ...inputFor(server, deps), range: rangeOf(choice) }, format);
    },
    'history:about': () => history.size(),
    'history:export': async () => {
      const name = `vigia-${dayOf(clock.now(), deps.timeZone())}.ndjson`;
      const title = deps.translator().text('history.export');
      const path = await deps.choose.save({ name, title, extension: 'ndjson' });
      return path === null ? { kind: 'cancelled' } : exportHistory(history, path);
    },
    'history:import': async () => {
      const path = await deps.choose.open({ title: deps.translator().text('history.import'), extension: 'ndjson' });
      return path === null ? { kind: 'cancelled' } : importHistory(history, path);
    },
  };
}

type WriteRequest = 'history:note' | 'history:correct' | 'history:uncorrect';

/** What she writes is written at once, or waits in memory and the answer says so. */
function createWriteHandlers(
  { clock, history, by, newId }: HistoryHandlerDeps,
  isKnown: (serverId: string) => boolean,
): Pick<HistoryHandlers, WriteRequest> {
  const write = (serverId: string, act: () => boolean): HistoryWritten => {
    if (!isKnown(serverId)) return { kind: 'refused', reason: 'unknown' };
    return { kind: act() ? 'stored' : 'waiting' };
  };
  return {
    'history:note': ({ serverId, incidentId, text }) =>
      write(serverId, () => history.addNote(serverId, incidentId, { at: clock.now(), by, text })),
    'history:correct': ({ serverId, fromAt, toAt, kind, reason }) =>
      write(serverId, () =>
        history.addCorrection(serverId, { id: newId(), fromAt, toAt, kind, reason, by, madeAt: clock.now() }),
      ),
    'history:uncorrect': ({ serverId, correctionId }) =>
      write(serverId, () => history.removeCorrection(serverId, correctionId)),
  };
}

type Named = Pick<ServerSettings, 'id' | 'name' | 'targetPercent'>;

function inputFor(server: Named, deps: HistoryHandlerDeps): Omit<ReportInput, 'range'> {
  return {
    server,
    reader: deps.history.reader,
    now: deps.clock.now(),
    timeZone: deps.timeZone(),
    target: targetOf(server),
    intervalMs: deps.settings().intervalMinutes * 60_000,
  };
}

async function saveReport(deps: HistoryHandlerDeps, input: ReportInput, format: ReportFormat) {
  const t = deps.translator();
  const { range, timeZone, server } = input;
  const days = [dayOf(range.fromAt, timeZone), dayOf(range.toAt - 1, timeZone)];
  const name = `${t.text('history.report.file', { server: server.id })}-${[...new Set(days)].join('_')}.${format}`;
  const path = await deps.choose.save({ name, title: t.text('history.report'), extension: format });
  if (path === null) return { kind: 'cancelled' } as const;
  try {
    writeFileAtomic(path, toText(buildReport(input), format, t));
    return { kind: 'saved', path: basename(path) } as const;
  } catch (error) {
    return { kind: 'failed', reason: systemReason(error) } as const;
  }
}

function toText(report: ReturnType<typeof buildReport>, format: ReportFormat, t: Translator): string {
  switch (format) {
    case 'html':
      return toReportHtml(report, t);
    case 'csv':
      return toReportCsv(report);
    case 'json':
      return `${JSON.stringify(toReportDocument(report), null, 2)}\n`;
  }
}
