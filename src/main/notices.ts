import type { Alert, AlertSubject } from '../core/alert-policy';
import { allFindings } from '../core/dating';
import type { Cause, Finding } from '../core/model';
import type { PendingMessage, ServerState } from '../core/monitor-state';
import { assertNever } from '../core/result';
import {
  describeDigest,
  describeFinding,
  describeMaintenanceOverdue,
  describeMaintenanceEnds,
  describeRecovery,
  describeRecoveryTitle,
  describeReminder,
  type DescribedServer,
  type NoticeText,
} from '../shared/describe';
import type { Translator } from '../shared/i18n';
import type { Notice } from './notifier/notifier';

type Urgency = Notice['urgency'];

/** What an alert says on her desktop. Red may sound, amber never does. */
export function toNotice(
  alert: Alert,
  server: ServerState,
  t: Translator,
  { several, at }: { readonly several: boolean; readonly at: number },
): Notice {
  const named: DescribedServer = { ...server.server, severalServers: several };
  const [text, urgency] = textOf(alert.subject, { server, named, at }, t);
  const isOutage = alert.subject.kind === 'outage' || alert.subject.kind === 'reminder';
  return {
    id: alert.id,
    title: text.title,
    body: text.body,
    sound: alert.decision.sound,
    urgency,
    ...(isOutage ? { acknowledge: t.text('notice.acknowledge') } : {}),
  };
}

interface NoticeContext {
  readonly server: ServerState;
  readonly named: DescribedServer;
  readonly at: number;
}

function textOf(
  subject: AlertSubject,
  { server, named, at }: NoticeContext,
  t: Translator,
): readonly [NoticeText, Urgency] {
  const notifyOf = (cause: Cause) => describeFinding(findingOf(server, cause), named, t).notify;
  switch (subject.kind) {
    case 'outage': {
      const { cause, afterMaintenance } = subject.incident;
      const plain = notifyOf(cause);
      return [afterMaintenance ? describeMaintenanceOverdue(plain.title, named, t) : plain, 'critical'];
    }
    case 'reminder': {
      const { cause, firstFailureAt } = subject.incident;
      return [describeReminder(notifyOf(cause).title, { sinceAt: firstFailureAt, at }, t), 'critical'];
    }
    case 'concern':
      return [notifyOf(subject.concern.cause), 'low'];
    case 'flapping':
      return [notifyOf('flapping'), 'critical'];
    case 'blind':
      return [notifyOf(subject.blind.cause), 'low'];
    case 'maintenance-ends': {
      const cause = server.latest?.primary?.cause ?? 'web-error';
      return [describeMaintenanceEnds(notifyOf(cause).title, subject.maintenance.untilAt - at, named, t), 'normal'];
    }
    case 'message':
      return messageText(subject.message, server, named, t);
    default:
      return assertNever(subject);
  }
}

function messageText(
  message: PendingMessage,
  server: ServerState,
  named: DescribedServer,
  t: Translator,
): readonly [NoticeText, Urgency] {
  switch (message.kind) {
    case 'recovered':
    case 'settled': {
      const tookMs = Math.max(0, message.toAt - message.fromAt);
      const attention = message.kind === 'settled';
      const body = describeRecovery({ ...message, tookMs, attention }, t);
      return [{ title: describeRecoveryTitle(message.cause, named, t), body }, attention ? 'low' : 'normal'];
    }
    case 'seeing': {
      const tookMs = Math.max(0, message.toAt - message.fromAt);
      const body = t.text('recovered.blind', { took: tookMs, from: message.fromAt, to: message.toAt });
      return [{ title: describeRecoveryTitle(message.cause, named, t), body }, 'low'];
    }
    case 'stable': {
      const { outages: n, windowMs: window, downMs: total, quietMs: quiet } = message;
      const body = t.text('recovered.flapping', { n, window, total, quiet });
      return [{ title: describeRecoveryTitle('flapping', named, t), body }, 'normal'];
    }
    case 'maintenance-done': {
      const [title = '', ...lines] = t.text('maintenance.done', { took: message.tookMs }).split('\n');
      return [{ title, body: lines.join('\n') }, 'normal'];
    }
    case 'digest': {
      const { shown } = server;
      return [describeDigest(message.facts, shown?.status ?? 'no-data', named, t), 'low'];
    }
    default:
      return assertNever(message);
  }
}

/** The finding as it is now, or as little as its name says once it is gone. */
function findingOf(server: ServerState, cause: Cause): Finding {
  const known = [server.shown, server.latest]
    .flatMap((one) => (one === null ? [] : allFindings(one)))
    .find((one) => one.cause === cause);
  const gone: Finding = {
    cause,
    status: 'down',
    confidence: 'certain',
    variant: null,
    values: {},
    evidence: [],
    explainedBy: null,
    restart: { kind: 'does-not-help' },
  };
  return known ?? gone;
}
