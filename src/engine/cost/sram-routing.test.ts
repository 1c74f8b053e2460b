import { describe, expect, it } from 'vitest';
import { CHIPS } from '../fixtures/chips';
import { SHAPES } from '../fixtures/models';
import type { ChipInput } from '../input';
import { makeSramCost } from './sram-cost';
import { busiestShare, routedExperts, subKernelsPerLayer } from './sram-routing';
import { decodeShape } from './step-shapes';
import { makeStepWork } from './step-cost';

const dense = SHAPES['llama-2-70b'];
const mixture = SHAPES['mixtral-8x7b'];

const routing = (chip: ChipInput): ChipInput => ({ ...chip, sram: { ...chip.sram!, fittedSubKernels: 11 } });

function tokenSeconds(chip: ChipInput, shape = dense, batch = 1): number {
  const cost = makeSramCost({ shape, chip, chips: 576, weightFormat: 'fp8', kvFormat: 'fp8' });
  const work = makeStepWork();
  const decode = decodeShape(batch, 1024, Infinity);
  cost.step(decode, work);
  const [memory, compute] = cost
    .decode(batch)
    .branches.map(
      (b) => b.base + b.perGlobalToken * decode.globalTokens + b.perLocalToken * decode.localTokens,
    );
  expect(Math.max(memory!, compute!)).toBeCloseTo(work.seconds, 12);
  return work.seconds;
}

describe('what a layer costs an SRAM machine', () => {
  it('leaves a dense layer as it was fitted, and makes mixtures and latent attention longer', () => {
    expect(subKernelsPerLayer(dense)).toBe(11);
    expect(subKernelsPerLayer(mixture)).toBe(15);
    expect(subKernelsPerLayer(SHAPES['deepseek-v3'])).toBeGreaterThan(17);
    expect(tokenSeconds(routing(CHIPS.lpu1))).toBe(tokenSeconds(CHIPS.lpu1));
    expect(tokenSeconds(routing(CHIPS.lpu1), mixture)).toBeGreaterThan(
      1.3 * tokenSeconds(CHIPS.lpu1, mixture),
    );
  });

  it('spreads experts over the group, or over as many chips as they fill', () => {
    const few = routedExperts(mixture, CHIPS.lpu1.sram!, 230e6, 1e9);
    const many = routedExperts(mixture, CHIPS.lpu1.sram!, 230e6, 16 * 0.9 * 230e6);
    expect(few.spread).toBe(8);
    expect(few.slotSeconds).toBeCloseTo(16 * 0.7e-6, 12);
    expect(many.spread).toBeCloseTo(16, 12);
    expect(many.slotSeconds).toBeCloseTo(18 * 0.7e-6, 12);
  });

  it('waits for the busiest chip: one expert sits on one chip, many even out', () => {
    expect(busiestShare(1, 8)).toBe(8);
    expect(busiestShare(1000, 8)).toBeLessThan(1.2);
    for (let hit = 1; hit < 64; hit++) {
      expect(busiestShare(hit, 8)).toBeGreaterThanOrEqual(1);
      expect(busiestShare(hit + 1, 8) * (hit + 1)).toBeGreaterThanOrEqual(busiestShare(hit, 8) * hit - 1e-12);
    }
  });
});
