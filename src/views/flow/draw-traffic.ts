import type { PoolSeries, Snapshot } from '../../engine/result';
import { count, percent, seconds } from '../../units/format';
import { bottom, pointOn, right, type Box, type Point, type Track } from './geometry';
import type { EntryLayout, LaneLayout, TieLayout } from './lane-layout';
import { textWidth, write, writeFitting, type Pen, type TextStyle } from './pen';
import { levelOf } from './place-pools';
import { seriesAt } from './pool-now';
import { doorSlot, queueBottom, queueSlot } from './queue-slots';
import type { LaneMotion } from './lane-motion';

/** Rails, router and link, and the requests on their way to the first pool. */

/** `linkBusy`: share of the time in which the links between pools carry something. */
export function drawRails(pen: Pen, lane: LaneLayout, linkBusy: number): void {
  const { ctx, palette, unit } = pen;
  const { tracks } = lane;
  if (lane.entries.length === 0) return;
  ctx.strokeStyle = palette.hairline;
  ctx.lineWidth = unit;
  ctx.beginPath();
  for (const track of [tracks.approach, ...tracks.branches]) trace(ctx, track);
  for (const track of new Set([...tracks.rows.flat(), ...tracks.others])) if (track) trace(ctx, track);
  for (const { pool, queue, level } of lane.entries) {
    ctx.moveTo(queue.x, level);
    ctx.lineTo(lane.pools[pool]?.box.x ?? right(queue), level);
  }
  ctx.stroke();
  for (const { network } of lane.entries) if (network) drawNetwork(pen, network);
  for (const { track } of lane.links) drawLink(pen, track, linkBusy);
  for (const tie of lane.ties) drawTie(pen, tie);
}

/** A network lies before a pool: dotted, as far as it goes. */
function drawNetwork({ ctx, palette, unit }: Pen, box: Box): void {
  ctx.strokeStyle = palette.tiers.network;
  ctx.lineWidth = 1.4 * unit;
  ctx.setLineDash([1.5 * unit, 3 * unit]);
  const y = levelOf(box);
  ctx.beginPath();
  for (const side of [-4, 4]) {
    ctx.moveTo(box.x + 10 * unit, y + side * unit);
    ctx.lineTo(right(box) - 2 * unit, y + side * unit);
  }
  ctx.stroke();
  ctx.setLineDash([]);
}

/** There and back in every step: an arrow at each end. */
function drawTie({ ctx, palette, unit }: Pen, { from, to }: TieLayout): void {
  ctx.strokeStyle = palette.tiers.network;
  ctx.fillStyle = palette.tiers.network;
  ctx.lineWidth = 1.4 * unit;
  const across = Math.abs(to.x - from.x) >= Math.abs(to.y - from.y);
  for (const [a, b, side] of [
    [from, to, -4],
    [to, from, 4],
  ] as const) {
    const [dx, dy] = across ? [0, side * unit] : [side * unit, 0];
    const back = Math.sign(across ? b.x - a.x : b.y - a.y) * 4 * unit;
    ctx.beginPath();
    ctx.moveTo(a.x + dx, a.y + dy);
    ctx.lineTo(b.x + dx, b.y + dy);
    ctx.stroke();
    ctx.beginPath();
    ctx.moveTo(b.x + dx, b.y + dy);
    ctx.lineTo(b.x + dx - (across ? back : 3 * unit), b.y + dy - (across ? 3 * unit : back));
    ctx.lineTo(b.x + dx - (across ? back : -3 * unit), b.y + dy - (across ? -3 * unit : back));
    ctx.fill();
  }
}

function trace(ctx: CanvasRenderingContext2D, track: Track): void {
  ctx.moveTo(track.xs[0]!, track.ys[0]!);
  for (let i = 1; i < track.xs.length; i++) ctx.lineTo(track.xs[i]!, track.ys[i]!);
}

