import { describe, expect, it } from 'vitest';
import { pipelinePassage } from './sram-prefill';
import type { StepCost } from './step-cost';

/** A chunk takes a microsecond a token, and a hundredth more for every 256 that it attends to. */
const TIMES: Pick<StepCost, 'step'> = {
  step(shape, work) {
    const fresh = shape.chunkNew[0]!;
    work.seconds = 1e-6 * fresh * (1 + shape.chunkCached[0]! / 25_600);
    work.flop = work.bytes = work.drawSeconds = 0;
  },
};

const DEPTH = 20;
const passage = (tokens: number) => pipelinePassage(TIMES as StepCost, DEPTH, 1, tokens);

describe('a prompt on its way through a pipeline', () => {
  it('takes longer with every token: a short last chunk does not overtake the one before it', () => {
    let before = 0;
    for (let tokens = 1; tokens <= 1100; tokens++) {
      const { latencySeconds } = passage(tokens);
      expect(latencySeconds).toBeGreaterThan(before);
      before = latencySeconds;
    }
  });

  it('is what a walk of its chunks through every stage takes', () => {
    for (const tokens of [100, 256, 257, 700, 1024, 1100]) {
      const times: number[] = [];
      for (let cached = 0; cached < tokens; cached += 256)
        times.push((1e-6 * Math.min(256, tokens - cached) * (1 + cached / 25_600)) / DEPTH);
      // When each stage is free again.
      const free = new Float64Array(DEPTH);
      for (const time of times) {
        let at = 0;
        for (let stage = 0; stage < DEPTH; stage++) at = free[stage] = Math.max(at, free[stage]!) + time;
      }
      const { latencySeconds, occupiedSeconds } = passage(tokens);
      expect(latencySeconds).toBeCloseTo(free[DEPTH - 1]!, 12);
      expect(occupiedSeconds).toBeCloseTo(free[0]!, 12);
    }
  });
});
