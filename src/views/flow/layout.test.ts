import { describe, expect, test } from 'vitest';
import { colocated, disaggregated } from './fixtures';
import { bottom, contains, pointOn, right, type Box } from './geometry';
import { flowHeights, layoutFlow, type FlowLayout } from './layout';

const a = colocated({ requests: 10 });
const b = disaggregated({ requests: 10 });

const SIZES = [
  [320, 560],
  [390, 620],
  [539, 620],
  [540, 310],
  [600, 320],
  [800, 450],
  [1440, 860],
  [3840, 2100],
] as const;

function inside(outer: Box, inner: Box): boolean {
  return contains(outer, inner.x, inner.y, 1) && contains(outer, right(inner), bottom(inner), 1);
}

describe.each(SIZES)('the layout at %i × %i', (width, height) => {
  const layout: FlowLayout = layoutFlow([a, b], width, height);
  const whole: Box = { x: 0, y: 0, w: width, h: height };

  test('everything is inside its lane, and the lanes inside the picture', () => {
    for (const lane of layout.lanes) {
      expect(inside(whole, lane.box)).toBe(true);
      const boxes = [
        lane.title,
        lane.counter,
        ...lane.entries.map(({ queue }) => queue),
        lane.others,
        ...lane.rows.map((row) => row.box),
      ];
      for (const pool of lane.pools) boxes.push(pool.box, pool.tank, pool.grid.box);
      for (const box of boxes) {
        expect(inside(lane.box, box), JSON.stringify(box)).toBe(true);
        expect(box.w).toBeGreaterThan(0);
        expect(box.h).toBeGreaterThan(0);
      }
    }
    expect(inside(whole, layout.legend)).toBe(true);
  });

  test('tiles, tank and facts do not overlap', () => {
    for (const { pools } of layout.lanes)
      for (const { box, grid, tank, facts } of pools) {
        expect(inside(box, grid.box)).toBe(true);
        expect(bottom(grid.box)).toBeLessThanOrEqual(tank.y + 1);
        expect(facts[0]!.y - 12 * layout.unit).toBeGreaterThanOrEqual(bottom(tank) - 3);
      }
  });

  test('rows do not overlap each other or the line of the others', () => {
    for (const { rows, others } of layout.lanes)
      rows.forEach(({ box }, i) => {
        for (const { box: other } of rows.slice(i + 1))
          expect(right(box) <= other.x || bottom(box) <= other.y).toBe(true);
        expect(bottom(box)).toBeLessThanOrEqual(others.y);
      });
  });

  test('both sides have the same rows, so that the same request stands in the same place', () => {
    const [first, second] = layout.lanes;
    expect(second!.rows.map(({ box }) => [box.x, box.w])).toEqual(
      first!.rows.map(({ box }) => [box.x, box.w]),
    );
  });

  test('tracks end where their rows are', () => {
    const end = { x: 0, y: 0 };
    for (const { tracks, rows } of layout.lanes)
      tracks.rows.flat().forEach((track, i) => {
        pointOn(track, 1, end);
        expect(contains(rows[i % rows.length]!.box, end.x, end.y, 10 * layout.unit)).toBe(true);
      });
  });
});

test('one pool takes the room of two and has no link', () => {
  const { lanes } = layoutFlow([a, b], 800, 450);
  expect(lanes[0]!.pools).toHaveLength(1);
  expect(lanes[0]!.links).toEqual([]);
  expect(lanes[1]!.pools).toHaveLength(2);
  expect(lanes[1]!.links[0]!.track.length).toBeGreaterThan(20);
  expect(right(lanes[0]!.pools[0]!.box)).toBeCloseTo(right(lanes[1]!.pools[1]!.box));
});

test('a side without a cluster keeps its place', () => {
  const { lanes } = layoutFlow([a, null], 800, 450);
  expect(lanes[1]!.pools).toEqual([]);
  expect(lanes[1]!.cluster.w).toBeGreaterThan(300);
});

test('one side alone has the whole height', () => {
  expect(layoutFlow([a], 800, 300).lanes[0]!.box.h).toBeGreaterThan(270);
});

test('the figure fits a 600 × 400 frame with its controls', () => {
  expect(flowHeights(600, [a, b]).least).toBeLessThanOrEqual(340);
  expect(flowHeights(390, [a, b]).preferred).toBeLessThan(844 - 100);
});

test('larger text of the page makes type larger, as far as there is room', () => {
  const unit = (width: number, height: number, text: number) =>
    layoutFlow([a, b], width, height, 1, text).unit;
  expect(unit(840, 600, 1)).toBe(1);
  expect(unit(840, 600, 1.25)).toBe(1.25);
  expect(unit(700, 600, 1.5)).toBeCloseTo(700 / 640);
  expect(unit(840, 310, 1.5)).toBeLessThan(1.2);
  expect(unit(2200, 1400, 1.25)).toBe(unit(2200, 1400, 1));
});

test('too low for their clusters, both sides keep the race alone, and nothing overlaps', () => {
  const fleet = { pools: [...b.pools, ...a.pools, ...a.pools], tiers: [] };
  const { lanes } = layoutFlow([fleet, a], 600, 190);
  for (const { pools, rows, box, title, others } of lanes) {
    expect(pools).toEqual([]);
    expect(others.h).toBe(0);
    expect(rows.length).toBeGreaterThan(0);
    for (const row of rows) {
      expect(row.box.y).toBeGreaterThanOrEqual(bottom(title));
      expect(bottom(row.text)).toBeLessThanOrEqual(bottom(box));
    }
  }
  expect(layoutFlow([fleet, a], 600, 420).lanes[0]!.pools).toHaveLength(4);
});

test('a low lane has an answer or the line of all others, not one over the other', () => {
  for (const { rows, others, box } of layoutFlow([a, b], 600, 190).lanes) {
    expect(rows).toHaveLength(1);
    expect(bottom(rows[0]!.text)).toBeLessThanOrEqual(others.y);
    expect(bottom(rows[0]!.text)).toBeLessThanOrEqual(bottom(box));
  }
});
