import { readClockLine } from '../remote/server-clock';

/** What the scripts of log-read.ts and log-search.ts say between the lines. */
export type LogMark =
  | { readonly kind: 'clock'; readonly at: number; readonly zoneMinutes: number }
  | {
      readonly kind: 'read';
      readonly isCut: boolean;
      readonly unreadFiles: number;
      readonly isUntimed: boolean;
      /** Its oldest line, where the time that was asked for begins before it; null: it reaches back far enough. */
      readonly beginsAt: number | null;
      /** To go on where this reading ended; null: the server does not say. */
      readonly position: string | null;
    }
  | {
      readonly kind: 'at';
      readonly reachedAt: number | null;
      readonly bytesRead: number;
      readonly bytesTotal: number | null;
      readonly unreadFiles: number;
    }
  | { readonly kind: 'more'; readonly cursor: string }
  | { readonly kind: 'bad'; readonly detail: string }
  | { readonly kind: 'slow' }
  | { readonly kind: 'end' };

/** `text`: what stands behind the nonce and a space. Null: no mark of ours, or a damaged one. */
export function parseLogMark(text: string): LogMark | null {
  const space = text.indexOf(' ');
  const [name, rest] = space < 0 ? [text, ''] : [text.slice(0, space), text.slice(space + 1)];
  const words = rest.split(' ');
  switch (name) {
    case 'clock': {
      const clock = readClockLine(rest);
      return clock === null ? null : { kind: 'clock', ...clock };
    }
    case 'read':
      return {
        kind: 'read',
        isCut: words[0] === '1',
        unreadFiles: count(words[1]),
        isUntimed: words[2] === '1',
        beginsAt: secondsOf(words[3]),
        position: positionOf(words.slice(4).join(' ')),
      };
    case 'at': {
      const [at, read, total, unread] = words;
      return {
        kind: 'at',
        reachedAt: secondsOf(at),
        bytesRead: count(read),
        bytesTotal: total === '-' ? null : count(total),
        unreadFiles: count(unread),
      };
    }
    case 'more':
      return { kind: 'more', cursor: rest };
    case 'bad':
      return { kind: 'bad', detail: rest.replace(/^grep: /, '').trim() };
    case 'slow':
      return { kind: 'slow' };
    case 'end':
      return { kind: 'end' };
    default:
      return null;
  }
}

/** It goes back to the server as it came, so it must be one: a file's or a journal's. */
function positionOf(text: string): string | null {
  return /^(?:\d+:\d+ \d+ \d+ \d+ \d+:\d+|@\d+|[a-z]=[\w=;-]{1,300})$/.test(text) ? text : null;
}

function secondsOf(text: string | undefined): number | null {
  return /^\d{1,11}$/.test(text ?? '') ? Number(text) * 1000 : null;
}

function count(text: string | undefined): number {
  return /^\d{1,15}$/.test(text ?? '') ? Number(text) : 0;
}
