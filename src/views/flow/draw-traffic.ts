import type { Snapshot } from '../../engine/result';
import { count } from '../../units/format';
import { tierOf, type Tier } from '../palette';
import { bottom, pointOn, right, type Box, type Point, type Track } from './geometry';
import type { LaneLayout } from './layout';
import { SHAPE, TRACK, type Particles } from './particles';
import { textWidth, write, type Pen } from './pen';
import { doorSlot, queueBottom, queueSlot } from './queue-slots';
import type { LaneMotion } from './token-motion';

/** Rails, router, the queue, and everything that travels. */

export function drawRails(pen: Pen, lane: LaneLayout): void {
  const { ctx, palette, unit } = pen;
  const { tracks } = lane;
  ctx.strokeStyle = palette.hairline;
  ctx.lineWidth = unit;
  ctx.beginPath();
  for (const track of [tracks.approach, ...tracks.rows, tracks.others]) trace(ctx, track);
  ctx.moveTo(lane.router.x, lane.router.y);
  ctx.lineTo(lane.pools[0]?.box.x ?? right(lane.queue), lane.router.y);
  ctx.stroke();
  if (tracks.link) drawLink(pen, tracks.link);
}

function trace(ctx: CanvasRenderingContext2D, track: Track): void {
  ctx.moveTo(track.xs[0]!, track.ys[0]!);
  for (let i = 1; i < track.xs.length; i++) ctx.lineTo(track.xs[i]!, track.ys[i]!);
}

/** Two rails: a link between pools is a thing of its own, with a width. */
function drawLink({ ctx, palette, unit }: Pen, track: Track): void {
  ctx.strokeStyle = palette.tiers.network;
  ctx.lineWidth = unit;
  for (const side of [-5, 5]) {
    ctx.beginPath();
    ctx.moveTo(track.xs[0]! + 2 * unit, track.ys[0]! + side * unit);
    ctx.lineTo(track.xs[0]! + track.length - 2 * unit, track.ys[0]! + side * unit);
    ctx.stroke();
  }
}

export function drawEntrance(pen: Pen, lane: LaneLayout, now: LaneMotion): void {
  const { ctx, palette, unit } = pen;
  const { router, queue } = lane;
  const muted = { color: palette.muted };
  ctx.fillStyle = palette.ink;
  ctx.beginPath();
  ctx.moveTo(router.x - 7 * unit, router.y);
  ctx.lineTo(router.x, router.y - 7 * unit);
  ctx.lineTo(router.x + 7 * unit, router.y);
  ctx.lineTo(router.x, router.y + 7 * unit);
  ctx.fill();
  if (lane.stations !== null) write(pen, 'arrivals', lane.tracks.approach.xs[0]!, lane.stations, muted);
  // A long queue on a small screen comes this far; by then people know the router.
  if (lane.stations !== null || now.queuedCount < 8)
    write(pen, 'router', router.x, router.y - 13 * unit, { ...muted, align: 'center' });

  const point: Point = { x: 0, y: 0 };
  for (const { fraction } of now.approaching) {
    pointOn(lane.tracks.approach, fraction, point);
    drawTicket(pen, { x: point.x - 4.5 * unit, y: point.y - 3 * unit, w: 9 * unit, h: 6 * unit }, 1);
  }
  let shown = 0;
  for (; shown < now.queued.length; shown++) {
    const slot = queueSlot(lane, shown, unit);
    if (!slot) break;
    drawTicket(pen, slot, 1);
  }
  const left = lane.tracks.approach.xs[0]!;
  if (now.queuedCount > 0) {
    const waiting = `${count(now.queuedCount)} waiting`;
    const width = textWidth(pen, waiting, { weight: 600 });
    const lowest = Math.min(bottom(queue), queueBottom(lane, shown, unit)) + 16 * unit;
    const end = Math.max(left + width, right(queue) + 6 * unit);
    write(pen, waiting, end, lowest, { weight: 600, align: 'right' });
  }
}

/** A request at the door shows how much of its prompt is still to be read. */
export function drawDoor(
  pen: Pen,
  lane: LaneLayout,
  now: LaneMotion,
  time: number,
  requests: Snapshot['requests'],
): void {
  now.reading.slice(0, 3).forEach((id, n) => {
    const [start, end] = [requests.prefillStart[id]!, requests.firstToken[id]!];
    drawTicket(pen, doorSlot(lane, n, pen.unit), end > start ? (end - time) / (end - start) : 0);
  });
}

