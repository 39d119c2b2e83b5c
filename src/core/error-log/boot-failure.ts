import type { StampedLine } from '../error-log';
import { ownLine, servesPattern, startingPattern } from './own-lines';
import { isMasterCrash, readBlocks } from './traceback-blocks';
import { findTracebacks } from './tracebacks';

export interface BootFailure {
  /** The exception's own line, e.g. `ModuleNotFoundError: No module named 'x'`: server text, capped. */
  readonly error: string;
  readonly at: number | null;
  /** The application's code, or gunicorn itself: a folder it may not write to, an option it does not know. */
  readonly of: 'application' | 'gunicorn';
}

/** Why gunicorn's arbiter gave up, codes 3 and 4 of its workers: its own line, or its exception where nothing caught it. */
const reasonPattern = ownLine(String.raw`Reason: (?:Worker failed to boot|App failed to load)\.`);
const raisedPattern =
  /^(?:gunicorn\.errors\.)?HaltServer: <HaltServer '(?:Worker failed to boot|App failed to load)\.' \d+>/;
const maxErrorChars = 200;

/** The failure of the last start, if it failed: a start after it, or an application that serves, ends it. */
export function findBootFailure(lines: readonly StampedLine[]): BootFailure | null {
  const halt = lines.findIndex(
    ({ text }, index) => isHalt(text) && !lines.slice(index).some((later) => isFreshStart(later.text)),
  );
  const line = lines[halt];
  if (line === undefined) return findMasterCrash(lines);
  const error = findTracebacks(lines.slice(0, halt)).at(-1)?.error ?? line.text.trim();
  return { error: error.slice(0, maxErrorChars), at: line.at, of: 'application' };
}

/** Its master ended with an exception that nothing caught, and nothing was written after it. */
function findMasterCrash(lines: readonly StampedLine[]): BootFailure | null {
  const last = readBlocks(lines).at(-1);
  if (last?.isLast !== true || !isMasterCrash(last)) return null;
  return { error: last.error.slice(0, maxErrorChars), at: last.at, of: 'gunicorn' };
}

function isHalt(text: string): boolean {
  return reasonPattern.test(text) || raisedPattern.test(text);
}

function isFreshStart(text: string): boolean {
  return servesPattern.test(text) || startingPattern.test(text);
}
