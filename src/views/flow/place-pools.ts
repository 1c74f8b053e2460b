import { bottom, curve, right, type Box } from './geometry';
import type { LinkLayout, PoolLayout, TieLayout } from './lane-layout';
import { blocksOf, rowsOf, stationRows, type Block, type PlacedPool, type Station } from './pool-blocks';
import { tileGrid } from './tile-grid';

/** Everything that stands between the queues and the answers. */
export interface PlacedPools {
  pools: PoolLayout[];
  links: LinkLayout[];
  ties: TieLayout[];
  /** By pool: where its station ends at the right, companions included. */
  ends: number[];
}

interface Place {
  unit: number;
  /** Companions stand beside their owner; else below it. */
  beside: boolean;
  gap: number;
}

/** A pool behind a network stands back this far, so that the network can be seen. */
export const NETWORK_WIDTH = 66;

/** Share of a station's width that its companions take, and of the two columns that prefill takes. */
const COMPANIONS = 0.42;
const PREFILL = 0.36;

/** Blocks stand above one another; in a block prefill stands at the left, decode at the right. */
export function placePools(
  pools: readonly PlacedPool[],
  area: Box,
  unit: number,
  beside: boolean,
): PlacedPools {
  const placed: PlacedPools = { pools: [], links: [], ties: [], ends: [] };
  const blocks = blocksOf(pools);
  const place: Place = { unit, beside, gap: 7 * unit };
  const weights = blocks.map((block) => rowsOf(block, beside));
  stacked(area, weights, place.gap).forEach((box, i) => placeBlock(placed, pools, blocks[i]!, box, place));
  return placed;
}

/** Cuts a box into parts above one another, by weight. */
function stacked(area: Box, weights: readonly number[], gap: number): Box[] {
  const rows = weights.reduce((sum, weight) => sum + weight, 0);
  const each = (area.h - gap * Math.max(0, rows - 1)) / Math.max(1, rows);
  let y = area.y;
  return weights.map((weight) => {
    const box = { ...area, y, h: each * weight + gap * (weight - 1) };
    y += box.h + gap;
    return box;
  });
}

function placeBlock(
  placed: PlacedPools,
  pools: readonly PlacedPool[],
  block: Block,
  box: Box,
  place: Place,
): void {
  const { unit } = place;
  const columns = [block.entries, block.exits].filter((stations) => stations.length > 0);
  const link = Math.max(28 * unit, Math.min(box.w * 0.16, 90 * unit));
  const room = box.w - link * (columns.length - 1);
  const served = block.exits.some(({ companions }) => companions.length > 0);
  const first = Math.max(served && place.beside ? 0.28 : PREFILL, Math.min(0.46, (84 * unit) / room));
  let x = box.x;
  columns.forEach((stations, c) => {
    const share = columns.length === 1 ? 1 : c === 0 ? first : 1 - first;
    placeColumn(placed, pools, stations, { ...box, x, w: room * share }, place);
    x += room * share + link;
  });
  for (const from of block.entries)
    for (const to of block.exits) {
      const [one, other] = [placed.pools[from.pool]!.box, placed.pools[to.pool]!.box];
      const [start, end] = linkLevels(one, other, 9 * unit);
      const track = curve({ x: right(one), y: start }, { x: other.x, y: end });
      placed.links.push({ from: from.pool, to: to.pool, track });
    }
}

/** Where a link leaves and enters: straight across where the two stand beside each other, else level with each. */
function linkLevels(from: Box, to: Box, margin: number): [start: number, end: number] {
  const top = Math.max(from.y, to.y) + margin;
  const low = Math.min(bottom(from), bottom(to)) - margin;
  if (top > low) return [levelOf(from), levelOf(to)];
  const level = Math.min(low, Math.max(top, from.h < to.h ? levelOf(from) : levelOf(to)));
  return [level, level];
}

/** Height at which things enter and leave a pool: a little above the middle, where the tiles are. */
export function levelOf(box: Box): number {
  return box.y + box.h * 0.42;
}

function placeColumn(
  placed: PlacedPools,
  pools: readonly PlacedPool[],
  stations: readonly Station[],
  box: Box,
  place: Place,
): void {
  const weights = stations.map((station) => stationRows(station, place.beside));
  stacked(box, weights, place.gap).forEach((whole, i) => {
    const { pool, companions } = stations[i]!;
    const back = pools[pool]!.roundTripSeconds > 0 ? NETWORK_WIDTH * place.unit : 0;
    const own = { ...whole, x: whole.x + back, w: whole.w - back };
    const all = [pool, ...companions];
    const boxes = place.beside
      ? besideOwner(own, companions.length, place)
      : belowOwner(own, all.length, place);
    all.forEach((index, k) => {
      placed.pools[index] = placePool(pools[index]!, boxes[k]!, place);
      placed.ends[index] = right(own);
      if (k > 0) placed.ties.push(tie(pool, index, boxes[0]!, boxes[k]!, place));
    });
  });
}

