import type { Box } from './geometry';

/** Chips as a grid of tiles inside a box. */
export interface TileGrid {
  /** The part of the box that the tiles fill, centred in it. */
  box: Box;
  tiles: number;
  columns: number;
  rows: number;
  /** Distance from one tile to the next, and its size without the gap. */
  pitchX: number;
  pitchY: number;
  tileWidth: number;
  tileHeight: number;
  /** A power of two; above 1 when single chips would be too small to see. The last tile may stand for fewer. */
  chipsPerTile: number;
  /** Where each tile is: made once, drawn in every frame. */
  boxes: readonly Box[];
}

/** Below this a tile and its gap cannot be told apart. */
const SMALLEST_PITCH = 4;
const LARGEST_TILE = 96;
/** So many tiles are taken in at a glance. */
const FEW = 64;
/** Tiles stretch to fill the box, but stay near enough to squares to look like chips. */
const LARGEST_ASPECT = 1.7;

export function tileGrid(chips: number, area: Box, unit: number): TileGrid {
  let chipsPerTile = 1;
  let best = squarest(chips, area);
  while (best.pitch < SMALLEST_PITCH && chipsPerTile < chips) {
    chipsPerTile *= 2;
    best = squarest(Math.ceil(chips / chipsPerTile), area);
  }
  const { tiles, columns, rows } = best;
  let pitchX = Math.min(area.w / columns, LARGEST_TILE * unit);
  let pitchY = Math.min(area.h / rows, LARGEST_TILE * unit);
  pitchX = snap(Math.min(pitchX, pitchY * LARGEST_ASPECT));
  pitchY = snap(Math.min(pitchY, pitchX * LARGEST_ASPECT));
  const gap = (pitch: number) => (pitch < 8 ? 1 : Math.min(5 * unit, pitch * 0.16));
  const width = pitchX * columns - gap(pitchX);
  const height = pitchY * rows - gap(pitchY);
  const box = { x: area.x + (area.w - width) / 2, y: area.y + (area.h - height) / 2, w: width, h: height };
  const [tileWidth, tileHeight] = [pitchX - gap(pitchX), pitchY - gap(pitchY)];
  const boxes = Array.from({ length: tiles }, (_, tile) => ({
    x: box.x + (tile % columns) * pitchX,
    y: box.y + Math.floor(tile / columns) * pitchY,
    w: tileWidth,
    h: tileHeight,
  }));
  return { box, tiles, columns, rows, pitchX, pitchY, tileWidth, tileHeight, chipsPerTile, boxes };
}

/** Half pixels are whole ones on most screens of today; small tiles then have even gaps. */
function snap(pitch: number): number {
  return Math.max(1, Math.floor(pitch * 2) / 2);
}

/**
 * The number of columns that makes the smaller side of a cell as large as it can be. A grid without a ragged last
 * row reads as one block, so its tiles may be smaller; of few tiles, a missing one is seen at once.
 */
function squarest(tiles: number, area: Box) {
  const bonus = tiles <= FEW ? 1.5 : 1.25;
  let best = { tiles, columns: 1, rows: tiles, pitch: 0, worth: 0 };
  for (let columns = 1; columns <= tiles; columns++) {
    const rows = Math.ceil(tiles / columns);
    const pitch = Math.min(area.w / columns, area.h / rows);
    const full = columns * rows === tiles && pitch >= SMALLEST_PITCH;
    const worth = pitch * (full ? bonus : 1);
    if (worth > best.worth) best = { tiles, columns, rows, pitch, worth };
  }
  return best;
}

/** The tile under a point, gaps counting as the tile before them; null outside. */
export function tileAt(grid: TileGrid, x: number, y: number): number | null {
  const column = Math.floor((x - grid.box.x) / grid.pitchX);
  const row = Math.floor((y - grid.box.y) / grid.pitchY);
  const tile = row * grid.columns + column;
  const inside = column >= 0 && column < grid.columns && row >= 0 && tile < grid.tiles;
  return inside ? tile : null;
}
