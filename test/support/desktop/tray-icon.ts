import type { OverallStatus } from '../../../src/core/model';

/** A picture in the order of StatusNotifierItem: alpha, red, green, blue, one byte each. */
export interface Pixels {
  readonly width: number;
  readonly height: number;
  readonly argb: Uint8Array;
}

type Rgb = readonly [number, number, number];

// The colours of the drawings in assets/icons.
const COLOURS: Readonly<Record<OverallStatus, Rgb>> = {
  calm: [0x1f, 0x8a, 0x4c],
  attention: [0xb9, 0x6d, 0x00],
  down: [0xd1, 0x36, 0x30],
  'no-data': [0x7b, 0x80, 0x88],
  maintenance: [0x2f, 0x6b, 0xd6],
};
const TOLERANCE = 24;

/** The status whose colour most of the icon has; null when none has a tenth of it. The grey dot of "checking" loses against the rest. */
export function statusOfIcon(pixels: Pixels): OverallStatus | null {
  const statuses = Object.keys(COLOURS) as OverallStatus[];
  const counts = statuses.map((status) => ({ status, count: countPixels(pixels, COLOURS[status]) }));
  const best = counts.reduce((one, other) => (other.count > one.count ? other : one));
  return best.count * 10 >= pixels.width * pixels.height ? best.status : null;
}

function countPixels({ argb }: Pixels, colour: Rgb): number {
  let count = 0;
  for (let at = 0; at + 3 < argb.length; at += 4) {
    const opaque = (argb[at] ?? 0) > 200;
    if (opaque && colour.every((value, channel) => Math.abs((argb[at + 1 + channel] ?? 0) - value) <= TOLERANCE))
      count += 1;
  }
  return count;
}
