import type { Tokens } from '../../units/units';
import { expertExchange, stageSend } from '../cost/exchange';
import { ExpertRanksCost } from '../cost/expert-ranks-cost';
import { makeGpuCost } from '../cost/gpu-cost';
import type { GpuCostInput } from '../cost/gpu-terms';
import { PipelineCost } from '../cost/pipeline-cost';
import type { StepCost } from '../cost/step-cost';
import type { ModelInput, PoolInput } from '../input';
import { layerSplit } from '../model/kv-bytes';
import { mixtureLayers } from '../model/parameters';
import { degreesOf, groupsTogether } from './gpu-degrees';

/** The costs of a pool's steps by tensor-parallel degree; what does not depend on the workload is made once. */
export class GpuPoolCosts {
  private readonly model: ModelInput;
  private readonly pool: PoolInput;
  private readonly queries: number;
  private readonly plain = new Map<number, StepCost>();
  private readonly parts = new Map<number, { layers: StepCost; head: StepCost }>();

  constructor(model: ModelInput, pool: PoolInput, queries: number) {
    this.model = model;
    this.pool = pool;
    this.queries = queries;
  }

  /** `context`: tokens of the sequence by which it is judged whether to cut a batch in two. */
  at(tensorParallel: number, context: Tokens): StepCost {
    return groupsTogether(degreesOf(this.pool)) > 1
      ? this.cut(tensorParallel, context)
      : remembered(this.plain, tensorParallel, () =>
          makeGpuCost(gpuCostInput(this.model, this.pool, tensorParallel, this.queries)),
        );
  }

  private cut(tensorParallel: number, context: Tokens): StepCost {
    const { pool, queries, model } = this;
    const { shape } = model;
    const { chip, expertRanks, software } = pool;
    const { stages } = degreesOf(pool);
    const { layers, head } = remembered(this.parts, tensorParallel, () => {
      const input = gpuCostInput(model, pool, tensorParallel, queries);
      return { layers: makeGpuCost(input, 'layers'), head: makeGpuCost(input, 'head') };
    });
    const { window } = layerSplit(shape);
    const spread =
      expertRanks === undefined
        ? layers
        : new ExpertRanksCost({
            layers,
            exchange: expertExchange(shape, chip, tensorParallel, expertRanks.ranks),
            mixtures: mixtureLayers(shape),
            overlap: expertRanks.overlap,
            queries,
            visible: { global: context, local: Math.min(context, window) },
          });
    const send = stageSend(shape, chip, tensorParallel, stages);
    return new PipelineCost({ layers: spread, head, software, stages, send, queries });
  }
}

/** Of one group of a pool, while the others of its model do the same. */
export function gpuCostInput(
  { shape }: ModelInput,
  pool: PoolInput,
  tensorParallel: number,
  queries: number,
): GpuCostInput {
  const { chip, weightFormat, kvFormat, software, expertRanks } = pool;
  return {
    shape,
    chip,
    tensorParallel,
    weightFormat,
    kvFormat,
    software,
    queries,
    dataParallel: expertRanks?.ranks ?? pool.dataParallel ?? 1,
    expertParallel: expertRanks?.ranks ?? pool.expertParallel ?? 1,
    exchangeApart: expertRanks !== undefined,
  };
}

function remembered<T>(known: Map<number, T>, key: number, make: () => T): T {
  let value = known.get(key);
  if (value === undefined) known.set(key, (value = make()));
  return value;
}
