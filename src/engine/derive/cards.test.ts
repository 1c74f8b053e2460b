import { describe, expect, it } from 'vitest';
import { CHIPS } from '../fixtures/chips';
import { inputOf, poolOf, POOLS } from '../fixtures/companions';
import { fixtureModel, type FixtureModel } from '../fixtures/models';
import { SOFTWARE } from '../fixtures/software';
import { estimateReport } from '../estimate-report';
import type { EngineInput, PoolInput } from '../input';
import { simulate } from '../sim/simulate';
import { cards } from './cards';
import { countNumbers, SHOWN, wrongFormulas } from './fixtures';

const pool = (rest: Partial<PoolInput>) => poolOf({ tensorParallel: 4, ...rest });
const lpu = { chip: CHIPS.lpu1, chips: 576, tensorParallel: 'auto', software: SOFTWARE.none } as const;

const side = (pools: PoolInput[], model: FixtureModel): EngineInput => ({
  seed: 1,
  model: fixtureModel(model),
  workload: {
    kind: 'synthetic',
    requests: 300,
    requestsPerSecond: 1,
    gapCv: 1,
    promptTokensMean: 1500,
    promptTokensCv: 0.8,
    outputTokensMean: 200,
    outputTokensCv: 0.8,
    maxContext: 8192,
  },
  cluster: {
    architecture: 'gpu',
    routing: 'least',
    pools,
    link: pools.length > 1 ? { bytesPerSecond: 400e9, latencySeconds: 1e-5, mode: 'layered' } : null,
    facility: { nodeFactor: 1.1, nodeWattsPerChip: 250, pue: 1.2 },
  },
});

const SIDES: [string, EngineInput][] = [
  ['GPUs', side([pool({})], 'llama-3.1-70b')],
  ['GPUs, mixture of experts', side([pool({})], 'gpt-oss-120b')],
  ['stages of layers', side([pool({ pipelineParallel: 2, chips: 16 })], 'llama-3.1-70b')],
  [
    'experts over ranks, in stages',
    side(
      [pool({ expertRanks: { ranks: 8, overlap: 0.8 }, pipelineParallel: 2, tensorParallel: 1, chips: 32 })],
      'gpt-oss-120b',
    ),
  ],
  ['two pools of GPUs', side([pool({ role: 'prefill' }), pool({ role: 'decode' })], 'llama-3.1-70b')],
  ['GPUs and SRAM', side([pool({ role: 'prefill' }), pool({ ...lpu, role: 'decode' })], 'llama-2-70b')],
  ['SRAM alone', side([pool(lpu)], 'llama-2-70b')],
  ...Object.entries(POOLS).map(([name, pools]): [string, EngineInput] => [name, inputOf(pools)]),
];

describe.each(SIDES)('%s', (_, input) => {
  it('formulas with their values give what the page shows, to four digits', () => {
    const simulated = simulate(input).report;
    const estimated = estimateReport(input);
    const all = cards(input, simulated);
    expect(all.map(({ id }) => id).sort()).toEqual(Object.keys(SHOWN).sort());
    for (const { id, run, closedForm } of all) {
      expect(run!.value / SHOWN[id](simulated)!, id).toBeCloseTo(1, 9);
      expect(closedForm!.value / SHOWN[id](estimated)!, id).toBeCloseTo(1, 9);
      expect(wrongFormulas(run!)).toEqual([]);
      expect(wrongFormulas(closedForm!)).toEqual([]);
    }
    // Down to figures of chips: a sum of a few times would not be a reason.
    expect(countNumbers(all.find(({ id }) => id === 'tpot')!.closedForm!)).toBeGreaterThan(20);
  });
});

describe('a side that cannot run', () => {
  it('has no reasons for numbers it has not', () => {
    const input = side([pool({ chips: 1, tensorParallel: 1 })], 'llama-3.1-70b');
    const large = { ...input, model: fixtureModel('llama-3.1-405b') };
    expect(cards(large, simulate(large).report)).toEqual([]);
  });
});
