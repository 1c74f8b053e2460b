import type { Snapshot } from '../../engine/result';
import type { Tokens } from '../../units/units';

/** Where the KV of one prompt came from, from its front on; the rest was computed. */
export interface PromptParts {
  /** Found on the device; fetched from each tier behind it; computed. */
  device: Tokens;
  tiers: Tokens[];
  computed: Tokens;
}

/** Null where no KV outlives its request, so that nobody looks for any. Fetched tokens are split over tiers by blocks. */
export function promptParts({ requests, tiers }: Snapshot, id: number): PromptParts | null {
  const { reusedTokens, fetchedTokens, blocksFrom } = requests;
  if (!reusedTokens || !fetchedTokens || !blocksFrom) return null;
  const prompt = requests.promptTokens[id]!;
  // Counted over all passes of a preempted request, so they may come to more than its prompt.
  const device = Math.min(prompt, reusedTokens[id]!);
  const fetched = Math.min(prompt - device, fetchedTokens[id]!);
  const places = tiers.length + 1;
  let blocks = 0;
  for (let t = 0; t < tiers.length; t++) blocks += blocksFrom[id * places + 1 + t]!;
  return {
    device,
    tiers: tiers.map((_, t) => (blocks > 0 ? (fetched * blocksFrom[id * places + 1 + t]!) / blocks : 0)),
    computed: prompt - device - fetched,
  };
}
