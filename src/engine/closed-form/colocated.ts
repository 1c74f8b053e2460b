import type { RequestsPerSecond, Seconds } from '../../units/units';
import type { PoolPlan } from '../layout/pool-plan';
import { erlangC, waitForPlace, waitOfBursts } from '../queueing';
import { stallOfBursts } from './bursts';
import { allInUse, othersInPlace, placesInUse } from './even-fill';
import { smoothNodes } from './length-nodes';
import { fixedPoint } from '../number/fixed-point';
import { sequenceSlots } from './slots';
import type { DecodeStage, Demand, PrefillStage, Rates } from './stage';
import { book, bookElsewhere } from './stage';
import { combine, noWork, StepProbe } from './step-probe';

/** Prompts and decodes in the same batches: continuous batching with chunked prefill, model.md §9.1. */
export interface Colocated {
  prefill: PrefillStage;
  decode: DecodeStage;
}

/**
 * Mean field of one GPU pool at `rate` requests/s. A decode step with x others takes td(1 + x); prompts stretch it
 * by 1/(1 − λ·Sp), Sp the time one prompt adds to the steps it rides in; and the sequences decoding are
 * λ·(O − 1)·TPOT. Instances are filled evenly; one instance sees Poisson numbers. At or beyond `maxRate` the decode
 * figures are those of a full batch and the TTFT is infinite.
 */
export function colocated(plan: PoolPlan, demand: Demand, rate: RequestsPerSecond, rates: Rates): Colocated {
  const probe = new StepProbe(plan);
  const { instances } = plan;
  const { decodeSteps, inBatch } = demand;
  const { promptMean, promptCv, gapCv } = demand.statistics;
  const nodes = demand.kept?.prompts ?? smoothNodes(promptMean, promptCv);
  const alone = probe.meanPrompt(nodes, 0, inBatch, noWork());
  const { cv } = probe;
  const td = (batch: number): Seconds => probe.decodeSeconds(batch, inBatch);
  /** Time a prompt adds to the steps of `batch` decodes. */
  const added = (batch: number): Seconds => probe.addedByPrompt(nodes, batch, inBatch, td(batch));

  const most = sequenceSlots(plan, inBatch.global, demand.window);
  const addedToMost = added(most);
  const maxPerInstance = most / (decodeSteps * (decodeSteps > 0 ? td(most) : 0) + most * addedToMost);
  const maxRate = maxPerInstance * instances;
  const saturated = rate >= maxRate;
  const lambda = saturated ? maxPerInstance : rate / instances;

  // x: sequences decoding per instance.
  let x = most;
  const othersOf = (mean: number) => Math.min(most - 1, othersInPlace(mean * instances, instances));
  let sp = saturated ? addedToMost : alone.seconds - alone.steps * td(1);
  for (let pass = 0; pass < 2 && !saturated; pass++) {
    const stretch = 1 - lambda * sp;
    const decodingOf = (n: number) => (lambda * decodeSteps * td(1 + othersOf(n))) / stretch;
    x = stretch > 0 ? fixedPoint(decodingOf, 0, most) : most;
    sp = added(1 + othersOf(x));
  }
  const promptShare = Math.min(lambda * sp, 0.999);
  const stretch = 1 / (1 - promptShare);
  const others = othersOf(x);
  const inStep = td(1 + others);

  // What an arrival meets: with probability `decoding` an instance where `batch` sequences decode.
  const decoding = allInUse(x * instances, instances);
  const batch = decoding > 0 ? Math.max(1, others / decoding) : 1;
  const together = probe.meanPrompt(nodes, batch, inBatch, noWork());
  const whole = (1 - decoding) * alone.seconds + decoding * together.seconds;
  const behindPrompt = erlangC(instances, Math.min(1, lambda * whole) * instances);
  const behindStep = Math.max(0, decoding - behindPrompt);
  const ahead = behindPrompt * whole + behindStep * inStep;
  const evenCv = Math.min(1, gapCv);
  const residual = (behindPrompt * whole * (evenCv * evenCv + cv * cv) + behindStep * inStep) / 2;
  // Bursts are spread over the instances, so that they are worked off as by one that is as many times as fast.
  const burst = saturated ? 0 : waitOfBursts(lambda * instances, sp / instances, gapCv);

  // Work per second: λ·(O − 1)/B decode steps; prompts alone, or added to steps that are counted already.
  const inUse = placesInUse(x * instances, instances) / instances;
  const running = inUse > 0 ? x / inUse : 1;
  const steps = probe.decode(running, inBatch, noWork());
  const riding = combine(1, together, -together.steps, probe.decode(batch, inBatch, noWork()), noWork());
  const prompt = combine(1 - decoding, alone, decoding, riding, noWork());
  book(rates, plan, prompt, lambda * instances);
  rates.promptChipSeconds = rates.busyChipSeconds;
  const stepsPerSecond = (lambda * instances * decodeSteps) / running;
  book(rates, plan, steps, stepsPerSecond);
  bookElsewhere(rates, plan, running, inBatch, stepsPerSecond);

  // Where batches are small, an arrival may find every place taken; users of a closed loop are never that many.
  const { users, outputMean, outputCv } = demand.statistics;
  const holding = decodeSteps * inStep * stretch;
  const queue = users === null ? waitForPlace(rate, holding, most * instances, gapCv, outputCv) : 0;
  const ttft = whole + residual + burst + lambda * ahead * sp + queue;
  const behind = { rate: lambda * instances, seconds: sp / instances, gapCv, step: inStep };
  const longer = (sp * plan.input.tokenBudget) / promptMean;
  const stall = stallOfBursts(
    { ...behind, longer: saturated ? 0 : longer },
    smoothNodes(outputMean, outputCv),
  );
  return {
    prefill: { maxRate, ttft: saturated ? Infinity : ttft, service: whole },
    decode: {
      maxRate,
      join: 0,
      queue,
      tpot: probe.mixedDecodeSeconds(demand.own, others, inBatch) * stretch + stall.tpot,
      tokenSeconds: inStep * stretch + stall.token,
      ...(stall.tpot > 0 && { burst: stall.tpot }),
      decoding: x * instances,
      others,
      promptShare,
    },
  };
}
