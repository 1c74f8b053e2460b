import fc from 'fast-check';
import type { PoolSeries, TierSeries } from '../../engine/result';
import { colocated } from './fixtures';

/** Clusters of any kind that the engine might run, for properties that hold of all of them. */

/** Columns play no part in a layout: short ones keep a counterexample readable. */
const NOTHING = new Float32Array(1);
const USUAL: PoolSeries = {
  ...colocated({ requests: 2 }).pools[0]!,
  buckets: 1,
  busyShare: NOTHING,
  running: NOTHING,
  waiting: NOTHING,
  kvBytes: NOTHING,
};

const chips = fc.constantFrom(1, 2, 8, 16, 72, 576, 1024, 2048);
const names = fc.constantFrom(
  { chipName: 'H100 SXM', tier: 'hbm' },
  { chipName: 'Groq LPU v1 (GroqChip 1)', tier: 'sram' },
  { chipName: 'Jetson Thor T5000', tier: 'lpddr' },
);
const models = fc.constantFrom('llama-3.1-70b', 'llama-3.1-8b');

const main = fc.record({
  role: fc.constantFrom('mixed', 'prefill', 'decode', 'attention'),
  model: models,
  chips,
  chip: names,
  away: fc.boolean(),
  companions: fc.array(fc.constantFrom('ffn', 'draft'), { maxLength: 2 }),
});

/** Pools with companions behind their owners. A model that is prefilled is also decoded somewhere, and the other way. */
export const anyPools: fc.Arbitrary<PoolSeries[]> = fc
  .array(main, { minLength: 1, maxLength: 4 })
  .map((mains) => {
    const pools: PoolSeries[] = [];
    const add = (
      role: string,
      model: string,
      count: number,
      chip: object,
      owner: number | null,
      trip: number,
    ) => {
      const before = pools.filter((pool) => pool.role === role).length;
      const name = before > 0 ? `${role} ${before + 1}` : role;
      return (
        pools.push({
          ...USUAL,
          ...chip,
          role,
          name,
          model,
          chips: count,
          instances: 1,
          owner,
          roundTripSeconds: trip,
        }) - 1
      );
    };
    for (const { role, model, chips: count, chip, away, companions } of mains) {
      if (role === 'decode' || role === 'attention') add('prefill', model, count, chip, null, 0);
      const index = add(role, model, count, chip, null, away && role === 'mixed' ? 0.05 : 0);
      if (role === 'prefill') add('decode', model, count, chip, null, 0);
      else for (const companion of companions) add(companion, model, count, chip, index, 0);
    }
    return pools;
  });

export const anyTiers: fc.Arbitrary<TierSeries[]> = fc
  .subarray(['dram', 'cxl', 'flash', 'pod flash', 'network'])
  .map((kinds) =>
    kinds.map((name) => ({
      name,
      capacityBytes: 1e12,
      stores: 1,
      readBytesPerSecond: 5e10,
      latencySeconds: 1e-4,
      heldBytes: NOTHING,
      readRate: NOTHING,
    })),
  );
