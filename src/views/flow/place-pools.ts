import type { PoolSeries } from '../../engine/result';
import { bottom, curve, right, type Box, type Track } from './geometry';
import type { PoolLayout } from './lane-layout';
import { tileGrid } from './tile-grid';

/** From the first pool that only prefills to the first that decodes for it, if there are two. */
export function linkTrack(
  pools: readonly PoolSeries[],
  placed: readonly PoolLayout[],
  y: number,
): Track | null {
  const from = placed[pools.findIndex(({ role }) => role === 'prefill')];
  const to = placed[pools.findIndex(({ role }) => role === 'decode' || role === 'attention')];
  return from && to ? curve({ x: right(from.box), y }, { x: to.box.x, y }) : null;
}

/** One pool takes the whole width; of two, decoding takes the larger part, because that is where time goes. */
export function placePools(pools: readonly PoolSeries[], area: Box, unit: number): PoolLayout[] {
  if (pools.length === 0) return [];
  const link = pools.length > 1 ? Math.max(28 * unit, Math.min(area.w * 0.16, 90 * unit)) : 0;
  // A pool that serves another stands beside it: nothing is handed over between them.
  const gaps = pools.map((_, i) => (serves(pools[i + 1]) ? Math.min(link, 8 * unit) : link));
  gaps[pools.length - 1] = 0;
  const room = area.w - gaps.reduce((sum, gap) => sum + gap, 0);
  const shares = pools.map((pool) =>
    pools.length === 1
      ? 1
      : pool.role === 'decode' || pool.role === 'attention'
        ? 0.64
        : Math.max(0.36, Math.min(0.46, (84 * unit) / room)),
  );
  const total = shares.reduce((sum, share) => sum + share, 0);
  let x = area.x;
  return pools.map((pool, i) => {
    const width = (room * shares[i]!) / total;
    const placed = placePool(pool, { x, y: area.y, w: width, h: area.h }, unit);
    x += width + gaps[i]!;
    return placed;
  });
}

const serves = (pool: PoolSeries | undefined): boolean => pool?.role === 'ffn' || pool?.role === 'draft';

function placePool(pool: PoolSeries, box: Box, unit: number): PoolLayout {
  const pad = (box.w < 110 ? 6 : 9) * unit;
  const line = 15 * unit;
  const inner = { x: box.x + pad, w: box.w - 2 * pad };
  const factLines = box.h / unit < 105 ? 1 : 2;
  const factsY = bottom(box) - 7 * unit - (factLines - 1) * line;
  const tank: Box = { ...inner, y: factsY - 13 * unit - 11 * unit, h: 11 * unit };
  const tilesY = box.y + 22 * unit;
  return {
    box,
    titleAt: { x: inner.x, y: box.y + 15 * unit },
    grid: tileGrid(pool.chips, { ...inner, y: tilesY, h: Math.max(8, tank.y - 8 * unit - tilesY) }, unit),
    tank,
    facts: Array.from({ length: factLines }, (_, i) => ({ x: inner.x, y: factsY + i * line })),
  };
}
