/**
 * Dynamo's KV-aware routing cost of one worker, in blocks: what must still be prefilled after reuse, plus what is
 * being decoded there. Source: ai-dynamo/dynamo docs/design-docs/router-design.md; model.md §5.1.
 *
 * `prefillBlocks` and `decodeBlocks`: of prompts being prefilled and of sequences decoding there, this request's included;
 * `overlapBlocks`: of this request's prompt already cached there, weighted by tier.
 */
export const routingCost = (prefillBlocks: number, overlapBlocks: number, decodeBlocks: number): number =>
  Math.max(prefillBlocks - overlapBlocks, 0) + decodeBlocks;
