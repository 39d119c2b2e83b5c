/** The guide's eight scenarios, as what the rounds of a drill see. Pure: same server and moment, same drill. */
import type { Observation } from '../model';
import type { ServerSettings, WitnessSettings } from '../settings';
import { healthyRound, type RoundParts } from './healthy';
import type { DrillMoment } from './moment';
import type { DrillScenario } from './scenario-ids';
import {
  apiStillToCome,
  diskExhausted,
  diskFilling,
  memoryExhausted,
  processKilled,
  serverBooted,
  serverBooting,
  serverOff,
} from './server-faults';
import {
  apiRestartedByWatchdog,
  apiStopped,
  codeBroken,
  codeMended,
  databaseStarted,
  databaseStopped,
  workerReplaced,
} from './service-faults';

/** One thing to see. All its rounds are over when it is shown. */
export interface DrillStep {
  readonly caption: DrillCaption;
  /** How long it stays before the next one comes by itself. */
  readonly showMs: number;
  readonly rounds: readonly Observation[];
}

interface Plan {
  /** Its text is `drill.step.<caption>`. */
  readonly caption: string;
  /** Time that passes in the drill since the round before. */
  readonly afterMs: number;
  readonly sees: (moment: DrillMoment) => RoundParts;
  /** Seen a second time before it is shown: what is confirmed by two rounds. */
  readonly twice?: true;
  /** There is much to read. */
  readonly isLong?: true;
}

const minuteMs = 60_000;
const shortMs = 5_000;
const longMs = 8_000;
/** Two failed rounds this far apart confirm an outage, two good ones end it. */
const againMs = 30_000;
const watchdogMs = 5 * minuteMs;

const nothing = (): RoundParts => ({});
const well = { caption: 'well', afterMs: 0, sees: nothing } as const;
const firstFailure = { caption: 'first', afterMs: 90_000 } as const;
const confirmed = { afterMs: againMs, isLong: true } as const;
const over = { afterMs: againMs } as const;

const plans = {
  worker: [
    well,
    { caption: 'worker.replaced', afterMs: 4 * minuteMs, sees: workerReplaced, isLong: true },
    { caption: 'worker.after', afterMs: 5 * minuteMs, sees: workerReplaced },
  ],
  api: [
    well,
    { ...firstFailure, sees: apiStopped },
    { ...confirmed, caption: 'api.down', sees: apiStopped },
    // 40 s after the watchdog's minute.
    { caption: 'api.back', afterMs: 160_000, sees: apiRestartedByWatchdog },
    { ...over, caption: 'api.over', sees: apiRestartedByWatchdog },
  ],
  reboot: [
    well,
    { ...firstFailure, sees: serverBooting },
    { ...confirmed, caption: 'reboot.down', sees: apiStillToCome },
    { caption: 'reboot.back', afterMs: 70_000, sees: serverBooted },
    { ...over, caption: 'reboot.over', sees: serverBooted },
  ],
  off: [
    well,
    { ...firstFailure, sees: serverOff },
    { ...confirmed, caption: 'off.down', sees: serverOff },
    { caption: 'off.back', afterMs: 8 * minuteMs, sees: serverBooted },
    { ...over, caption: 'off.over', sees: serverBooted },
  ],
  database: [
    well,
    { ...firstFailure, sees: databaseStopped },
    { ...confirmed, caption: 'database.down', sees: databaseStopped },
    { caption: 'database.back', afterMs: 4 * minuteMs, sees: databaseStarted },
    { ...over, caption: 'over', sees: databaseStarted },
  ],
  disk: [
    well,
    { caption: 'disk.filling', afterMs: 4 * minuteMs, sees: diskFilling, twice: true, isLong: true },
    { ...firstFailure, sees: diskExhausted },
    { ...confirmed, caption: 'disk.down', sees: diskExhausted },
    { caption: 'disk.back', afterMs: 4 * minuteMs, sees: nothing },
    { ...over, caption: 'over', sees: nothing, twice: true },
  ],
  memory: [
    well,
    { caption: 'memory.low', afterMs: 4 * minuteMs, sees: memoryExhausted, twice: true, isLong: true },
    { caption: 'memory.killed', afterMs: 4 * minuteMs, sees: processKilled, twice: true, isLong: true },
    // Longer than such a line says something about now.
    { caption: 'memory.over', afterMs: 65 * minuteMs, sees: workerReplaced, twice: true },
  ],
  code: [
    well,
    { ...firstFailure, sees: codeBroken },
    { ...confirmed, caption: 'code.down', sees: codeBroken },
    { caption: 'code.back', afterMs: 8 * minuteMs, sees: codeMended },
    { ...over, caption: 'over', sees: codeMended },
  ],
} as const satisfies Readonly<Record<DrillScenario, readonly Plan[]>>;

export type DrillCaption = (typeof plans)[DrillScenario][number]['caption'];

export interface DrillTarget {
  readonly server: ServerSettings;
  readonly witnesses: readonly WitnessSettings[];
}

/**
 * The rounds of a scenario that begins about now: always at the same distance from the server's watchdog, which acts
 * every five minutes, so that it tells the same story each time.
 */
export function planDrill(scenario: DrillScenario, target: DrillTarget, now: number): readonly DrillStep[] {
  const sinceAt = Math.floor(now / watchdogMs) * watchdogMs + minuteMs;
  const steps: readonly (Plan & { readonly caption: DrillCaption })[] = plans[scenario];
  let at = sinceAt;
  let turned: { readonly sees: Plan['sees']; readonly at: number } | null = null;
  return steps.map(({ caption, afterMs, sees, twice, isLong }) => {
    at += afterMs;
    const moments = twice === true ? [at, at + againMs] : [at];
    if (turned?.sees !== sees) turned = { sees, at };
    const turnedAt = turned.at;
    const rounds = moments.map((moment) =>
      healthyRound(target.server, { sinceAt, at: moment }, sees({ ...target, sinceAt, at: moment, turnedAt })),
    );
    at = moments.at(-1) ?? at;
    return { caption, showMs: isLong === true ? longMs : shortMs, rounds };
  });
}
