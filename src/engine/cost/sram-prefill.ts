import type { Bytes, Flop, Seconds, Tokens } from '../../units/units';
import { makePasses, splitPrompt } from './prompt-passes';
import { makeStepWork, type StepCost } from './step-cost';

/** Tokens of one prompt chunk on its way through the pipeline. */
export const CHUNK_TOKENS = 256;
/** A chunk's time has a kink where compute overtakes memory; several runs confine what sampling makes of it. */
const RUNS = 4;

/** Scratch: a passage is worked out before the next is asked about. */
const PASSES = makePasses(RUNS);
const FRESH = [0];
const CACHED = [0];
const SHAPE = {
  batch: 0,
  globalTokens: 0,
  localTokens: 0,
  chunks: 1,
  chunkNew: FRESH,
  chunkCached: CACHED,
  finishing: 0,
};
const WORK = makeStepWork();

export interface PipelinePassage {
  /** Seconds the prompt keeps the first stage from taking another. */
  occupiedSeconds: Seconds;
  /** Seconds from its first chunk's entry to its first output token. */
  latencySeconds: Seconds;
  /** Over all chips of the machine. */
  flop: Flop;
  bytes: Bytes;
  drawSeconds: Seconds;
}

/**
 * A prompt through an SRAM pipeline that holds `inFlight` chunks at once: chunks of 256 tokens follow one another, and none
 * overtakes another, so that the slowest sets the pace at every stage: Σ t/inFlight + (1 − 1/inFlight) · max t, exact where
 * every stage takes the same share of a chunk's time. Low confidence: no vendor has published prefill rates of these
 * machines.
 */
export function pipelinePassage(
  cost: StepCost,
  inFlight: number,
  chipsPerStage: number,
  promptTokens: Tokens,
): PipelinePassage {
  const depth = Math.max(1, inFlight);
  let occupied = 0;
  let slowest = 0;
  let flop = 0;
  let bytes = 0;
  let drawn = 0;
  splitPrompt(promptTokens, CHUNK_TOKENS, RUNS, PASSES);
  for (let i = 0; i < PASSES.count; i++) {
    const weight = PASSES.weight[i]!;
    FRESH[0] = PASSES.fresh[i]!;
    CACHED[0] = PASSES.cached[i]!;
    SHAPE.finishing = i === PASSES.count - 1 ? 1 : 0;
    cost.step(SHAPE, WORK);
    slowest = Math.max(slowest, WORK.seconds);
    occupied += (weight * WORK.seconds) / depth;
    flop += weight * WORK.flop * chipsPerStage;
    bytes += weight * WORK.bytes * chipsPerStage;
    drawn += weight * WORK.drawSeconds * chipsPerStage;
  }
  return {
    occupiedSeconds: occupied,
    latencySeconds: occupied + slowest - slowest / depth,
    flop,
    bytes,
    drawSeconds: drawn,
  };
}
