/**
 * Dynamo's KV-aware routing cost of one worker, in blocks: what must still be prefilled after reuse, plus what is
 * being decoded there. Source: ai-dynamo/dynamo docs/design-docs/router-design.md; model.md §5.1.
 */
export interface WorkerLoad {
  /** Blocks of prompts being prefilled there, this request's included. */
  prefillBlocks: number;
  /** Blocks of this request's prompt already cached there, weighted by tier. */
  overlapBlocks: number;
  /** Blocks of sequences decoding there, this request's included. */
  decodeBlocks: number;
}

export function routingCost(load: WorkerLoad, prefillScale = 1): number {
  return prefillScale * Math.max(load.prefillBlocks - load.overlapBlocks, 0) + load.decodeBlocks;
}
