import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { poolOf } from '../fixtures/companions';
import { fixtureModel } from '../fixtures/models';
import type { ChipInput, EngineInput, GpuTiming, PoolInput, SoftwareProfile } from '../input';
import { simulate } from './simulate';

/** Whole runs of real chips under a change of units (invariant 25), and one user alone (invariant 17). */

const pool = (rest: Partial<PoolInput> = {}) => poolOf({ tensorParallel: 4, ...rest });

const side = (pools: PoolInput[], workload: EngineInput['workload']): EngineInput => ({
  seed: 5,
  model: fixtureModel('llama-3.1-70b'),
  workload,
  cluster: {
    architecture: pools.length > 1 ? 'gpu-split' : 'gpu',
    routing: 'rr',
    pools,
    link: pools.length > 1 ? { bytesPerSecond: 400e9, latencySeconds: 10e-6, mode: 'layered' } : null,
    facility: { nodeFactor: 1.1, nodeWattsPerChip: 250, pue: 1.2 },
  },
});

const SIDES: [string, PoolInput[]][] = [
  ['colocated', [pool()]],
  ['handed over', [pool({ role: 'prefill' }), pool({ role: 'decode' })]],
];

/** Everything of a chip `x` times as fast: rates up, latencies down, power up. */
function fasterChip(chip: ChipInput, x: number): ChipInput {
  const timing = (t: GpuTiming): GpuTiming => ({
    ...t,
    gemm: Object.fromEntries(
      Object.entries(t.gemm).map(([format, fit]) => [format, { ...fit, tauSeconds: fit.tauSeconds / x }]),
    ),
    decodeAttention: { ...t.decodeAttention, tauSeconds: t.decodeAttention.tauSeconds / x },
    prefillAttention: { ...t.prefillAttention, tauSeconds: t.prefillAttention.tauSeconds / x },
    allReduce: {
      baseSeconds: t.allReduce.baseSeconds / x,
      perDoublingSeconds: t.allReduce.perDoublingSeconds / x,
      bytesPerSecond: t.allReduce.bytesPerSecond * x,
    },
    moe: { ...t.moe, tauSeconds: t.moe.tauSeconds / x },
    aux: { ...t.aux, tauSeconds: t.aux.tauSeconds / x },
  });
  return {
    ...chip,
    peakFlops: Object.fromEntries(
      Object.entries(chip.peakFlops).map(([format, flops]) => [format, flops * x]),
    ),
    memory: { ...chip.memory, bytesPerSecond: chip.memory.bytesPerSecond * x },
    networkBytesPerSecond: chip.networkBytesPerSecond * x,
    tdpWatts: chip.tdpWatts! * x,
    gpu: timing(chip.gpu!),
  };
}

const fasterSoftware = (software: SoftwareProfile, x: number): SoftwareProfile => ({
  ...software,
  stepSeconds: software.stepSeconds / x,
  sequenceSeconds: software.sequenceSeconds / x,
  hostLayerSeconds: software.hostLayerSeconds / x,
});

const load = (requestsPerSecond: number): EngineInput['workload'] => ({
  kind: 'synthetic',
  requests: 200,
  requestsPerSecond,
  gapCv: 1,
  promptTokensMean: 2000,
  promptTokensCv: 1,
  outputTokensMean: 150,
  outputTokensCv: 0.8,
  maxContext: 30_000,
});

describe.each(SIDES)('%s', (_, pools) => {
  it('on machines x times as fast, x times the load takes x times less, for the same joules', () => {
    fc.assert(
      fc.property(fc.constantFrom(0.25, 0.5, 2, 8), fc.constantFrom(0.5, 2, 4), (x, rate) => {
        const slow = side(pools, load(rate));
        const fast: EngineInput = {
          ...slow,
          workload: load(rate * x),
          cluster: {
            ...slow.cluster,
            pools: pools.map((p) => ({
              ...p,
              chip: fasterChip(p.chip, x),
              software: fasterSoftware(p.software, x),
            })),
            link: slow.cluster.link && {
              ...slow.cluster.link,
              bytesPerSecond: slow.cluster.link.bytesPerSecond * x,
              latencySeconds: slow.cluster.link.latencySeconds / x,
            },
          },
        };
        const [before, after] = [simulate(slow).report, simulate(fast).report];
        for (const metric of ['ttft_s', 'tpot_s', 'e2e_s'] as const)
          expect((after[metric]!.mean * x) / before[metric]!.mean).toBeCloseTo(1, 7);
        expect(after.energy_j! / before.energy_j!).toBeCloseTo(1, 7);
      }),
      { numRuns: 12 },
    );
  });

  it('one user who waits for each answer sees an empty side (invariant 17)', () => {
    const closed = simulate(
      side(pools, {
        kind: 'closed',
        users: 1,
        requests: 12,
        promptTokens: 3000,
        outputTokens: 200,
        shortest: 1,
      }),
    ).report;
    const alone = simulate(
      side(pools, {
        ...load(1e-5),
        kind: 'synthetic',
        requests: 1,
        promptTokensMean: 3000,
        promptTokensCv: 0,
        outputTokensMean: 200,
        outputTokensCv: 0,
      } as EngineInput['workload']),
    ).report;
    for (const metric of ['ttft_s', 'tpot_s', 'e2e_s'] as const)
      expect(closed[metric]!.mean / alone[metric]!.mean).toBeCloseTo(1, 10);
  });
});

describe('a link', () => {
  it('without limits leaves compute and decode alone, and moves the same bytes for the same joules (invariant 18)', () => {
    const pools = SIDES[1]![1];
    const linked = (bytesPerSecond: number, latencySeconds: number) => {
      const { cluster, ...rest } = side(pools, load(1));
      const link = { bytesPerSecond, latencySeconds, mode: 'layered' as const };
      return simulate({ ...rest, cluster: { ...cluster, link } });
    };
    const [slow, { report: instant, snapshot }] = [linked(2e9, 1e-3).report, linked(1e30, 0)];
    // Every prompt but those of one-word answers crosses once, 163,840 bytes a token at 40 pJ a bit.
    const { promptTokens, outputTokens } = snapshot!.requests;
    const crossed = promptTokens.reduce((sum, n, i) => (outputTokens[i]! > 1 ? sum + n : sum), 0);
    expect(instant.energy_parts_j!['link']! / (crossed * 163_840 * 8 * 40e-12)).toBeCloseTo(1, 9);
    expect(instant.energy_parts_j!['link']! / slow.energy_parts_j!['link']!).toBeCloseTo(1, 9);
    expect(instant.energy_parts_j!['link']).toBeGreaterThan(0);
    expect(instant.e2e_s!.mean).toBeLessThan(slow.e2e_s!.mean);
    for (const waterfall of Object.values(instant.waterfall!))
      expect(waterfall.transfer_s).toBeLessThan(1e-12);
  });
});
