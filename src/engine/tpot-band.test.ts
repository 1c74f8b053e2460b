import { expect, it } from 'vitest';
import { makeSramCost } from './cost/sram-cost';
import { decodeShape } from './cost/step-shapes';
import { CHIPS } from './fixtures/chips';
import { SHAPES } from './fixtures/models';
import type { ChipInput } from './input';
import type { Plan } from './layout/pool-plan';
import { tpotBand } from './tpot-band';

const shape = SHAPES['llama-2-70b'];
const withBand: ChipInput = { ...CHIPS.lpu1, sram: { ...CHIPS.lpu1.sram!, residualBand: [0.5, 2] } };

function planOn(chip: ChipInput): Plan {
  const cost = makeSramCost({ shape, chip, chips: 576, weightFormat: 'fp8', kvFormat: 'fp8' });
  return { pools: [{ input: { chip }, cost }] } as unknown as Plan;
}

const tokenSeconds = (layerBaseSeconds: number) => {
  const chip = { ...CHIPS.lpu1, sram: { ...CHIPS.lpu1.sram!, layerBaseSeconds } };
  const work = { seconds: 0, flop: 0, peakComputeSeconds: 0, bytes: 0 };
  makeSramCost({ shape, chip, chips: 576, weightFormat: 'fp8', kvFormat: 'fp8' }).step(
    decodeShape(1, 1000, Infinity),
    work,
  );
  return work.seconds;
};

it('is the token time at the least and the most residual', () => {
  const [low, high] = tpotBand(planOn(withBand), tokenSeconds(36.8e-6))!.tpot_s;
  expect(low).toBeCloseTo(tokenSeconds(18.4e-6), 12);
  expect(high).toBeCloseTo(tokenSeconds(73.6e-6), 12);
});

it('is not there for chips without one, or without a time', () => {
  expect(tpotBand(planOn(CHIPS.lpu1), 3e-3)).toBeNull();
  expect(tpotBand(planOn(withBand), null)).toBeNull();
  expect(tpotBand(planOn(withBand), NaN)).toBeNull();
});
