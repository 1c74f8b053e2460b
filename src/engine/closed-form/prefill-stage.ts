import type { RequestsPerSecond, Seconds } from '../../units/units';
import type { PoolPlan } from '../layout/pool-plan';
import { erlangC, waitMG1 } from '../queueing';
import type { Demand, PrefillStage, Rates } from './stage';
import { book } from './stage';
import { noWork, StepProbe } from './step-probe';

/** Prompts in a pool of their own, model.md §9.1 "Disaggregated". */

/** Most prompts considered in one iteration; beyond it their fixed costs are spread thin anyway. */
const MOST_TOGETHER = 32;

/**
 * GPUs: c instances with one queue, waiting by Allen–Cunneen. Short prompts are computed together, up to the token
 * budget: an iteration of m prompts takes S(m), taken as linear between one and the most that fit; m is what arrives
 * during one. With one prompt an iteration this is the plain formula
 * (c_a² + c_s²)/2 · C(c, a)·S/c/(1 − ρ).
 */
export function gpuPrefill(
  plan: PoolPlan,
  demand: Demand,
  rate: RequestsPerSecond,
  rates: Rates,
): PrefillStage {
  const probe = new StepProbe(plan);
  const { promptMean, gapCv } = demand.statistics;
  const single = probe.prompt(promptMean, 0, demand.inBatch, noWork());
  const most = Math.max(1, Math.min(MOST_TOGETHER, Math.floor(plan.input.tokenBudget / promptMean)));
  const many = most > 1 ? probe.prompts(promptMean, most, noWork()) : single;
  const perPrompt = many.seconds / most;
  const maxRate = plan.instances / perPrompt;
  const lambda = Math.min(rate, maxRate) / plan.instances;
  const added = most > 1 ? (many.seconds - single.seconds) / (most - 1) : single.seconds;
  const arrivals = (lambda * (single.seconds - added)) / Math.max(1e-9, 1 - lambda * added);
  const together = Math.min(most, Math.max(1, arrivals));
  const iteration = single.seconds + (together - 1) * added;

  // Chip time of a prompt falls with company; the mix between alone and full is linear as well.
  const share = most > 1 ? (together - 1) / (most - 1) : 0;
  book(rates, plan, single, (lambda * plan.instances * (1 - share)) / together);
  book(rates, plan, many, (lambda * plan.instances * share) / together);

  const utilisation = lambda * perPrompt;
  if (rate >= maxRate) return { maxRate, ttft: Infinity, service: iteration };
  const c = plan.instances;
  const offered = Math.min(c, lambda * c * single.seconds);
  const variation = (square(gapCv) + square(serviceCv(probe, demand, single.seconds))) / 2;
  const wait = (variation * erlangC(c, offered) * iteration) / c / (1 - utilisation);
  return { maxRate, ttft: wait + iteration, service: iteration };
}

/** Variation of the time of a prompt: that of its length times how strongly time follows length. */
function serviceCv(probe: StepProbe, demand: Demand, seconds: Seconds): number {
  const { promptMean, promptCv } = demand.statistics;
  if (promptCv === 0) return 0;
  const longer = probe.prompt(promptMean * 1.1, 0, demand.inBatch, noWork()).seconds;
  return ((longer - seconds) / seconds / 0.1) * promptCv;
}

function square(x: number): number {
  return x * x;
}

/** An SRAM pipeline: one prompt at a time at its entrance (Pollaczek–Khinchine), then the way through. */
export function pipelinePrefill(
  plan: PoolPlan,
  demand: Demand,
  rate: RequestsPerSecond,
  rates: Rates,
): PrefillStage {
  const pass = plan.pipelinePrefill?.(demand.statistics.promptMean);
  if (pass === undefined) throw new TypeError('this pool has no pipeline that prefills');
  const { chip, chips } = plan.input;
  const maxRate = 1 / pass.occupiedSeconds;
  const lambda = Math.min(rate, maxRate);
  const chipSeconds = pass.occupiedSeconds * chips;
  const draw =
    chip.power.base * chipSeconds +
    (chip.power.memory * pass.bytes) / chip.memory.bytesPerSecond +
    chip.power.compute * pass.peakComputeSeconds;
  rates.busyChipSeconds += lambda * chipSeconds;
  rates.tdpSeconds += lambda * Math.min(chipSeconds, draw);
  rates.flop += lambda * pass.flop;
  rates.bytes += lambda * pass.bytes;
  const wait = waitMG1(rate, pass.occupiedSeconds, demand.statistics.promptCv);
  const service = pass.latencySeconds;
  return { maxRate, ttft: rate < maxRate ? wait + service : Infinity, service };
}
