import { describe, expect, it } from 'vitest';
import { simulate as simulateSide } from '../../engine/sim/simulate';
import { DEFAULT_SCENARIO } from '../defaults';
import { resolve } from '../resolve';
import type { Scenario } from '../scenario';
import { families, larger, poolsOf, scenarioOn, SERVER, smaller } from './family';
import { plan } from './plan';
import { growths, sized, type Goal } from './search';

const run = (scenario: Scenario) => {
  const { a } = resolve(scenario);
  if (a.kind === 'impossible') throw new Error(a.reason);
  return simulateSide(a.input).report;
};
const base: Scenario = { ...DEFAULT_SCENARIO, requests: 200 };
const goal: Goal = { ttftSeconds: 0.6, tpotSeconds: 0.03, usdPerHour: null };
const FEW = { percentile: 'p90', wanted: 2, mostRuns: 40 } as const;

it('of one chip alone: no cluster needs another', async () => {
  const kinds = (chip: string) => families(chip).map(({ architecture }) => architecture);
  expect(kinds('h100-sxm')).toEqual(['gpu', 'gpu-split']);
  expect(kinds('groq-lpu-v1')).toEqual(['sram']);
  expect(kinds('no-such-chip')).toEqual([]);
  const {
    options,
    unpriced,
    families: ways,
  } = await plan(base, goal, { ...FEW, chip: 'h200-sxm' }, { simulate: run });
  expect([ways, unpriced]).toEqual([2, []]);
  expect(options.length).toBeGreaterThan(0);
  // The promise that it was found for goes with a cluster.
  for (const { scenario } of options) expect(scenario.slo).toEqual({ ttft: 0.6, tpot: 0.03 });
  for (const { scenario } of options)
    expect(new Set(poolsOf(scenario).map(({ chip }) => chip))).toEqual(new Set(['h200-sxm']));
});

it('of an own chip alone, where somebody has given it a price', async () => {
  const own = (like: string) => ({
    ...base.custom,
    chips: [{ id: 'mine', name: 'Mine', like, figures: { tdpWatts: 700 } }],
  });
  expect(families('mine', own('b200-sxm')).map(({ architecture }) => architecture)).toEqual([
    'gpu',
    'gpu-split',
  ]);
  expect(families('mine', own('cerebras-cs4'))).toEqual([]);
  expect(families('mine')).toEqual([]);
  expect(families(null, own('b200-sxm'))).toEqual(families());
  const asked = { ...base, custom: own('b200-sxm') };
  const { options } = await plan(asked, goal, { ...FEW, chip: 'mine' }, { simulate: run });
  expect(options.length).toBeGreaterThan(0);
  for (const { scenario } of options)
    expect(new Set(poolsOf(scenario).map(({ chip }) => chip))).toEqual(new Set(['mine']));
});

