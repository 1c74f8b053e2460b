import type { Snapshot } from '../../engine/result';
import type { Seconds } from '../../units/units';
import { countUpTo } from './side-index';

/**
 * Which requests are written out as text. The same request stands in the same row of both sides, so that a row
 * is a race: it begins when the first side takes the request up and is over when the first side has finished its
 * answer. The row then rests a little, so that the result can be read, and takes the next request. The other
 * side's answer goes on in the cluster; only its text is no longer shown.
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

/** A finished race rests for this share of its own length. */
const REST = 0.12;

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
      const from = Math.max(...sides.map((side) => side.requests.decodeStart[id]!));
      if (from < Math.min(...sides.map((side) => endOf(side, id)))) together++;
    }
  return all > 0 ? together / all : 1;
}

/** Assigns races to rows, once per pair of runs: each request in turn takes the row that has been free longest. */
function planSpotlight(sides: readonly Snapshot[], rows: number): Spotlight {
  const empty = () => ({ free: -Infinity, from: [] as Seconds[], request: [] as number[] });
  const slots = Array.from({ length: sides.length > 0 ? rows : 0 }, empty);
  if (slots.length === 0) return { slots: [] };
  const starts = startsOf(sides);
  const order = starts.flatMap((start, id) => (Number.isNaN(start) ? [] : id));
  order.sort((one, other) => starts[one]! - starts[other]! || one - other);
  for (const id of order) {
    const start = starts[id]!;
    const slot = slots.reduce((best, next) => (next.free < best.free ? next : best));
    if (slot.free > start) continue;
    const end = Math.min(...sides.map((side) => endOf(side, id)));
    slot.free = end + REST * (end - start);
    slot.from.push(start);
    slot.request.push(id);
  }
  return {
    slots: slots.map(({ from, request }) => ({
      from: Float64Array.from(from),
      request: Int32Array.from(request),
    })),
  };
}

/** When the first side takes each request up; NaN where a side turned it away. */
function startsOf(sides: readonly Snapshot[]): Seconds[] {
  const count = sides.length > 0 ? Math.min(...sides.map((side) => side.requests.count)) : 0;
  return Array.from({ length: count }, (_, id) =>
    Math.min(...sides.map((side) => side.requests.prefillStart[id]!)),
  );
}

function endOf(side: Snapshot, id: number): Seconds {
  const end = side.requests.end[id]!;
  return Number.isNaN(end) ? side.durationSeconds : end;
}

/** The race in a row at `t`, or null before the first. */
export function raceAt(spotlight: Spotlight, slot: number, t: Seconds): Race | null {
  const row = spotlight.slots[slot];
  const at = row ? countUpTo(row.from, t) - 1 : -1;
  if (!row || at < 0) return null;
  return { request: row.request[at]!, from: row.from[at]!, until: row.from[at + 1] ?? Infinity };
}
