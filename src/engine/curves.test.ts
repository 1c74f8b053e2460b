import { describe, expect, test } from 'vitest';
import { curve } from './curves';
import { estimate } from './fast-path';
import { estimateReport } from './estimate-report';
import { CHIPS } from './fixtures/chips';
import { poolOf as pool } from './fixtures/companions';
import { fixtureModel } from './fixtures/models';
import { SOFTWARE } from './fixtures/software';
import type { EngineInput, PoolInput } from './input';
import { genericDense } from './model/generic';

const side = (pools: PoolInput[]): EngineInput => ({
  seed: 1,
  model: fixtureModel('llama-3.1-70b'),
  workload: {
    kind: 'synthetic',
    requests: 1000,
    requestsPerSecond: 2,
    gapCv: 1,
    promptTokensMean: 1155,
    promptTokensCv: 0.96,
    outputTokensMean: 211,
    outputTokensCv: 0.77,
    maxContext: 131072,
  },
  cluster: {
    architecture: 'gpu',
    pools,
    routing: 'least',
    link: pools.length > 1 ? { bytesPerSecond: 50e9, latencySeconds: 1e-5, mode: 'layered' } : null,
    facility: { nodeFactor: 1.1, nodeWattsPerChip: 250, pue: 1.2 },
  },
});

const lpu = { chip: CHIPS.lpu1, chips: 576, software: SOFTWARE.none } as const;
const sides = {
  gpu: side([pool({})]),
  split: side([pool({ role: 'prefill' }), pool({ role: 'decode' })]),
  'gpu and sram': side([pool({ role: 'prefill' }), pool({ ...lpu, role: 'decode' })]),
  sram: side([pool(lpu)]),
};
const names = Object.keys(sides) as (keyof typeof sides)[];
const logSpaced = (low: number, high: number, n: number) =>
  Float64Array.from({ length: n }, (_, i) => low * Math.pow(high / low, i / (n - 1)));

