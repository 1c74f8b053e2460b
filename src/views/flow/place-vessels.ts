import { right, type Box, type Track } from './geometry';
import { joined, curve } from './geometry';
import type { VesselLayout } from './lane-layout';

/** Height of the shelf that the tiers behind the device stand on, under the pools. */
export function shelfHeight(tiers: number, unit: number, flat: boolean): number {
  return tiers === 0 ? 0 : (flat ? 30 : 38) * unit;
}

const WIDEST = 210;

/** Side by side on the shelf, fastest first, under a bus that all of them are read over. */
export function placeVessels(tiers: readonly unknown[], shelf: Box, unit: number): VesselLayout[] {
  const gap = 10 * unit;
  const width = Math.min(WIDEST * unit, (shelf.w - gap * (tiers.length - 1)) / Math.max(1, tiers.length));
  return tiers.map((_, i) => {
    const box: Box = {
      x: shelf.x + i * (width + gap),
      y: shelf.y + 7 * unit,
      w: width,
      h: shelf.h - 7 * unit,
    };
    return {
      box,
      label: { x: box.x, y: box.y + 12 * unit },
      tank: { ...box, y: box.y + 16 * unit, h: Math.max(5, box.h - 16 * unit) },
    };
  });
}

/** From a vessel up to the bus, along it, and up into the pool above. */
export function fetchTrack(vessel: Box, pool: Box, busY: number): Track {
  const x = vessel.x + vessel.w / 2;
  const up = pool.x + Math.min(pool.w, right(pool) - pool.x) * 0.5;
  const corner = { x, y: busY };
  const turn = { x: up, y: busY };
  return joined(
    curve({ x, y: vessel.y + 2 }, corner, 'down'),
    curve(corner, turn),
    curve(turn, { x: up, y: pool.y + pool.h - 2 }, 'down'),
  );
}
