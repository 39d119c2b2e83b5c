import type { DatabaseErrorKind, ErrorLogFindings, StampedLine } from '../error-log';
import { lastCompleteStart } from './own-lines';
import { branchPattern, framePattern, isRecord, joinPattern, startPattern, withoutTree } from './traceback-blocks';

/** What psycopg2 and the server say, in English whatever the locale of the application's messages: first match counts. */
const databaseErrors: readonly (readonly [DatabaseErrorKind, RegExp])[] = [
  [
    'too-many-connections',
    /too many clients already|remaining connection slots are reserved|too many connections for/i,
  ],
  [
    'starting-up',
    /the database system is (?:starting up|shutting down|in recovery mode|not yet accepting connections)/i,
  ],
  ['authentication', /password authentication failed|no pg_hba\.conf entry|(?:role|database) "[^"]*" does not exist/i],
  [
    'refused',
    /OperationalError.*Connection refused|connection to server .* failed: Connection refused|could not connect to server: Connection refused/i,
  ],
  ['timeout', /OperationalError.*timeout expired|connection to server .* failed: timeout expired/i],
  [
    'other',
    /(?:psycopg2?|asyncpg|sqlalchemy)[\w.]*\.(?:OperationalError|InterfaceError)|server closed the connection unexpectedly|terminating connection due to administrator command/i,
  ],
];

/** Exceptions that tell of the connection, and the server's own word: another one may hold what a visitor sent. */
const driverPattern =
  /^(?:[\w.]+\.)?(?:OperationalError|InterfaceError|DatabaseError|TooManyConnections\w*|CannotConnectNow\w*|AdminShutdown\w*|Invalid(?:Password|Authorization|CatalogName)\w*|ConnectionDoesNotExistError)\b|^FATAL: /;
/** SQLAlchemy adds the query and its values. */
const queryPattern = /^\[(?:SQL|parameters):/;
/** `[…] [7] [ERROR] x`, `2026-… - app - ERROR - x`, `ERROR:root:x`: the first level is the record's, what follows is text. */
const levelPattern =
  /^(?:\[?\d{4}-[\d\s:.,TZ+-]*\]?[\w\s.:|[\](){}-]{0,80}?)?\b(CRITICAL|FATAL|ERROR|WARNING|WARN|INFO|DEBUG|TRACE)\b/;

/** Which lines may tell of the database: all of an error's record, or only the exception of a traceback. */
type Reading = 'error' | 'quiet' | 'frames' | 'driver';

/** The last trouble with the database since the API last started as a whole: what was before that start is over. */
export function findDatabaseError(lines: readonly StampedLine[]): ErrorLogFindings['databaseError'] {
  let found: ErrorLogFindings['databaseError'] = null;
  // The tail may begin in the middle of a traceback.
  let reading: Reading = 'frames';
  for (const line of lines.slice(lastCompleteStart(lines))) {
    reading = readingOf(line, reading);
    if (reading !== 'error' && reading !== 'driver') continue;
    const kind = databaseErrors.find(([, pattern]) => pattern.test(line.text))?.[0];
    if (kind !== undefined) found = { kind, at: line.at };
  }
  return found;
}

function readingOf(line: StampedLine, before: Reading): Reading {
  const { text } = withoutTree(line.text);
  if (isRecord(line)) return isError(line) ? 'error' : 'quiet';
  if (branchPattern.test(line.text)) return 'frames';
  if ([startPattern, joinPattern, framePattern].some((pattern) => pattern.test(text))) return 'frames';
  if (before === 'frames' || before === 'driver') return readTraceback(text, before);
  return before;
}

/** A driver's message may take several lines, up to the next record or traceback. */
function readTraceback(text: string, before: Reading): Reading {
  if (driverPattern.test(text)) return 'driver';
  if (before === 'driver') return queryPattern.test(text) ? 'quiet' : 'driver';
  // The source of a frame is indented; another exception's message ends where the next traceback begins.
  return /^\s|^$/.test(text) ? 'frames' : 'quiet';
}

function isError({ text }: StampedLine): boolean {
  return /^(?:CRITICAL|FATAL|ERROR)$/.test(levelPattern.exec(text)?.[1] ?? '');
}
