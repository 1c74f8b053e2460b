import type { BoundBy } from '../../engine/cost/step-cost';
import type { Palette, Tier } from '../palette';
import type { Box } from './geometry';
import type { Pen } from './pen';

/** Signs that go with a colour, so that no meaning hangs on colour alone. */

/** How the edge of a chip says what it waits for; its words stand beside it. */
export interface Edge {
  color: string;
  width: number;
  dash: readonly number[];
  words: string;
}

export function edgeOf(boundBy: BoundBy | null, busy: boolean, tier: Tier, palette: Palette): Edge {
  if (!busy || boundBy === null)
    return { color: palette.hairline, width: 1, dash: [], words: busy ? '' : 'idle' };
  switch (boundBy) {
    case 'compute':
      return { color: palette.ink, width: 1.6, dash: [], words: 'bound by compute' };
    case 'bytes':
      return { color: palette.tiers[tier], width: 1.6, dash: [], words: 'bound by memory' };
    case 'latency':
      return { color: palette.ink, width: 1.4, dash: [1.5, 3], words: 'bound by latency' };
    case 'link':
      return { color: palette.tiers.network, width: 1.6, dash: [6, 3], words: 'bound by its links' };
    case 'software':
      return { color: palette.muted, width: 1.4, dash: [6, 3, 1.5, 3], words: 'bound by software' };
  }
}

/** Distance and slope of the lines that mark a tier; HBM, the commonest, is plain. */
export const LINES: Record<Tier, { every: number; slope: number; dash: readonly number[] } | null> = {
  hbm: null,
  sram: { every: 4, slope: Infinity, dash: [] },
  gddr: { every: 4, slope: 0, dash: [] },
  lpddr: { every: 4, slope: 0, dash: [2, 2] },
  dram: { every: 5, slope: Infinity, dash: [2, 2] },
  cxl: { every: 6, slope: 1, dash: [3, 2] },
  flash: { every: 5, slope: -1, dash: [] },
  network: { every: 3, slope: 0, dash: [1, 3] },
};

/** Parallel lines over a box, in the current stroke style. */
function rule(pen: Pen, box: Box, every: number, slope: number, dash: readonly number[]): void {
  const { ctx, unit } = pen;
  const step = every * unit;
  ctx.save();
  ctx.beginPath();
  ctx.rect(box.x, box.y, box.w, box.h);
  ctx.clip();
  ctx.beginPath();
  ctx.setLineDash(dash.map((length) => length * unit));
  if (slope === 0)
    for (let y = box.y + step / 2; y < box.y + box.h; y += step) line(ctx, box.x, y, box.x + box.w, y);
  else {
    const lean = slope === Infinity ? 0 : box.h / slope;
    // Lines stand at multiples of the step from the canvas edge, so that a growing fill does not drag them along.
    const first = Math.floor((box.x - Math.abs(lean)) / step) * step;
    for (let x = first; x < box.x + box.w + Math.abs(lean); x += step)
      line(ctx, x, box.y + box.h, x + lean, box.y);
  }
  ctx.stroke();
  ctx.restore();
}

function line(ctx: CanvasRenderingContext2D, x0: number, y0: number, x1: number, y1: number): void {
  ctx.moveTo(x0, y0);
  ctx.lineTo(x1, y1);
}

/** KV: the tier's colour in full, with the tier's lines. */
export function fillKv(pen: Pen, box: Box, tier: Tier): void {
  if (box.w <= 0) return;
  const { ctx, palette } = pen;
  ctx.fillStyle = palette.tiers[tier];
  ctx.fillRect(box.x, box.y, box.w, box.h);
  const lines = LINES[tier];
  if (!lines) return;
  ctx.strokeStyle = palette.ground;
  ctx.lineWidth = 1;
  ctx.globalAlpha = 0.55;
  rule(pen, box, lines.every, lines.slope, lines.dash);
  ctx.globalAlpha = 1;
}

/** KV that is kept of requests which do not run now: the tier's colour, faint. */
export function fillKept(pen: Pen, box: Box, tier: Tier): void {
  if (box.w > 0) tint(pen, box, tier, 0.4);
}

/** Weights: the tier's colour as a hatch on the ground. They never move, so they look like a foundation. */
export function fillWeights(pen: Pen, box: Box, tier: Tier): void {
  if (box.w <= 0) return;
  const { ctx, palette } = pen;
  tint(pen, box, tier, 0.16);
  ctx.globalAlpha = 0.85;
  ctx.strokeStyle = palette.tiers[tier];
  ctx.lineWidth = Math.max(1, pen.unit);
  rule(pen, box, 4.5, 1, []);
  ctx.globalAlpha = 1;
}

function tint({ ctx, palette }: Pen, box: Box, tier: Tier, alpha: number): void {
  ctx.fillStyle = palette.tiers[tier];
  ctx.globalAlpha = alpha;
  ctx.fillRect(box.x, box.y, box.w, box.h);
  ctx.globalAlpha = 1;
}
