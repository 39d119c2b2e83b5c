import type { ServerSnapshot } from '../../core/snapshot-types';
import { describeEvidence } from '../../shared/describe';
import type { LogSourceId } from '../../shared/ipc';
import { leadOf, shownFinding } from '../lead';
import type { Words } from '../words';

interface ReportProps {
  readonly t: Words;
  readonly server: ServerSnapshot;
  readonly sources: readonly LogSourceId[];
  readonly now: number;
  readonly isDrill: boolean;
  /** As they are shown, secrets masked. */
  readonly lines: string;
}

/** What goes to whoever can mend it: lines alone do not tell of which server they are, nor what was wrong then. */
export function logReport({ t, server, sources, now, isDrill, lines }: ReportProps): string {
  const evidence = shownFinding(server)?.evidence ?? [];
  return [
    t.ui('logs.report.title', { server: server.name, at: now, clock: t.preciseTime(now) }),
    ...(isDrill ? [t.text('drill.banner')] : []),
    t.ui('logs.report.now', { sentence: leadOf(server, t, now) }),
    ...evidence.map((one) => `  ${describeEvidence(one, t)}`),
    t.ui('logs.report.lines', { names: sources.map((one) => t.ui(`logs.chip.${one}`)) }),
    t.text('logs.masked'),
    '',
    lines,
  ].join('\n');
}