/** Room beside a companion for the ties of those below it. */
const TIE_WIDTH = 14;

/** The owner, then its companions below it, the upper ones narrower so that ties can pass. */
function belowOwner(box: Box, count: number, { unit, gap }: Place): Box[] {
  const boxes = stacked(box, Array<number>(count).fill(1), gap);
  return boxes.map((own, k) => (k === 0 ? own : { ...own, w: own.w - TIE_WIDTH * unit * (count - 1 - k) }));
}

/** The owner, then its companions above one another at its right. */
function besideOwner(box: Box, companions: number, { unit, gap }: Place): Box[] {
  if (companions === 0) return [box];
  const tie = 26 * unit;
  const width = (box.w - tie) * COMPANIONS;
  const side = { ...box, x: right(box) - width, w: width };
  return [{ ...box, w: box.w - tie - width }, ...stacked(side, Array<number>(companions).fill(1), gap)];
}

function tie(owner: number, companion: number, from: Box, to: Box, { beside, unit }: Place): TieLayout {
  const y = levelOf(to);
  if (beside) return { owner, companion, from: { x: right(from), y }, to: { x: to.x, y } };
  const x = right(to) - (TIE_WIDTH / 2) * unit;
  return { owner, companion, from: { x, y: bottom(from) }, to: { x, y: to.y } };
}

/** Below this height there is no line of facts, and tiles and tank share a line. */
const FLAT = 72;

function placePool(pool: PlacedPool, box: Box, { unit, beside }: Place): PoolLayout {
  const pad = (box.w < 110 ? 6 : 9) * unit;
  const inner = { x: box.x + pad, w: box.w - 2 * pad };
  const titleAt = { x: inner.x, y: box.y + 15 * unit };
  if (box.h < FLAT * unit) return flatPool(pool, box, inner, titleAt, unit);
  const line = 15 * unit;
  const factLines = box.h / unit < 105 ? 1 : 2;
  const factsY = bottom(box) - 7 * unit - (factLines - 1) * line;
  const tank: Box = { ...inner, y: factsY - 13 * unit - 11 * unit, h: 11 * unit };
  // On a phone, name and chips do not go on one line.
  const chipsBelow =
    !beside && (box.h >= 105 * unit ? box.w < 150 * unit : box.h >= 86 * unit && box.w < 110 * unit);
  const tilesY = box.y + (chipsBelow ? 37 : 22) * unit;
  return {
    box,
    titleAt,
    chipsBelow,
    grid: tileGrid(pool.chips, { ...inner, y: tilesY, h: Math.max(8, tank.y - 8 * unit - tilesY) }, unit),
    tank,
    facts: Array.from({ length: factLines }, (_, i) => ({ x: inner.x, y: factsY + i * line })),
  };
}

/** Tiles at the left, tank at the right, nothing below; in a narrow box the tank is a strip under the tiles. */
function flatPool(
  pool: PlacedPool,
  box: Box,
  inner: Pick<Box, 'x' | 'w'>,
  titleAt: PoolLayout['titleAt'],
  unit: number,
): PoolLayout {
  const top = box.y + 19 * unit;
  const room = Math.max(6, bottom(box) - 6 * unit - top);
  if (inner.w < 130 * unit) {
    const strip = Math.min(7 * unit, room * 0.35);
    const tank = { ...inner, y: top + room - strip, h: strip };
    const tiles = { ...inner, y: top, h: Math.max(3, room - strip - 3 * unit) };
    return { box, titleAt, chipsBelow: false, grid: tileGrid(pool.chips, tiles, unit), tank, facts: [] };
  }
  const width = inner.w * 0.5;
  const height = Math.min(11 * unit, room);
  const tank = {
    x: inner.x + width + 6 * unit,
    y: top + (room - height) / 2,
    w: inner.w - width - 6 * unit,
    h: height,
  };
  const tiles = { x: inner.x, w: width, y: top, h: room };
  return { box, titleAt, chipsBelow: false, grid: tileGrid(pool.chips, tiles, unit), tank, facts: [] };
}
