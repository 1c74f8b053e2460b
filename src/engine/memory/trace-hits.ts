import type { Fraction } from '../../units/units';
import { hitTokens, type BlockRows } from './block-rows';
import { makeEviction, type EvictionChoice } from './eviction/policies';
import { PrefixCache } from './prefix-cache';

export interface TraceHits {
  blocks: number;
  hitBlocks: number;
  /** Prompt tokens, and those that need not be computed. */
  tokens: number;
  hitTokens: number;
  /** Hit blocks over blocks: the number that papers on traces give. */
  hitShare: Fraction;
}

/**
 * What one store of this many blocks would have hit if every request came, was served and left before the next: the
 * reuse that a trace allows, without a cluster. The last block of a prompt counts even where it is partly filled,
 * because its name stands for exactly those tokens.
 */
export function traceHits(
  rows: BlockRows,
  promptTokens: Int32Array,
  capacityBlocks: number,
  eviction: EvictionChoice,
): TraceHits {
  const cache = new PrefixCache(
    capacityBlocks,
    makeEviction(eviction, { savedSeconds: new Float64Array(1), reuse: [] }),
  );
  const { counts, blockTokens } = rows;
  const sum = { blocks: 0, hitBlocks: 0, tokens: 0, hitTokens: 0 };
  for (let i = 0; i < promptTokens.length; i++) {
    const count = counts[i]!;
    const matched = cache.match(rows, i, count);
    cache.acquire(rows, i, 0, matched, i);
    const held = cache.insert(rows, i, matched, count, i);
    cache.release(rows, i, 0, held, i);
    sum.blocks += count;
    sum.hitBlocks += matched;
    sum.tokens += promptTokens[i]!;
    sum.hitTokens += hitTokens(matched, blockTokens, promptTokens[i]!);
  }
  return { ...sum, hitShare: sum.blocks > 0 ? sum.hitBlocks / sum.blocks : 0 };
}
