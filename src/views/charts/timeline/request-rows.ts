import type { Snapshot } from '../../../engine/result';
import { count } from '../../../units/format';
import { bordersOf, emptyBorders, requestsIn, SPANS } from './request-spans';
import type { TimeWindow } from './time-window';

/** Rows of the request view: one for each request in sight, by arrival, or one for several when they are many. */
export interface RequestRows {
  ids: Int32Array;
  /** Requests that share a row. */
  each: number;
  rows: number;
  rowHeight: number;
}

/** Higher rows say no more; lower ones cannot be told apart. */
const HIGHEST = 18;
const LOWEST = 2;

export function requestRows(
  snapshot: Snapshot,
  window: TimeWindow,
  height: number,
  unit: number,
): RequestRows {
  const ids = requestsIn(snapshot, window);
  const most = Math.max(1, Math.floor(height / (LOWEST * unit)));
  const each = Math.max(1, Math.ceil(ids.length / most));
  const rows = Math.ceil(ids.length / each);
  return { ids, each, rows, rowHeight: Math.min(HIGHEST * unit, rows > 0 ? height / rows : height) };
}

/** From complete to shortest. */
export function rowWords({ ids, each }: RequestRows): string[] {
  const inSight = count(ids.length);
  if (each === 1) return [`${inSight} requests in sight, a row each`, `${inSight} requests`];
  return [
    `${inSight} requests in sight, ${count(each)} to a row: what most of them do`,
    `${inSight} requests, ${count(each)} to a row`,
  ];
}

/** The row of a request, or -1 when it is not in sight. */
export function rowOfRequest({ ids, each }: RequestRows, request: number): number {
  let [low, high] = [0, ids.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (ids[middle]! < request) low = middle + 1;
    else high = middle;
  }
  return ids[low] === request ? Math.floor(low / each) : -1;
}

export const NOTHING = -1;

/**
 * What most requests of one row are doing in each column: the index of a span, or `NOTHING`. `scratch` and the result
 * are as long as the picture is wide, whatever the number of requests.
 */
export function commonest(
  snapshot: Snapshot,
  { ids, each }: RequestRows,
  row: number,
  window: TimeWindow,
  into: Int8Array,
): void {
  const columns = into.length;
  const counts = SPANS.map(() => new Int32Array(columns + 1));
  const borders = emptyBorders();
  const scale = columns / (window.to - window.from);
  for (let i = row * each; i < Math.min(ids.length, (row + 1) * each); i++) {
    bordersOf(snapshot.requests, ids[i]!, snapshot.durationSeconds, borders);
    for (let k = 0; k < SPANS.length; k++) {
      const [from, to] = [(borders[k]! - window.from) * scale, (borders[k + 1]! - window.from) * scale];
      if (to <= from || to <= 0 || from >= columns) continue;
      const first = Math.max(0, Math.floor(from));
      counts[k]![first]! += 1;
      counts[k]![Math.min(columns, Math.max(first + 1, Math.ceil(to)))]! -= 1;
    }
  }
  const now = new Int32Array(SPANS.length);
  for (let column = 0; column < columns; column++) {
    let most = 0;
    into[column] = NOTHING;
    for (let k = 0; k < SPANS.length; k++) {
      now[k]! += counts[k]![column]!;
      if (now[k]! <= most) continue;
      most = now[k]!;
      into[column] = k;
    }
  }
}
