/** Times and lengths as a person types them. */
const minutesOf = { minutes: 1, hours: 60 } as const;
export type LengthUnit = keyof typeof minutesOf;

/** Minutes of a maintenance ("90", "1,5"); null where it is no number or not 5 min to 24 h. */
export function toMinutes(typed: string, unit: LengthUnit): number | null {
  if (!/^\d{1,4}([.,]\d{1,2})?$/.test(typed.trim())) return null;
  const minutes = Math.round(Number(typed.trim().replace(',', '.')) * minutesOf[unit]);
  return minutes >= 5 && minutes <= 1440 ? minutes : null;
}

/** "25:30" is meant as half past one at night; null: it is nothing like that. */
export function likelyClockTime(typed: string): string | null {
  const match = /^(2[4-9]|3[0-5])([:.h]?\d{2})?$/.exec(typed.trim());
  return match === null ? null : toClockTime(`${String(Number(match[1]) - 24)}${match[2] ?? ''}`);
}

/** "22:00:09" from that, or what is a time without seconds as such; null: it is no time. */
export function toClockSeconds(typed: string): string | null {
  const [, minutes = typed, seconds = ''] = /^(\d{1,2}:\d{2})(:[0-5]\d)$/.exec(typed.trim()) ?? [];
  const clock = toClockTime(minutes);
  return clock === null ? null : `${clock}${seconds}`;
}

/** "22:00" from "22:00", "22", "7.30" or "0730"; null where it is no time of a 24-hour clock. */
export function toClockTime(typed: string): string | null {
  const match = /^(\d{1,2})(?:[:.h]?(\d{2}))?$/.exec(typed.trim());
  if (match === null) return null;
  const [, hour = '', minute = '00'] = match;
  return Number(hour) < 24 && Number(minute) < 60 ? `${hour.padStart(2, '0')}:${minute}` : null;
}
