import type { SideReport } from '../../engine/result';
import { count } from '../../units/format';

type Pools = SideReport['pools'];

/** A place in its pool, counted from 1. The engine numbers instances through all pools, in the order of the pools. */
export interface InstancePlace {
  number: number;
  of: number;
  chips: number;
}

export function placeOf(pools: Pools, instance: number): InstancePlace {
  let before = 0;
  for (const pool of pools) {
    if (instance < before + pool.instances)
      return { number: instance - before + 1, of: pool.instances, chips: pool.chips / pool.instances };
    before += pool.instances;
  }
  return { number: instance + 1, of: instance + 1, chips: 0 };
}

export function instanceName(pools: Pools, instance: number): string {
  return `instance ${count(placeOf(pools, instance).number)}`;
}
