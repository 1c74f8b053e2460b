import { describe, expect, test } from 'vitest';
import { CHIPS } from './fixtures/chips';
import { poolOf } from './fixtures/companions';
import { fixtureModel } from './fixtures/models';
import { frontier } from './frontier';
import { estimate } from './fast-path';
import type { EngineInput, MemoryInput, PoolInput } from './input';
import { HOST, LINEAGE } from './memory/fixtures';

const pool = (rest: Partial<PoolInput>) => poolOf({ maxSequences: 64, ...rest });

function side(pools: PoolInput[]): EngineInput {
  return {
    seed: 1,
    model: fixtureModel('llama-3.1-70b'),
    workload: {
      kind: 'synthetic',
      requests: 100,
      requestsPerSecond: 1,
      gapCv: 1,
      promptTokensMean: 1000,
      promptTokensCv: 0.5,
      outputTokensMean: 300,
      outputTokensCv: 0.5,
      maxContext: 131072,
    },
    cluster: {
      architecture: pools.length > 1 ? 'gpu-sram' : 'gpu',
      routing: 'least',
      pools,
      link: pools.length > 1 ? { bytesPerSecond: 50e9, latencySeconds: 1e-5, mode: 'layered' } : null,
      facility: { nodeFactor: 1.1, nodeWattsPerChip: 250, pue: 1.2 },
    },
  };
}

const sram = pool({ role: 'decode', chip: CHIPS.lpu1, chips: 576 });

const SESSIONS = {
  turns: 10,
  toolShare: 0.9,
  toolGapSecondsMean: 3,
  humanGapSecondsMean: 30,
  humanGapCv: 1.5,
  systemTokens: 0,
  systemPrompts: 0,
};
const MEMORY: MemoryInput = { eviction: LINEAGE, tiers: [HOST], fetchMode: 'auto', prefetch: false };

describe('frontier', () => {
  const lines = frontier(side([pool({})]));

  test('one line for each degree that fits, the largest being the one that runs', () => {
    // 70 GB of weights leave no room on one chip of 80 GB.
    expect(lines.map((line) => line.tensorParallel)).toEqual([2, 4, 8]);
    expect(lines.map((line) => line.current)).toEqual([false, false, true]);
  });

  test('more users: slower for each, more for every chip', () => {
    for (const { points } of lines) {
      expect(points.length).toBeGreaterThan(5);
      points.slice(1).forEach((point, i) => {
        const before = points[i]!;
        expect(point.users).toBeGreaterThan(before.users);
        expect(point.tokensPerSecondPerUser).toBeLessThan(before.tokensPerSecondPerUser);
        expect(point.tokensPerSecondPerChip).toBeGreaterThan(before.tokensPerSecondPerChip);
      });
    }
  });

  test('a line ends at the most that the side can serve', () => {
    for (const { tensorParallel, points } of lines) {
      const { workload, ...rest } = side([pool({ tensorParallel: tensorParallel! })]);
      if (workload.kind !== 'synthetic') throw new Error('not synthetic');
      const full = estimate({ ...rest, workload: { ...workload, requestsPerSecond: 1e6 } });
      if (full.kind !== 'saturated') throw new Error('not saturated');
      const last = points.at(-1)!;
      expect(last.tokensPerSecondPerChip * 8).toBeLessThanOrEqual(full.outputTokensPerSecond * (1 + 1e-9));
      expect(last.tokensPerSecondPerChip * 8).toBeGreaterThan(0.9 * full.outputTokensPerSecond);
    }
  });

  test('answers and tokens of a point are of the same rate, and at that rate users are near as fast', () => {
    for (const { tensorParallel, points } of lines) {
      const { workload, ...rest } = side([pool({ tensorParallel: tensorParallel! })]);
      if (workload.kind !== 'synthetic') throw new Error('not synthetic');
      for (const { requestsPerSecond, tokensPerSecondPerChip, tokensPerSecondPerUser } of points) {
        expect(requestsPerSecond * workload.outputTokensMean).toBeCloseTo(tokensPerSecondPerChip * 8, 6);
        const open = estimate({ ...rest, workload: { ...workload, requestsPerSecond } });
        if (open.kind !== 'steady') throw new Error(open.kind);
        expect(open.tpotSeconds * tokensPerSecondPerUser).toBeGreaterThan(1);
        expect(open.tpotSeconds * tokensPerSecondPerUser).toBeLessThan(1.2);
      }
    }
  });

  test('watts and dollars divide the same tokens; what is unknown stays unknown', () => {
    const dear = CHIPS.h100.usdPerHour! * 8;
    for (const { tokensPerSecondPerChip, tokensPerSecondPerUsdPerHour } of lines[0]!.points) {
      expect(tokensPerSecondPerUsdPerHour).toBeCloseTo((tokensPerSecondPerChip * 8) / dear, 9);
    }
    const chip = { ...CHIPS.h100, tdpWatts: null, usdPerHour: null };
    const [point] = frontier(side([pool({ chip })]))[0]!.points;
    expect(point).toMatchObject({ tokensPerSecondPerKilowatt: null, tokensPerSecondPerUsdPerHour: null });
  });

  test('with a decode pool of SRAM chips the degree is that of the prefill pool', () => {
    const split = frontier(side([pool({ role: 'prefill' }), sram]));
    expect(split.map((line) => line.tensorParallel)).toEqual([2, 4, 8]);
    expect(split.filter((line) => line.current)).toHaveLength(1);
  });

  test('without GPUs there is one line and no degree', () => {
    const [only, ...more] = frontier(side([pool({ ...sram, role: 'mixed' })]));
    expect(only).toMatchObject({ tensorParallel: null, current: true });
    expect(more).toEqual([]);
  });

  test('what sessions find in memory at the rate of a point speeds it up, and is what arrivals at that rate find', () => {
    const { workload, ...rest } = side([pool({ tensorParallel: 8 })]);
    if (workload.kind !== 'synthetic') throw new Error('not synthetic');
    const turns = { ...workload, promptTokensMean: 12_000, sessions: SESSIONS };
    const none = { ...rest, workload: turns };
    const kept = { ...none, cluster: { ...rest.cluster, memory: MEMORY } };
    const own = (input: EngineInput) => frontier(input).find((line) => line.current)!.points;
    const [fresh, found] = [own(none), own(kept)];
    let compared = 0;
    expect(found.slice(0, fresh.length).map(({ users }) => users)).toEqual(fresh.map(({ users }) => users));
    fresh.forEach(({ requestsPerSecond }, i) =>
      expect(found[i]!.requestsPerSecond).toBeGreaterThan(1.1 * requestsPerSecond),
    );
    expect(found.at(-1)!.requestsPerSecond).toBeGreaterThan(2 * fresh.at(-1)!.requestsPerSecond);
    found.forEach((point) => {
      const { requestsPerSecond, tokensPerSecondPerUser } = point;
      const open = estimate({ ...kept, workload: { ...turns, requestsPerSecond } });
      if (open.kind !== 'steady' || open.load > 0.8) return;
      compared++;
      expect(open.tpotSeconds * tokensPerSecondPerUser).toBeGreaterThan(0.97);
      expect(open.tpotSeconds * tokensPerSecondPerUser).toBeLessThan(1.2);
    });
    expect(compared).toBeGreaterThan(5);
  });

  test('nothing where nothing fits', () => {
    expect(frontier(side([pool({ chips: 1 })]))).toEqual([]);
  });
});
