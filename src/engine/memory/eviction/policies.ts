import { costAware } from './cost-aware';
import { lfu } from './lfu';
import { lineageLru } from './lineage-lru';
import { lru } from './lru';
import type { BlockCosts, EvictionKind, MakePolicy } from './policy';

/** All policies, the default first. */
export const EVICTION_KINDS: readonly EvictionKind[] = [lineageLru, lru, lfu, costAware];

export const DEFAULT_EVICTION = lineageLru.id;

/** What is set in a scenario: a policy by id and the options that differ from their defaults. */
export interface EvictionChoice {
  id: string;
  options: Record<string, number>;
}

/** The policy chosen, with defaults filled in. An id that no policy has is a programming error. */
export function makeEviction(choice: EvictionChoice, costs: BlockCosts): MakePolicy {
  const kind = EVICTION_KINDS.find(({ id }) => id === choice.id);
  if (kind === undefined) throw new Error(`no eviction policy is called ${choice.id}`);
  const options: Record<string, number> = {};
  for (const [name, option] of Object.entries(kind.options)) {
    options[name] = choice.options[name] ?? option.default;
  }
  return kind.make(options, costs);
}
