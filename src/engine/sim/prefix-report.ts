import type { Seconds } from '../../units/units';
import type { PrefixCache } from '../memory/prefix-cache';
import type { PrefixReport } from '../result';
import type { SimState } from './state';

/** What KV memory saved; null where there is none. Rejected requests ask for nothing. */
export function prefixReport({ memory, requests, instances, now }: SimState): PrefixReport | null {
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
  const members = instances.filter(({ id }) => memory.serves(id));
  const { devices, tiers } = memory.stack;
  return {
    prompt_tokens: prompt,
    reused_tokens: reused,
    fetched_tokens: fetched,
    hit_share: prompt > 0 ? (reused + fetched) / prompt : 0,
    device_remembers_s: remembers(members.map(({ id }) => devices[id]!)),
    tiers: tiers.map((tier) => {
      // Instances that keep nothing have stores that nobody uses.
      const stores = [...new Set(members.map(({ id }) => tier.storeOf(id)))].map((s) => tier.stores[s]!);
      return {
        name: tier.input.name,
        capacity_bytes: tier.input.capacityBytes * stores.length,
        hit_blocks: tier.hits,
        read_bytes: tier.bytesRead,
        written_bytes: tier.bytesWritten,
        resident_bytes: tier.residentBytes,
        remembers_s: remembers(stores),
        life_years: now > 0 ? tier.lifeYears(now, stores.length) : null,
      };
    }),
  };
}

/** How long blocks that were given up had not been used, on average; null where none ever was: all is remembered. */
function remembers(stores: readonly PrefixCache[]): Seconds | null {
  const evicted = stores.reduce((sum, store) => sum + store.evicted, 0);
  return evicted > 0 ? stores.reduce((sum, store) => sum + store.idleSeconds, 0) / evicted : null;
}
