import type { StampedLine } from '../error-log';
import { findTracebacks } from './tracebacks';

export interface BootFailure {
  /** The exception's own line, e.g. `ModuleNotFoundError: No module named 'x'`: server text, capped. */
  readonly error: string;
  readonly at: number | null;
}

/** Why gunicorn's arbiter gave up: codes 3 and 4 of its workers. */
const haltPattern =
  /Reason: (?:Worker failed to boot|App failed to load)|HaltServer '(?:Worker failed to boot|App failed to load)/;
/** Loaded and serving. "Booting worker" and "Listening at" are written before the application is imported. */
const servesPattern = /Application startup complete/;
const newStartPattern = /\[INFO\] Starting gunicorn /;
const maxErrorChars = 200;

/** The failure of the last start, if it failed: a start after it, or an application that serves, ends it. */
export function findBootFailure(lines: readonly StampedLine[]): BootFailure | null {
  const halt = lines.findIndex(
    (line, index) => haltPattern.test(line.text) && !lines.slice(index).some(({ text }) => isFreshStart(text)),
  );
  const line = lines[halt];
  if (line === undefined) return null;
  const error = findTracebacks(lines.slice(0, halt)).at(-1)?.error ?? line.text.trim();
  return { error: error.slice(0, maxErrorChars), at: line.at };
}

function isFreshStart(text: string): boolean {
  return servesPattern.test(text) || newStartPattern.test(text);
}
