import type { EngineInput, WorkloadInput } from '../engine/input';
import { TOKEN_BUDGET } from './client';
import type { Configuration } from './configuration';

const SEED = 7;

/** One colocated instance of a configuration under a workload, as the simulator wants it. */
export function engineInputOf(
  c: Configuration,
  maxSequences: number,
  workload: WorkloadInput,
  tokenBudget = TOKEN_BUDGET,
): EngineInput {
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
          expertParallel: c.expertParallel,
          weightFormat: c.weightFormat,
          kvFormat: c.kvFormat,
          software: c.software,
          maxSequences,
          tokenBudget,
        },
      ],
      link: null,
      facility: { nodeFactor: 1, nodeWattsPerChip: 0, pue: 1 },
    },
  };
}
