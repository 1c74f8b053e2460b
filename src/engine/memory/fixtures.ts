import { partAt, type BlockRows } from './block-rows';
import type { EvictionChoice } from './eviction/policies';
import type { BlockCosts } from './eviction/policy';
import type { PrefixCache } from './prefix-cache';
import { strandsOf } from './strands';
import type { TierInput } from './tier-input';

/** Tiers and costs for tests; rates and latencies are the defaults of model.md §4.1. */

export const LINEAGE: EvictionChoice = { id: 'lineage', options: {} };
export const LRU: EvictionChoice = { id: 'lru', options: {} };

export const COSTS: BlockCosts = {
  savedSeconds: Float64Array.from([0.01]),
  reuse: [
    { label: 'person', continues: 0.8, gapSecondsMean: 60, gapCv: 1.5 },
    { label: 'tool', continues: 1, gapSecondsMean: 3, gapCv: null },
  ],
};

const both = (bytesPerSecond: number) => ({ perClient: bytesPerSecond, aggregate: bytesPerSecond });

export const HOST: TierInput = {
  id: 'G2',
  name: 'host DRAM',
  capacityBytes: 1e12,
  instancesPerStore: 1,
  read: both(55e9),
  write: both(55e9),
  latencySeconds: 20e-6,
  fill: 'through',
  admitUses: 1,
  writeQueueSeconds: 10,
  eviction: LINEAGE,
  endurance: null,
};

export const FLASH: TierInput = {
  ...HOST,
  id: 'G3',
  name: 'NVMe Gen5',
  capacityBytes: 30.72e12,
  read: both(12e9),
  write: both(6e9),
  latencySeconds: 100e-6,
  admitUses: 2,
  endurance: { capacity: 30.72e12, driveWritesPerDay: 1, warrantyYears: 5, amplification: 1.1 },
};

export const OBJECT: TierInput = {
  ...HOST,
  id: 'G4',
  name: 'object store',
  capacityBytes: 1e15,
  instancesPerStore: Infinity,
  read: { perClient: 1e9, aggregate: 100e9 },
  write: { perClient: 1e9, aggregate: 100e9 },
  latencySeconds: 5e-3,
};

export function rowsOfChains(chains: readonly (readonly number[])[], blockTokens: number): BlockRows {
  const counts = Int32Array.from(chains, (chain) => chain.length);
  const offsets = new Int32Array(chains.length + 1);
  counts.forEach((count, i) => (offsets[i + 1] = offsets[i]! + count));
  return { ...strandsOf(offsets, Int32Array.from(chains.flat())), counts, blockTokens };
}

/** The blocks of a row, each as a number of its own. */
export function rowAt(rows: BlockRows, i: number): number[] {
  return Array.from({ length: rows.counts[i]! }, (_, k) => rows.strand[partAt(rows, i, k)]! * 1_000_000 + k);
}

/** A store asked with chains of names as they come; a name that follows another name is another block. */
export class ChainStore {
  readonly cache: PrefixCache;
  private readonly chains: (readonly number[])[] = [];
  private readonly places = new Map<number, [strand: number, place: number]>();
  private rows: BlockRows = rowsOfChains([], 1);

  constructor(cache: PrefixCache) {
    this.cache = cache;
  }

  match(chain: readonly number[]): number {
    const row = this.rowOf(chain);
    return this.cache.match(this.rows, row, chain.length);
  }

  unusedIn(chain: readonly number[], count: number): number {
    const row = this.rowOf(chain);
    return this.cache.unusedIn(this.rows, row, count);
  }

  acquire(chain: readonly number[], from: number, to: number, now: number, times = 1): void {
    const row = this.rowOf(chain);
    this.cache.acquire(this.rows, row, from, to, now, times);
  }

  insert(chain: readonly number[], from: number, to: number, now: number): number {
    const row = this.rowOf(chain);
    return this.cache.insert(this.rows, row, from, to, now);
  }

  release(chain: readonly number[], from: number, to: number, now: number): void {
    const row = this.rowOf(chain);
    this.cache.release(this.rows, row, from, to, now);
  }

  /** The slot of the stretch that has a block, by the name of the block; -1 when it is not here. */
  find(name: number): number {
    const at = this.places.get(name);
    return at === undefined ? -1 : this.cache.find(...at);
  }

  /** Names of the blocks [from, to) of a strand. */
  names(strand: number, from: number, to: number): number[] {
    const own = [...this.places].filter(([, [of, place]]) => of === strand && place >= from && place < to);
    return own.sort((a, b) => a[1][1] - b[1][1]).map(([name]) => name);
  }

  placeOf(name: number): [strand: number, place: number] {
    return this.places.get(name)!;
  }

  rowOf(chain: readonly number[]): number {
    const known = this.chains.findIndex((other) => other.join() === chain.join());
    if (known >= 0) return known;
    this.rows = rowsOfChains([...this.chains, chain], 1);
    const row = this.chains.push(chain) - 1;
    chain.forEach((name, k) => {
      if (!this.places.has(name)) this.places.set(name, [this.rows.strand[partAt(this.rows, row, k)]!, k]);
    });
    return row;
  }
}
