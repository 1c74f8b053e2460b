import type { PoolSeries } from '../../engine/result';
import { bytes, count, percent } from '../../units/format';
import { TIER_LABELS, tierOf } from '../palette';
import { right, type Box } from './geometry';
import type { PoolLayout } from './lane-layout';
import { frame, visible, write, writeFitting, type Pen } from './pen';
import { namesOf } from '../chip-name';
import { chipNow, groupOfChip, type PoolNow } from './pool-now';
import { edgeOf, fillKept, fillKv, fillWeights, type Edge } from './texture';

/** What a pool does, in the words of the page, numbered where several do the same. */
export function phaseOf({ role, name }: Pick<PoolSeries, 'role' | 'name'>): string {
  const words = role === 'mixed' ? 'prefill + decode' : role === 'ffn' ? 'FFN' : role;
  return words + name.slice(role.length);
}

/** Below this height a level inside a tile cannot be read, and shade stands for it. */
const LEVEL_HEIGHT = 9;
/** Below this one a border of its own is noise: the frame of the pool says the same. */
const EDGE_HEIGHT = 12;

/** How far words may go beyond the tank: some pixels stay clear before the border. */
export const BEYOND = 1;

export function drawPool(
  pen: Pen,
  pool: PoolSeries,
  now: PoolNow,
  at: PoolLayout,
  stations: number | null,
): void {
  const { ctx, palette, unit } = pen;
  const edge = edgeOf(now.boundBy, now.boundBy !== null, tierOf(pool.tier), palette);
  ctx.fillStyle = palette.ground;
  frame(ctx, at.box, 5 * unit);
  ctx.fill();
  strokeEdge(pen, edge);
  drawPoolTitle(pen, pool, at, stations);
  drawTiles(pen, pool, now, at, edge);
  drawTank(pen, pool, now, at);
  drawFacts(pen, pool, now, at, edge);
}

function strokeEdge({ ctx, unit }: Pen, edge: Edge): void {
  ctx.strokeStyle = edge.color;
  ctx.lineWidth = edge.width * unit;
  ctx.setLineDash(edge.dash.map((length) => length * unit));
  ctx.stroke();
  ctx.setLineDash([]);
}

/** The phase above the pool and its chips inside, or both inside where there is no line above. */
export function drawPoolTitle(
  pen: Pen,
  pool: Pick<PoolSeries, 'role' | 'name' | 'chips' | 'chipName'>,
  at: PoolLayout,
  stations: number | null,
): void {
  const { x, y } = at.titleAt;
  const color = pen.palette.muted;
  const phase = phaseOf(pool);
  const n = count(pool.chips);
  const wordings = [
    ...namesOf(pool.chipName).map((name) => `${n} × ${name}`),
    pool.chips === 1 ? '1 chip' : `${n} chips`,
    `× ${n}`,
  ];
  if (stations !== null) {
    write(pen, phase, at.box.x, stations, { color });
    writeFitting(pen, wordings, x, y, at.tank.w + BEYOND * pen.unit, { weight: 600 });
    return;
  }
  const bold = { weight: 600 } as const;
  const names = pool.role === 'mixed' ? [phase, pool.name] : [phase];
  const width = writeFitting(pen, names, x, y, right(at.tank) - x + BEYOND * pen.unit, bold);
  if (at.chipsBelow) {
    writeFitting(pen, wordings, x, y + 15 * pen.unit, at.tank.w + BEYOND * pen.unit, { color });
    return;
  }
  const room = right(at.tank) - x - width - 8 * pen.unit;
  writeFitting(pen, wordings, right(at.tank), y, room, { color, align: 'right' });
}

/** Fill is busy share: a level in a tile large enough, a shade in a small one. */
function drawTiles(pen: Pen, pool: PoolSeries, now: PoolNow, at: PoolLayout, edge: Edge): void {
  const { ctx, palette, unit } = pen;
  const { grid } = at;
  const shades = new Map<number, number[]>();
  for (let tile = 0; tile < grid.tiles; tile++) {
    const share = now.groups[groupOfChip(pool, tile * grid.chipsPerTile)] ?? 0;
    // Square root: one part in a hundred must still be seen to be more than none.
    const step = Math.round(Math.sqrt(share) * 24);
    const list = shades.get(step);
    if (list) list.push(tile);
    else shades.set(step, [tile]);
  }
  const levels = grid.tileHeight >= LEVEL_HEIGHT * unit;
  const detailed =
    grid.chipsPerTile === 1 && grid.tileHeight >= DETAIL * unit && grid.tileWidth >= DETAIL * unit;
  const radius = Math.min(3 * unit, grid.tileWidth * 0.12);
  ctx.fillStyle = palette.faint;
  ctx.beginPath();
  for (const box of grid.boxes) {
    if (!visible(pen, box)) continue;
    if (levels) ctx.roundRect(box.x, box.y, box.w, box.h, radius);
    else ctx.rect(box.x, box.y, box.w, box.h);
  }
  ctx.fill();
  ctx.fillStyle = palette.ink;
  for (const [step, tiles] of shades) {
    if (step === 0) continue;
    const share = levels ? (step / 24) ** 2 : 1;
    ctx.globalAlpha = levels ? 0.56 : (step / 24) * 0.8;
    ctx.beginPath();
    for (const tile of tiles) {
      const box = grid.boxes[tile]!;
      if (!visible(pen, box)) continue;
      if (levels) {
        const inset = 2 * unit;
        const height = (box.h - 2 * inset) * share;
        // Beside words the level is a gauge at the right.
        const width = detailed ? GAUGE * unit : box.w - 2 * inset;
        ctx.rect(box.x + box.w - inset - width, box.y + box.h - inset - height, width, height);
      } else ctx.rect(box.x, box.y, box.w, box.h);
    }
    ctx.fill();
  }
  ctx.globalAlpha = 1;
  if (grid.tileHeight < EDGE_HEIGHT * unit) return;
  const idle = edgeOf(null, false, tierOf(pool.tier), palette);
  for (const working of [false, true]) {
    ctx.beginPath();
    for (let tile = 0; tile < grid.tiles; tile++) {
      if ((now.groups[groupOfChip(pool, tile * grid.chipsPerTile)] ?? 0) > 0 !== working) continue;
      const box = grid.boxes[tile]!;
      if (visible(pen, box)) ctx.roundRect(box.x, box.y, box.w, box.h, radius);
    }
    const own = working ? edge : idle;
    strokeEdge(pen, { ...own, width: Math.min(1.2, own.width) });
  }
  if (detailed) grid.boxes.forEach((box, tile) => drawDetail(pen, pool, now, box, tile));
}

