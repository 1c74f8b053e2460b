import type { SideReport } from '../../engine/result';
import { count } from '../../units/format';
import { poolName } from '../answer/part-names';

type Pools = SideReport['pools'];

/** A place in its pool, counted from 1. The engine numbers instances through all pools, in the order of the pools. */
export interface InstancePlace {
  /** Name of the pool; '' for one that the report does not know. */
  pool: string;
  number: number;
  of: number;
  chips: number;
}

export function placeOf(pools: Pools, instance: number): InstancePlace {
  let before = 0;
  for (const pool of pools) {
    if (instance < before + pool.instances)
      return {
        pool: pool.name,
        number: instance - before + 1,
        of: pool.instances,
        chips: pool.chips / pool.instances,
      };
    before += pool.instances;
  }
  return { pool: '', number: instance + 1, of: instance + 1, chips: 0 };
}

/** `among`: others it is named beside; where they are in several pools, the pool is named too. */
export function instanceName(pools: Pools, instance: number, among: readonly number[] = []): string {
  const { number, pool } = placeOf(pools, instance);
  const several = among.some((other) => placeOf(pools, other).pool !== pool);
  return several ? `instance ${count(number)} of “${poolName(pool)}”` : `instance ${count(number)}`;
}
