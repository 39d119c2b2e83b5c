import type { Alert } from '../../src/core/alert-policy';

/** "outage api-down", "concern disk-full", "recovered api-down". */
export function describeNotice({ subject }: Alert): string {
  switch (subject.kind) {
    case 'outage':
      return `outage ${subject.incident.cause}`;
    case 'concern':
      return `concern ${subject.concern.cause}`;
    case 'message':
      return `${subject.message.kind} ${subject.message.cause}`;
  }
}
