import type { Snapshot } from '../../engine/result';
import { count } from '../../units/format';
import { bottom, pointOn, right, type Box, type Point, type Track } from './geometry';
import type { LaneLayout } from './lane-layout';
import { textWidth, write, type Pen } from './pen';
import { doorSlot, queueBottom, queueSlot } from './queue-slots';
import type { LaneMotion } from './lane-motion';

/** Rails, router and link, and the requests on their way to the first pool. */

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
