import type { RequestsPerSecond, Seconds } from '../../units/units';
import type { PoolPlan } from '../layout/pool-plan';
import { erlangC, waitMG1, waitOfBursts } from '../queueing';
import { smoothNodes, steppedNodes } from './length-nodes';
import type { Demand, PrefillStage, Rates } from './stage';
import { book } from './stage';
import { combine, MOST_TOGETHER, noWork, StepProbe } from './step-probe';

/** Prompts in a pool of their own, model.md §9.1 "Disaggregated". */

/**
 * GPUs: c instances with one queue. Where the token budget holds one prompt, waiting is Allen–Cunneen's
 * (c_a² + c_s²)/2 · C(c, a)·S/c/(1 − ρ). Short prompts are computed together: whoever arrives during one iteration
 * is in the next, m = λ·S(m) of them. That is a gated queue with S = fixed + slope·m: an arrival waits for the
 * residual E[S²]/2E[S] of the iteration under way and then sits through its own with all who came before and after.
 * In between, with room for `most` prompts, the two are mixed by 1 − 1/most (assumed).
 */
export function gpuPrefill(
  plan: PoolPlan,
  demand: Demand,
  rate: RequestsPerSecond,
  rates: Rates,
): PrefillStage {
  const probe = new StepProbe(plan);
  const { instances } = plan;
  const { promptCv, gapCv } = demand.statistics;
  const { kept } = demand;
  const nodes = kept?.prompts ?? smoothNodes(demand.statistics.promptMean, promptCv);
  const promptMean = kept?.computed ?? demand.statistics.promptMean;
  const single = probe.meanPrompt(nodes, 0, demand.inBatch, noWork());
  const { cv } = probe;
  const evenCv = Math.min(1, gapCv);
  const variation = (evenCv * evenCv + cv * cv) / 2;
  const most = Math.max(1, Math.min(MOST_TOGETHER, Math.floor(plan.input.tokenBudget / promptMean)));
  const many = most > 1 ? probe.prompts(promptMean, most, noWork()) : single;
  const perPrompt = Math.min(single.seconds, many.seconds / most);
  const maxRate = instances / perPrompt;
  const lambda = Math.min(rate, maxRate) / instances;

  const company = most > 1 ? companyOf(probe, promptMean, most, lambda, single.seconds) : 1;
  const low = Math.min(most - 1, Math.floor(company));
  const share = company - low;
  const below = low > 1 ? probe.prompts(promptMean, low, noWork()) : single;
  const above = most > 1 ? probe.prompts(promptMean, low + 1, noWork()) : single;
  const iteration = most > 1 ? combine(1 - share, below, share, above, noWork()) : single;
  book(rates, plan, iteration, (lambda * instances) / company);
  if (rate >= maxRate) return { maxRate, ttft: Infinity, service: iteration.seconds };

  const offered = Math.min(1, lambda * single.seconds) * instances;
  const busy = erlangC(instances, offered) / instances;
  const queued = (variation * busy * perPrompt) / (1 - lambda * perPrompt);
  const full = queued + single.seconds;
  const burst = waitOfBursts(rate, perPrompt / instances, gapCv);
  if (most === 1) return { maxRate, ttft: full + burst, service: iteration.seconds };

  // Iterations of a gated queue: S = fixed + slope · (arrivals during the one before).
  const slope = above.seconds - below.seconds;
  const growth = Math.min(0.99, lambda * slope);
  const spread = (2 * variation * slope * slope * lambda) / (1 - growth * growth);
  const residual = (busy * (iteration.seconds + spread)) / 2;
  const joining = iteration.seconds - slope * (company - 1) + slope * lambda * 2 * residual;
  const gatedShare = 1 - 1 / most;
  const ttft = full + (residual + joining - full) * gatedShare + burst;
  return { maxRate, ttft, service: iteration.seconds };
}

/** Prompts in an iteration when those that arrive during one make up the next; linear between whole numbers. */
function companyOf(
  probe: StepProbe,
  tokens: number,
  most: number,
  lambda: RequestsPerSecond,
  alone: Seconds,
): number {
  const work = noWork();
  let low = 1;
  let excessLow = lambda * alone - 1;
  if (excessLow <= 0) return 1;
  let high = most;
  let excessHigh = lambda * probe.prompts(tokens, most, work).seconds - most;
  if (excessHigh >= 0) return most;
  while (high - low > 1) {
    const middle = (low + high) >> 1;
    const excess = lambda * probe.prompts(tokens, middle, work).seconds - middle;
    if (excess > 0) {
      low = middle;
      excessLow = excess;
    } else {
      high = middle;
      excessHigh = excess;
    }
  }
  return low + excessLow / (excessLow - excessHigh);
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
  let [occupied, squares, latency, flop, bytes, peak] = [0, 0, 0, 0, 0, 0];
  nodes.tokens.forEach((tokens, i) => {
    const weight = nodes.weights[i]!;
    const pass = passage(tokens);
    occupied += weight * pass.occupiedSeconds;
    squares += weight * pass.occupiedSeconds * pass.occupiedSeconds;
    latency += weight * pass.latencySeconds;
    flop += weight * pass.flop;
    bytes += weight * pass.bytes;
    peak += weight * pass.peakComputeSeconds;
  });
  const { chip, chips } = plan.input;
  const { power, memory } = chip;
  const maxRate = 1 / occupied;
  const lambda = Math.min(rate, maxRate);
  const chipSeconds = occupied * chips;
  const draw =
    power.base * chipSeconds + (power.memory * bytes) / memory.bytesPerSecond + power.compute * peak;
  rates.busyChipSeconds += lambda * chipSeconds;
  rates.promptChipSeconds = rates.busyChipSeconds;
  rates.tdpSeconds += lambda * Math.min(chipSeconds, draw);
  rates.flop += lambda * flop;
  rates.bytes += lambda * bytes;
  const cv = Math.sqrt(Math.max(0, squares / (occupied * occupied) - 1));
  const wait = waitMG1(rate, occupied, cv) + waitOfBursts(rate, occupied, gapCv);
  return { maxRate, ttft: rate < maxRate ? wait + latency : Infinity, service: latency };
}
