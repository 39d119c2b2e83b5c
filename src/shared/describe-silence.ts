import type { DigestFacts } from '../core/digest';
import type { OverallStatus } from '../core/model';
import { isBeforeDawn } from './dawn';
import type { QuietReason } from '../core/snapshot-types';
import { fitNotice, type NoticeText } from './describe-notice';
import { describeStatus } from './describe-snapshot';
import type { DescribedServer } from './describe-values';
import type { Translator } from './i18n';

/** "Still · …", for an outage that goes on. `title` is that of its notice. */
export function describeReminder(
  title: string,
  { sinceAt, at }: { readonly sinceAt: number; readonly at: number },
  t: Translator,
): NoticeText {
  const body = t.text('reminder.body', { took: Math.max(0, at - sinceAt), since: sinceAt });
  return fitNotice(t.text('reminder.title', { title }), body.split('\n'));
}

/** The maintenance ended and something still fails: from now on it counts. */
export function describeMaintenanceOverdue(what: string, server: DescribedServer, t: Translator): NoticeText {
  return noticeOf(t.text('maintenance.overdue', { what }), server, t);
}

/** It ends soon and something still fails. */
export function describeMaintenanceEnds(
  what: string,
  leftMs: number,
  server: DescribedServer,
  t: Translator,
): NoticeText {
  return noticeOf(t.text('maintenance.soon', { what, left: Math.max(60_000, leftMs) }), server, t);
}

/** Last night in two lines. Coverage first: what nobody watched is not claimed to have been well. */
export function describeDigest(
  facts: DigestFacts,
  status: OverallStatus,
  server: DescribedServer,
  t: Translator,
): NoticeText {
  const totalMs = Math.max(1, facts.toAt - facts.fromAt);
  const observed = Math.floor((100 * Math.min(facts.watchedMs, totalMs)) / totalMs);
  const { answer } = describeStatus(status, t);
  const repairs = facts.repairs.reduce((sum, one) => sum + one.n, 0);
  const body =
    repairs === 0
      ? t.text('digest.body', { observed, none: 100 - observed, answer })
      : t.text('digest.body.repairs', { observed, n: repairs, answer });
  return fitNotice(named(t.text('digest.title', { n: facts.outages }), server, t), body.split('\n'));
}

/** What the menu offers; where it names a day, it is the day on which it ends. */
export function describeSnooze(choice: '1h' | '4h' | 'tomorrow', at: number, t: Translator): string {
  return t.text(choice === 'tomorrow' && isBeforeDawn(at) ? 'menu.snooze.today' : (`menu.snooze.${choice}` as const));
}

/** Why nothing is told of what is wrong now. */
export function describeQuiet(
  { reason, until }: { readonly reason: QuietReason; readonly until: number | null },
  t: Translator,
): string {
  return t.tryText(`quiet.${reason}`, until === null ? {} : { until }) ?? t.text('quiet.other');
}

function noticeOf(text: string, server: DescribedServer, t: Translator): NoticeText {
  const [title = '', ...lines] = text.split('\n');
  return fitNotice(named(title, server, t), lines);
}

function named(title: string, server: DescribedServer, t: Translator): string {
  return server.severalServers === true ? t.text('notice.server', { server: server.shortName, title }) : title;
}
