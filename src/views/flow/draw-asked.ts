import type { PoolAsked } from '../../engine/result';
import { bytes } from '../../units/format';
import { TIER_LABELS, tierOf } from '../palette';
import { BEYOND, drawPoolTitle } from './draw-pool';
import { drawEntrance, drawRails } from './draw-traffic';
import { bottom, right, type Box } from './geometry';
import type { LaneLayout, PoolLayout } from './lane-layout';
import { emptyLane } from './lane-motion';
import { frame, visible, write, writeFitting, writeWhole, type Pen } from './pen';
import { fillWeights } from './texture';

/** A cluster that cannot run, as it was asked for: nothing moves, and what is too full shows by how much. */
export function drawAsked(pen: Pen, pools: readonly PoolAsked[], lane: LaneLayout, reason: string): void {
  // Nothing comes out of it.
  drawRails(pen, { ...lane, tracks: { ...lane.tracks, rows: [], others: [] } }, 0);
  const still = { ...emptyLane(), queues: pools.map(() => ({ listed: [], count: 0, reading: [] })) };
  drawEntrance(pen, pools, lane, still);
  pools.forEach((pool, p) => {
    const at = lane.pools[p];
    if (at && visible(pen, at.box)) drawPool(pen, pool, at, lane.stations);
  });
  const { x, y, w } = lane.counter;
  write(pen, 'Cannot run', x, y + 22 * pen.unit, { size: 18, weight: 600 });
  const [first, last] = [lane.rows[0]!.box, lane.rows.at(-1)!.box];
  const room: Box = { x: first.x, y: first.y, w: right(last) - first.x, h: bottom(lane.others) - first.y };
  writeReason(pen, reason, lane.rows.length > 1 && last.y === first.y ? room : { ...room, w });
}

/** As many sentences of a reason as there is room for: all of them stand with the numbers and in the table. */
export function writeReason(pen: Pen, reason: string, box: Box): void {
  writeWhole(pen, shorterAndShorter(reason), box, 18 * pen.unit, { size: 13 });
}

/** A text, without its last clause, without its last two, down to the first; an ellipsis where any is left out. */
export function shorterAndShorter(text: string): string[] {
  const clauses = text.match(/.+?[.;](?= |$)|.+$/g) ?? [];
  const shorter = clauses.slice(1).map((_, i) =>
    clauses
      .slice(0, -1 - i)
      .join('')
      .trim()
      .replace(/[.;]$/, ' …'),
  );
  return [text, ...shorter, 'Does not fit …'];
}

function drawPool(pen: Pen, pool: PoolAsked, at: PoolLayout, stations: number | null): void {
  const { ctx, palette, unit } = pen;
  ctx.fillStyle = palette.ground;
  frame(ctx, at.box, 5 * unit);
  ctx.fill();
  ctx.strokeStyle = pool.lacks ? palette.ink : palette.hairline;
  ctx.lineWidth = unit;
  ctx.setLineDash([4 * unit, 4 * unit]);
  ctx.stroke();
  ctx.setLineDash([]);
  drawPoolTitle(pen, pool, at, stations);
  ctx.fillStyle = palette.faint;
  for (const { x, y, w, h } of at.grid.boxes) ctx.fillRect(x, y, w, h);
  drawOverflow(pen, pool, at.tank);
  if (pool.lacks) drawNeed(pen, pool.lacks, TIER_LABELS[tierOf(pool.tier)], at);
}

function drawNeed(pen: Pen, lacks: NonNullable<PoolAsked['lacks']>, tier: string, at: PoolLayout): void {
  const style = { color: pen.palette.muted };
  const width = at.tank.w + BEYOND * pen.unit;
  const [needed, usable] = [bytes(lacks.neededBytes), bytes(lacks.availableBytes)];
  const [first, second] = at.facts;
  if (needed === usable) {
    // What lacks is less than the digits show.
    const short = `${bytes(lacks.neededBytes - lacks.availableBytes)} short`;
    if (first)
      writeFitting(pen, [`${tier} ${usable} usable, ${short}`, short], first.x, first.y, width, style);
    return;
  }
  const inOne = [`${tier} ${usable} usable, ${needed} needed`, `${tier} ${usable} of ${needed}`];
  const has = second ? [`${tier} ${usable} usable`, `has ${usable}`] : [...inOne, `${usable} of ${needed}`];
  if (first) writeFitting(pen, has, first.x, first.y, width, style);
  const needs = [
    `${needed} needed, with activations and one request`,
    `${needed} needed, with one request`,
    `${needed} needed`,
    `of ${needed}`,
  ];
  if (second) writeFitting(pen, needs, second.x, second.y, width, style);
}

/** What must be held, to scale: as much as there is room for in the vessel, the rest beyond its end. */
function drawOverflow(pen: Pen, { lacks, tier }: PoolAsked, tank: Box): void {
  const { ctx, palette, unit } = pen;
  const held = tank.w * (lacks ? lacks.availableBytes / lacks.neededBytes : 1);
  ctx.fillStyle = palette.faint;
  ctx.fillRect(tank.x, tank.y, held, tank.h);
  if (lacks) {
    fillWeights(pen, tank, tierOf(tier));
    ctx.strokeStyle = palette.ink;
    ctx.lineWidth = unit;
    ctx.setLineDash([3 * unit, 3 * unit]);
    ctx.strokeRect(tank.x + held, tank.y, tank.w - held, tank.h);
    ctx.setLineDash([]);
  }
  ctx.strokeStyle = palette.tiers[tierOf(tier)];
  ctx.lineWidth = unit;
  ctx.strokeRect(tank.x, tank.y, held, tank.h);
  if (!lacks) return;
  // The end of the vessel.
  ctx.fillStyle = palette.ink;
  ctx.fillRect(tank.x + held - unit, tank.y - 3 * unit, 2 * unit, tank.h + 4 * unit);
}
