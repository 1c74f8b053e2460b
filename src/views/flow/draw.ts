import type { Snapshot } from '../../engine/result';
import { count, rate, tokens } from '../../units/format';
import { paletteOf, TIER_LABELS, tierOf, type Theme, type Tier } from '../palette';
import { drawAnswers } from './draw-answers';
import { drawPool } from './draw-pool';
import { drawParticles } from './draw-particles';
import { drawDoor, drawEntrance, drawLinkLabel, drawRails } from './draw-traffic';
import { right, type Box } from './geometry';
import type { FlowLayout, LaneLayout } from './layout';
import { frame, textWidth, write, writeFitting, writeNumber, writeParagraph, type Pen } from './pen';
import { fillKv } from './texture';
import type { LaneMotion, Motion } from './token-motion';

/** One side as the figure gets it. */
export interface FlowSide {
  /** What stands beside the letter: the cluster in a few words. */
  label: string;
  /** Null while there is no run, or when the side is infeasible. */
  snapshot: Snapshot | null;
  /** Said in the place of the cluster when there is no snapshot: why not. */
  note: string | null;
}

/** Paints one moment. Everything that is on the canvas follows from the arguments. */
export function drawFlow(
  ctx: CanvasRenderingContext2D,
  sides: readonly FlowSide[],
  layout: FlowLayout,
  motion: Motion,
  theme: Theme,
): void {
  const palette = paletteOf(theme);
  const pen: Pen = { ctx, palette, unit: layout.unit };
  ctx.textBaseline = 'alphabetic';
  ctx.fillStyle = palette.ground;
  ctx.fillRect(0, 0, layout.width, layout.height);
  layout.lanes.forEach((lane, i) => {
    const side = sides[i];
    const now = motion.lanes[i];
    if (!side || !now) return;
    if (i > 0) drawDivider(pen, lane.box);
    drawTitle(pen, 'AB'[i] ?? '', side, lane);
    const { snapshot } = side;
    if (!snapshot) {
      drawNote(pen, side.note ?? '', lane.cluster);
      return;
    }
    drawRails(pen, lane);
    drawEntrance(pen, lane, now);
    snapshot.pools.forEach((pool, p) => {
      const at = lane.pools[p];
      const state = now.pools[p];
      if (at && state) drawPool(pen, pool, state, at, lane.stations);
    });
    drawDoor(pen, lane, now, motion.time, snapshot.requests);
    drawLinkLabel(pen, lane, now);
    drawCounter(pen, now, lane.counter, layout.variant === 'wide' ? 27 : 23);
    drawAnswers(pen, now, lane, tiersOf(snapshot), motion.still);
  });
  drawParticles(
    pen,
    layout.lanes,
    sides.map((side) => side.snapshot),
    motion.particles,
  );
  drawLegend(pen, sides, motion, layout);
}

/** Where prompts are written to, and where answers read from. */
function tiersOf({ pools }: Snapshot): { prompt: Tier; answer: Tier } {
  return { prompt: tierOf(pools[0]?.tier ?? ''), answer: tierOf(pools[pools.length - 1]?.tier ?? '') };
}

/** In the place of a cluster that is not there: an empty frame and the reason. */
function drawNote(pen: Pen, note: string, box: Box): void {
  const { ctx, palette, unit } = pen;
  ctx.strokeStyle = palette.hairline;
  ctx.lineWidth = unit;
  ctx.setLineDash([4 * unit, 4 * unit]);
  frame(ctx, box, 5 * unit);
  ctx.stroke();
  ctx.setLineDash([]);
  const text = {
    ...box,
    x: box.x + 14 * unit,
    y: box.y + 26 * unit,
    w: Math.min(box.w - 28 * unit, 460 * unit),
  };
  writeParagraph(pen, note, text, 18 * unit, { size: 13 });
}

function drawDivider({ ctx, palette, unit }: Pen, box: Box): void {
  ctx.strokeStyle = palette.hairline;
  ctx.lineWidth = unit;
  ctx.beginPath();
  ctx.moveTo(box.x, box.y + 0.5);
  ctx.lineTo(right(box), box.y + 0.5);
  ctx.stroke();
}

function drawTitle(pen: Pen, letter: string, side: FlowSide, { title, stations }: LaneLayout): void {
  const { unit } = pen;
  const y = title.y + 15 * unit;
  write(pen, letter, title.x, y, { size: 18, weight: 700 });
  const box = { ...title, x: title.x + 20 * unit, w: title.w - 20 * unit, y };
  const lines = stations === null && title.w < 300 * unit ? 2 : 1;
  // What a chip is also called is said in its tooltip.
  const label = side.label.replace(/ \([^)]*\)/g, '');
  writeParagraph(pen, label, box, 17 * unit, { size: lines > 1 ? 13 : 14, weight: 600 }, lines);
}

/** The number that the race is about. */
function drawCounter(pen: Pen, now: LaneMotion, box: Box, size: number): void {
  const { palette, unit } = pen;
  const y = box.y + 22 * unit;
  const speed = now.streamRate === null ? '–' : rate(now.streamRate);
  const width = writeNumber(pen, speed, box.x, y, { size, weight: 600 });
  const x = box.x + width + 8 * unit;
  const room = right(box) - x;
  writeFitting(pen, ['tokens/s per user', 'tok/s/user'], x, y - 12 * unit, room);
  const muted = { color: palette.muted };
  const total = count(now.delivered);
  if (textWidth(pen, `${total} tokens delivered`) < room) {
    const digits = writeNumber(pen, total, x, y + 3 * unit, muted);
    write(pen, ' tokens delivered', x + digits, y + 3 * unit, muted);
  } else
    writeFitting(
      pen,
      [`${tokens(now.delivered)} delivered`, `${tokens(now.delivered)} so far`, tokens(now.delivered)],
      x,
      y + 3 * unit,
      room,
      muted,
    );
}

/** What shapes and colours mean, with only those that are in the picture. */
function drawLegend(pen: Pen, sides: readonly FlowSide[], motion: Motion, layout: FlowLayout): void {
  const { ctx, palette, unit } = pen;
  const { legend } = layout;
  const pools = sides.flatMap((side) => side.snapshot?.pools ?? []);
  if (pools.length === 0) return;
  const used = [...new Set(pools.map((pool) => tierOf(pool.tier)))];
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
  if (pools.length > sides.length || pools.some((pool) => pool.role === 'prefill'))
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

/** Thinning is said, never silent. */
function dotWords({ stride, othersStride }: Motion): string {
  const base = stride === 1 ? 'answer token' : `1 in ${stride} answer tokens`;
  return othersStride > stride ? `${base} (others 1 in ${othersStride})` : base;
}
