/** The simulated server keeps Bogotá's time, as the real one: UTC-5 all the year. */
const serverOffsetMs = -5 * 3600_000;

/** `2026-11-24 05:10:05` */
export function toServerTime(at: number): string {
  return isoOf(at).replace('T', ' ');
}

/** `2026-11-24T05:10:05-0500` */
export function toServerIso(at: number): string {
  return `${isoOf(at)}-0500`;
}

function isoOf(at: number): string {
  return new Date(at + serverOffsetMs).toISOString().slice(0, 19);
}
