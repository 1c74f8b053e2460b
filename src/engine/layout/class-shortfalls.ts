import type { Tokens } from '../../units/units';
import type { ModelInput } from '../input';
import { pagedBytesOfSequence } from '../model/kv-bytes';
import { decodesOnly, takesArrivals } from '../roles';
import type { ClassStatistics } from '../workload-shape';
import { KV_BLOCK_TOKENS, type PoolPlan, type Shortfall } from './pool-plan';
import { countText } from './quantities';

/** A pool that is laid out, with the model it serves. */
export interface LaidOut {
  plan: PoolPlan;
  model: ModelInput;
}

/** Classes whose requests, at their 99th percentile, no pool of their model can take. */
export function classShortfalls(
  pools: readonly LaidOut[],
  classes: readonly ClassStatistics[],
  usual: string,
): Shortfall[] {
  return classes.flatMap((of) => {
    const model = of.model ?? usual;
    const own = pools.flatMap((pool, index) => (pool.model.id === model ? [{ ...pool, index }] : []));
    const entries = own.filter(({ plan }) => takesArrivals(plan.input.role));
    if (entries.length === 0)
      return [shortfall(0, `No pool serves ${model}, which requests of class ${of.label} ask for.`)];
    const { promptP99, sequenceP99 } = of.statistics;
    const decodes = own.filter(({ plan }) => decodesOnly(plan.input.role));
    const decoded = decodes.some((pool) => holds(pool, sequenceP99));
    const taken = entries.some((pool) =>
      pool.plan.input.role === 'prefill' ? holds(pool, promptP99) && decoded : holds(pool, sequenceP99),
    );
    if (taken) return [];
    const tokens = countText(sequenceP99);
    const names = own.map(({ plan }) => `${countText(plan.input.chips)} × ${plan.input.chip.name}`);
    const why = `Requests of class ${of.label} have up to ${tokens} tokens at the 99th percentile; no pool that serves ${model} has KV memory for one: ${names.join(', ')}.`;
    return [shortfall(own[0]!.index, why)];
  });
}

function holds({ plan, model }: LaidOut, tokens: Tokens): boolean {
  const { globalBlockBytes, localBlockBytes, kvCapacityBytes } = plan;
  return (
    pagedBytesOfSequence(model.shape, tokens, KV_BLOCK_TOKENS, globalBlockBytes, localBlockBytes) <=
    kvCapacityBytes
  );
}

/** No number of chips of one pool is known to mend it: another pool, format or share may. */
function shortfall(pool: number, message: string): Shortfall {
  return { pool, message, neededBytes: 0, availableBytes: 0, chipsNeeded: null };
}
