import { describe, expect, it } from 'vitest';
import { StepProbe } from './closed-form/step-probe';
import { estimateReport } from './estimate-report';
import { CHIPS } from './fixtures/chips';
import { drafting, inputOf, poolOf, POOLS } from './fixtures/companions';
import { fixtureModel } from './fixtures/models';
import { SOFTWARE } from './fixtures/software';
import type { ChipInput, EngineInput, PoolInput, SramTiming } from './input';
import { makePlan } from './plan';
import { simulate } from './sim/simulate';
import { tpotBand } from './tpot-band';

const lpu = (rest: Partial<SramTiming>): ChipInput => ({
  ...CHIPS.lpu1,
  sram: { ...CHIPS.lpu1.sram!, ...rest },
});
const BAND = lpu({ residualBand: [0.5, 2] });

const model = fixtureModel('llama-2-70b');
const onSram = (chip: ChipInput): PoolInput =>
  poolOf({ role: 'decode', chip, chips: 576, software: SOFTWARE.none });
const alone = (chip: ChipInput): EngineInput =>
  inputOf([poolOf({ role: 'prefill' }), onSram(chip)], { requestsPerSecond: 0.01 }, model);

/** The pools with every SRAM chip replaced. */
const on = (pools: readonly PoolInput[], chip: ChipInput): PoolInput[] =>
  pools.map((pool) => (pool.chip.kind === 'sram' ? { ...pool, chip } : pool));

const bandOf = (input: EngineInput, tpot: number | null) => {
  const planned = makePlan(input);
  if (!planned.feasible) throw new Error('does not fit');
  return tpotBand(input, planned.plan, tpot);
};
const tpotOf = (input: EngineInput): number => estimateReport(input).tpot_s!.mean;

describe('the band of the time per token', () => {
  it('is the time at the least and the most residual', () => {
    const [low, high] = bandOf(alone(BAND), tpotOf(alone(BAND)))!.tpot_s;
    expect(low / tpotOf(alone(lpu({ layerBaseSeconds: 18.4e-6 })))).toBeCloseTo(1, 3);
    expect(high / tpotOf(alone(lpu({ layerBaseSeconds: 73.6e-6 })))).toBeCloseTo(1, 3);
  });

  it('is not there for chips without one, or without a time', () => {
    expect(bandOf(alone(CHIPS.lpu1), 3e-3)).toBeNull();
    expect(bandOf(alone(BAND), null)).toBeNull();
    expect(bandOf(alone(BAND), NaN)).toBeNull();
  });

  it.each([
    'afd',
    'drafts on SRAM chips',
    'SRAM verifies, drafts on the same chips',
    'afd, drafts in a pool of its own',
  ] as const)('is there where SRAM chips do a part of the steps: %s', (name) => {
    const input = inputOf(on(POOLS[name], BAND), { requests: 20, requestsPerSecond: 0.1 });
    for (const report of [estimateReport(input), simulate(input).report]) {
      const [low, high] = report.band!.tpot_s;
      expect(low).toBeLessThan(report.tpot_s!.mean);
      expect(high).toBeGreaterThan(report.tpot_s!.mean);
    }
  });

  it('has the residual of drafts in it, which come one after the other', () => {
    const pools = (speculation: PoolInput['speculation']) =>
      inputOf(
        [poolOf({ role: 'prefill' }), { ...onSram(BAND), ...(speculation && { speculation }) }],
        { requestsPerSecond: 0.01 },
        model,
      );
    const drafted = drafting({ drafted: 4, acceptance: 0 });
    const width = (input: EngineInput): number => {
      const [low, high] = bandOf(input, tpotOf(input))!.tpot_s;
      return high - low;
    };
    // Nothing is accepted: a token is one step of 80 layers that verifies and four of 16 that draft.
    expect(width(pools(drafted)) / width(pools(undefined))).toBeCloseTo(1 + (4 * 16) / 80, 6);
  });

  it('changes a step by no more than the chips with a band take of it', () => {
    const input = inputOf(on(POOLS.afd, BAND), { requestsPerSecond: 0.1 });
    const planned = makePlan(input);
    if (!planned.feasible) throw new Error('does not fit');
    const [, attention] = planned.plan.pools;
    const step = new StepProbe(attention!).decodeSeconds(1, { global: 1000, local: 1000 });
    const [low, high] = tpotBand(input, planned.plan, step)!.tpot_s;
    expect(low).toBeGreaterThan(step / 2);
    expect(high).toBeLessThan(2 * step);
  });
});
