import { KV_BLOCK_TOKENS } from '../plan';
import type { Instance } from '../sim/cluster-state';
import { tokensFound, type RouteContext, type RoutePolicy } from './policy';
import { tokensDecoding } from './work';

const blocks = (tokens: number): number => Math.ceil(tokens / KV_BLOCK_TOKENS);

/** Prompt blocks to compute there, this request's included, less those of it that are there already. */
function prefillBlocks(context: RouteContext, instance: Instance): number {
  const ahead = instance.promptTokensAhead + context.promptTokens;
  return Math.max(blocks(ahead) - blocks(tokensFound(context, instance)), 0);
}

/** Blocks being decoded there, this request's included. */
function decodeBlocks({ promptTokens, now }: RouteContext, instance: Instance): number {
  return blocks(tokensDecoding(instance, now)) + blocks(promptTokens);
}

/**
 * NVIDIA Dynamo's KV-aware cost in blocks, its scale and device credit at 1 and its temperature at 0
 * (ai-dynamo/dynamo docs/design-docs/router-design.md; model.md §5.1). `routing-cost.ts` holds its worked example.
 */
export const kvAware: RoutePolicy = {
  id: 'kv',
  label: 'KV-aware',
  about:
    'The instance with the fewest blocks to compute and to decode, less those of the prompt that it has (Dynamo).',
  unit: 'blocks',
  cost: (context, instance) => prefillBlocks(context, instance) + decodeBlocks(context, instance),
  terms: (context, instance) => [
    { name: 'blocks to compute', value: prefillBlocks(context, instance) },
    { name: 'blocks to decode', value: decodeBlocks(context, instance) },
  ],
};
