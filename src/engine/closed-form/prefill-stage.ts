import type { RequestsPerSecond } from '../../units/units';
import type { PoolPlan } from '../layout/pool-plan';
import { exp } from '../number/portable';
import { erlangC, waitMG1, waitOfBursts } from '../queueing';
import { batches } from './batch-chain';
import { BatchTimes, cvOf } from './batch-times';
import { freshOf, spreadBeside, type PromptLengths } from './crowd';
import { filledUp } from './filled-up';
import { smoothNodes, steppedNodes } from './length-nodes';
import type { Demand, PrefillStage, Rates } from './stage';
import { book } from './stage';
import { MOST_TOGETHER, noWork, StepProbe, type Work } from './step-probe';

/** Prompts in a pool of their own, model.md §9.1 "Disaggregated". */

/**
 * GPUs: c instances with one queue. Where the token budget holds one prompt, waiting is Allen–Cunneen's
 * (c_a² + c_s²)/2 · C(c, a)·S/c/(1 − ρ). Short prompts are computed together: whoever arrives during one iteration
 * is in the next, as `batch-chain.ts` follows it.
 */
export function gpuPrefill(
  plan: PoolPlan,
  demand: Demand,
  rate: RequestsPerSecond,
  rates: Rates,
): PrefillStage {
  const probe = new StepProbe(plan);
  const { instances } = plan;
  const { gapCv } = demand.statistics;
  const promptMean = demand.kept?.computed ?? demand.statistics.promptMean;
  const most = Math.max(1, Math.min(MOST_TOGETHER, Math.floor(plan.input.tokenBudget / promptMean)));
  const times = most > 1 ? timesOf(probe, plan, demand, most) : null;
  const first = times?.at(0) ?? null;
  const [single, cv] = first === null ? alone(probe, demand) : [first.work, cvOf(first)];
  const evenCv = Math.min(1, gapCv);
  const variation = (evenCv * evenCv + cv * cv) / 2;
  const many = most > 1 ? probe.prompts(promptMean, most, noWork()) : single;
  const perPrompt = Math.min(single.seconds, many.seconds / most);
  const maxRate = instances / perPrompt;
  const lambda = Math.min(rate, maxRate) / instances;

  const offered = Math.min(1, lambda * single.seconds) * instances;
  const waits = erlangC(instances, offered);
  const queued = (variation * waits * perPrompt) / (instances * (1 - lambda * perPrompt));
  const burst = waitOfBursts(rate, perPrompt / instances, gapCv);
  // Who comes while another instance is idle goes there; else where least is to be done, which evens out what differs.
  const here = offered > 0 ? (lambda * waits * instances) / offered : lambda;
  if (times !== null && rate < maxRate) {
    const even = 1 - evenCv * evenCv;
    const { ttft, service, company, iteration } = batches(times, {
      perSecond: here,
      variance: (1 - even) / instances,
      even,
      balanced: 1 / Math.sqrt(instances),
    });
    book(rates, plan, iteration, (lambda * instances) / company);
    // Of a longer queue than the chain has places for, exponential in length.
    const longest = times.sizes.at(-1)!;
    const beyond = queued > 0 ? queued * exp(-longest / (lambda * queued)) : 0;
    return { maxRate, ttft: ttft + beyond + burst, service };
  }
  const [iteration, company] = most > 1 ? [many, most] : [single, 1];
  book(rates, plan, iteration, (lambda * instances) / company);
  if (rate >= maxRate) return { maxRate, ttft: Infinity, service: iteration.seconds };
  const prompts = {
    budget: plan.input.tokenBudget,
    mean: promptMean,
    cv: demand.statistics.promptCv,
    rate: here,
  };
  const later = filledUp(prompts, queued, single.seconds / promptMean);
  const ttft = queued + single.seconds + later + burst;
  return { maxRate, ttft, service: iteration.seconds };
}

/** The mean prompt by itself, and how its time varies. */
function alone(probe: StepProbe, demand: Demand): [work: Work, cv: number] {
  const { kept, statistics, inBatch } = demand;
  const nodes = kept?.prompts ?? smoothNodes(statistics.promptMean, statistics.promptCv);
  const work = probe.meanPrompt(nodes, 0, inBatch, noWork());
  return [work, probe.cv * spreadBeside(freshOf(nodes), demand)];
}

/** The last ones: along the load and around a closed loop prompts stay what they are. */
const LAST: { plan: PoolPlan | null; times: BatchTimes | null } = { plan: null, times: null };

function timesOf(probe: StepProbe, plan: PoolPlan, demand: Demand, most: number): BatchTimes {
  const { software, tokenBudget } = plan.input;
  const lengths = lengthsOf(demand);
  if (LAST.plan === plan && LAST.times?.isOf(lengths) === true) return LAST.times;
  // Where the host launches no kernels one by one, nothing jumps.
  const { graphTokens = 0 } = software.promptLaunch ?? {};
  const times = new BatchTimes(probe, lengths, graphTokens < tokenBudget ? graphTokens : Infinity, most);
  LAST.plan = plan;
  LAST.times = times;
  return times;
}

function lengthsOf({ kept, statistics }: Demand): PromptLengths {
  if (kept !== null) return freshOf(kept.prompts);
  return { mean: statistics.promptMean, cv: statistics.promptCv, found: 0 };
}

/** Lengths that stand for all in a pipeline, whose time grows by chunks. */
const PIPELINE_NODES = 8;

/** An SRAM pipeline: one prompt at a time at its entrance (Pollaczek–Khinchine), then the way through. */
export function pipelinePrefill(
  plan: PoolPlan,
  demand: Demand,
  rate: RequestsPerSecond,
  rates: Rates,
): PrefillStage {
  const passage = plan.pipelinePrefill;
  if (passage === null) throw new TypeError('this pool has no pipeline that prefills');
  const { promptMean, promptCv, gapCv } = demand.statistics;
  const nodes = steppedNodes(promptMean, promptCv, PIPELINE_NODES);
  let [occupied, squares, latency, flop, bytes, drawn] = [0, 0, 0, 0, 0, 0];
  nodes.tokens.forEach((tokens, i) => {
    const weight = nodes.weights[i]!;
    const pass = passage(tokens);
    occupied += weight * pass.occupiedSeconds;
    squares += weight * pass.occupiedSeconds * pass.occupiedSeconds;
    latency += weight * pass.latencySeconds;
    flop += weight * pass.flop;
    bytes += weight * pass.bytes;
    drawn += weight * pass.drawSeconds;
  });
  const { chip, chips } = plan.input;
  const maxRate = 1 / occupied;
  const lambda = Math.min(rate, maxRate);
  const chipSeconds = occupied * chips;
  const draw = chip.power.base * chipSeconds + drawn;
  rates.busyChipSeconds += lambda * chipSeconds;
  rates.promptChipSeconds = rates.busyChipSeconds;
  rates.tdpSeconds += lambda * Math.min(chipSeconds, draw);
  rates.flop += lambda * flop;
  rates.bytes += lambda * bytes;
  const cv = Math.sqrt(Math.max(0, squares / (occupied * occupied) - 1));
  const wait = waitMG1(rate, occupied, cv) + waitOfBursts(rate, occupied, gapCv);
  return { maxRate, ttft: rate < maxRate ? wait + latency : Infinity, service: latency };
}
