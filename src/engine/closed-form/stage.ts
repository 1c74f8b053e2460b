import type { Bytes, Fraction, RequestsPerSecond, Seconds, Tokens } from '../../units/units';
import { activeBranch, valueAt } from '../cost/evaluate';
import type { Affine } from '../cost/step-cost';
import type { PoolActivity } from '../energy-parts';
import type { PoolPlan } from '../layout/pool-plan';
import { tdpSecondsOfStep } from '../power';
import type { WorkloadStatistics } from '../workload-statistics';
import type { Visible } from './contexts';
import { ofGaps, ofUsers } from './even-fill';
import type { Kept } from './kept';
import { meanVisible } from './contexts';
import type { Work } from './step-probe';

/** What every stage of the closed form is told about the requests. */
export interface Demand {
  statistics: WorkloadStatistics;
  /** Of the model's local layers; Infinity when it has none. */
  window: Tokens;
  /** Decode steps of a request: the first token comes with the prompt. */
  decodeSteps: number;
  /** Mean over a request's own decode steps, and over the tokens of a batch, where long answers weigh more. */
  own: Visible;
  inBatch: Visible;
  /** What KV memory finds of the prompts; null: nothing. */
  kept: Kept | null;
  /** So many take turns, and `rate` is all of theirs, as it is booked; Infinity: they come at random, or it is what others send. */
  users: number;
}

/** model.md §9.1: the length-biased context is I + (O/2)(1 + CV²). */
export function makeDemand(w: WorkloadStatistics, window: number): Demand {
  const decodeSteps = Math.max(0, w.outputMean - 1);
  const biased = w.outputMean * (1 + w.outputCv * w.outputCv) - 1;
  return {
    statistics: w,
    window,
    decodeSteps,
    own: meanVisible(w.promptMean, decodeSteps, window),
    inBatch: meanVisible(w.promptMean, biased, window),
    kept: null,
    users: Infinity,
  };
}

/** Of how many decode at once, with this mean: variance over mean. */
export function dispersionOf({ users, statistics }: Demand, mean: number): number {
  return users < Infinity ? ofUsers(mean, users) : ofGaps(mean, statistics.gapCv);
}

/** A pool per second of its steady state, and the pools that do part of its steps. */
export interface Rates extends PoolActivity {
  /** Of the busy chip-seconds, those of prompts, where answers are decoded on the same chips. */
  promptChipSeconds: Seconds;
  /** Of these, those in which the chips of an SRAM pipeline decode, too: they are busy once. */
  sharedChipSeconds: Seconds;
  companions: Rates[];
  /** Activations to companions and back. */
  linkBytes: Bytes;
}

export function idlePool(plan: PoolPlan): Rates {
  return {
    chip: plan.input.chip,
    chips: plan.input.chips,
    spanSeconds: 1,
    busyChipSeconds: 0,
    promptChipSeconds: 0,
    sharedChipSeconds: 0,
    tdpSeconds: 0,
    flop: 0,
    bytes: 0,
    companions: (plan.companions ?? []).map((companion) => idlePool(companion.plan)),
    linkBytes: 0,
  };
}

/** Books `perSecond` times some work of one lane. */
export function book(rates: Rates, plan: PoolPlan, work: Work, perSecond: number): void {
  const n = perSecond * plan.chipsPerLane;
  rates.busyChipSeconds += n * work.busySeconds;
  rates.tdpSeconds += n * work.tdpSeconds;
  rates.flop += n * work.flop;
  rates.bytes += n * work.bytes;
}

/** Books what companions do in `perSecond` decode steps of `batch` sequences that see `visible` each. */
export function bookElsewhere(
  rates: Rates,
  plan: PoolPlan,
  batch: number,
  visible: Visible,
  perSecond: number,
): void {
  if (rates.companions.length === 0) return;
  const cost = plan.cost.decode(batch);
  const [globalTokens, localTokens] = [batch * visible.global, batch * visible.local];
  const at = (a: Affine) => valueAt(a, globalTokens, localTokens);
  const { busy = [] } = activeBranch(cost, globalTokens, localTokens);
  rates.linkBytes += perSecond * (cost.linkBytes ?? 0);
  rates.companions.forEach((other, i) => {
    const work = cost.companions![i]!;
    const n = perSecond * work.chips;
    const seconds = at(busy[i + 1]!);
    const drawSeconds = at(work.drawSeconds);
    other.busyChipSeconds += n * seconds;
    other.tdpSeconds += n * tdpSecondsOfStep(other.chip.power.base, { seconds, drawSeconds });
    other.flop += n * at(work.flop);
    other.bytes += n * at(work.bytes);
  });
}

/** Part of a request's way in which its prompt is computed. */
export interface PrefillStage {
  maxRate: RequestsPerSecond;
  /** Waiting included; Infinity at or beyond `maxRate`. */
  ttft: Seconds;
  /** Seconds of one prompt on its way, waiting left out. */
  service: Seconds;
}

/** Part in which its answer is. */
export interface DecodeStage {
  /** Share of the lanes' time that is in a step. */
  stepShare: Fraction;
  maxRate: RequestsPerSecond;
  /** Seconds a request waits for the step under way to end, and before that for a place in a full pool. */
  join: Seconds;
  queue: Seconds;
  /** Mean step of the request's own tokens, and of all tokens. */
  tpot: Seconds;
  tokenSeconds: Seconds;
  /** Sequences decoding at once over all instances, and those a decoding request finds in its own batch. */
  decoding: number;
  others: number;
  /** Seconds of `tpot` in which prompts are computed that stood in line when an answer began, beyond the usual; or absent. */
  line?: Seconds;
  /** Share of a decoding request's time that prompts in the same batches take; absent where there are none. */
  promptShare?: Fraction;
}
