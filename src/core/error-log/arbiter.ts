import type { StampedLine } from '../error-log';
import { ownLine, servesPattern, startingPattern } from './own-lines';

/** What gunicorn's master wrote about itself and its workers. Moments are null where the log has no stamp. */
export interface ArbiterEvents {
  /** The order to stop, if no start came after it. */
  readonly stopped: { readonly at: number | null } | null;
  /** The last start that came as far as serving. */
  readonly served: { readonly at: number | null } | null;
  /** The last start found its port taken. */
  readonly portTaken: { readonly at: number | null } | null;
  /** The last worker that was closed because one request took too long. */
  readonly timeout: { readonly at: number | null } | null;
  /** The last worker that somebody killed: the kernel, an administrator, or gunicorn itself after its time was up. */
  readonly killed: { readonly at: number | null; readonly pid: number } | null;
  /** Workers are replaced on purpose: after so many requests, or by a reload. */
  readonly isRecycling: boolean;
}

const stopPattern = ownLine(String.raw`(?:Handling signal: (?:term|int|quit)\b|Shutting down: Master)`);
/** It also stops by itself, and then says why. */
const reasonPattern = ownLine('Reason: ');
const portPattern = /Connection in use:|Address already in use|Can't connect to \(/;
const timeoutPattern = /WORKER TIMEOUT \(pid:\d+\)/;
/** gunicorn 20.1, and from 20.2 on. */
const killPattern = /Worker with pid (\d+) was terminated due to signal 9\b|Worker \(pid:(\d+)\) was sent SIGKILL!/;
const recyclePattern = /Autorestarting worker|Maximum request limit of \d+ exceeded|Handling signal: hup\b/;

export function findArbiterEvents(lines: readonly StampedLine[]): ArbiterEvents {
  const sinceStart = lines.slice(Math.max(0, lastIndex(lines, startingPattern)));
  // The order itself; "Shutting down" comes after what was still being served.
  const order = sinceStart.find(({ text }) => stopPattern.test(text));
  const isOwnEnd = sinceStart.some(({ text }) => reasonPattern.test(text));
  return {
    stopped: order === undefined || isOwnEnd ? null : { at: order.at },
    served: momentOf(lines, servesPattern),
    portTaken: momentOf(sinceStart, portPattern),
    timeout: momentOf(lines, timeoutPattern),
    killed: lastKill(lines),
    isRecycling: lastIndex(lines, recyclePattern) >= 0,
  };
}

function lastKill(lines: readonly StampedLine[]): ArbiterEvents['killed'] {
  const line = lines[lastIndex(lines, killPattern)];
  const match = line === undefined ? null : killPattern.exec(line.text);
  return line === undefined || match === null ? null : { at: line.at, pid: Number(match[1] ?? match[2]) };
}

function momentOf(lines: readonly StampedLine[], pattern: RegExp): { readonly at: number | null } | null {
  const line = lines[lastIndex(lines, pattern)];
  return line === undefined ? null : { at: line.at };
}

function lastIndex(lines: readonly StampedLine[], pattern: RegExp): number {
  return lines.findLastIndex(({ text }) => pattern.test(text));
}
