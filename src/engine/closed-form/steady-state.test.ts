import { describe, expect, test } from 'vitest';
import { estimateReport } from '../estimate-report';
import { estimate } from '../fast-path';
import { CHIPS } from '../fixtures/chips';
import { poolOf } from '../fixtures/companions';
import type { FixtureModel } from '../fixtures/models';
import { sideOf } from '../fixtures/sides';
import type { ArchitectureId, EngineInput, PoolInput, SyntheticWorkload } from '../input';
import { simulate } from '../sim/simulate';

const WORKLOAD: SyntheticWorkload = {
  kind: 'synthetic',
  requests: 1000,
  requestsPerSecond: 1,
  gapCv: 1,
  promptTokensMean: 2000,
  promptTokensCv: 0.5,
  outputTokensMean: 300,
  outputTokensCv: 0.5,
  maxContext: 131072,
};
const side = (
  architecture: ArchitectureId,
  pools: PoolInput[],
  work: Partial<SyntheticWorkload>,
  model?: FixtureModel,
): EngineInput => sideOf(architecture, pools, { ...WORKLOAD, ...work }, model);

const split = [poolOf({ role: 'prefill', chips: 4 }), poolOf({ role: 'decode', chips: 4 })];

describe('the most that a side can serve', () => {
  test('is the same however much more is asked for, also more than its link carries', () => {
    const served = (requestsPerSecond: number) => {
      const found = estimate(side('gpu-split', split, { requestsPerSecond }));
      if (found.kind !== 'saturated') throw new Error(`${requestsPerSecond}/s is ${found.kind}`);
      return found.maxRequestsPerSecond;
    };
    const most = served(20);
    for (const asked of [50, 150, 400, 2000]) expect(served(asked) / most).toBeCloseTo(1, 3);
  });

  test('is served: a little less is no overload', () => {
    const full = estimate(side('gpu-split', split, { requestsPerSecond: 1000 }));
    if (full.kind !== 'saturated') throw new Error(full.kind);
    const requestsPerSecond = 0.98 * full.maxRequestsPerSecond;
    expect(estimate(side('gpu-split', split, { requestsPerSecond })).kind).toBe('steady');
  });
});

const TURNS = { kind: 'closed', requests: 200, promptTokens: 2000, outputTokens: 300, shortest: 1 } as const;

describe('users who take turns', () => {
  const groq = poolOf({ role: 'mixed', chip: CHIPS.lpu1, chips: 576 });
  const sides: [ArchitectureId, PoolInput[]][] = [
    ['gpu', [poolOf({})]],
    ['gpu-split', split],
    ['sram', [groq]],
  ];
  for (const [architecture, pools] of sides)
    test(`of few of them power, work and memory are those of the run: ${architecture}`, () => {
      for (const users of [1, 2]) {
        const workload = { ...TURNS, users };
        const input = { ...side(architecture, pools, {}), workload };
        const [form, { report }] = [estimateReport(input), simulate(input)];
        expect(form.joules_per_output_token! / report.joules_per_output_token!).toBeCloseTo(1, 1);
        expect(Math.abs(form.power_w! / report.power_w! - 1)).toBeLessThan(0.06);
        form.pools.forEach(({ busy_share, role }, i) => {
          if (role !== 'prefill')
            expect(Math.abs(busy_share! / report.pools[i]!.busy_share! - 1)).toBeLessThan(0.1);
        });
        const last = form.tiers.length - 1;
        const kv = form.tiers[last]!.kv_bytes_mean / report.tiers[last]!.kv_bytes_mean;
        expect(Math.abs(kv - 1)).toBeLessThan(0.15);
      }
    });
});

test('no pool draws more than its chips may, whatever it does at once', () => {
  const wafers = poolOf({ chip: CHIPS.wse3, chips: 4 });
  const most = CHIPS.wse3.tdpWatts! * 4;
  const busy = { promptTokensMean: 1000, outputTokensMean: 20, requestsPerSecond: 300 };
  const input = side('sram', [wafers], busy, 'llama-3.1-8b');
  const run = simulate(input).report;
  for (const { power_w } of [estimateReport(input), run]) {
    expect(power_w).toBeLessThanOrEqual(most);
    expect(power_w).toBeGreaterThan(0.5 * most);
  }
});

test('a chip that works on prompts and answers at once is busy once, idle the rest, and is paid for by both', () => {
  const chip = CHIPS.lpu1;
  const machine = [poolOf({ role: 'mixed', chip, chips: 576 })];
  const work = { requests: 3000, promptTokensMean: 4000, outputTokensMean: 40, requestsPerSecond: 200 };
  const input = side('sram', machine, work, 'llama-3.1-8b');
  const [seen, told] = [simulate(input).report, estimateReport(input)];
  const [run, form] = [seen.pools[0]!.busy_share!, told.pools[0]!.busy_share!];
  expect(run).toBeGreaterThan(0.2);
  expect(form / run).toBeCloseTo(1, 1);
  expect(told.power_w! / seen.power_w!).toBeCloseTo(1, 1);
  // Busy chips draw at least their base, the others what idle ones do.
  const least = 576 * chip.tdpWatts! * (chip.power.base * run + chip.power.idle * (1 - run));
  expect(seen.power_w!).toBeGreaterThan(0.97 * least);
  const shares = seen.pools[0]!.time_shares!;
  expect(Object.values(shares).reduce((sum, share) => sum + share, 0)).toBeCloseTo(1, 9);
  expect(told.usd_per_million!.input / seen.usd_per_million!.input).toBeCloseTo(1, 1);
});

describe('attention apart from the FFN', () => {
  const split = { pool: 2, microBatches: 4, latencySeconds: 5e-6, bytesPerSecond: 50e9 } as const;
  const pools = [
    poolOf({ role: 'prefill', chips: 8 }),
    poolOf({ role: 'attention', chips: 8, split }),
    poolOf({ role: 'ffn', chips: 8 }),
  ];
  const short = { promptTokensMean: 1000, outputTokensMean: 400 };

  test('two users are two sequences, and not as good as two', () => {
    const input = { ...side('afd', pools, {}), workload: { ...TURNS, users: 2 } };
    const [seen, told] = [simulate(input).report, estimateReport(input)];
    expect(told.power_w! / seen.power_w!).toBeCloseTo(1, 1);
    expect(Math.abs(told.pools[1]!.busy_share! / seen.pools[1]!.busy_share! - 1)).toBeLessThan(0.1);
  });

  test('power has no step where the mean batch passes a whole number', () => {
    const powerAt = (requestsPerSecond: number) =>
      estimateReport(side('afd', pools, { ...short, requestsPerSecond })).power_w!;
    for (let rate = 0.05; rate < 2; rate *= 1.01)
      expect(powerAt(rate * 1.01) / powerAt(rate), `${rate}/s`).toBeLessThan(1.03);
  });
});

test('requests that come in bursts share steps: they take less time and energy of a side than as many evenly', () => {
  const bursty = {
    gapCv: 6,
    requestsPerSecond: 0.3,
    requests: 6000,
    promptTokensMean: 1000,
    outputTokensMean: 200,
  };
  const input = side('gpu', [poolOf({})], bursty);
  const [form, { report }] = [estimateReport(input), simulate(input)];
  expect(Math.abs(form.power_w! / report.power_w! - 1)).toBeLessThan(0.12);
  const even = estimateReport(side('gpu', [poolOf({})], { ...bursty, gapCv: 1 }));
  expect(form.power_w!).toBeLessThan(0.9 * even.power_w!);
});