/** Two rails: a link between pools is a thing of its own, with a width; what it carries fills it. */
function drawLink({ ctx, palette, unit }: Pen, track: Track, busy: number): void {
  ctx.strokeStyle = palette.tiers.network;
  ctx.lineWidth = unit;
  const along = (offset: number) => {
    ctx.beginPath();
    for (let i = 0; i < track.xs.length; i++) {
      const inset = i === 0 ? 2 * unit : i === track.xs.length - 1 ? -2 * unit : 0;
      ctx.lineTo(track.xs[i]! + inset, track.ys[i]! + offset);
    }
    ctx.stroke();
  };
  along(-5 * unit);
  along(5 * unit);
  ctx.globalAlpha = 0.35;
  ctx.lineWidth = 9 * unit * Math.min(1, busy);
  if (busy > 0) along(0);
  ctx.globalAlpha = 1;
}

export function drawEntrance(
  pen: Pen,
  pools: readonly Pick<PoolSeries, 'roundTripSeconds'>[],
  lane: LaneLayout,
  now: LaneMotion,
): void {
  const { ctx, palette, unit } = pen;
  const { router } = lane;
  if (lane.entries.length === 0) return;
  const muted = { color: palette.muted };
  ctx.fillStyle = palette.ink;
  ctx.beginPath();
  ctx.moveTo(router.x - 7 * unit, router.y);
  ctx.lineTo(router.x, router.y - 7 * unit);
  ctx.lineTo(router.x + 7 * unit, router.y);
  ctx.lineTo(router.x, router.y + 7 * unit);
  ctx.fill();
  const left = lane.tracks.approach.xs[0]!;
  if (lane.stations !== null) write(pen, 'arrivals', left, lane.stations, muted);
  const above = router.y - 13 * unit;
  // Where rows are low, 'arrivals' stands above, and below stands how many wait, if any do.
  const below = lane.stations !== null && above - lane.stations < 15 * unit;
  // A long queue on a small screen comes this far; by then people know the router.
  const inTheWay = below ? now.queuedCount > 0 : lane.stations === null && now.queuedCount >= 8;
  if (!inTheWay) {
    const width = textWidth(pen, 'router');
    // Where rails fan out to several queues, they would cross it.
    const centred = router.x - (lane.entries.length > 1 ? width - 7 * unit : width / 2);
    write(pen, 'router', Math.max(left, centred), below ? router.y + 20 * unit : above, muted);
  }
  const point: Point = { x: 0, y: 0 };
  for (const { fraction } of now.approaching) {
    pointOn(lane.tracks.approach, fraction, point);
    drawTicket(pen, { x: point.x - 4.5 * unit, y: point.y - 3 * unit, w: 9 * unit, h: 6 * unit }, 1);
  }
  drawTurnedAway(pen, lane, now);
  for (const entry of lane.entries) {
    const queue = now.queues[entry.pool];
    if (queue) drawQueue(pen, lane, entry, queue);
    if (entry.network) {
      const roundTrip = pools[entry.pool]!.roundTripSeconds;
      const x = entry.network.x + 6 * unit;
      const room = entry.network.w - 8 * unit;
      writeFitting(pen, ['network', 'net'], x, entry.level - 10 * unit, room, muted);
      writeFitting(pen, [seconds(roundTrip)], x, entry.level + 19 * unit, room, muted);
    }
  }
}

/** Those that were turned away fall from the router, crossed out; how many they are stays. */
function drawTurnedAway(pen: Pen, { router, tracks }: LaneLayout, now: LaneMotion): void {
  const { ctx, palette, unit } = pen;
  for (const { fraction } of now.leaving) {
    const { x, y, w, h } = leavingBox(router, fraction, unit);
    ctx.globalAlpha = 1 - fraction;
    ctx.strokeStyle = palette.ink;
    ctx.lineWidth = 1.4 * unit;
    ctx.beginPath();
    ctx.roundRect(x, y, w, h, 1.5 * unit);
    ctx.moveTo(x - 2 * unit, y - 2 * unit);
    ctx.lineTo(x + w + 2 * unit, y + h + 2 * unit);
    ctx.moveTo(x + w + 2 * unit, y - 2 * unit);
    ctx.lineTo(x - 2 * unit, y + h + 2 * unit);
    ctx.stroke();
    ctx.globalAlpha = 1;
  }
  if (now.rejected === 0) return;
  const x = tracks.approach.xs[0]!;
  const style = { weight: 600 } as const;
  write(pen, count(now.rejected), x, router.y + 30 * unit, style);
  write(pen, 'turned', x, router.y + 44 * unit, { color: palette.muted });
  write(pen, 'away', x, router.y + 58 * unit, { color: palette.muted });
}

