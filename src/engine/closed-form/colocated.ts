import type { RequestsPerSecond, Seconds } from '../../units/units';
import type { PoolPlan } from '../layout/pool-plan';
import { busyAtArrival, erlangC, waitForPlace, waitOfBursts } from '../queueing';
import { allInUse, othersInPlace, placesInUse } from './even-fill';
import { crowdNodes, freshOf, inOneStep, spreadBeside } from './crowd';
import { filledUp } from './filled-up';
import { stallBehind } from './line-behind';
import { sharedSteps } from './shared-steps';
import { smoothNodes, type LengthNodes } from './length-nodes';
import { fixedPoint } from '../number/fixed-point';
import { sequenceSlots } from './slots';
import type { DecodeStage, Demand, PrefillStage, Rates } from './stage';
import { book, bookElsewhere, dispersionOf } from './stage';
import { combine, MOST_TOGETHER, noWork, StepProbe } from './step-probe';

/** Of the sequences that decode: a step with prompts asks for more than one without. */
const CLOSE = 1e-6;

/** Prompts and decodes in the same batches: continuous batching with chunked prefill, model.md §9.1. */
export interface Colocated {
  prefill: PrefillStage;
  decode: DecodeStage;
}

/**
 * Mean field of one GPU pool at `rate` requests/s. A decode step with x others takes td(1 + x), and the mean one
 * S = td + λS·Sp, Sp what a prompt adds to the step that it rides in with the others that came during the one before
 * (`crowd.ts`). The sequences decoding are λ·(O − 1)·S, so that λS of them, x/(O − 1), come in a step. Instances are filled
 * evenly; one instance sees Poisson numbers. At or beyond `maxRate` the decode figures are those of a full batch and the
 * TTFT is infinite.
 */
