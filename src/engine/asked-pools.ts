import type { EngineInput } from './input';
import type { Shortfall } from './plan';
import { poolNames } from './pool-names';
import type { PoolAsked } from './result';

/** The pools of a side that cannot run, as they were asked for, each with what it lacks. */
export function askedPools({ cluster, model }: EngineInput, shortfalls: readonly Shortfall[]): PoolAsked[] {
  const { pools } = cluster;
  const names = poolNames(pools);
  return pools.map((pool, index) => {
    const owner = pools.findIndex(
      ({ split, speculation }) => split?.pool === index || speculation?.pool === index,
    );
    const short = shortfalls.find((one) => one.pool === index && one.neededBytes > one.availableBytes);
    return {
      role: pool.role,
      name: names[index]!,
      model: (pool.model ?? model).id,
      owner: owner < 0 ? null : owner,
      roundTripSeconds: pool.roundTripSeconds ?? 0,
      chipName: pool.chip.name,
      tier: pool.chip.memory.tier,
      chips: pool.chips,
      lacks: short ? { neededBytes: short.neededBytes, availableBytes: short.availableBytes } : null,
    };
  });
}
