const dawnHour = 5;

/** She is still up, by the laptop's clock: her "tomorrow" is this morning. */
export function isBeforeDawn(at: number): boolean {
  return new Date(at).getHours() < dawnHour;
}
