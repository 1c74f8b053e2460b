import type { Snapshot } from '../../engine/result';
import type { Seconds } from '../../units/units';
import { countUpTo } from './side-index';

/**
 * Which requests are written out as text. The same request stands in the same row of both sides, so that a row
 * is a race. It is over when the first side has finished its answer; the row then rests a little, so that the
 * result can be read, and takes a request that is under way, or the next. The other side's answer goes on in the
 * cluster; only its text is no longer shown.
 */
export interface Race {
  request: number;
  from: Seconds;
  /** When the next race in this row begins; Infinity for the last. */
  until: Seconds;
}

export interface Spotlight {
  slots: { from: Float64Array; request: Int32Array }[];
}

/** A finished race rests for this share of the time its answer took. */
const REST = 0.1;
/** A request under way is taken if at least this share of it is still to come. */
const TO_COME = 0.5;
/** How many of the requests taken up last are looked at for one that is under way. */
const LOOK_BACK = 16;

/**
 * The rows of each side. Both show the same requests, unless their queues differ so much that a request is
 * hardly ever answered by both at once; then there is no race to show and each side shows its own answers.
 */
export function planRows(sides: readonly (Snapshot | null)[], rows: number): Spotlight[] {
  const snapshots = sides.flatMap((side) => side ?? []);
  const shared = planSpotlight(snapshots, rows);
  if (raced(shared, snapshots) >= 0.5) return sides.map(() => shared);
  return sides.map((side) => planSpotlight(side ? [side] : [], rows));
}

/** Share of the planned requests that all sides answer during some common time. */
function raced({ slots }: Spotlight, sides: readonly Snapshot[]): number {
  let together = 0;
  let all = 0;
  for (const slot of slots)
    for (const id of slot.request) {
      all++;
      let from = -Infinity;
      for (const { requests } of sides) from = Math.max(from, requests.decodeStart[id]!);
      if (from < firstEnd(sides, id)) together++;
    }
  return all > 0 ? together / all : 1;
}

/** Assigns races to rows, once per pair of runs: the row that is free first chooses first. */
function planSpotlight(sides: readonly Snapshot[], rows: number): Spotlight {
  const slots = Array.from({ length: rows }, () => ({
    free: -Infinity,
    from: [] as Seconds[],
    request: [] as number[],
  }));
  if (slots.length === 0 || sides.length === 0) return { slots: [] };
  const starts = startsOf(sides);
  const order = Uint32Array.from(starts.keys()).filter((id) => !Number.isNaN(starts[id]!));
  order.sort((one, other) => starts[one]! - starts[other]! || one - other);
  const taken = new Set<number>();
  /** Requests of `order` before this one are taken up by the time that is looked at. */
  let begun = 0;
  for (;;) {
    const slot = slots.reduce((best, next) => (next.free < best.free ? next : best));
    while (begun < order.length && starts[order[begun]!]! <= slot.free) begun++;
    const fresh = (id: number) => {
      const end = firstEnd(sides, id);
      return !taken.has(id) && end - slot.free >= TO_COME * (end - starts[id]!);
    };
    const underWay = order.subarray(Math.max(0, begun - LOOK_BACK), begun);
    let next = begun;
    while (next < order.length && taken.has(order[next]!)) next++;
    const id = underWay.findLast(fresh) ?? order[next];
    if (id === undefined) return { slots: slots.map(columns) };
    taken.add(id);
    slot.from.push(Math.max(slot.free, starts[id]!));
    slot.request.push(id);
    const end = firstEnd(sides, id);
    slot.free = end + REST * (end - starts[id]!);
  }
}

function columns(slot: { from: Seconds[]; request: number[] }) {
  return { from: Float64Array.from(slot.from), request: Int32Array.from(slot.request) };
}

/** When the first side takes each request up; NaN where a side turned it away. */
function startsOf(sides: readonly Snapshot[]): Float64Array {
  const count = Math.min(...sides.map((side) => side.requests.count));
  const starts = new Float64Array(count).fill(Infinity);
  for (const { requests } of sides)
    for (let id = 0; id < count; id++) starts[id] = Math.min(starts[id]!, requests.prefillStart[id]!);
  return starts;
}

/** When the first side has finished the answer, or its run is over. */
function firstEnd(sides: readonly Snapshot[], id: number): Seconds {
  let first = Infinity;
  for (const { requests, durationSeconds } of sides) {
    const end = requests.end[id]!;
    first = Math.min(first, Number.isNaN(end) ? durationSeconds : end);
  }
  return first;
}

/** The race in a row at `t`, or null before the first. */
export function raceAt(spotlight: Spotlight, slot: number, t: Seconds): Race | null {
  const row = spotlight.slots[slot];
  const at = row ? countUpTo(row.from, t) - 1 : -1;
  if (!row || at < 0) return null;
  return { request: row.request[at]!, from: row.from[at]!, until: row.from[at + 1] ?? Infinity };
}

/**
 * The races at `t` with a request that is looked into: from its arrival until both sides have answered it, and a
 * little longer, it stands in the last row, unless it has one.
 */
export function withPinned(
  races: readonly (Race | null)[],
  sides: readonly (Snapshot | null)[],
  request: number | null,
  t: Seconds,
): (Race | null)[] {
  const shown = [...races];
  if (request === null || races.some((race) => race?.request === request)) return shown;
  let from = Infinity;
  let until = -Infinity;
  for (const side of sides) {
    if (!side || request >= side.requests.count) continue;
    const end = side.requests.end[request]!;
    from = Math.min(from, side.requests.arrival[request]!);
    until = Math.max(until, Number.isNaN(end) ? side.durationSeconds : end);
  }
  if (t >= from && t <= until + REST * (until - from))
    shown[shown.length - 1] = { request, from: -Infinity, until: Infinity };
  return shown;
}
