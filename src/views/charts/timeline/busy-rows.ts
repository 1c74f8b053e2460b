import type { PoolSeries, Snapshot } from '../../../engine/result';
import { seriesAt } from '../../flow/pool-now';
import { worksOn } from './pool-tiers';
import { emptyBorders, bordersOf, SPANS, wasTaken } from './request-spans';
import type { TimeWindow } from './time-window';

/** One row of the batch view: a lane, an instance, or neighbours that share a row because there are many. */
export interface BusyRow {
  pool: number;
  /** Lanes or instances in it, counted within the pool from 0. */
  first: number;
  count: number;
  of: 'lane' | 'instance';
  /** Requests at once for each column of the picture, on average; null where the pool does not do that. */
  prompts: Float64Array | null;
  decodes: Float64Array | null;
  /** Share of a companion pool's lanes that are at work; requests are counted where they are. */
  busy: Float64Array | null;
}

type RowPlace = Pick<BusyRow, 'pool' | 'first' | 'count' | 'of'>;

const PREFILL = SPANS.indexOf('prefill');
const DECODE = SPANS.indexOf('decode');

/** Lower rows cannot be told apart. */
const LEAST_ROW = 4;

/** Rows of a pool in `height`: lanes if they fit, else instances, else groups of them. */
function rowsOfPool(pool: PoolSeries, index: number, height: number): RowPlace[] {
  const most = Math.max(1, Math.floor(height / LEAST_ROW));
  // Prompts belong to an instance, not to one of its lanes.
  const { prompts, answers } = worksOn(pool);
  if (!prompts && !answers) return [{ pool: index, first: 0, count: pool.instances, of: 'instance' }];
  const lanes = prompts ? pool.instances : pool.instances * pool.lanesPerInstance;
  const of = lanes > pool.instances && lanes <= most ? 'lane' : 'instance';
  const units = of === 'lane' ? lanes : pool.instances;
  const each = Math.max(1, Math.ceil(units / most));
  return Array.from({ length: Math.ceil(units / each) }, (_, i) => ({
    pool: index,
    first: i * each,
    count: Math.min(each, units - i * each),
    of,
  }));
}

/**
 * How many requests each row works on over time: prompts between their first iteration and their first token, answers
 * between their first decode step and their end. `columns` equal parts of the window, each with its mean.
 */
export function busyRows(
  snapshot: Snapshot,
  window: TimeWindow,
  columns: number,
  heightOf: (pool: PoolSeries) => number,
): BusyRow[] {
  const { requests, durationSeconds, pools } = snapshot;
  const rows: BusyRow[] = pools.flatMap((pool, index) =>
    rowsOfPool(pool, index, heightOf(pool)).map((row) => ({
      ...row,
      prompts: worksOn(pool).prompts ? new Float64Array(columns + 2) : null,
      decodes: worksOn(pool).answers ? new Float64Array(columns + 2) : null,
      busy: companionShare(snapshot, pool, window, columns),
    })),
  );
  const find = rowFinder(pools, rows);
  const borders = emptyBorders();
  const scale = columns / (window.to - window.from);
  const column = (time: number) => Math.min(columns, Math.max(0, (time - window.from) * scale));
  for (let id = 0; id < requests.count && requests.arrival[id]! <= window.to; id++) {
    if (!wasTaken(requests, id)) continue;
    bordersOf(requests, id, durationSeconds, borders);
    if (borders[SPANS.length]! < window.from) continue;
    const prompts = find(requests.prefillInstance[id]!, -1)?.prompts;
    if (prompts) cover(prompts, column(borders[PREFILL]!), column(borders[PREFILL + 1]!));
    const decodes = find(requests.decodeInstance[id]!, requests.decodeLane[id]!)?.decodes;
    if (decodes) cover(decodes, column(borders[DECODE]!), column(borders[DECODE + 1]!));
  }
  for (const { prompts, decodes } of rows) {
    if (prompts) summed(prompts);
    if (decodes) summed(decodes);
  }
  return rows;
}

function companionShare(
  { durationSeconds }: Snapshot,
  pool: PoolSeries,
  { from, to }: TimeWindow,
  columns: number,
): Float64Array | null {
  const { prompts, answers } = worksOn(pool);
  if (prompts || answers) return null;
  return Float64Array.from({ length: columns }, (_, column) =>
    seriesAt(pool.busyShare, durationSeconds, from + ((column + 0.5) / columns) * (to - from)),
  );
}

/** Instances and lanes are numbered through all pools, in the order of the pools. */
function rowFinder(pools: readonly PoolSeries[], rows: readonly BusyRow[]) {
  const instances: BusyRow[] = [];
  const lanes: (BusyRow | undefined)[] = [];
  pools.forEach((pool, index) => {
    const own = rows.filter((row) => row.pool === index);
    const each = own[0]?.count ?? 1;
    for (let i = 0; i < pool.instances; i++) {
      const row = own[Math.floor(i / each)]!;
      instances.push(row);
      for (let l = 0; l < pool.lanesPerInstance; l++) {
        lanes.push(row.of === 'lane' ? own[Math.floor((i * pool.lanesPerInstance + l) / each)] : row);
      }
    }
  });
  return (instance: number, lane: number): BusyRow | undefined =>
    lane >= 0 ? lanes[lane] : instances[instance];
}

/** Adds 1 between two places, as differences: `summed` makes values of them. Ends count by the part they cover. */
function cover(differences: Float64Array, from: number, to: number): void {
  if (to <= from) return;
  const [first, last] = [Math.floor(from), Math.floor(to)];
  differences[first]! += first + 1 - from;
  differences[first + 1]! += from - first;
  differences[last]! -= last + 1 - to;
  differences[last + 1]! -= to - last;
}

function summed(differences: Float64Array): void {
  let sum = 0;
  for (let i = 0; i < differences.length; i++) {
    sum += differences[i]!;
    // Rounding of the differences must not look like a hair of work.
    differences[i] = Math.abs(sum) < 1e-9 ? 0 : sum;
  }
}
