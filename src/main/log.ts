import { appendFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Clock } from './clock';
import type { Redactor } from './redact';
import { rotateFile } from './rotate-file';

const limits = { maxBytes: 1_000_000, files: 3 };
const maxLineLength = 4_000;

/** The application's own log, `vigia.log`: what it did and why, for whoever has to find out. Never throws. */
export interface Log {
  info(text: string): void;
  warn(text: string): void;
  error(text: string): void;
}

export function createLog(options: {
  readonly dataDir: string;
  readonly redactor: Redactor;
  readonly clock: Clock;
}): Log {
  const path = join(options.dataDir, 'vigia.log');
  function write(level: string, text: string): void {
    const line = toOneLine(options.redactor.redact(text)).slice(0, maxLineLength);
    try {
      rotateFile(path, limits);
      appendFileSync(path, `${new Date(options.clock.now()).toISOString()} ${level} ${line}\n`, { mode: 0o600 });
    } catch {
      // A log that cannot be written must not stop what it tells about.
    }
  }
  return {
    info: (text) => {
      write('info', text);
    },
    warn: (text) => {
      write('warn', text);
    },
    error: (text) => {
      write('error', text);
    },
  };
}

/** Text from outside cannot begin a line of its own, nor move the reader's cursor. */
function toOneLine(text: string): string {
  return text.replaceAll(/\r?\n/g, ' ⏎ ').replaceAll(/[\p{Cc}\p{Bidi_Control}]/gu, '\uFFFD');
}
