import type { ModelInput, PoolInput } from '../input';
import { AfdLayout } from './afd-layout';
import { Drafting, NO_SOFTWARE } from './drafting';
import { GpuLayout } from './gpu-layout';
import type { PoolLayout } from './pool-plan';
import { SramLayout } from './sram-layout';

/** The layout of a pool that takes requests, companions included; a companion's own is made by the one it serves. */
export function layoutOf(pools: readonly PoolInput[], index: number, model: ModelInput): PoolLayout {
  const pool = pools[index]!;
  const { split } = pool;
  const drafting = draftingOf(pools, pool);
  if (split === undefined) return chipLayout(model, pool, index, drafting);
  if (pool.chip.kind !== 'gpu') throw new TypeError('attention apart from its FFN needs chips of kind gpu');
  return new AfdLayout(model, pool, index, split, pools[split.pool]!, drafting);
}

function chipLayout(
  model: ModelInput,
  pool: PoolInput,
  index: number,
  drafting: Drafting | null,
): PoolLayout {
  return pool.chip.kind === 'sram'
    ? new SramLayout(model, pool, index, drafting)
    : new GpuLayout(model, pool, index, drafting);
}

function draftingOf(pools: readonly PoolInput[], pool: PoolInput): Drafting | null {
  const spec = pool.speculation;
  if (spec === undefined || spec.drafted === 0) return null;
  if (spec.pool === null) return new Drafting(pool, spec, null);
  const drafts: PoolInput = { ...pools[spec.pool]!, software: NO_SOFTWARE };
  return new Drafting(pool, spec, chipLayout(spec.model, drafts, spec.pool, null));
}
