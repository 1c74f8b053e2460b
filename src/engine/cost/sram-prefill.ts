import type { Bytes, Flop, Seconds, Tokens } from '../../units/units';
import { makePasses, splitPrompt } from './prompt-passes';
import type { StepCost, StepWork } from './step-cost';

/** Tokens of one prompt chunk on its way through the pipeline. */
const CHUNK_TOKENS = 256;
/** A chunk's time has a kink where compute overtakes memory; several runs confine what sampling makes of it. */
const RUNS = 4;

export interface PipelinePassage {
  /** Seconds the prompt keeps the first stage from taking another. */
  occupiedSeconds: Seconds;
  /** Seconds from its first chunk's entry to its first output token. */
  latencySeconds: Seconds;
  /** Over all chips of the machine. */
  flop: Flop;
  bytes: Bytes;
  /** Chip-seconds that the FLOPs would take at peak. */
  peakComputeSeconds: Seconds;
}

/**
 * A prompt through an SRAM pipeline that holds `inFlight` chunks at once: chunks of 256 tokens follow one another
 * at intervals of t/inFlight, and the last one still has to cross the whole machine. Low confidence: no vendor has
 * published prefill rates of these machines, and chunks are assumed to stream without bubbles.
 */
export function pipelinePassage(
  cost: StepCost,
  inFlight: number,
  chipsPerStage: number,
  promptTokens: Tokens,
): PipelinePassage {
  const fresh = [0];
  const cached = [0];
  const shape = {
    batch: 0,
    globalTokens: 0,
    localTokens: 0,
    chunks: 1,
    chunkNew: fresh,
    chunkCached: cached,
    finishing: 0,
  };
  const work: StepWork = { seconds: 0, flop: 0, peakComputeSeconds: 0, bytes: 0 };
  const depth = Math.max(1, inFlight);
  let occupied = 0;
  let last = 0;
  let flop = 0;
  let bytes = 0;
  let peak = 0;
  const passes = makePasses(RUNS);
  splitPrompt(promptTokens, CHUNK_TOKENS, RUNS, passes);
  for (let i = 0; i < passes.count; i++) {
    const weight = passes.weight[i]!;
    fresh[0] = passes.fresh[i]!;
    cached[0] = passes.cached[i]!;
    shape.finishing = i === passes.count - 1 ? 1 : 0;
    cost.step(shape, work);
    last = work.seconds;
    occupied += (weight * last) / depth;
    flop += weight * work.flop * chipsPerStage;
    bytes += weight * work.bytes * chipsPerStage;
    peak += weight * work.peakComputeSeconds * chipsPerStage;
  }
  return {
    occupiedSeconds: occupied,
    latencySeconds: occupied + last - last / depth,
    flop,
    bytes,
    peakComputeSeconds: peak,
  };
}
