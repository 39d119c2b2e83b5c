import { parseLogStamp } from './log-stamp';

/** Lines of its log that may tell of more than "all well": an extended regular expression for grep, in any case. */
export const watchdogWords =
  'restart|reinici|relanz|levant|recuper|recover|reviv|start|iniciad|iniciando|arranc|lanzando|no se pudo|could not|cannot|unable|fail|fall|error';

/** What one look of the watchdog wrote lies within less than this; the next look comes later. */
const oneLookMs = 4 * 60_000;
const mostRestarts = 50;

/** It says that it starts the API again, or has. */
const actPattern =
  /restart|reinici|relanz|levant|recuper|recover|reviv|start_api|(?:api|gunicorn)\b.*(?:start(?:ed|ing)|iniciad|arranc)|(?:start(?:ed|ing)|iniciando|arrancando|lanzando)\b.*(?:api|gunicorn)/i;
const failurePattern =
  /no se (?:pudo|logr)|could not|cannot|can't|unable|failed to|fall[oó] (?:al|el)|error al|imposible/i;
/** "No restart needed", and a look that only begins. */
const idlePattern =
  /\b(?:no|not|sin|without)\b[^.;:]{0,25}\b(?:restart|reinici)|^(?!.*(?:restart|reinici|levant|recuper)).*(?:check|verific|comprob|monitor)/i;

/**
 * When the watchdog says that it started the API again, the earliest first. Its format is not known, so these are its
 * words and no proof: the age of the API's master is. Lines without a stamp belong to other programs.
 */
export function readWatchdogRestarts(
  lines: readonly string[],
  clock: { readonly offsetMs: number; readonly zoneMinutes: number },
): readonly number[] {
  const looks: { readonly startedAt: number; actedAt: number | null; failed: boolean }[] = [];
  for (const line of lines) {
    const stamp = parseLogStamp(line, clock.zoneMinutes);
    if (stamp === null) continue;
    const at = stamp - clock.offsetMs;
    const known = looks.at(-1);
    const isSame = known !== undefined && at >= known.startedAt && at - known.startedAt < oneLookMs;
    const look = isSame ? known : { startedAt: at, actedAt: null, failed: false };
    if (!isSame) looks.push(look);
    if (failurePattern.test(line)) look.failed = true;
    else if (actPattern.test(line) && !idlePattern.test(line)) look.actedAt ??= at;
  }
  return looks.flatMap(({ actedAt, failed }) => (actedAt === null || failed ? [] : [actedAt])).slice(-mostRestarts);
}
