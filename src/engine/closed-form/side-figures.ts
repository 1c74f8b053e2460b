import { boundByOfParts } from '../cost/bound-by';
import type { BoundBy } from '../cost/step-cost';
import { decodeShape, promptShape } from '../cost/step-shapes';
import { energyBill } from '../energy-parts';
import type { ClusterInput, ModelInput } from '../input';
import { decoderOf, type Plan } from '../layout/pool-plan';
import { layerSplit } from '../model/kv-bytes';
import { takesArrivals } from '../roles';
import type { SteadyState } from './steady-state';

/** Energy of one second of the steady state. */
export function sideEnergy(state: SteadyState, cluster: ClusterInput): ReturnType<typeof energyBill> {
  return energyBill(state.pools, state.linkBytesPerSecond, cluster.facility);
}

/** What the mean decode step of the side waits for; its prompt's step when answers have no second token. */
export function boundByOf(plan: Plan, model: ModelInput, { demand, decode }: SteadyState): BoundBy {
  const { window } = layerSplit(model.shape);
  if (demand.decodeSteps > 0) {
    const shape = decodeShape(1 + decode.others, demand.inBatch.global, window);
    return boundByOfParts(decoderOf(plan.pools).cost.explain(shape));
  }
  const entry = plan.pools.find(({ input }) => takesArrivals(input.role))!;
  return boundByOfParts(entry.cost.explain(promptShape(demand.statistics.promptMean, 0, 0, window)));
}
