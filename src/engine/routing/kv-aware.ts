import { KV_BLOCK_TOKENS } from '../plan';
import { routingCost } from '../routing-cost';
import type { Instance } from '../sim/cluster-state';
import { foundAt, type RouteContext, type RoutePolicy } from './policy';
import { tokensDecoding } from './work';
import { ROUTE_NAMES } from './route-names';

const blocks = (tokens: number): number => Math.ceil(tokens / KV_BLOCK_TOKENS);

/** Blocks of prompts that wait or are under way there, this request's included. */
const promptBlocks = ({ promptTokens }: RouteContext, instance: Instance): number =>
  blocks(instance.promptTokensAhead + promptTokens);

/** Those of this request that are on the device there. */
const onDevice = (context: RouteContext, instance: Instance): number =>
  Math.min(promptBlocks(context, instance), blocks(foundAt(context, instance).onDevice));

/** Those in tiers behind it, as far as they are credited: ¾ of a block in host memory, ¼ on flash and beyond. */
const inTiers = (context: RouteContext, instance: Instance): number =>
  Math.min(
    promptBlocks(context, instance) - onDevice(context, instance),
    foundAt(context, instance).credit / KV_BLOCK_TOKENS,
  );

/** Blocks being decoded there, this request's included. */
function decodeBlocks({ promptTokens, now }: RouteContext, instance: Instance): number {
  return blocks(tokensDecoding(instance, now)) + blocks(promptTokens);
}

/**
 * NVIDIA Dynamo's KV-aware cost in blocks, its scale and device credit at 1, that of tiers at ¾ and ¼ (assumed), and its
 * temperature at 0 (ai-dynamo/dynamo docs/design-docs/router-design.md; model.md §5.1).
 */
export const kvAware: RoutePolicy = {
  ...ROUTE_NAMES.kv,
  about:
    'The instance with the fewest blocks to compute and to decode, less those of the prompt that it has (Dynamo).',
  unit: 'blocks',
  cost: (context, instance) => {
    const ahead = promptBlocks(context, instance);
    const { onDevice, credit } = foundAt(context, instance);
    const device = Math.min(ahead, blocks(onDevice));
    const tiers = Math.min(ahead - device, credit / KV_BLOCK_TOKENS);
    return routingCost(ahead, device + tiers, decodeBlocks(context, instance));
  },
  terms: (context, instance) => [
    { name: 'blocks of prompts', value: promptBlocks(context, instance) },
    { name: 'less those on the device', value: -onDevice(context, instance) },
    { name: 'less the credit for those in tiers', value: -inTiers(context, instance) },
    { name: 'blocks to decode', value: decodeBlocks(context, instance) },
  ],
};
