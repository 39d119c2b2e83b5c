/** A target as a share and as the downtime that it allows. The two figures always stand side by side. */
const minuteMs = 60_000;
const dayMs = 24 * 60 * minuteMs;

/** As a share: 99.9 ÷ 100 is not 0.999 in binary. */
export function targetOf({ targetPercent }: { readonly targetPercent: number }): number {
  return Math.round(targetPercent * 1000) / 100_000;
}

export interface TargetLine {
  /** 0 … 1 */
  readonly value: number;
  /** Of a month of 30 days, and of a year of 365. */
  readonly perMonthMs: number;
  readonly perYearMs: number;
}

export function targetLine(value: number): TargetLine {
  return { value, perMonthMs: allowed(value, 30), perYearMs: allowed(value, 365) };
}

/** To the second: 1 − 0.995 is not 0.005 in binary. */
function allowed(value: number, days: number): number {
  return Math.round(((1 - value) * days * dayMs) / 1000) * 1000;
}

/** ISO 8601 in hours, minutes and seconds: `PT43H48M`. */
export function toIsoDuration(ms: number): string {
  const seconds = Math.max(0, Math.round(ms / 1000));
  const parts = [
    [Math.floor(seconds / 3600), 'H'],
    [Math.floor(seconds / 60) % 60, 'M'],
    [seconds % 60, 'S'],
  ] as const;
  const text = parts.map(([value, unit]) => (value === 0 ? '' : `${String(value)}${unit}`)).join('');
  return `PT${text === '' ? '0S' : text}`;
}
