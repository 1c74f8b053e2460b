import type { RequestsPerSecond, Seconds } from '../../units/units';
import type { PoolPlan } from '../layout/pool-plan';
import { expm1 } from '../number/portable';
import { waitAllenCunneen } from '../queueing';
import { decreasingRoot } from './root';
import { sequenceSlots } from './slots';
import type { DecodeStage, Demand, Rates } from './stage';
import { book } from './stage';
import { noWork, StepProbe } from './step-probe';

/**
 * Decoding apart from prefill, model.md §9.1. Memory is reserved for the whole request and from the start of its
 * prompt, `heldBefore` seconds earlier, so an instance has a number of slots; requests beyond it queue (Erlang C,
 * scaled by Allen–Cunneen).
 *
 * A lane of a GPU pool is one batch: a request finds x = λ·(O − 1)·td(1 + x) others in it. The lanes of an SRAM
 * pipeline are filled evenly, so micro-batches stay at one until there are more sequences than lanes.
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
  const { lanesPerInstance: lanes, instances } = plan;
  const slots = sequenceSlots(plan, statistics.promptMean + decodeSteps + 1, demand.window);
  const td = (batch: number): Seconds => probe.decodeSeconds(batch, inBatch);
  const fullBatch = Math.max(1, slots / lanes);
  const maxPerInstance = slots / (decodeSteps * td(fullBatch) + heldBefore);
  const maxRate = maxPerInstance * instances;
  const saturated = rate >= maxRate;
  const lambda = Math.min(rate / instances, maxPerInstance);

  // Sequences in an instance, and the batch a request decodes in, itself included.
  const batchOf = (sequences: number) => (lanes > 1 ? Math.max(1, sequences / lanes) : 1 + sequences);
  const sequences = saturated
    ? slots
    : decreasingRoot((n) => lambda * decodeSteps * td(batchOf(n)) - n, 0, slots);
  const batch = saturated ? fullBatch : Math.min(batchOf(sequences), Math.max(fullBatch, 1));
  const tokenSeconds = td(batch);

  // A lane is busy with probability 1 − e^(−x); what runs in it then is x over that.
  const busy = lanes > 1 ? Math.min(1, sequences / lanes) : -expm1(-sequences);
  const running = lanes > 1 || busy === 0 ? batch : sequences / busy;
  const work = probe.decode(running, inBatch, noWork());
  book(rates, plan, work, (lambda * instances * decodeSteps) / running);

  const join = (busy * tokenSeconds) / 2;
  const service = heldBefore + decodeSteps * tokenSeconds;
  const queue = saturated
    ? Infinity
    : waitAllenCunneen(lambda, service, Math.floor(slots), statistics.gapCv, statistics.outputCv);
  return {
    maxRate,
    join,
    queue,
    tpot: probe.mixedDecodeSeconds(demand.own, batch - 1, inBatch),
    tokenSeconds,
    decoding: sequences * instances,
    others: batch - 1,
  };
}
