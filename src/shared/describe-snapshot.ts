import type { Evidence, OverallStatus } from '../core/model';
import { assertNever } from '../core/result';
import type { AppWarning, NoDataReason, ServerSnapshot, Snapshot } from '../core/snapshot-types';
import { causeTitle, describeFinding, toTip } from './describe-finding';
import { evidenceInWords } from './evidence-words';
import type { Translator } from './i18n';

/** `answer` to "¿Puedo estar tranquila?", and one `word` for places with little room. */
export function describeStatus(
  status: OverallStatus,
  t: Translator,
): { readonly answer: string; readonly word: string } {
  const word = t.text(`status.${status}` as const);
  return { answer: t.text(status === 'no-data' ? 'answer.noData' : (`answer.${status}` as const)), word };
}

/** Why nothing can be concluded. */
export function describeNoData(reason: NoDataReason, t: Translator): string {
  switch (reason.kind) {
    case 'never-checked':
      return t.text('answer.noData.neverChecked');
    case 'maintenance-ended':
      return t.text('answer.noData.maintenanceEnded');
    case 'slept':
      return t.text('answer.noData.slept', { slept: reason.sleptMs });
    case 'too-old':
      return t.text('answer.noData.old', { seen: reason.lastAt });
    case 'blind':
      return t.text('answer.noData.blind', { title: causeTitle(reason.cause, t) });
    default:
      return assertNever(reason);
  }
}

/** A line of proof: which tool or request, and what it found. */
export function describeEvidence(evidence: Evidence, t: Translator): string {
  return quoteEvidence({ ...evidence, text: evidenceInWords(evidence.text, t.language) }, t);
}

/** The same for programs: in the words of the core, whatever the language. */
export function quoteEvidence({ text, sinceAt }: Evidence, t: Translator): string {
  if (sinceAt === undefined) return t.text('evidence', { text });
  return t.text('evidence.since', { text, at: t.preciseTime(sinceAt) });
}

/** The tray's tooltip: the worst server, or how many have problems. At most 127 characters. */
export function describeTooltip(snapshot: Snapshot, t: Translator): string {
  const tip = describeTip(snapshot, t);
  return snapshot.drill === null ? tip : toTip(t.text('drill.title', { title: tip }));
}

function describeTip(snapshot: Snapshot, t: Translator): string {
  const [worst] = snapshot.servers;
  if (worst === undefined) return t.text('tip.noServer');
  const troubled = snapshot.servers.filter(({ status }) => status === 'down' || status === 'attention').length;
  if (troubled > 1) return toTip(t.text('tip.several', { n: troubled, server: worst.shortName }));
  return toTip(describeServerTip(worst, t));
}

function describeServerTip(server: ServerSnapshot, t: Translator): string {
  const { shortName: name, status, diagnosis, noData, lastRoundAt, checking } = server;
  const primary = diagnosis?.primary ?? null;
  if (noData?.kind === 'never-checked') return t.text(checking ? 'tip.checking' : 'tip.noData.bare', { server: name });
  if (noData?.kind === 'too-old') return t.text('tip.noData', { server: name, since: noData.lastAt });
  if (status === 'calm') {
    return lastRoundAt === null
      ? t.text('tip.noData.bare', { server: name })
      : t.text('tip.calm', { server: name, seen: lastRoundAt });
  }
  if (status === 'maintenance') {
    return server.maintenance === null
      ? t.text('tip.maintenance.bare', { server: name })
      : t.text('tip.maintenance', { server: name, until: server.maintenance.untilAt });
  }
  // One good look: what the last one found is not so any more, and it is not over yet.
  if (server.recoveringSinceAt !== null)
    return t.text('tip.recovering', { server: name, since: server.recoveringSinceAt });
  if (primary !== null) return describeFinding(primary, server, t).tip;
  if (noData?.kind === 'blind') return t.text('tip.cause', { server: name, title: causeTitle(noData.cause, t) });
  return t.text(status === 'no-data' ? 'tip.noData.bare' : (`tip.${status}` as const), { server: name });
}

/** A trouble of Vigía's own. */
export function describeWarning(warning: AppWarning, t: Translator): string {
  switch (warning.kind) {
    case 'settings-restored':
      return t.text('settings.restored', { on: warning.from, path: warning.path });
    case 'settings-lost':
      return t.text('settings.lost', { path: warning.path });
    case 'settings-newer':
      return t.text('settings.newer');
    case 'secrets-unavailable':
      return t.text('secrets.unavailable');
    case 'secrets-unreadable':
      return t.text('secrets.unreadable');
    case 'disk-full':
      return t.text('disk.full', { since: warning.sinceAt });
    case 'history-damaged':
      return t.text('history.damaged', { path: warning.path });
    case 'history-repaired':
      return t.text('history.repaired', { until: warning.untilAt });
    case 'notices-blocked':
      return t.text('notices.blocked', { reason: warning.reason });
    default:
      return assertNever(warning);
  }
}
