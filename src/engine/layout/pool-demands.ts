import type { PoolInput } from '../input';
import { decodesOnly, takesArrivals } from '../roles';
import { mixtureStatistics } from '../workload-mixture';
import type { WorkloadStatistics } from '../workload-shape';
import type { PoolDemand } from './pool-plan';

/** Pools of a cluster with the models they serve. */
export interface ServedPool {
  input: PoolInput;
  model: string;
}

/**
 * What a pool is asked to hold, the most first: the 99th percentile of everything that could come to it. Where other
 * pools could take the same requests it is enough to hold those of one class, or the mean request.
 */
export function poolDemands(
  pools: readonly ServedPool[],
  index: number,
  usual: string,
  w: WorkloadStatistics,
): PoolDemand[] {
  const { input, model } = pools[index]!;
  const own = statisticsOf(w, model, usual);
  const demandOf = (s: WorkloadStatistics): PoolDemand => ({
    sequenceTokens: input.role === 'prefill' ? s.promptP99 : s.sequenceP99,
    promptMean: s.promptMean,
    contextMean: s.promptMean + s.outputMean / 2,
  });
  const all = demandOf(own);
  const stage = takesArrivals(input.role) ? takesArrivals : decodesOnly;
  const others = pools.some((pool, i) => i !== index && pool.model === model && stage(pool.input.role));
  if (!others) return [all];
  const byClass = (own.classes ?? [])
    .map(({ statistics }) => demandOf(statistics))
    .filter(({ sequenceTokens }) => sequenceTokens < all.sequenceTokens)
    .sort((p, q) => q.sequenceTokens - p.sequenceTokens);
  const smallest = byClass.at(-1) ?? all;
  const whole =
    input.role === 'prefill' ? smallest.promptMean : 2 * smallest.contextMean - smallest.promptMean;
  return [all, ...byClass, { ...smallest, sequenceTokens: Math.ceil(whole), ofMean: true }];
}

/** Parts of mixtures by model: each pool of a model asks for the same. */
const parts = new WeakMap<WorkloadStatistics, Map<string, WorkloadStatistics>>();

/** The requests that a model answers; all of them for a model that nobody asks for. */
export function statisticsOf(w: WorkloadStatistics, model: string, usual: string): WorkloadStatistics {
  if (w.classes === undefined || w.classes.every((of) => (of.model ?? usual) === model)) return w;
  const known = parts.get(w) ?? new Map<string, WorkloadStatistics>();
  parts.set(w, known);
  const part = known.get(`${model} ${usual}`) ?? partOf(w, model, usual);
  known.set(`${model} ${usual}`, part);
  return part;
}

function partOf(w: WorkloadStatistics, model: string, usual: string): WorkloadStatistics {
  const own = w.classes?.filter((of) => (of.model ?? usual) === model) ?? [];
  if (w.classes === undefined || own.length === 0 || own.length === w.classes.length) return w;
  const share = own.reduce((sum, of) => sum + of.share, 0);
  const gapCv = Math.sqrt(share * w.gapCv * w.gapCv + 1 - share);
  return mixtureStatistics(own, w.requestsPerSecond * share, gapCv);
}
