import type { Box } from './geometry';
import type { EntryLayout } from './lane-layout';

type Yard = Pick<EntryLayout, 'queue' | 'level'>;

/** A request as a small wagon. */
const TICKET = { width: 9, height: 6, pitchX: 12, pitchY: 9 };

/**
 * Where the n-th request of the queue stands. The first ones stand on the track behind one another; when it is
 * full the next line up takes the following, then the next line down, as sidings of a yard.
 */
export function queueSlot(yard: Yard, n: number, unit: number): Box | null {
  const { queue, level } = yard;
  const columns = Math.max(1, Math.floor((queue.w + 3 * unit) / (TICKET.pitchX * unit)));
  const siding = Math.floor(n / columns);
  const offset = (siding % 2 === 0 ? 1 : -1) * Math.ceil(siding / 2);
  const y = level + offset * TICKET.pitchY * unit - (TICKET.height * unit) / 2;
  if (y < queue.y || y + TICKET.height * unit > queue.y + queue.h) return null;
  const x = queue.x + queue.w - (n % columns) * TICKET.pitchX * unit - TICKET.width * unit;
  return { x, y, w: TICKET.width * unit, h: TICKET.height * unit };
}

/** How many requests the yard has places for. */
export function queueSlots(yard: Yard, unit: number): number {
  let n = 0;
  while (queueSlot(yard, n, unit)) n++;
  return n;
}

/** Lower edge of what `count` requests take up. */
export function queueBottom(yard: Yard, count: number, unit: number): number {
  let lowest = yard.level;
  for (let n = 0; n < count; n++) {
    const slot = queueSlot(yard, n, unit);
    if (slot) lowest = Math.max(lowest, slot.y + slot.h);
  }
  return lowest;
}

/** The request whose prompt is being read stands at the door, a little apart from those that wait. */
export function doorSlot(yard: Yard, n: number, unit: number): Box {
  const { queue, level } = yard;
  return {
    x: queue.x + queue.w + 4 * unit,
    y: level - (TICKET.height * unit) / 2 + n * TICKET.pitchY * unit,
    w: TICKET.width * unit,
    h: TICKET.height * unit,
  };
}