function drawTicket({ ctx, palette, unit }: Pen, box: Box, full: number): void {
  ctx.fillStyle = palette.ground;
  ctx.strokeStyle = palette.ink;
  ctx.lineWidth = unit;
  ctx.beginPath();
  ctx.roundRect(box.x, box.y, box.w, box.h, 1.5 * unit);
  ctx.fill();
  ctx.stroke();
  if (full <= 0) return;
  ctx.fillStyle = palette.ink;
  ctx.fillRect(box.x + 1.5 * unit, box.y + 1.5 * unit, (box.w - 3 * unit) * full, box.h - 3 * unit);
}

export function drawLinkLabel(pen: Pen, lane: LaneLayout, now: LaneMotion): void {
  const { link } = lane.tracks;
  if (!link) return;
  const x = link.xs[0]! + link.length / 2;
  const y = link.ys[0]!;
  write(pen, 'link', x, y - 12 * pen.unit, { align: 'center', color: pen.palette.muted });
  const moving = `${count(now.moving.length)} KV`;
  if (now.moving.length > 0) write(pen, moving, x, y + 22 * pen.unit, { align: 'center', weight: 600 });
}

/** Half of the length of a dash, and of a streak. */
const DASH = 3.5;
const STREAK = 8;
const DOT_RADIUS = 2.2;

/** All particles, one path for each colour and shape. */
export function drawParticles(
  pen: Pen,
  lanes: readonly LaneLayout[],
  sides: readonly (Snapshot | null)[],
  particles: Particles,
): void {
  const { ctx, unit } = pen;
  const dots = new Map<Tier, Path2D>();
  const dashes = new Map<Tier, Path2D>();
  const streaks = new Map<Tier, Path2D>();
  const pathOf = (paths: Map<Tier, Path2D>, tier: Tier) => {
    let path = paths.get(tier);
    if (!path) paths.set(tier, (path = new Path2D()));
    return path;
  };
  const point: Point = { x: 0, y: 0 };
  for (let i = 0; i < particles.count; i++) {
    const laneIndex = particles.lane[i]!;
    const lane = lanes[laneIndex];
    const pools = sides[laneIndex]?.pools;
    if (!lane || !pools || pools.length === 0) continue;
    const track = trackOf(lane, particles.track[i]!);
    if (!track) continue;
    pointOn(track, particles.fraction[i]!, point);
    if (particles.shape[i] === SHAPE.dot) {
      const path = pathOf(dots, tierOf(pools[pools.length - 1]!.tier));
      path.moveTo(point.x + DOT_RADIUS * unit, point.y);
      path.arc(point.x, point.y, DOT_RADIUS * unit, 0, 2 * Math.PI);
      continue;
    }
    const streak = particles.shape[i] === SHAPE.streak;
    const half = (streak ? STREAK : DASH) * unit;
    // Neighbouring pieces take turns above and below the middle, so that a dense train stays countable.
    const y = point.y + ((particles.token[i]! % 3) - 1) * (streak ? 2.6 : 4) * unit;
    const path = pathOf(streak ? streaks : dashes, tierOf(pools[0]!.tier));
    const from = streak ? Math.max(track.xs[0]!, point.x - half) : point.x - half;
    const to = streak ? Math.min(track.xs[0]! + track.length, point.x + half) : point.x + half;
    path.moveTo(from, y);
    path.lineTo(to, y);
  }
  const { tiers } = pen.palette;
  for (const [tier, path] of dots) {
    ctx.fillStyle = tiers[tier];
    ctx.fill(path);
  }
  ctx.lineCap = 'round';
  for (const [paths, width] of [[dashes, 2.6] as const, [streaks, 1.6] as const])
    for (const [tier, path] of paths) {
      ctx.strokeStyle = tiers[tier];
      ctx.lineWidth = width * unit;
      ctx.stroke(path);
    }
  ctx.lineCap = 'butt';
}

export function trackOf(lane: LaneLayout, code: number): Track | null {
  if (code === TRACK.intoPool) return lane.tracks.intoPool;
  if (code === TRACK.link) return lane.tracks.link;
  if (code === TRACK.others) return lane.tracks.others;
  return lane.tracks.rows[code - TRACK.row] ?? null;
}
