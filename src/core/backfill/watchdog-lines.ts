import { isAhead } from '../log-stamp';
import type { WatchdogMark } from './evidence';
import { readStamp, type ServerZone } from './server-zone';

/**
 * The words of the portal's own script, and of such scripts in general:
 *
 *   [2026-11-24 05:15:01] OK: API responde (HTTP 200)
 *   [2026-11-24 05:20:01] ALERTA: API no responde (HTTP 000). Reiniciando...
 *   [2026-11-24 05:20:09] RECUPERADA: API reiniciada
 *   [2026-11-24 05:20:09] ERROR: no se pudo reiniciar la API
 */
const failed =
  /\balerta?\b|\b(?:no|not|doesn't|does not|sin) (?:est[aá] )?(?:respon\w+|contest\w+|answer\w*|running|activ[ao]|healthy)|\b(?:down|unreachable|unhealthy|inactiv[ao]|timeout)\b|ca[ií]d[ao]|\berror\b|cr[ií]tic|\bfail(?:ed|ure)?\b|\bfall[oóa]\b|no se (?:pudo|logr)|could not|HTTP[ /:]*(?:0{1,3}|5\d\d)\b/i;
const recovered = /recuperad[ao]|\brecovered\b|reiniciad[ao]\b|\brestarted\b|relanzad[ao]\b/i;
const ok =
  /\bok\b|(?<!\b(?:no|not) (?:est[aá] )?)\b(?:responde|contesta|running|saludable|healthy|activ[ao])\b|HTTP[ /:]*(?:200|204)\b/i;
/** "without errors", "no restart needed": the negation of a word is none of these. */
const denied =
  /\b(?:no|sin|without|0|cero|zero)\s+(?:hay\s+|hubo\s+)?(?:error\w*|alert\w*|fall[oa]s?\b|failures?)|\b(?:no|not|sin|without)\b[^.;:]{0,25}\b(?:restart\w*|reinici\w*)/gi;

export interface WatchdogReading {
  readonly marks: readonly WatchdogMark[];
  /** Lines with a moment whose words are not understood. They prove nothing. */
  readonly unknown: number;
  /** The moment of the last line, for the line after it. */
  readonly lastAt: number | null;
}

/** Lines without a stamp belong to what the watchdog calls. `limits`: what is older is not wanted, later is impossible. */
export function readWatchdogLines(
  lines: readonly string[],
  zone: ServerZone,
  limits: { readonly fromAt: number; readonly toAt: number; readonly previousAt: number | null },
): WatchdogReading {
  const marks: WatchdogMark[] = [];
  let unknown = 0;
  let lastAt = limits.previousAt;
  for (const line of lines) {
    const at = readStamp(line, zone, lastAt);
    if (at === null || isAhead(at, limits.toAt)) continue;
    lastAt = at;
    if (at < limits.fromAt) continue;
    const word = readWord(line);
    if (word === null) unknown += 1;
    else marks.push({ at, word, status: word === 'failed' ? readStatus(line) : null });
  }
  return { marks, unknown, lastAt };
}

/** Null: it says neither, or both. */
function readWord(line: string): WatchdogMark['word'] | null {
  const text = line.slice(0, 200).replace(denied, '');
  const isFailed = failed.test(text);
  if (recovered.test(text))
    return isFailed ? (/no se (?:pudo|logr)|could not|\berror\b/i.test(text) ? 'failed' : null) : 'recovered';
  const isOk = ok.test(text);
  if (isFailed === isOk) return null;
  return isFailed ? 'failed' : 'ok';
}

function readStatus(line: string): number | null {
  const digits = /HTTP[ /:]*(\d{3})\b/i.exec(line)?.[1];
  return digits === undefined ? null : Number(digits);
}
