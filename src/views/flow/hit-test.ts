import type { Snapshot } from '../../engine/result';
import { contains, pointOn, type Box } from './geometry';
import { trackOf, type LaneLayout } from './lane-layout';
import type { FlowLayout } from './layout';
import { SHAPE } from './particles';
import { doorSlot, queueSlot } from './queue-slots';
import { tileAt } from './tile-grid';
import type { LaneMotion } from './lane-motion';
import type { Motion } from './token-motion';

/** What is under a point. `side` and `pool` are indexes; `box` is what to outline, if it has one. */
export type Thing =
  | { kind: 'token'; side: number; request: number; token: number; shape: number; box: null }
  | { kind: 'request'; side: number; request: number; box: Box | null }
  | { kind: 'chip'; side: number; pool: number; chip: number; box: Box }
  | { kind: 'memory'; side: number; pool: number; box: Box }
  | { kind: 'pool'; side: number; pool: number; box: Box }
  | { kind: 'link' | 'router' | 'queue'; side: number; box: Box | null };

/** How near a pointer must come to a token, which is small and moves. */
const REACH = 7;

/** The smallest thing at the point wins: token, request, chip, memory, pool. Null on bare ground. */
export function hitTest(
  layout: FlowLayout,
  motion: Motion,
  sides: readonly (Snapshot | null)[],
  x: number,
  y: number,
): Thing | null {
  const side = layout.lanes.findIndex((lane) => contains(lane.box, x, y));
  const lane = layout.lanes[side];
  const now = motion.lanes[side];
  const snapshot = sides[side];
  if (!lane || !now || !snapshot) return null;
  return (
    hitToken(layout, motion, side, x, y) ??
    hitRequest(layout, lane, now, side, x, y) ??
    hitPool(lane, snapshot, side, x, y) ??
    hitRest(layout, lane, side, x, y)
  );
}

function hitToken(layout: FlowLayout, motion: Motion, side: number, x: number, y: number): Thing | null {
  const { particles } = motion;
  const lane = layout.lanes[side]!;
  const point = { x: 0, y: 0 };
  let nearest = REACH * layout.unit;
  let found = -1;
  for (let i = 0; i < particles.count; i++) {
    const track = particles.lane[i] === side ? trackOf(lane, particles.track[i]!) : null;
    if (!track) continue;
    pointOn(track, particles.fraction[i]!, point);
    const distance = Math.hypot(point.x - x, point.y - y);
    if (distance >= nearest) continue;
    nearest = distance;
    found = i;
  }
  if (found < 0) return null;
  const [request, token] = [particles.request[found]!, particles.token[found]!];
  return { kind: 'token', side, request, token, shape: particles.shape[found] ?? SHAPE.dot, box: null };
}

function hitRequest(
  layout: FlowLayout,
  lane: LaneLayout,
  now: LaneMotion,
  side: number,
  x: number,
  y: number,
): Thing | null {
  const { unit } = layout;
  const margin = 2 * unit;
  for (let row = 0; row < lane.rows.length; row++) {
    const { box } = lane.rows[row]!;
    const shown = now.rows[row];
    if (shown && contains(box, x, y, margin)) return { kind: 'request', side, request: shown.request, box };
  }
  for (let n = 0; n < Math.min(3, now.reading.length); n++) {
    const box = doorSlot(lane, n, unit);
    if (contains(box, x, y, margin)) return { kind: 'request', side, request: now.reading[n]!, box };
  }
  for (let n = 0; n < now.queued.length; n++) {
    const box = queueSlot(lane, n, unit);
    if (!box) break;
    if (contains(box, x, y, margin)) return { kind: 'request', side, request: now.queued[n]!, box };
  }
  const point = { x: 0, y: 0 };
  for (const { request, fraction } of now.approaching) {
    pointOn(lane.tracks.approach, fraction, point);
    if (Math.hypot(point.x - x, point.y - y) < REACH * unit)
      return { kind: 'request', side, request, box: null };
  }
  return null;
}

function hitPool(lane: LaneLayout, snapshot: Snapshot, side: number, x: number, y: number): Thing | null {
  for (let pool = 0; pool < lane.pools.length; pool++) {
    const { box, grid, tank } = lane.pools[pool]!;
    if (!contains(box, x, y)) continue;
    if (contains(tank, x, y, 2)) return { kind: 'memory', side, pool, box: tank };
    const tile = tileAt(grid, x, y);
    if (tile === null) return { kind: 'pool', side, pool, box };
    const chip = Math.min(tile * grid.chipsPerTile, (snapshot.pools[pool]?.chips ?? 1) - 1);
    return {
      kind: 'chip',
      side,
      pool,
      chip,
      box: {
        x: grid.box.x + (tile % grid.columns) * grid.pitchX,
        y: grid.box.y + Math.floor(tile / grid.columns) * grid.pitchY,
        w: grid.tileWidth,
        h: grid.tileHeight,
      },
    };
  }
  return null;
}

function hitRest(layout: FlowLayout, lane: LaneLayout, side: number, x: number, y: number): Thing | null {
  const { link } = lane.tracks;
  if (link) {
    const box = { x: link.xs[0]!, y: link.ys[0]! - 14, w: link.length, h: 28 };
    if (contains(box, x, y)) return { kind: 'link', side, box };
  }
  if (Math.hypot(lane.router.x - x, lane.router.y - y) < 12 * layout.unit)
    return { kind: 'router', side, box: null };
  return contains(lane.queue, x, y) ? { kind: 'queue', side, box: null } : null;
}