describe('a family is sized by the closed form', () => {
  const h100 = { architecture: 'gpu', prefill: null, decode: 'h100-sxm', ffn: null } as const;

  it('to the smallest of the ladder that keeps the promise', async () => {
    const found = (await sized({ base, goal }, h100))!;
    expect(found.violation).toBe(0);
    const below = smaller(found.sizes.decode)!;
    const cheaper = { ...goal, usdPerHour: found.usdPerHour * 0.999 };
    expect((await sized({ base, goal: cheaper }, h100))!.violation).toBeGreaterThan(0);
    expect(below).toBeLessThan(found.sizes.decode);
  });

  it('grows with the load and with the promise', async () => {
    const chips = async (scenario: Scenario, asked: Goal) =>
      (await sized({ base: scenario, goal: asked }, h100))!.sizes.decode;
    const now = await chips(base, goal);
    expect(await chips({ ...base, rps: 20 }, goal)).toBeGreaterThan(now);
    expect(await chips(base, { ...goal, tpotSeconds: 0.012 })).toBeGreaterThanOrEqual(now);
  });

  it('not at all where the money does not hold the model', async () => {
    expect(await sized({ base, goal: { ...goal, usdPerHour: 1 } }, h100)).toBeNull();
  });

  it('and grows by one step of the ladder at a time', async () => {
    const found = (await sized({ base, goal }, h100))!;
    const next = await growths({ base, goal }, found);
    expect(next.map(({ sizes }) => sizes.decode)).toEqual([larger(found.sizes.decode)]);
  });

  it('in the tensor parallelism that leaves the most room, where the usual one is too wide for the load', async () => {
    const long = { ...base, ctx: 20_500, io: 40, rps: 3 };
    const r200 = { architecture: 'gpu', prefill: null, decode: 'r200-vr-nvl72', ffn: null } as const;
    const wanted = { ...goal, ttftSeconds: 1, tpotSeconds: 0.04 };
    const found = (await sized({ base: long, goal: wanted }, r200))!;
    expect(found.violation).toBe(0);
    const { tensorParallel } = found.scenario.a;
    expect(tensorParallel).not.toBe('auto');
    const usual: Scenario = { ...found.scenario, a: { ...found.scenario.a, tensorParallel: 'auto' } };
    expect(run(found.scenario).ttft_s!.mean).toBeLessThan(1);
    expect(run(usual).ttft_s!.mean).toBeGreaterThan(1);
  });

  it('with attention apart from the FFN: each of the three pools is of its own size', async () => {
    const family = families().find(
      ({ architecture, decode }) => architecture === 'afd' && decode === 'h200-sxm',
    )!;
    const found = (await sized({ base, goal }, family))!;
    expect(found.violation).toBe(0);
    expect(poolsOf(found.scenario).map(({ chip, count }) => [chip, count])).toEqual([
      [family.prefill, found.sizes.prefill],
      [family.decode, found.sizes.decode],
      [family.ffn, found.sizes.ffn],
    ]);
    expect(run(found.scenario).feasible).toBe(true);
  });

  it('keeps the KV tiers and the routing of side A', () => {
    const tiered = { ...base, a: { ...base.a, tiers: 'device,dram:2t', route: 'kv' } };
    const sizes = { prefill: 8, decode: 8, ffn: 8 };
    for (const family of families().filter(({ architecture }) => architecture !== 'sram'))
      expect(scenarioOn(tiered, family, sizes).a).toMatchObject({ tiers: 'device,dram:2t', route: 'kv' });
  });
});

describe('plan', () => {
  it('offers clusters that keep the promise when simulated, cheapest first', async () => {
    let runs = 0;
    const simulate = (scenario: Scenario) => {
      runs += 1;
      return run(scenario);
    };
    const { options, families: looked, simulated } = await plan(base, goal, FEW, { simulate });
    expect(looked).toBe(families().length);
    expect(simulated).toBe(runs);
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

  it('by whole servers, none of which a cluster can do without', async () => {
    const busy = { ...base, rps: 12, requests: 1500 };
    const asked = { ttftSeconds: 1, tpotSeconds: null, usdPerHour: null };
    const { options } = await plan(busy, asked, { ...FEW, chip: 'h100-sxm' }, { simulate: run });
    expect(options.map(({ meets }) => meets)).toEqual([true, true]);
    const rungs = (chips: number) => smaller(larger(chips)!) === chips;
    const counts = options.flatMap(({ scenario }) => poolsOf(scenario).map(({ count }) => count));
    expect(counts.some((count) => !rungs(count))).toBe(true);
    for (const { scenario } of options)
      for (const key of ['prefill', 'decode'] as const) {
        const pool = scenario.a[key];
        if (pool === null || pool.count <= SERVER) continue;
        const less = { ...scenario, a: { ...scenario.a, [key]: { ...pool, count: pool.count - SERVER } } };
        const { saturated, ttft_s: ttft } = run(less);
        expect(saturated || ttft!.p90! > 1).toBe(true);
      }
  });

  it('gives up on what more chips bring no nearer, and shows how near it came', async () => {
    const asked = { ...FEW, percentile: 'p99', chip: 'h100-sxm' } as const;
    const { options, simulated } = await plan(base, goal, asked, { simulate: run });
    expect(simulated).toBeLessThan(FEW.mostRuns / 2);
    expect(options.map(({ meets }) => meets)).toEqual([false, false]);
    for (const { report } of options) expect(report.ttft_s!.p99).toBeGreaterThan(0.6);
  });

  it('stays within the budget, and says so when nothing keeps the promise for it', async () => {
    const tight = { ...goal, ttftSeconds: 1e-3, usdPerHour: 30 };
    const { options } = await plan(base, tight, FEW, { simulate: run });
    expect(options.length).toBeGreaterThan(0);
    for (const { meets, report } of options) {
      expect(meets).toBe(false);
      expect(report.usd_per_hour).toBeLessThanOrEqual(30);
    }
  });
});
