import type { Alert } from '../../src/core/alert-policy';
import type { PendingMessage } from '../../src/core/monitor-state';

/** "outage api-down", "reminder api-down", "concern disk-full", "recovered api-down", "flapping 3", "digest 0". */
export function describeNotice({ subject }: Alert): string {
  switch (subject.kind) {
    case 'outage':
    case 'reminder':
      return `${subject.kind} ${subject.incident.cause}`;
    case 'concern':
      return `concern ${subject.concern.cause}`;
    case 'flapping':
      return `flapping ${String(subject.flapping.outages)}`;
    case 'blind':
      return `blind ${subject.blind.cause}`;
    case 'maintenance-ends':
      return 'maintenance ends';
    case 'message':
      return describeMessage(subject.message);
  }
}

function describeMessage(message: PendingMessage): string {
  switch (message.kind) {
    case 'recovered':
    case 'settled':
    case 'seeing':
      return `${message.kind} ${message.cause}`;
    case 'stable':
      return `stable after ${String(message.outages)}`;
    case 'maintenance-done':
      return 'maintenance done';
    case 'digest':
      return `digest ${String(message.facts.outages)}`;
  }
}
