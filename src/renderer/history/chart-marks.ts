/** What lies behind the lines: where nobody looked, and where it was down. */
import type uPlot from 'uplot';
import type { Range } from '../../core/history/types';

/** Dotted, in a dotted outline. */
export function paintGaps(plot: uPlot, gaps: readonly Range[], color: string): void {
  const { ctx, bbox } = plot;
  const scale = devicePixelRatio;
  const pattern = dots(ctx, color, scale);
  for (const gap of gaps) {
    const [left, right] = edgesOf(plot, gap);
    if (right - left < 3 * scale) continue;
    ctx.save();
    if (pattern !== null) ctx.fillStyle = pattern;
    ctx.fillRect(left, bbox.top, right - left, bbox.height);
    ctx.strokeStyle = color;
    ctx.lineWidth = scale;
    ctx.setLineDash([2 * scale, 2 * scale]);
    ctx.strokeRect(left + scale / 2, bbox.top + scale / 2, right - left - scale, bbox.height - scale);
    ctx.restore();
  }
}

/** Never thinner than can be seen, and beyond the axis. */
export function paintOutages(plot: uPlot, outages: readonly Range[], color: string): void {
  const { ctx, bbox } = plot;
  const scale = devicePixelRatio;
  ctx.save();
  ctx.fillStyle = color;
  for (const outage of outages) {
    const [left, right] = edgesOf(plot, outage);
    ctx.fillRect(left, bbox.top, Math.max(3 * scale, right - left), bbox.height + 5 * scale);
  }
  ctx.restore();
}

function edgesOf(plot: uPlot, { fromAt, toAt }: Range): readonly [number, number] {
  const { left, width } = plot.bbox;
  const inside = (at: number) => Math.max(left, Math.min(left + width, plot.valToPos(at / 1000, 'x', true)));
  return [inside(fromAt), inside(toAt)];
}

function dots(ctx: CanvasRenderingContext2D, color: string, scale: number): CanvasPattern | null {
  const tile = document.createElement('canvas');
  tile.width = tile.height = Math.round(6 * scale);
  const pen = tile.getContext('2d');
  if (pen === null) return null;
  pen.fillStyle = color;
  pen.beginPath();
  pen.arc(1.5 * scale, 1.5 * scale, 0.8 * scale, 0, 2 * Math.PI);
  pen.fill();
  return ctx.createPattern(tile, 'repeat');
}
