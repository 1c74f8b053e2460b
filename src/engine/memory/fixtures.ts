import type { BlockRows } from './block-rows';
import type { EvictionChoice } from './eviction/policies';
import type { BlockCosts } from './eviction/policy';
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
  let end = 0;
  const counts = Int32Array.from(chains, (chain) => chain.length);
  const starts = counts.map((count) => (end += count) - count);
  return { starts, counts, ids: Int32Array.from(chains.flat()), blockTokens };
}

export const rowAt = ({ starts, counts, ids }: BlockRows, i: number): Int32Array =>
  ids.subarray(starts[i], starts[i]! + counts[i]!);
