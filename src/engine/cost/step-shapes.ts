import type { StepShape } from './step-cost';

/** Shapes of steps that the closed forms and the layout ask for. */

const NONE: readonly number[] = [];

/** A pure decode step of `batch` sequences that all see `context` tokens. */
export function decodeShape(batch: number, context: number, window: number): StepShape {
  return {
    batch,
    globalTokens: batch * context,
    localTokens: batch * Math.min(context, window),
    chunks: 0,
    chunkNew: NONE,
    chunkCached: NONE,
    finishing: 0,
  };
}

/** Tokens that a step computes: `queries` of every decoding sequence, and its chunks. */
export function tokensOf({ batch, chunks, chunkNew }: StepShape, queries: number): number {
  let tokens = batch * queries;
  for (let i = 0; i < chunks; i++) tokens += chunkNew[i] as number;
  return tokens;
}

/** One whole prompt beside `batch` decodes that all see `context` tokens. */
export function promptShape(prompt: number, batch: number, context: number, window: number): StepShape {
  return {
    ...decodeShape(batch, context, window),
    chunks: 1,
    chunkNew: [prompt],
    chunkCached: [0],
    finishing: 1,
  };
}
