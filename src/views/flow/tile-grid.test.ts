import { describe, expect, test } from 'vitest';
import { tileAt, tileGrid } from './tile-grid';

const area = { x: 10, y: 20, w: 160, h: 90 };

describe('chips as tiles', () => {
  test.each([1, 2, 8, 64, 72, 576, 1024, 5000])('%i chips stay inside and do not touch', (chips) => {
    const grid = tileGrid(chips, area, 1);
    expect(grid.tiles * grid.chipsPerTile).toBeGreaterThanOrEqual(chips);
    expect((grid.tiles - 1) * grid.chipsPerTile).toBeLessThan(chips);
    const last = grid.boxes[grid.tiles - 1]!;
    expect(grid.box.x).toBeGreaterThanOrEqual(area.x - 1);
    expect(last.x + last.w).toBeLessThanOrEqual(area.x + area.w + 1);
    expect(last.y + last.h).toBeLessThanOrEqual(area.y + area.h + 1);
    expect(grid.pitchX - grid.tileWidth).toBeGreaterThan(0);
  });

  test('each chip has its tile while tiles are at least 4 px apart; then tiles stand for several', () => {
    expect(tileGrid(576, area, 1).chipsPerTile).toBe(1);
    const many = tileGrid(4096, area, 1);
    expect(many.chipsPerTile).toBeGreaterThan(1);
    expect(Math.min(many.pitchX, many.pitchY)).toBeGreaterThanOrEqual(4);
  });

  test('eight chips make a full block', () => {
    const grid = tileGrid(8, area, 1);
    expect(grid.columns * grid.rows).toBe(8);
  });

  test('the tile under a point is the one drawn there', () => {
    const grid = tileGrid(72, area, 1);
    for (const tile of [0, 7, 35, 71]) {
      const { x, y, w, h } = grid.boxes[tile]!;
      expect(tileAt(grid, x + w / 2, y + h / 2)).toBe(tile);
    }
    expect(tileAt(grid, area.x - 5, area.y)).toBeNull();
  });
});
