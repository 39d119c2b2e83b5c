import { databasePatterns, gunicornPatterns, nginxPatterns, systemPatterns, systemdPatterns } from './explain-patterns';
import type { LogExplanationId, Pattern } from './explain-patterns';
import { readGunicornPrefix, readJournalPrefix, readNginxPrefix } from './prefix';
import type { LogSource } from './types';

export type { LogExplanationId } from './explain-patterns';

/** A message is recognised by how it begins; what stands further back may be what a visitor sent. */
const headLength = 1000;
/** Only the length of a prefix counts here, not its moment. */
const anyZone = { utcOffsetMinutes: 0 };

/**
 * What a known line means; null: it is shown as it is, without comment. Only the program's own words count, from where its
 * message begins: a visitor's address or browser name, which any access log repeats, explains nothing.
 */
export function explainLine(source: LogSource, text: string): LogExplanationId | null {
  const head = text.slice(0, headLength);
  switch (source) {
    case 'api-access':
      return null;
    case 'api-monitor':
      return find(systemPatterns, head);
    case 'nginx-error': {
      const prefix = readNginxPrefix(head, anyZone);
      return prefix === null ? null : find(nginxPatterns, head.slice(prefix.end));
    }
    case 'api-error':
      return explainGunicorn(head);
    case 'dashboard': {
      const prefix = readJournalPrefix(head, anyZone);
      if (prefix === null) return null;
      const message = head.slice(prefix.end);
      const isSystem = prefix.sender === 'systemd' || prefix.sender === 'kernel' || prefix.sender === 'CRON';
      return isSystem ? find(systemdPatterns, message) : explainGunicorn(message);
    }
  }
}

/** The exception's own line of a folded traceback; null: it says nothing that is known. */
export function explainException(headline: string): LogExplanationId | null {
  return find(databasePatterns, headline.slice(0, headLength));
}

function explainGunicorn(text: string): LogExplanationId | null {
  // The frames of a traceback, unless they are the tree of a group.
  if (/^\s+(?![\s|+])/.test(text)) return null;
  const prefix = readGunicornPrefix(text, anyZone);
  if (prefix !== null)
    return find(gunicornPatterns, text.slice(prefix.end)) ?? find(databasePatterns, text.slice(prefix.end));
  // A member of a group of exceptions stands in a tree.
  return find(
    databasePatterns,
    text.replace(/^[ |+-]{0,40}(?=[A-Za-z])/, (tree) => (tree.includes('|') ? '' : tree)),
  );
}

function find(patterns: readonly Pattern[], message: string): LogExplanationId | null {
  return patterns.find(([, pattern]) => pattern.test(message))?.[0] ?? null;
}