describe('curves', () => {
  test.each(names)('the point of the scenario itself is its estimate: %s', (name) => {
    const input = sides[name];
    const e = estimate(input);
    if (e.kind !== 'steady') throw new Error(e.kind);
    const at = { context: 1366, ratio: 1155 / 211, load: 2 } as const;
    for (const axis of ['context', 'ratio', 'load'] as const) {
      const c = curve(axis, Float64Array.of(at[axis]), input, null);
      expect(c.state[0]).toBe(0);
      expect(c.ttftSeconds[0]! / e.ttftSeconds).toBeCloseTo(1, 9);
      expect(c.tpotSeconds[0]! / e.tpotSeconds).toBeCloseTo(1, 9);
      expect(c.e2eSeconds[0]! / e.e2eSeconds).toBeCloseTo(1, 9);
      expect(c.joulesPerOutputToken[0]! / e.joulesPerOutputToken!).toBeCloseTo(1, 9);
      expect(c.usdPerMillionOutputTokens[0]! / e.usdPerMillionOutputTokens!).toBeCloseTo(1, 9);
      expect(c.load[0]! / e.load).toBeCloseTo(1, 9);
    }
  });

  test.each(names)('along the load latencies grow until the side is full: %s', (name) => {
    const c = curve('load', logSpaced(1e-3, 1e4, 200), sides[name], null);
    const full = c.state.indexOf(2);
    expect(full).toBeGreaterThan(50);
    for (let i = 1; i < full; i++) {
      expect(c.ttftSeconds[i]! * (1 + 1e-3)).toBeGreaterThanOrEqual(c.ttftSeconds[i - 1]!);
      expect(c.tpotSeconds[i]! * (1 + 1e-3)).toBeGreaterThanOrEqual(c.tpotSeconds[i - 1]!);
      expect(c.load[i]).toBeLessThan(1);
    }
    for (let i = full; i < 200; i++) {
      expect(c.state[i]).toBe(2);
      expect(c.ttftSeconds[i]).toBeNaN();
      expect(c.joulesPerOutputToken[i]).toBeNaN();
    }
  });

  test.each(names)('and full is where the estimate, which looks further, finds it so: %s', (name) => {
    const input = sides[name];
    const { workload } = input;
    if (workload.kind !== 'synthetic') throw new Error(workload.kind);
    const values = logSpaced(0.5, 500, 60);
    const c = curve('load', values, input, null);
    const kinds = Array.from(values, (requestsPerSecond) => {
      const { kind } = estimate({ ...input, workload: { ...workload, requestsPerSecond } });
      return kind;
    });
    expect(new Set(kinds)).toEqual(new Set(['steady', 'saturated']));
    expect(Array.from(c.state, (state) => (state === 2 ? 'saturated' : 'steady'))).toEqual(kinds);
  });

  test.each([...names, 'classes'] as const)('a point is the same whatever stands before it: %s', (name) => {
    const { workload } = sides.split;
    if (workload.kind !== 'synthetic') throw new Error(workload.kind);
    const of = { kind: 'interactive', slo: null } as const;
    const classes = [
      { ...workload, ...of, id: 'short', label: 'Short', share: 3 },
      { ...workload, ...of, id: 'long', label: 'Long', share: 1, promptTokensMean: 9000 },
    ];
    const input = name === 'classes' ? { ...sides.split, workload: { ...workload, classes } } : sides[name];
    for (const axis of ['load', 'context', 'ratio'] as const) {
      const values = axis === 'context' ? [900, 4000, 2e4] : [0.3, 2, 7];
      const all = curve(axis, Float64Array.from(values), input, null);
      values.forEach((value, i) => {
        const alone = curve(axis, Float64Array.of(value), input, null);
        expect(all.ttftSeconds[i]).toBe(alone.ttftSeconds[0]);
        expect(all.e2eSeconds[i]).toBe(alone.e2eSeconds[0]);
        expect(all.joulesPerOutputToken[i]).toBe(alone.joulesPerOutputToken[0]);
        expect(all.state[i]).toBe(alone.state[0]);
      });
    }
  });

  test.each(names)('what does not fit is marked with the chips it would take: %s', (name) => {
    const c = curve('context', logSpaced(128, 4e6, 60), sides[name], null);
    const last = c.state.length - 1;
    expect(c.state[0]).not.toBe(1);
    expect(c.state[last]).toBe(1);
    expect(c.tpotSeconds[last]).toBeNaN();
    if (name === 'sram') expect(c.chipsNeeded[last]).toBeGreaterThan(576);
    const big = curve('size', Float64Array.of(1e9, 2e12), sides[name], null);
    expect(big.state[1]).toBe(1);
    expect(big.chipsNeeded[0]).toBe(0);
    expect(big.stagesNeeded[0]).toBe(0);
  });

  test('what fits in more pipeline stages alone says how many, as the answer to the scenario does', () => {
    const c = curve('size', Float64Array.of(70e9, 1e12), sides.gpu, null);
    const { model } = sides.gpu;
    const { fix } = estimateReport({ ...sides.gpu, model: { ...model, shape: genericDense(1e12) } });
    expect(fix?.stages).toBeGreaterThan(1);
    expect([c.chipsNeeded[1], c.stagesNeeded[1]]).toEqual([fix?.chips, fix?.stages]);
  });

  test('a mixture of experts is faster than a dense model of its size', () => {
    const at = Float64Array.of(70e9);
    const dense = curve('size', at, sides.gpu, null);
    const mixture = curve('size', at, sides.gpu, 5e9);
    expect(mixture.tpotSeconds[0]!).toBeLessThan(dense.tpotSeconds[0]!);
    expect(curve('size', at, sides.gpu, 80e9).tpotSeconds[0]).toBe(dense.tpotSeconds[0]);
  });

  test.each(names)('parts of the energy sum to the facility: %s', (name) => {
    const c = curve('load', Float64Array.of(0.5, 2), sides[name], null);
    const e = c.energyParts;
    const outside = (i: number) => e['node']![i]! + e['cooling']![i]!;
    for (const i of [0, 1]) {
      const all = Object.values(e).reduce((sum, column) => sum + column[i]!, 0);
      expect((all - outside(i)) / c.joulesPerOutputToken[i]!).toBeCloseTo(1, 9);
    }
  });

  test('unknown prices and powers are unknown, not zero', () => {
    const chip = { ...CHIPS.h100, tdpWatts: null, usdPerHour: null };
    const c = curve('load', Float64Array.of(1), side([pool({ chip })]), null);
    expect(c.usdPerMillionOutputTokens[0]).toBeNaN();
    expect(c.joulesPerOutputToken[0]).toBeNaN();
    expect(c.ttftSeconds[0]).toBeGreaterThan(0);
    expect(c.energyParts).toEqual({});
  });
});

describe('the closed form as a report', () => {
  test.each(names)('means, totals that belong together, nothing made up: %s', (name) => {
    const r = estimateReport(sides[name]);
    expect(r.method).toBe('closed_form');
    expect(r.ttft_s).toMatchObject({ p50: null, p99: null });
    expect(r.e2e_s!.mean).toBeGreaterThan(r.ttft_s!.mean);
    expect(r.energy_j! / (r.joules_per_output_token! * 211 * r.requests)).toBeCloseTo(1, 9);
    const parts = Object.values(r.energy_parts_j!).reduce((a, b) => a + b, 0);
    expect(parts / r.facility_energy_j!).toBeCloseTo(1, 9);
    expect(r.pools).toHaveLength(sides[name].cluster.pools.length);
    expect(r.hash).toBeNull();
  });

  test('saturated', () => {
    const input = side([pool({})]);
    const r = estimateReport({ ...input, workload: { ...input.workload, requestsPerSecond: 500 } as never });
    expect(r.saturated).toBe(true);
    expect(r.ttft_s).toBeNull();
    expect(r.notes.join(' ')).toMatch(/latencies grow/);
  });

  test('infeasible', () => {
    const r = estimateReport(side([pool({ chips: 1, weightFormat: 'bf16' })]));
    expect(r.feasible).toBe(false);
    expect(r.fix).toEqual({ pool: 0, chips: 4 });
  });
});
