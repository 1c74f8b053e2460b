import type { PrefixReport } from '../result';
import type { SimState } from './state';

/** What KV memory saved; null where there is none. Rejected requests ask for nothing. */
export function prefixReport({ memory, requests, now }: SimState): PrefixReport | null {
  if (memory === null) return null;
  let prompt = 0;
  let reused = 0;
  let fetched = 0;
  for (let i = 0; i < requests.count; i++) {
    if (Number.isNaN(requests.prefillStart[i]!)) continue;
    prompt += requests.prompt[i]!;
    reused += memory.reusedTokens[i]!;
    fetched += memory.fetchedTokens[i]!;
  }
  return {
    prompt_tokens: prompt,
    reused_tokens: reused,
    fetched_tokens: fetched,
    hit_share: prompt > 0 ? (reused + fetched) / prompt : 0,
    tiers: memory.stack.tiers.map((tier) => ({
      name: tier.input.name,
      capacity_bytes: tier.input.capacityBytes * tier.stores.length,
      hit_blocks: tier.hits,
      read_bytes: tier.bytesRead,
      written_bytes: tier.bytesWritten,
      resident_bytes: tier.residentBytes,
      life_years: tier.input.endurance === null || now <= 0 ? null : tier.lifeYears(now),
    })),
  };
}
