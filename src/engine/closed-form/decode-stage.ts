import type { RequestsPerSecond, Seconds } from '../../units/units';
import type { PoolPlan } from '../layout/pool-plan';
import { waitSakasegawa } from '../queueing';
import { allInUse, othersInPlace, placesInUse } from './even-fill';
import { fixedPoint } from '../number/fixed-point';
import { sequenceSlots } from './slots';
import type { DecodeStage, Demand, Rates } from './stage';
import { book, bookElsewhere } from './stage';
import { noWork, StepProbe } from './step-probe';

/**
 * Decoding apart from prefill, model.md §9.1. Memory is reserved for the whole request and from the start of its
 * prompt, `heldBefore` seconds earlier, so an instance has a number of slots; requests beyond it queue
 * (Sakasegawa: the number is not whole). Instances and the lanes of a pipeline are filled evenly: a batch is more than one
 * sequence where there are more sequences than lanes.
 */
export function decodeStage(
  plan: PoolPlan,
  demand: Demand,
  rate: RequestsPerSecond,
  heldBefore: Seconds,
  rates: Rates,
): DecodeStage {
  const probe = new StepProbe(plan);
  const { decodeSteps, inBatch, statistics } = demand;
  const { lanesPerInstance, instances } = plan;
  const lanes = lanesPerInstance * instances;
  const slots = sequenceSlots(plan, statistics.promptMean + decodeSteps + 1, demand.window) * instances;
  const td = (batch: number): Seconds => probe.decodeSeconds(batch, inBatch);
  const fullBatch = Math.max(1, slots / lanes);
  const maxRate = slots / (decodeSteps * td(fullBatch) + heldBefore);
  const saturated = rate >= maxRate;
  const lambda = Math.min(rate, maxRate);

  const batchOf = (sequences: number) => Math.min(fullBatch, 1 + othersInPlace(sequences, lanes));
  const decodingOf = (n: number) => lambda * decodeSteps * td(batchOf(n));
  const sequences = saturated ? slots : fixedPoint(decodingOf, 0, slots);
  const batch = saturated ? fullBatch : batchOf(sequences);
  const tokenSeconds = td(batch);

  const inUse = Math.min(placesInUse(sequences, lanes), lanes);
  const running = inUse > 0 ? Math.min(fullBatch, Math.max(1, sequences / inUse)) : 1;
  const steps = (lambda * decodeSteps) / running;
  book(rates, plan, probe.decode(running, inBatch, noWork()), steps);
  bookElsewhere(rates, plan, running, inBatch, steps);

  const service = heldBefore + decodeSteps * tokenSeconds;
  const { gapCv, outputCv } = statistics;
  return {
    maxRate,
    // A sequence that finds every lane busy waits for the step under way to end.
    join: (allInUse(sequences, lanes) * tokenSeconds) / 2,
    queue: saturated ? Infinity : waitSakasegawa(lambda, service, slots, gapCv, outputCv),
    tpot: probe.mixedDecodeSeconds(demand.own, batch - 1, inBatch),
    tokenSeconds,
    decoding: sequences,
    others: batch - 1,
  };
}
