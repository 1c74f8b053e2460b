import type { Snapshot } from '../../engine/result';
import { trendOf } from './draw-queue-trend';
import { AT_DOOR, leavingBox } from './draw-traffic';
import { contains, pointOn, type Box, type Point, type Track } from './geometry';
import { trackOf, type LaneLayout } from './lane-layout';
import type { FlowLayout } from './layout';
import { SHAPE, TRACK } from './particles';
import { doorSlot, queueSlot } from './queue-slots';
import { tileAt } from './tile-grid';
import type { LaneMotion } from './lane-motion';
import type { Motion } from './token-motion';

/** What is under a point. `side` and `pool` are indexes; `box` is what to outline, if it has one. */
export type Thing =
  /** `stored`: it comes from a tier behind the device. */
  | { kind: 'token'; side: number; request: number; token: number; shape: number; stored: boolean; box: null }
  | { kind: 'request'; side: number; request: number; box: Box | null }
  | { kind: 'chip'; side: number; pool: number; chip: number; box: Box }
  | { kind: 'memory'; side: number; pool: number; box: Box }
  | { kind: 'pool'; side: number; pool: number; box: Box }
  /** A pool of a side that cannot run. */
  | { kind: 'asked'; side: number; pool: number; box: Box }
  | { kind: 'link'; side: number; from: number; to: number; box: Box }
  | { kind: 'tie'; side: number; owner: number; companion: number; box: Box }
  | { kind: 'vessel'; side: number; vessel: number; box: Box }
  | { kind: 'queue' | 'network'; side: number; pool: number; box: Box }
  | { kind: 'others' | 'counter'; side: number; box: Box }
  | { kind: 'router'; side: number; box: null };

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
  if (!lane || !now) return null;
  if (!snapshot) return hitAsked(lane, side, x, y);
  return (
    hitToken(layout, motion, side, x, y) ??
    hitRequest(layout, lane, now, side, x, y) ??
    hitPool(lane, snapshot, side, x, y) ??
    hitRest(layout, lane, side, x, y) ??
    hitWords(layout, lane, now, snapshot, side, x, y)
  );
}

function hitAsked(lane: LaneLayout, side: number, x: number, y: number): Thing | null {
  const pool = lane.pools.findIndex(({ box }) => contains(box, x, y));
  return pool < 0 ? null : { kind: 'asked', side, pool, box: lane.pools[pool]!.box };
}

function hitToken(layout: FlowLayout, motion: Motion, side: number, x: number, y: number): Thing | null {
  const { particles } = motion;
  const lane = layout.lanes[side]!;
  const point = { x: 0, y: 0 };
  let nearest = REACH * layout.unit;
  let found = -1;
  for (let i = 0; i < particles.count; i++) {
    const track =
      particles.lane[i] === side
        ? trackOf(lane, particles.track[i]!, particles.from[i]!, particles.to[i]!)
        : null;
    if (!track) continue;
    pointOn(track, particles.fraction[i]!, point);
    const distance = Math.hypot(point.x - x, point.y - y);
    if (distance >= nearest) continue;
    nearest = distance;
    found = i;
  }
  if (found < 0) return null;
  const [request, token] = [particles.request[found]!, particles.token[found]!];
  const stored = particles.track[found] === TRACK.fetch;
  return {
    kind: 'token',
    side,
    request,
    token,
    shape: particles.shape[found] ?? SHAPE.dot,
    stored,
    box: null,
  };
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
  for (const entry of lane.entries) {
    const { reading, listed } = now.queues[entry.pool]!;
    for (let n = 0; n < Math.min(AT_DOOR, reading.length); n++) {
      const box = doorSlot(entry, n, unit);
      if (contains(box, x, y, margin)) return { kind: 'request', side, request: reading[n]!, box };
    }
    for (let n = 0; n < listed.length; n++) {
      const box = queueSlot(entry, n, unit);
      if (!box) break;
      if (contains(box, x, y, margin)) return { kind: 'request', side, request: listed[n]!, box };
    }
  }
  for (const { request, fraction } of now.leaving) {
    const box = leavingBox(lane.router, fraction, unit);
    if (contains(box, x, y, margin)) return { kind: 'request', side, request, box };
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
  const { unit } = layout;
  const margin = 8 * unit;
  for (const { from, to, track } of lane.links)
    if (nearTrack(track, x, y) < 14 * unit) {
      const [first, last] = [track.xs[0]!, track.xs[track.xs.length - 1]!];
      const ys = [...track.ys];
      const top = Math.min(...ys) - 8 * unit;
      const box = { x: first, y: top, w: last - first, h: Math.max(...ys) + 8 * unit - top };
      return { kind: 'link', side, from, to, box };
    }
  for (const { owner, companion, from, to } of lane.ties) {
    const box = spanned(from, to, margin);
    if (contains(box, x, y)) return { kind: 'tie', side, owner, companion, box };
  }
  const vessel = lane.vessels.findIndex(({ box }) => contains(box, x, y));
  if (vessel >= 0) return { kind: 'vessel', side, vessel, box: lane.vessels[vessel]!.box };
  if (Math.hypot(lane.router.x - x, lane.router.y - y) < 12 * unit)
    return { kind: 'router', side, box: null };
  for (const { pool, queue, network } of lane.entries) {
    if (network && contains(network, x, y)) return { kind: 'network', side, pool, box: network };
    if (contains(queue, x, y)) return { kind: 'queue', side, pool, box: queue };
  }
  return null;
}

/** What is written and drawn of a side as a whole. */
function hitWords(
  { unit }: FlowLayout,
  lane: LaneLayout,
  now: LaneMotion,
  snapshot: Snapshot,
  side: number,
  x: number,
  y: number,
): Thing | null {
  for (const kind of ['others', 'counter'] as const)
    if (contains(lane[kind], x, y)) return { kind, side, box: lane[kind] };
  const trend = trendOf(snapshot, lane, now, unit);
  return trend && contains(trend.box, x, y)
    ? { kind: 'queue', side, pool: trend.pool, box: trend.box }
    : null;
}

function nearTrack({ xs, ys }: Track, x: number, y: number): number {
  let nearest = Infinity;
  for (let i = 0; i < xs.length; i++) nearest = Math.min(nearest, Math.hypot(xs[i]! - x, ys[i]! - y));
  return nearest;
}

function spanned(a: Point, b: Point, margin: number): Box {
  const [x, y] = [Math.min(a.x, b.x) - margin, Math.min(a.y, b.y) - margin];
  return { x, y, w: Math.abs(a.x - b.x) + 2 * margin, h: Math.abs(a.y - b.y) + 2 * margin };
}