/** Where a request is that was turned away. */
export function leavingBox(router: Point, fraction: number, unit: number): Box {
  return { x: router.x - 4.5 * unit, y: router.y + (9 + 34 * fraction) * unit, w: 9 * unit, h: 6 * unit };
}

function drawQueue(
  pen: Pen,
  lane: LaneLayout,
  entry: EntryLayout,
  { listed, count: waits, reading }: LaneMotion['queues'][number],
): void {
  const { unit } = pen;
  const { queue } = entry;
  let shown = 0;
  for (; shown < listed.length; shown++) {
    const slot = queueSlot(entry, shown, unit);
    if (!slot) break;
    drawTicket(pen, slot, 1);
  }
  if (waits === 0) return;
  const alone = lane.entries.length === 1;
  const style = { weight: 600, align: 'right' } as const;
  const doors = Math.min(AT_DOOR, reading.length);
  const doorEnd = doors > 1 ? bottom(doorSlot(entry, doors - 1, unit)) : 0;
  const lowest = Math.max(doorEnd, Math.min(bottom(queue), queueBottom(entry, shown, unit))) + 16 * unit;
  const y = Math.min(lowest, bottom(lane.box) - 4 * unit);
  const words = alone ? `${count(waits)} waiting` : `${count(waits)} wait`;
  const end = right(queue) + 6 * unit;
  // Beside the router only the number has room.
  const beside = Math.abs(y - 4 * unit - lane.router.y) < 14 * unit;
  const onRouter = beside && end - textWidth(pen, words, style) < lane.router.x + 10 * unit;
  const waiting = onRouter ? count(waits) : words;
  const x = Math.max(lane.tracks.approach.xs[0]! + textWidth(pen, waiting, style), end);
  write(pen, waiting, x, y, style);
}

/** A request at the door shows how much of its prompt is still to be read. */
export function drawDoors(
  pen: Pen,
  lane: LaneLayout,
  now: LaneMotion,
  time: number,
  requests: Snapshot['requests'],
): void {
  for (const entry of lane.entries)
    now.queues[entry.pool]?.reading.slice(0, AT_DOOR).forEach((id, n) => {
      const [start, end] = [requests.prefillStart[id]!, requests.firstToken[id]!];
      drawTicket(pen, doorSlot(entry, n, pen.unit), end > start ? (end - time) / (end - start) : 0);
    });
}

/** So many are drawn at a door. */
export const AT_DOOR = 3;

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

/** All links between pools are one fabric: how much of the time it carries, what moves, and who waits for room behind it, is said once. */
export function drawLinkLabels(
  pen: Pen,
  snapshot: Snapshot,
  lane: LaneLayout,
  now: LaneMotion,
  time: number,
): void {
  const { palette, unit } = pen;
  const first = lane.links[0];
  if (!first || !snapshot.link) return;
  const { xs, ys } = first.track;
  const x = (xs[0]! + xs[xs.length - 1]!) / 2;
  const width = xs[xs.length - 1]! - xs[0]! - 2 * unit;
  const y = ys[12]!;
  const busy = percent(seriesAt(snapshot.link.busyShare, snapshot.durationSeconds, time));
  const muted = { align: 'center', color: palette.muted } as const;
  writeFitting(pen, ['link'], x, y - 12 * unit, width, muted);
  writeFitting(pen, [`busy ${busy}`, busy], x, y + 21 * unit, width, muted);
  const strong = { align: 'center', weight: 600 } as const;
  let below = y + 36 * unit;
  const say = (wordings: string[], style: TextStyle) => {
    writeFitting(pen, wordings, x, below, width, style);
    below += 15 * unit;
  };
  if (now.moving.length > 0) say([`${count(now.moving.length)} KV`], strong);
  if (now.blocked.length === 0) return;
  say([count(now.blocked.length)], strong);
  say(['wait for room', 'wait'], muted);
}
