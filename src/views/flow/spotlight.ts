import type { Snapshot } from '../../engine/result';
import type { Seconds } from '../../units/units';
import { numbersIn } from '../same-request';
import { countUpTo, sortBy } from './side-index';

/**
 * Which requests are written out as text. The same request stands in the same row of both sides, under the number that it
 * has there, so that a row is a race. It is over when the first side has finished its answer; the row then rests a little,
 * so that the result can be read, and takes a request that is under way, or the next. The other side's answer goes on in
 * the cluster; only its text is no longer shown.
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
  const racers = racersOf(snapshots);
  const shared = planSpotlight(racers, rows);
  if (raced(shared, racers) < 0.5)
    return sides.map((side) => planSpotlight(racersOf(side ? [side] : []), rows));
  const [first] = snapshots;
  return sides.map((side) => (first && side ? inNumbersOf(side, first, shared) : shared));
}

/** The races of the first side's requests as those of another's; the same ones where both count alike. */
function inNumbersOf(side: Snapshot, first: Snapshot, shared: Spotlight): Spotlight {
  const numbers = numbersIn(first, side);
  if (numbers === null) return shared;
  return {
    slots: shared.slots.map(({ from, request }) => ({ from, request: request.map((id) => numbers[id]!) })),
  };
}

/** A side, and what the requests of the first are called there. */
interface Racer extends Snapshot {
  numbers: Int32Array | null;
}

const numberOf = ({ numbers }: Racer, id: number): number => (numbers === null ? id : (numbers[id] ?? -1));

function racersOf(sides: readonly Snapshot[]): Racer[] {
  return sides.map((side) => ({ ...side, numbers: numbersIn(sides[0]!, side) }));
}

/** Share of the planned requests that all sides answer during some common time. */
function raced({ slots }: Spotlight, racers: readonly Racer[]): number {
  let together = 0;
  let all = 0;
  for (const slot of slots)
    for (const id of slot.request) {
      all++;
      let from = -Infinity;
      for (const racer of racers) from = Math.max(from, racer.requests.decodeStart[numberOf(racer, id)]!);
      if (from < firstEnd(racers, id)) together++;
    }
  return all > 0 ? together / all : 1;
}

/** Assigns races to rows, once per pair of runs: the row that is free first chooses first. */
function planSpotlight(racers: readonly Racer[], rows: number): Spotlight {
  const slots = Array.from({ length: rows }, () => ({
    free: -Infinity,
    from: [] as Seconds[],
    request: [] as number[],
  }));
  if (slots.length === 0 || racers.length === 0) return { slots: [] };
  const starts = startsOf(racers);
  const begins: number[] = [];
  for (let id = 0; id < starts.length; id++) if (!Number.isNaN(starts[id]!)) begins.push(id);
  const order = sortBy(starts, begins);
  const taken = new Set<number>();
  /** Requests of `order` before this one are taken up by the time that is looked at. */
  let begun = 0;
  for (;;) {
    const slot = slots.reduce((best, next) => (next.free < best.free ? next : best));
    while (begun < order.length && starts[order[begun]!]! <= slot.free) begun++;
    const fresh = (id: number) => {
      const end = firstEnd(racers, id);
      return !taken.has(id) && end - slot.free >= TO_COME * (end - starts[id]!);
    };
    const underWay = order.slice(Math.max(0, begun - LOOK_BACK), begun);
    let next = begun;
    while (next < order.length && taken.has(order[next]!)) next++;
    const id = underWay.findLast(fresh) ?? order[next];
    if (id === undefined) return { slots: slots.map(columns) };
    taken.add(id);
    slot.from.push(Math.max(slot.free, starts[id]!));
    slot.request.push(id);
    const end = firstEnd(racers, id);
    slot.free = end + REST * (end - starts[id]!);
  }
}

function columns(slot: { from: Seconds[]; request: number[] }) {
  return { from: Float64Array.from(slot.from), request: Int32Array.from(slot.request) };
}

/** When the first side takes each request up; NaN where a side turned it away or never had it. */
function startsOf(racers: readonly Racer[]): Float64Array {
  const count = racers[0]?.requests.count ?? 0;
  const starts = new Float64Array(count).fill(Infinity);
  for (const racer of racers)
    for (let id = 0; id < count; id++)
      starts[id] = Math.min(starts[id]!, racer.requests.prefillStart[numberOf(racer, id)] ?? NaN);
  return starts;
}

/** When the first side has finished the answer, or its run is over. */
function firstEnd(racers: readonly Racer[], id: number): Seconds {
  let first = Infinity;
  for (const racer of racers) {
    const end = racer.requests.end[numberOf(racer, id)]!;
    first = Math.min(first, Number.isNaN(end) ? racer.durationSeconds : end);
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
 * The races of a lane at `t` with a request that is looked into: from its arrival until both sides have answered it, and
 * a little longer, it stands in the last row, unless it has one. `requests`: its number on each side, if it has one.
 */
export function withPinned(
  races: readonly (Race | null)[],
  sides: readonly (Snapshot | null)[],
  requests: readonly (number | null)[],
  lane: number,
  t: Seconds,
): (Race | null)[] {
  const shown = [...races];
  const own = requests[lane] ?? null;
  if (own === null || races.some((race) => race?.request === own)) return shown;
  let from = Infinity;
  let until = -Infinity;
  sides.forEach((side, i) => {
    const request = requests[i] ?? null;
    if (side === null || request === null) return;
    const end = side.requests.end[request]!;
    from = Math.min(from, side.requests.arrival[request]!);
    until = Math.max(until, Number.isNaN(end) ? side.durationSeconds : end);
  });
  if (t >= from && t <= until + REST * (until - from))
    shown[shown.length - 1] = { request: own, from: -Infinity, until: Infinity };
  return shown;
}
