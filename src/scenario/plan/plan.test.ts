import { describe, expect, it } from 'vitest';
import { simulate } from '../../engine/sim/simulate';
import { DEFAULT_SCENARIO } from '../defaults';
import { resolve } from '../resolve';
import type { Scenario } from '../scenario';
import { families, larger, smaller } from './family';
import { plan } from './plan';
import { grown, sized, type Goal } from './search';

const run = (scenario: Scenario) => {
  const { a } = resolve(scenario);
  if (a.kind === 'impossible') throw new Error(a.reason);
  return simulate(a.input).report;
};
const base: Scenario = { ...DEFAULT_SCENARIO, requests: 200 };
const goal: Goal = { ttftSeconds: 0.6, tpotSeconds: 0.03, usdPerHour: null };
const FEW = { percentile: 'p90', wanted: 2, mostRuns: 40 } as const;

describe('a family is sized by the closed form', () => {
  const h100 = { architecture: 'gpu', prefill: null, decode: 'h100-sxm' } as const;

  it('to the smallest of the ladder that keeps the promise', () => {
    const found = sized(base, h100, goal)!;
    expect(found.violation).toBe(0);
    const below = smaller(found.sizes.decode)!;
    const { violation } = sized(base, h100, { ...goal, usdPerHour: found.usdPerHour * 0.999 })!;
    expect(violation).toBeGreaterThan(0);
    expect(below).toBeLessThan(found.sizes.decode);
  });

  it('grows with the load and with the promise', () => {
    const chips = (scenario: Scenario, asked: Goal) => sized(scenario, h100, asked)!.sizes.decode;
    expect(chips({ ...base, rps: 20 }, goal)).toBeGreaterThan(chips(base, goal));
    expect(chips(base, { ...goal, tpotSeconds: 0.012 })).toBeGreaterThanOrEqual(chips(base, goal));
  });

  it('not at all where the money does not hold the model', () => {
    expect(sized(base, h100, { ...goal, usdPerHour: 1 })).toBeNull();
  });

  it('and grows by one step of the ladder at a time', () => {
    const found = sized(base, h100, goal)!;
    expect(grown(base, found, goal)!.sizes.decode).toBe(larger(found.sizes.decode));
  });
});

describe('plan', () => {
  it('offers clusters that keep the promise when simulated, cheapest first', () => {
    const { options, families: looked, simulated } = plan(base, goal, FEW, run);
    expect(looked).toBe(families().length);
    expect(simulated).toBeLessThanOrEqual(FEW.mostRuns);
    expect(options).toHaveLength(2);
    for (const { meets, scenario, report } of options) {
      expect(meets).toBe(true);
      expect(run(scenario).hash).toBe(report.hash);
      expect(report.ttft_s!.p90).toBeLessThanOrEqual(0.6);
      expect(report.tpot_s!.p90).toBeLessThanOrEqual(0.03);
    }
    expect(options[0]!.report.usd_per_hour).toBeLessThanOrEqual(options[1]!.report.usd_per_hour!);
  });

  it('stays within the budget, and says so when nothing keeps the promise for it', () => {
    const { options } = plan(base, { ...goal, ttftSeconds: 1e-3, usdPerHour: 30 }, FEW, run);
    expect(options.length).toBeGreaterThan(0);
    for (const { meets, report } of options) {
      expect(meets).toBe(false);
      expect(report.usd_per_hour).toBeLessThanOrEqual(30);
    }
  });
});
