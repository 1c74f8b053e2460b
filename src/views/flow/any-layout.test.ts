import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { clusterOf } from './any-cluster';
import { clampCamera, WHOLE, zoomAt } from './camera';
import { bottom, centre, contains, right, type Box } from './geometry';
import { flowHeights, layoutFlow } from './layout';
import { takesPrompts } from './pool-blocks';
import { tileAt } from './tile-grid';

/** What holds of the picture of any cluster, in any size. */

const apart = (a: Box, b: Box): boolean =>
  right(a) <= b.x + 0.5 || right(b) <= a.x + 0.5 || bottom(a) <= b.y + 0.5 || bottom(b) <= a.y + 0.5;
const inside = (outer: Box, inner: Box): boolean =>
  contains(outer, inner.x, inner.y, 1) && contains(outer, right(inner), bottom(inner), 1);

const side = fc.nat({ max: 1e6 }).map(clusterOf);
const sides = fc.array(side, { minLength: 1, maxLength: 2 });
const width = fc.integer({ min: 320, max: 2600 });
/** Between the least height and twice what is asked for. */
const generosity = fc.double({ min: 0, max: 1, noNaN: true });

function heightOf(
  shown: readonly (typeof side extends fc.Arbitrary<infer T> ? T : never)[],
  w: number,
  share: number,
): number {
  const { least, preferred } = flowHeights(w, shown);
  return Math.round(least + share * Math.max(0, 2 * preferred - least));
}

describe('a picture of any cluster', () => {
  test('nothing overlaps and everything is in its lane', () => {
    fc.assert(
      fc.property(sides, width, generosity, fc.constantFrom(1, 1.6, 4, 16), (shown, w, share, zoom) => {
        const layout = layoutFlow(shown, w, heightOf(shown, w, share), zoom);
        layout.lanes.forEach((lane, i) => {
          const { pools } = shown[i]!;
          expect(lane.pools).toHaveLength(pools.length);
          const boxes = [...lane.pools.map(({ box }) => box), ...lane.vessels.map(({ box }) => box)];
          const waiting = lane.entries.flatMap(({ queue, network }) =>
            network ? [queue, network] : [queue],
          );
          const all = [...boxes, ...waiting, lane.others, ...lane.rows.map(({ box }) => box)];
          all.forEach((box, n) => {
            expect(box.w, 'a width').toBeGreaterThan(0);
            expect(box.h, 'a height').toBeGreaterThan(0);
            expect(inside(lane.box, box), JSON.stringify({ box, lane: lane.box })).toBe(true);
            // Vessels stand on a shelf that on a phone begins under the queues.
            for (const other of all.slice(n + 1))
              expect(apart(box, other), JSON.stringify({ box, other })).toBe(true);
          });
          for (const { box, tank, grid } of lane.pools) {
            expect(inside(box, tank)).toBe(true);
            expect(inside(box, grid.box), JSON.stringify({ box, grid: grid.box })).toBe(true);
            expect(apart(tank, grid.box), JSON.stringify({ box, tank, grid: grid.box })).toBe(true);
          }
        });
      }),
      { numRuns: 150 },
    );
  });

  test('every prefill pool has a link to every pool that decodes its model, every companion a tie, every entry a queue', () => {
    fc.assert(
      fc.property(side, width, (one, w) => {
        const [lane] = layoutFlow([one], w, flowHeights(w, [one]).preferred).lanes;
        const { pools } = one;
        const wanted = pools.flatMap((from, f) =>
          pools.flatMap((to, t) =>
            from.role === 'prefill' && ['decode', 'attention'].includes(to.role) && from.model === to.model
              ? `${f}-${t}`
              : [],
          ),
        );
        expect(lane!.links.map(({ from, to }) => `${from}-${to}`).sort()).toEqual(wanted.sort());
        expect(lane!.ties.map(({ companion, owner }) => [companion, owner]).sort()).toEqual(
          pools.flatMap(({ owner }, p) => (owner === null ? [] : [[p, owner]])).sort(),
        );
        expect(lane!.entries.map(({ pool }) => pool).sort()).toEqual(
          pools.flatMap((pool, p) => (takesPrompts(pool) ? p : [])).sort(),
        );
      }),
      { numRuns: 60 },
    );
  });

  test('what is under the pointer stays there while one zooms, and the screen stays inside the picture', () => {
    fc.assert(
      fc.property(
        sides,
        width,
        fc.double({ min: 1.1, max: 20, noNaN: true }),
        fc.nat(),
        (shown, w, factor, pick) => {
          const height = flowHeights(w, shown).preferred;
          const before = layoutFlow(shown, w, height);
          const pools = before.lanes.flatMap((lane, l) =>
            lane.pools.map((pool, p) => ({ grid: pool.grid, l, p })),
          );
          const { grid, l, p } = pools[pick % pools.length]!;
          const at = centre(grid.box);
          const camera = zoomAt(shown, before, WHOLE, factor, at);
          const after = layoutFlow(shown, w, height, camera.zoom).lanes[l]!.pools[p]!.grid;
          const now = centre(after.box);
          const free = (value: number, most: number) => value > 0 && value < most;
          if (free(camera.x, w * (camera.zoom - 1))) expect(now.x - camera.x).toBeCloseTo(at.x, 3);
          if (free(camera.y, height * (camera.zoom - 1))) expect(now.y - camera.y).toBeCloseTo(at.y, 3);
          expect(clampCamera(camera, { width: w, height })).toEqual(camera);
        },
      ),
      { numRuns: 60 },
    );
  });

  test('seen from near, each of a thousand chips is a tile of its own and large enough to read', () => {
    const [pool] = clusterOf(1).pools;
    const one = { pools: [{ ...pool!, owner: null, role: 'mixed', chips: 1024 }], tiers: [] };
    const { grid } = layoutFlow([one], 700, 240, 16).lanes[0]!.pools[0]!;
    expect(grid.chipsPerTile).toBe(1);
    expect(Math.min(grid.tileWidth, grid.tileHeight)).toBeGreaterThan(48);
    for (const chip of [0, 500, 1023]) {
      const { x, y } = centre(grid.boxes[chip]!);
      expect(tileAt(grid, x, y)).toBe(chip);
    }
  });
});
