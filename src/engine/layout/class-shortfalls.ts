import type { Tokens } from '../../units/units';
import type { ModelInput } from '../input';
import { pagedBytesOfSequence } from '../model/kv-bytes';
import { decodesOnly, takesArrivals } from '../roles';
import type { ClassStatistics } from '../workload-shape';
import { KV_BLOCK_TOKENS, type PoolPlan, type Shortfall } from './pool-plan';
import { countText } from './quantities';

/** Classes whose requests, at their 99th percentile, no pool of their model can take. */
export function classShortfalls(
  pools: readonly PoolPlan[],
  classes: readonly ClassStatistics[],
  usual: ModelInput,
): Shortfall[] {
  const shortfalls: Shortfall[] = [];
  for (const of of classes) {
    const missing = missingFor(of, pools, usual);
    if (missing !== null) shortfalls.push(missing);
  }
  return shortfalls;
}

/** What `of` lacks, null where some pool can take it. */
function missingFor(of: ClassStatistics, pools: readonly PoolPlan[], usual: ModelInput): Shortfall | null {
  const id = of.model ?? usual.id;
  let entries = 0;
  let prefilled = false;
  let decoded = false;
  for (const plan of pools) {
    const model = plan.input.model ?? usual;
    if (model.id !== id) continue;
    const prefills = plan.input.role === 'prefill';
    const fits = holds(plan, model, prefills ? of.statistics.promptP99 : of.statistics.sequenceP99);
    if (decodesOnly(plan.input.role)) decoded ||= fits;
    if (!takesArrivals(plan.input.role)) continue;
    entries++;
    if (!prefills && fits) return null;
    prefilled ||= fits;
  }
  if (prefilled && decoded) return null;
  const label = `class ${of.label}`;
  if (entries === 0) return shortfall(0, `No pool serves ${id}, which requests of ${label} ask for.`);
  const tokens = countText(of.statistics.sequenceP99);
  const own = pools.filter(({ input }) => (input.model ?? usual).id === id);
  const names = own.map(({ input }) => `${countText(input.chips)} × ${input.chip.name}`).join(', ');
  const why = `Requests of ${label} have up to ${tokens} tokens at the 99th percentile; no pool that serves ${id} has KV memory for one: ${names}.`;
  return shortfall(pools.indexOf(own[0]!), why);
}

function holds(plan: PoolPlan, model: ModelInput, tokens: Tokens): boolean {
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
