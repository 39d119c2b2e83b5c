import { isAhead } from '../log-stamp';
import type { GunicornMark } from './evidence';
import { readStamp, type ServerZone } from './server-zone';

/**
 * What gunicorn's master and its workers say of themselves, the words of 20.1 and of later versions:
 *
 *   [2026-11-29 13:02:33 -0500] [7020] [INFO] Starting gunicorn 20.1.0                                   starting
 *   [2026-11-29 13:02:33 -0500] [7024] [INFO] Booting worker with pid: 7024                              booted
 *   [2026-11-29 13:02:37 -0500] [7020] [WARNING] Worker with pid 7024 was terminated due to signal 9     died
 *   [2026-11-29 13:02:37 -0500] [7020] [ERROR] Worker (pid:7024) was sent SIGKILL! Perhaps out of memory?  died
 *   [2026-11-29 13:02:37 -0500] [7020] [ERROR] Worker (pid:7024) exited with code 1                      died
 *   [2026-11-29 13:02:53 -0500] [7020] [CRITICAL] WORKER TIMEOUT (pid:7937)                              timeout
 *   [2026-11-29 13:02:57 -0500] [7040] [INFO] Worker exiting (pid: 7040)                                 exiting
 *   [2026-11-29 13:02:59 -0500] [7020] [INFO] Handling signal: hup                                       reloading
 *   [2026-11-29 13:03:25 -0500] [7020] [INFO] Handling signal: term                                      stopping
 *   [2026-11-29 13:03:25 -0500] [7020] [INFO] Reason: Worker failed to boot.                             start-failed
 *
 * Why a worker was killed the log only supposes. One that ends with an exit code leaves no line in 20.1.
 */
const linePattern = /^\[(\d{4}-[^\]]{1,40})\] (?:\[(\d{1,9})\] \[[A-Z]{4,8}\] )?(.*)$/;
/** Whoever sends one of these wants it to end. */
const politeSignals: ReadonlySet<string> = new Set(['2', '3', '15', 'INT', 'QUIT', 'TERM']);

type Word = GunicornMark['word'];
const own: readonly (readonly [RegExp, Word])[] = [
  [/^Booting worker with pid: (\d{1,9})$/, 'booted'],
  [/^Worker \(pid:(\d{1,9})\) exited with code [1-9]\d{0,2}\.?$/, 'died'],
  [/^WORKER TIMEOUT \(pid:(\d{1,9})\)$/, 'timeout'],
  [/^Worker exiting \(pid: (\d{1,9})\)$/, 'exiting'],
  [/^(?:Autorestarting worker after current request|Maximum request limit of \d{1,9} exceeded)\./, 'left'],
  [/^Starting gunicorn /, 'starting'],
  [/^Handling signal: (?:hup|usr2)$/, 'reloading'],
  [/^(?:Handling signal: (?:term|int|quit)$|Shutting down: Master$)/, 'stopping'],
  [/^Reason: (?:Worker failed to boot|App failed to load)\.$/, 'start-failed'],
];
const endedPattern =
  /^(?:Worker with pid (\d{1,9}) was terminated due to signal (\d{1,3})$|Worker \(pid:(\d{1,9})\) was sent SIG([A-Z0-9]{2,8})!)/;
/** Where nothing caught it: Python's own last line, behind the stamp of the line before. */
const haltPattern =
  /^(?:gunicorn\.errors\.)?HaltServer: <HaltServer '(?:Worker failed to boot|App failed to load)\.' \d+>$/;

export interface ErrorReading {
  readonly marks: readonly GunicornMark[];
  /** Lines whose moment is not known. */
  readonly untimed: number;
}

/** Lines as the script picked them out. `limits`: what is older is not wanted, later is impossible. */
export function readErrorLines(
  lines: readonly string[],
  zone: ServerZone,
  limits: { readonly fromAt: number; readonly toAt: number },
): ErrorReading {
  const marks: GunicornMark[] = [];
  let untimed = 0;
  for (const line of lines) {
    const [, stamp, pid, text] = linePattern.exec(line) ?? [];
    const at = stamp === undefined ? null : readStamp(stamp, zone, null);
    if (at === null || isAhead(at, limits.toAt)) untimed += 1;
    else if (at >= limits.fromAt && text !== undefined) {
      const mark = pid === undefined ? readHalt(text) : readWord(text, Number(pid));
      if (mark !== null) marks.push({ at, ...mark });
    }
  }
  return { marks, untimed };
}

type Said = Pick<GunicornMark, 'word' | 'pid'>;

function readHalt(text: string): Said | null {
  return haltPattern.test(text) ? { word: 'start-failed', pid: 0 } : null;
}

function readWord(text: string, writer: number): Said | null {
  const [, pid, signal, laterPid, name] = endedPattern.exec(text) ?? [];
  if (pid !== undefined || laterPid !== undefined) {
    return politeSignals.has(signal ?? name ?? '') ? null : { word: 'died', pid: Number(pid ?? laterPid) };
  }
  for (const [pattern, word] of own) {
    const match = pattern.exec(text);
    if (match !== null) return { word, pid: match[1] === undefined ? writer : Number(match[1]) };
  }
  return null;
}
