import type { RequestsPerSecond, Seconds, Tokens } from '../../units/units';
import type { PoolPlan } from '../layout/pool-plan';
import { waitSakasegawa } from '../queueing';
import { allInUse, othersInPlace, placesInUse } from './even-fill';
import { fixedPoint } from '../number/fixed-point';
import { sequenceSlots } from './slots';
import type { DecodeStage, Demand, Rates } from './stage';
import { book, bookElsewhere, dispersionOf } from './stage';
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
  const td = (batch: number): Seconds => probe.decodeSeconds(batch, inBatch);
  const { promptMean, outputMean, outputCv, gapCv } = statistics;
  const slotsFor = (tokens: Tokens) => sequenceSlots(plan, tokens, demand.window) * instances;
  const decoded = decodeSteps * td(Math.max(1, slotsFor(promptMean + outputMean) / lanes));
  // Long answers hold their room for longer: over time the mean reservation is that of E[tokens · seconds]/E[seconds].
  const longer = (outputMean * outputCv * outputCv * decoded) / (heldBefore + decoded);
  const slots = slotsFor(promptMean + outputMean + longer);
  const fullBatch = Math.max(1, slots / lanes);
  const maxRate = slots / (decodeSteps * td(fullBatch) + heldBefore);
  const saturated = rate >= maxRate;
  const lambda = Math.min(rate, maxRate);

  const batchOf = (sequences: number) =>
    Math.min(fullBatch, 1 + othersInPlace(sequences, lanes, demand.users));
  const decodingOf = (n: number) => lambda * decodeSteps * td(batchOf(n));
  const sequences = saturated ? slots : fixedPoint(decodingOf, 0, slots);
  const batch = saturated ? fullBatch : batchOf(sequences);
  const tokenSeconds = td(batch);

  const inUse = Math.min(placesInUse(sequences, lanes, dispersionOf(demand, sequences)), lanes);
  const running = inUse > 0 ? Math.min(fullBatch, Math.max(1, sequences / inUse)) : 1;
  const steps = (lambda * decodeSteps) / running;
  // A micro-batch more reads all weights once more, and it is whole sequences that are cut.
  const part = plan.companions ? running % 1 : 0;
  for (const more of part > 0 ? [0, 1] : [0]) {
    const of = running - part + more;
    const perSecond = steps * (more ? part : 1 - part);
    book(rates, plan, probe.decode(of, inBatch, noWork()), perSecond);
    bookElsewhere(rates, plan, of, inBatch, perSecond);
  }

  const service = heldBefore + decodeSteps * tokenSeconds;
  return {
    maxRate,
    // A sequence that finds every lane busy waits for the step under way to end.
    join: (allInUse(sequences, lanes) * tokenSeconds) / 2,
    queue: saturated ? Infinity : waitSakasegawa(lambda, service, slots, gapCv, outputCv),
    tpot: probe.mixedDecodeSeconds(demand.own, batch - 1, inBatch),
    tokenSeconds,
    stepShare: inUse / lanes,
    decoding: sequences,
    others: batch - 1,
  };
}
