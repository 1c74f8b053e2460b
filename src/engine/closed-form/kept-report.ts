import { KV_BLOCK_TOKENS, type Plan } from '../layout/pool-plan';
import type { PrefixReport } from '../result';
import { takesArrivals } from '../roles';
import type { WorkloadStatistics } from '../workload-shape';
import type { Kept } from './kept';

/** What the closed form expects KV memory to save over this many requests. */
export function keptReport(kept: Kept, plan: Plan, w: WorkloadStatistics, requests: number): PrefixReport {
  const entry = plan.pools.find(({ input }) => takesArrivals(input.role))!;
  const blocks = (place: number): number => (requests * kept.found[place]!) / KV_BLOCK_TOKENS;
  const tokens = requests * w.promptMean;
  // A prompt of found tokens alone still computes its last one, so what was found may be a little more than was saved.
  const saved = tokens - requests * kept.computed;
  const reused = Math.min(requests * kept.found[0]!, saved);
  const loaded = saved - reused;
  return {
    prompt_tokens: tokens,
    reused_tokens: reused,
    fetched_tokens: loaded,
    hit_share: saved / tokens,
    device_remembers_s: finite(kept.remembers[0]!),
    tiers: plan.kept!.input.tiers.map((tier, t) => ({
      name: tier.name,
      capacity_bytes: tier.capacityBytes * Math.ceil(entry.instances / tier.instancesPerStore),
      hit_blocks: blocks(t + 1),
      read_bytes: blocks(t + 1) * entry.globalBlockBytes,
      written_bytes: null,
      resident_bytes: null,
      remembers_s: finite(kept.remembers[t + 1]!),
      life_years: null,
    })),
  };
}

const finite = (seconds: number): number | null => (seconds < Infinity ? seconds : null);
