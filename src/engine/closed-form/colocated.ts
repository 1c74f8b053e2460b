import type { RequestsPerSecond, Seconds } from '../../units/units';
import type { PoolPlan } from '../layout/pool-plan';
import { expm1 } from '../number/portable';
import { decreasingRoot } from './root';
import { sequenceSlots } from './slots';
import type { DecodeStage, Demand, PrefillStage, Rates } from './stage';
import { book } from './stage';
import type { Work } from './step-probe';
import { combine, noWork, StepProbe } from './step-probe';

/** Prompts and decodes in the same batches: continuous batching with chunked prefill, model.md §9.1. */
export interface Colocated {
  prefill: PrefillStage;
  decode: DecodeStage;
}

/**
 * Mean field of one GPU pool at `rate` requests/s, spread evenly over its instances. A decode step with x others
 * takes td(1 + x); prompts stretch it by 1/(1 − λ·Sp), Sp the time one prompt adds to the steps it rides in; and
 * x = λ·(O − 1)·TPOT. At or beyond `maxRate` the latencies are those of a full batch and the TTFT is infinite.
 */
export function colocated(plan: PoolPlan, demand: Demand, rate: RequestsPerSecond, rates: Rates): Colocated {
  const probe = new StepProbe(plan);
  const { decodeSteps, inBatch } = demand;
  const { promptMean, promptCv, gapCv } = demand.statistics;
  const alone = probe.prompt(promptMean, 0, inBatch, noWork());
  const together = noWork();
  const steps = noWork();
  const td = (batch: number): Seconds => probe.decodeSeconds(batch, inBatch);
  /** Time a prompt adds to the steps of `batch` decodes. */
  const added = (batch: number): Seconds => {
    probe.prompt(promptMean, batch, inBatch, together);
    return together.seconds - together.steps * td(batch);
  };

  const most = sequenceSlots(plan, promptMean + decodeSteps / 2, demand.window);
  const full = decodeSteps > 0 ? td(most) : 0;
  const addedWhenFull = added(most);
  const maxPerInstance = most / (decodeSteps * full + most * addedWhenFull);
  const arriving = rate / plan.instances;
  const saturated = arriving >= maxPerInstance;
  const lambda = saturated ? maxPerInstance : arriving;

  let others = most;
  let sp = addedWhenFull;
  if (!saturated) {
    sp = alone.seconds - alone.steps * td(1);
    for (let pass = 0; pass < 2; pass++) {
      const stretch = 1 - lambda * sp;
      others =
        stretch <= 0
          ? most
          : decreasingRoot((x) => (lambda * decodeSteps * td(1 + x)) / stretch - x, 0, most);
      sp = added(1 + others);
    }
  }
  const load = Math.min(lambda * sp, 0.999);
  const inStep = td(saturated ? most : 1 + others);
  const own = probe.mixedDecodeSeconds(demand.own, saturated ? most - 1 : others, inBatch);

  // Somebody is decoding with probability `decoding`; the batch then holds x/decoding sequences on average.
  const decoding = -expm1(-others);
  const batch = decoding > 0 ? others / decoding : 1;
  probe.prompt(promptMean, batch, inBatch, together);
  const whole = (1 - decoding) * alone.seconds + decoding * together.seconds;
  const behindPrompt = Math.min(1, lambda * whole);
  const behindStep = Math.max(0, decoding - behindPrompt);
  const residual = (gapCv * gapCv + promptCv * promptCv) / 2;
  const queued = lambda * (behindPrompt * whole + behindStep * inStep) * sp;
  const ttft = whole + behindPrompt * whole * residual + (behindStep * inStep) / 2 + queued;

  bookSteady(plan, rates, lambda, demand, {
    alone,
    together,
    steps: probe.decode(batch, inBatch, steps),
    decoding,
    batch,
  });
  return {
    prefill: { maxRate: maxPerInstance * plan.instances, ttft: saturated ? Infinity : ttft, service: whole },
    decode: {
      maxRate: maxPerInstance * plan.instances,
      join: 0,
      queue: 0,
      tpot: own / (1 - load),
      tokenSeconds: inStep / (1 - load),
      decoding: others * plan.instances,
      others,
    },
  };
}

/**
 * Work per second: λ·(O − 1)/B decode steps, and λ prompts, each alone or, with probability `decoding`, added to
 * steps that are counted already.
 */
function bookSteady(
  plan: PoolPlan,
  rates: Rates,
  lambda: RequestsPerSecond,
  demand: Demand,
  s: { alone: Work; together: Work; steps: Work; decoding: number; batch: number },
): void {
  const riding = combine(1, s.together, -s.together.steps, s.steps, noWork());
  const prompt = combine(1 - s.decoding, s.alone, s.decoding, riding, noWork());
  const n = lambda * plan.instances;
  book(rates, plan, prompt, n);
  book(rates, plan, s.steps, (n * demand.decodeSteps) / s.batch);
}
