import type { StampedLine } from '../error-log';

/**
 * The lines that gunicorn writes about itself, from their beginning: what a visitor typed can stand in any other line.
 * `[2026-11-24 05:41:58 -0500] [7761] [INFO] `, since 21 with ERROR where it gives up.
 */
const head = String.raw`^\[\d{4}-[^\]]*\] \[\d+\] \[(?:INFO|ERROR)\] `;

/** A pattern for the message of such a line. */
export function ownLine(message: string): RegExp {
  return new RegExp(head + message);
}

export const startingPattern = ownLine('Starting gunicorn ');
/** Loaded and serving, by uvicorn. "Booting worker" and "Listening at" are written before the application is imported. */
export const servesPattern = new RegExp(`(?:${head}|^INFO: +)Application startup complete\\.`);

/** Where the last start begins that came as far as serving; 0 where the log holds none. */
export function lastCompleteStart(lines: readonly StampedLine[]): number {
  const serves = lines.findLastIndex(({ text }) => servesPattern.test(text));
  return Math.max(
    0,
    lines.findLastIndex(({ text }, index) => index < serves && startingPattern.test(text)),
  );
}
