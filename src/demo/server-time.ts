/** The simulated server keeps Bogotá's time, as the real one: UTC-5 all the year. */
const serverOffsetMs = -5 * 3600_000;

/** `2026-11-24 05:10:05` */
export function toServerTime(at: number): string {
  return isoOf(at).replace('T', ' ');
}

/** `2026-11-24T05:10:05.123000-0500`, as `journalctl -o short-iso-precise` */
export function toServerIso(at: number): string {
  return `${isoOf(at)}.${String(Math.floor(at) % 1000).padStart(3, '0')}000-0500`;
}

function isoOf(at: number): string {
  return new Date(at + serverOffsetMs).toISOString().slice(0, 19);
}