export function colocated(plan: PoolPlan, demand: Demand, rate: RequestsPerSecond, rates: Rates): Colocated {
  const probe = new StepProbe(plan);
  const { instances } = plan;
  const { decodeSteps, inBatch } = demand;
  const { promptMean, promptCv, gapCv, users, outputMean, outputCv } = demand.statistics;
  const nodes = demand.kept?.prompts ?? smoothNodes(promptMean, promptCv);
  const alone = probe.meanPrompt(nodes, 0, inBatch, noWork());
  const lengths = freshOf(nodes);
  const spread = spreadBeside(lengths, demand);
  const cv = probe.cv * spread;
  const td = (batch: number): Seconds => probe.decodeSeconds(batch, inBatch);
  const graphTokens = plan.input.software.promptLaunch?.graphTokens ?? 0;
  /** A step holds several prompts, and here are those of one that comes; else how long each prompt is. */
  const shares = roomForSeveral(plan, demand);
  const crowd = (batch: number, perStep: number): LengthNodes =>
    shares ? crowdNodes(lengths, perStep, graphTokens - batch) : nodes;
  const together = (perStep: number): number => (shares ? inOneStep(perStep) : 1);
  /** Time a prompt adds to the steps of `batch` decodes. */
  const added = (batch: number, perStep: number): Seconds =>
    probe.addedByPrompt(crowd(batch, perStep), batch, inBatch, td(batch)) / together(perStep);

  const { tokenBudget } = plan.input;
  /** Where every step is full of prompts no more sequences decode, however many there is room for. */
  const full = (decodeSteps * tokenBudget) / (lengths.mean + decodeSteps);
  const most = Math.max(1, Math.min(sequenceSlots(plan, inBatch.global, demand.window), full));
  const addedToMost = added(most, decodeSteps > 0 ? most / decodeSteps : MOST_TOGETHER);
  const maxPerInstance = most / (decodeSteps * (decodeSteps > 0 ? td(most) : 0) + most * addedToMost);
  const maxRate = maxPerInstance * instances;
  const saturated = rate >= maxRate;
  const lambda = saturated ? maxPerInstance : rate / instances;

  // x: sequences decoding per instance.
  let x = most;
  const othersOf = (mean: number) =>
    Math.min(most - 1, othersInPlace(mean * instances, instances, demand.users));
  let sp = saturated ? addedToMost : alone.seconds - alone.steps * td(1);
  if (!saturated && shares && decodeSteps > 0) {
    const stepOf = (size: number, perStep: number): Seconds => td(size) + perStep * added(size, perStep);
    x = fixedPoint((n) => lambda * decodeSteps * stepOf(1 + othersOf(n), n / decodeSteps), 0, most, CLOSE);
  } else {
    for (let pass = 0; pass < 2 && !saturated; pass++) {
      const stretch = 1 - lambda * sp;
      const decodingOf = (n: number) => (lambda * decodeSteps * td(1 + othersOf(n))) / stretch;
      x = stretch > 0 ? fixedPoint(decodingOf, 0, most) : most;
      sp = added(1 + othersOf(x), 0);
    }
  }
  const perStep = decodeSteps > 0 ? x / decodeSteps : lambda * alone.seconds;
  const others = othersOf(x);
  if (shares && !saturated) sp = added(1 + others, perStep);
  const promptShare = Math.min(lambda * sp, 0.999);
  const stretch = 1 / (1 - promptShare);
  const inStep = td(1 + others);

  // What an arrival meets: with probability `decoding` an instance where `batch` sequences decode.
  const decoding = allInUse(x * instances, instances);
  const batch = decoding > 0 ? Math.max(1, others / decoding) : 1;
  const riding = probe.meanPrompt(nodes, batch, inBatch, noWork());
  const whole = (1 - decoding) * alone.seconds + decoding * riding.seconds;
  // Steps with prompts have several where many come: there are fewer of them, and each is longer.
  const many = together(perStep);
  const crowded = many === 1 ? riding : probe.meanPrompt(crowd(batch, perStep), batch, inBatch, noWork());
  const long = (1 - decoding) * alone.seconds + decoding * crowded.seconds;
  const prompting = Math.min(1, (lambda / many) * long);
  const behindPrompt = erlangC(instances, prompting * instances);
  const behindStep = Math.max(0, decoding - behindPrompt);
  // Bursts are spread over the instances, so that they are worked off as by one that is as many times as fast.
  const burst = saturated ? 0 : waitOfBursts(lambda * instances, sp / instances, gapCv);

  // Work per second: λ·(O − 1)/B decode steps; prompts alone, or added to steps that are counted already.
  const inUse = placesInUse(x * instances, instances, dispersionOf(demand, x * instances)) / instances;
  const running = inUse > 0 ? x / inUse : 1;
  const steps = probe.decode(running, inBatch, noWork());
  const bare = probe.decode(batch, inBatch, noWork());
  const rides = combine(1 / many, crowded, -crowded.steps / many, bare, noWork());
  const prompt = combine(1 - decoding, alone, decoding, rides, noWork());
  book(rates, plan, prompt, lambda * instances);
  rates.promptChipSeconds = rates.busyChipSeconds;
  const stepsPerSecond = (lambda * instances * decodeSteps) / running;
  book(rates, plan, steps, stepsPerSecond);
  bookElsewhere(rates, plan, running, inBatch, stepsPerSecond);

  // Where batches are small, an arrival may find every place taken; users of a closed loop are never that many.
  const holding = decodeSteps * inStep * stretch;
  const queue = users === null ? waitForPlace(rate, holding, most * instances, gapCv, outputCv) : 0;

  const budget = tokenBudget - batch;
  /** Of one that stands in line: what it adds to steps, and its share of what those steps take without it. */
  const lineOf = (adds: Seconds): number =>
    Math.min(0.999, lambda * (adds + (decoding * bare.seconds * lengths.mean) / budget));
  const inLine = lineOf(sp);
  const prompts = {
    budget,
    mean: lengths.mean,
    cv: lengths.cv * spread,
    // Who comes while another instance has no prompt goes there.
    rate: prompting > 0 ? (lambda * behindPrompt) / prompting : 0,
  };
  const evenCv = Math.min(1, gapCv);
  const square = evenCv * evenCv;
  let met = behindStep * inStep;
  let wait: Seconds;
  let [residual, later] = [0, 0];
  if (shares) {
    // Those that come during a step are all in the next. What one more adds there is less than what each takes, as kernels are
    // launched for all; it is taken over what there is room for, so that no jump of a step is its slope.
    const full = Math.max(perStep + 1, Math.min(MOST_TOGETHER, budget / lengths.mean));
    const inFull = together(full);
    const each = added(1 + others, full);
    const marginal = (inFull * each - many * sp) / (inFull - many);
    met += behindPrompt * long * square;
    ({ residual, wait } = sharedSteps(prompts, marginal, perStep, met, lineOf(each), instances, square));
  } else {
    // Long ones stand in line: behind what is under way where they were sent to, which nobody chose by that, and behind a
    // line that is evened out over the instances.
    met += behindPrompt * long * (square + cv * cv);
    wait = (met / 2) * (1 + inLine / (instances * (1 - inLine)));
    later = filledUp(prompts, wait, sp / lengths.mean);
  }
  const ahead = wait + burst;
  const ttft = whole + ahead + later + queue;
  const chance = gapCv > 1 ? busyAtArrival(inLine, gapCv) : behindPrompt;
  /** Prompts in a step while there is a line: those that wait, if there are any, as far as it has room for them. */
  const inLongStep = Math.min(budget / lengths.mean, Math.max(1, (ahead * lambda) / (inLine * chance)));
  const stall = stallBehind(
    {
      utilisation: inLine,
      chance,
      // Those that came during the step before are computed by then.
      lasts: saturated ? 0 : (inLine / lambda + ahead - residual) / (1 - inLine),
      rate: lambda,
      long: inStep + sp * inLongStep,
      step: inStep,
    },
    smoothNodes(outputMean, outputCv),
  );
  return {
    prefill: { maxRate, ttft: saturated ? Infinity : ttft, service: whole },
    decode: {
      maxRate,
      join: 0,
      queue,
      tpot: probe.mixedDecodeSeconds(demand.own, others, inBatch) * stretch + stall.tpot,
      stepShare: inUse,
      tokenSeconds: inStep * stretch + stall.token,
      ...(stall.tpot > 0 && { line: stall.tpot }),
      decoding: x * instances,
      others,
      promptShare,
    },
  };
}

/** Whether a step has room for several prompts; of longer ones how long each is matters more than how many come together. */
function roomForSeveral({ input }: PoolPlan, demand: Demand): boolean {
  const prompt = demand.kept?.computed ?? demand.statistics.promptMean;
  return input.software.promptLaunch !== undefined && input.tokenBudget >= 2 * prompt;
}