/** A tile of this size has room for the number of its chip and what is on it. */
const DETAIL = 48;
const GAUGE = 6;

/** The chip's number, requests of its instance, and its part of their KV. */
function drawDetail(pen: Pen, pool: PoolSeries, now: PoolNow, box: Box, chip: number): void {
  if (!visible(pen, box)) return;
  const { unit } = pen;
  const { batch, kvBytes } = chipNow(pool, now, chip);
  const x = box.x + 5 * unit;
  const width = box.w - (10 + GAUGE) * unit;
  const lines = [
    [count(chip + 1)],
    [`batch ${count(batch)}`, `b ${count(batch)}`],
    [`KV ${bytes(kvBytes)}`, bytes(kvBytes)],
  ];
  lines.forEach((wordings, i) => {
    const y = box.y + (15 + 15 * i) * unit;
    if (y < box.y + box.h - 3 * unit)
      writeFitting(pen, wordings, x, y, width, { weight: i === 0 ? 600 : 400 });
  });
}

/** Memory of the pool lying down: weights from the left, then KV of who runs, then what is kept of others, then what is free. */
function drawTank(pen: Pen, pool: PoolSeries, now: PoolNow, at: PoolLayout): void {
  const { ctx, palette, unit } = pen;
  const tier = tierOf(pool.tier);
  const { tank } = at;
  const perByte = pool.capacityBytes > 0 ? tank.w / pool.capacityBytes : 0;
  const weights = Math.min(tank.w, pool.weightBytes * perByte);
  const kv = Math.min(tank.w - weights, now.kvBytes * perByte);
  ctx.fillStyle = palette.faint;
  ctx.fillRect(tank.x, tank.y, tank.w, tank.h);
  fillWeights(pen, { ...tank, w: weights }, tier);
  const wide = now.kvBytes > 0 ? Math.max(kv, 1.5 * unit) : 0;
  const kept = Math.min(tank.w - weights - wide, now.keptBytes * perByte);
  fillKept(pen, { ...tank, x: tank.x + weights + wide, w: kept }, tier);
  fillKv(pen, { ...tank, x: tank.x + weights, w: wide }, tier);
  ctx.strokeStyle = palette.tiers[tier];
  ctx.lineWidth = unit;
  ctx.strokeRect(tank.x, tank.y, tank.w, tank.h);
}

function drawFacts(pen: Pen, pool: PoolSeries, now: PoolNow, at: PoolLayout, edge: Edge): void {
  const width = at.tank.w + BEYOND * pen.unit;
  const style = { color: pen.palette.muted };
  const tier = TIER_LABELS[tierOf(pool.tier)];
  const [kv, weights, kept] = [bytes(now.kvBytes), bytes(pool.weightBytes), bytes(now.keptBytes)];
  const busy = `now in a step ${percent(now.busyShare)} of the time`;
  const short = `now in a step ${percent(now.busyShare)}`;
  const [first, second] = at.facts;
  if (first)
    writeFitting(
      pen,
      [
        ...(now.keptBytes > 0
          ? [
              `${tier} ${bytes(pool.capacityBytes)}: weights ${weights}, KV ${kv}, kept ${kept}`,
              `${tier}: weights ${weights}, KV ${kv}, kept ${kept}`,
              `${tier}: KV ${kv}, kept ${kept}`,
              `KV ${kv}, kept ${kept}`,
            ]
          : []),
        `${tier} ${bytes(pool.capacityBytes)}: weights ${weights}, KV ${kv}`,
        `${tier}: weights ${weights}, KV ${kv}`,
        now.kvBytes > 0 ? `${tier}: KV ${kv}` : `${tier}: weights ${weights}`,
        ...(now.kvBytes > 0 ? [`KV ${kv}`] : [`weights ${weights}`, weights]),
        tier,
      ],
      first.x,
      first.y,
      width,
      style,
    );
  if (second) {
    // What a companion does is part of its pool's steps.
    const running = pool.owner === null ? `, ${count(now.running)} running` : '';
    const bound = edge.words ? `, ${edge.words}` : '';
    writeFitting(
      pen,
      [
        `${busy}${running}${bound}`,
        `${busy}${bound}`,
        `${short}${bound}`,
        busy,
        short,
        `in a step ${percent(now.busyShare)}`,
        `steps ${percent(now.busyShare)}`,
      ],
      second.x,
      second.y,
      width,
      style,
    );
  }
}
