import type { Snapshot } from '../../engine/result';
import { tokens } from '../../units/format';
import { TIER_LABELS, tierOf } from '../palette';
import { right } from './geometry';
import type { FlowLayout } from './layout';
import { textWidth, write, type Pen } from './pen';
import { fillKv } from './texture';
import type { Motion } from './token-motion';

/** What shapes and colours mean, with only those that are in the picture. */
export function drawLegend(
  pen: Pen,
  sides: readonly (Snapshot | null)[],
  motion: Motion,
  layout: FlowLayout,
): void {
  const { ctx, palette, unit } = pen;
  const { legend } = layout;
  const pools = sides.flatMap((side) => side?.pools ?? []);
  if (pools.length === 0) return;
  const behind = sides.flatMap((side) => side?.tiers ?? []);
  const used = [
    ...new Set([...pools.map((pool) => pool.tier), ...behind.map(({ name }) => name)].map(tierOf)),
  ];
  const line = 18 * unit;
  let x = legend.x;
  let y = legend.y + 13 * unit;
  const entry = (text: string, markWidth: number, mark: (x: number, y: number) => void) => {
    const width = (markWidth + 5) * unit + textWidth(pen, text);
    if (x > legend.x && x + width > right(legend)) {
      x = legend.x;
      y += line;
    }
    if (y > legend.y + legend.h) return;
    mark(x, y - 4 * unit);
    write(pen, text, x + (markWidth + 5) * unit, y, { color: palette.muted });
    x += width + 14 * unit;
  };
  const stroke = (length: number, thickness: number) => (x: number, y: number) => {
    ctx.strokeStyle = palette.ink;
    ctx.lineWidth = thickness * unit;
    ctx.lineCap = 'round';
    ctx.beginPath();
    ctx.moveTo(x + 2 * unit, y);
    ctx.lineTo(x + (length - 2) * unit, y);
    ctx.stroke();
    ctx.lineCap = 'butt';
  };
  for (const tier of used)
    entry(TIER_LABELS[tier], 11, (x, y) =>
      fillKv(pen, { x, y: y - 5 * unit, w: 11 * unit, h: 10 * unit }, tier),
    );
  entry(`${tokens(motion.dashTokens)} prompt tokens`, 11, stroke(11, 2.6));
  if (sides.some((side) => side?.requests.reusedTokens))
    entry('not found, computed', 11, (x, y) => {
      stroke(11, 4)(x, y);
      ctx.strokeStyle = palette.ground;
      ctx.lineWidth = 2 * unit;
      ctx.beginPath();
      ctx.moveTo(x + 2 * unit, y);
      ctx.lineTo(x + 9 * unit, y);
      ctx.stroke();
    });
  if (behind.length > 0 || pools.some((pool) => pool.role === 'prefill'))
    entry('KV moving', 18, stroke(18, 1.6));
  entry(dotWords(motion), 6, (x, y) => {
    ctx.fillStyle = palette.ink;
    ctx.beginPath();
    ctx.arc(x + 3 * unit, y, 2.4 * unit, 0, 2 * Math.PI);
    ctx.fill();
  });
  const coarsest = Math.max(
    1,
    ...layout.lanes.flatMap((lane) => lane.pools.map(({ grid }) => grid.chipsPerTile)),
  );
  if (coarsest > 1)
    entry(`up to ${coarsest} chips`, 8, (x, y) => {
      ctx.fillStyle = palette.hairline;
      ctx.fillRect(x, y - 4 * unit, 8 * unit, 8 * unit);
    });
}

/** What one dot stands for; thinning is said, never silent. */
function dotWords({ stride, othersStride }: Motion): string {
  const base = stride === 1 ? '1 answer token' : `${stride} answer tokens`;
  return othersStride > stride ? `${base} (${othersStride} to the others)` : base;
}
