import type { Alert } from '../core/alert-policy';
import { allFindings } from '../core/dating';
import type { Cause, Finding } from '../core/model';
import type { ServerState } from '../core/monitor-state';
import { describeFinding, describeRecovery, describeRecoveryTitle, type DescribedServer } from '../shared/describe';
import type { Translator } from '../shared/i18n';
import type { Notice } from './notifier/notifier';

/** What an alert says on her desktop. Red may sound, amber never does. */
export function toNotice(alert: Alert, server: ServerState, t: Translator, several: boolean): Notice {
  const { subject } = alert;
  const named: DescribedServer = { ...server.server, severalServers: several };
  switch (subject.kind) {
    case 'outage': {
      const { notify } = describeFinding(findingOf(server, subject.incident.cause), named, t);
      return { id: alert.id, title: notify.title, body: notify.body, sound: true, urgency: 'critical' };
    }
    case 'concern': {
      const { notify } = describeFinding(findingOf(server, subject.concern.cause), named, t);
      return { id: alert.id, title: notify.title, body: notify.body, sound: false, urgency: 'low' };
    }
    case 'message': {
      const { message } = subject;
      const body = describeRecovery(
        {
          tookMs: Math.max(0, message.toAt - message.fromAt),
          fromAt: message.fromAt,
          toAt: message.toAt,
          repairedBy: message.repairedBy,
          restartMs: message.restartMs,
          startSeen: message.startSeen,
          endSeen: message.endSeen,
          attention: message.kind === 'settled',
        },
        t,
      );
      const urgency = message.kind === 'settled' ? 'low' : 'normal';
      return { id: alert.id, title: describeRecoveryTitle(message.cause, named, t), body, sound: false, urgency };
    }
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
