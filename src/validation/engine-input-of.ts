import type { EngineInput, WorkloadInput } from '../engine/input';
import type { Configuration } from './configuration';

/** Steps of the engines take at most this many tokens; the three modelled ones agree on the default. */
const TOKEN_BUDGET = 8192;
const SEED = 7;

/** One colocated instance of a configuration under a workload, as the simulator wants it. */
export function engineInputOf(c: Configuration, maxSequences: number, workload: WorkloadInput): EngineInput {
  return {
    seed: SEED,
    model: c.model,
    workload,
    cluster: {
      architecture: 'gpu',
      routing: 'least',
      pools: [
        {
          role: 'mixed',
          chip: { ...c.chip, scaleUpChips: Math.max(c.chip.scaleUpChips, c.tensorParallel) },
          chips: c.tensorParallel,
          tensorParallel: c.tensorParallel,
          dataParallel: c.dataParallel,
          weightFormat: c.weightFormat,
          kvFormat: c.kvFormat,
          software: c.software,
          maxSequences,
          tokenBudget: TOKEN_BUDGET,
        },
      ],
      link: null,
      facility: { nodeFactor: 1, nodeWattsPerChip: 0, pue: 1 },
    },
  };
}
