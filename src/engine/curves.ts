import { fleetState } from './closed-form/fleet-state';
import { usdPerHour, usdPerMillionTokens } from './economics';
import { sideEnergy } from './closed-form/side-figures';
import type { EngineInput, ModelInput, SyntheticWorkload, WorkloadInput } from './input';
import type { PlanResult } from './layout/pool-plan';
import { contextLimit } from './model/context-limit';
import { genericDense, genericMoe } from './model/generic';
import { skewed } from './model/skewed';
import { Planner } from './plan';
import { splitByRatio } from './workload/split-by-ratio';
import { scaleClasses } from './workload/scale-classes';
import { atLoad, workloadStatistics, type WorkloadStatistics } from './workload-statistics';
import { turnsFit } from './workload/turn-lengths';

export type CurveAxis = 'context' | 'size' | 'ratio' | 'load';

/** One closed-form curve per metric; each array is as long as the values. NaN where infeasible, saturated or unknown. */
export interface CurveSide {
  ttftSeconds: Float64Array;
  tpotSeconds: Float64Array;
  e2eSeconds: Float64Array;
  joulesPerOutputToken: Float64Array;
  joulesPerTotalToken: Float64Array;
  usdPerMillionOutputTokens: Float64Array;
  usdPerMillionTotalTokens: Float64Array;
  /** 0 feasible, 1 does not fit, 2 saturated (latencies grow without end), 3 only a run can tell. */
  state: Uint8Array;
  /** Chips it would take where it does not fit, 0 where no number would do or none is needed. */
  chipsNeeded: Float64Array;
  /** Pipeline stages that those chips would stand in; 0 where more chips alone would do. */
  stagesNeeded: Uint8Array;
  /** Load as a share of the most this side can carry; the closed form is trusted below 0.6. */
  load: Float64Array;
  /** Joules per output token by where they went; keys are those of `SideReport.energy_parts_j`. */
  energyParts: Record<string, Float64Array>;
}

/**
 * The closed form of one side along one axis. Units of `values`: tokens of a request (the prompt:output ratio is
 * kept), parameters (generic models; mixtures of experts when `activeParameters` is given), prompt tokens per
 * output token (the tokens of a request are kept), requests per second, or in flight where the workload is a closed loop.
 */
export function curve(
  axis: CurveAxis,
  values: Float64Array,
  input: EngineInput,
  activeParameters: number | null,
): CurveSide {
  const side = emptyCurve(values.length);
  const hourly = usdPerHour(input.cluster.pools);
  let planner = new Planner(input.model, input.cluster);
  let model = input.model;
  let before: WorkloadStatistics | null = null;
  let planned: PlanResult = { feasible: false, shortfalls: [] };
  for (let i = 0; i < values.length; i++) {
    const value = values[i]!;
    if (axis === 'size') {
      model = genericModel(value, activeParameters, input.model);
      planner = new Planner(model, input.cluster);
    }
    const workload = workloadAt(axis, value, input);
    if (workload.kind === 'synthetic' && !turnsFit(workload)) {
      side.state[i] = 1;
      continue;
    }
    // Another model changes no request, and another rate neither lengths nor what fits.
    const w: WorkloadStatistics =
      before !== null && axis === 'size'
        ? before
        : before !== null && axis === 'load'
          ? atLoad(before, value)
          : workloadStatistics(workload);
    if (axis !== 'load' || before === null) planned = planner.plan(w, false);
    before = w;
    if (!planned.feasible) {
      side.state[i] = 1;
      const { chips, stages } = needed(planned, input);
      side.chipsNeeded[i] = chips;
      side.stagesNeeded[i] = stages;
      continue;
    }
    const fleet = fleetState(planned.plan, model, w, true);
    if (!fleet.known) {
      side.state[i] = 3;
      continue;
    }
    const { state } = fleet;
    if (state.saturated) {
      side.state[i] = 2;
      continue;
    }
    const output = state.rate * w.outputMean;
    const total = state.rate * (w.outputMean + w.promptMean);
    side.load[i] = state.load;
    side.ttftSeconds[i] = state.ttft;
    side.tpotSeconds[i] = state.tpot;
    side.e2eSeconds[i] = state.e2e;
    side.usdPerMillionOutputTokens[i] = usdPerMillionTokens(hourly, output) ?? NaN;
    side.usdPerMillionTotalTokens[i] = usdPerMillionTokens(hourly, total) ?? NaN;
    const bill = output > 0 ? sideEnergy(state, input.cluster) : null;
    if (bill === null) continue;
    side.joulesPerOutputToken[i] = bill.total / output;
    side.joulesPerTotalToken[i] = bill.total / total;
    for (const key in bill.parts) {
      const column = (side.energyParts[key] ??= unknown(values.length));
      column[i] = (bill.parts[key] ?? 0) / output;
    }
  }
  return side;
}

/** Any place on an axis. */
const SOMEWHERE = 1000;
/** Lengths come from a sum and a ratio, and differ in their last digits from place to place. */
const DIGITS = 12;

/**
 * What a curve depends on, as text: everything but where on its own axis the input is. Equal texts have equal curves.
 * Null for traces, which are too long to write down.
 */
export function curveKey(
  axis: CurveAxis,
  input: EngineInput,
  activeParameters: number | null,
): string | null {
  if (input.workload.kind !== 'synthetic') return null;
  const workload = workloadAt(axis, SOMEWHERE, input) as SyntheticWorkload;
  const { promptTokensMean, outputTokensMean } = workload;
  const lengths = [promptTokensMean.toPrecision(DIGITS), outputTokensMean.toPrecision(DIGITS)];
  const rest = { ...workload, promptTokensMean: 0, outputTokensMean: 0 };
  // How long requests may get here follows from the published context and the place on the axis.
  const { maxContext, publishedContext = maxContext, shape } = input.model;
  const model = { ...input.model, maxContext: publishedContext, shape: axis === 'size' ? null : shape };
  return JSON.stringify([axis, activeParameters, lengths, { ...input, workload: rest, model }]);
}

function unknown(length: number): Float64Array {
  return new Float64Array(length).fill(NaN);
}

function emptyCurve(length: number): CurveSide {
  return {
    ttftSeconds: unknown(length),
    tpotSeconds: unknown(length),
    e2eSeconds: unknown(length),
    joulesPerOutputToken: unknown(length),
    joulesPerTotalToken: unknown(length),
    usdPerMillionOutputTokens: unknown(length),
    usdPerMillionTotalTokens: unknown(length),
    state: new Uint8Array(length),
    chipsNeeded: new Float64Array(length),
    stagesNeeded: new Uint8Array(length),
    load: unknown(length),
    energyParts: {},
  };
}

function genericModel(parameters: number, active: number | null, like: ModelInput): ModelInput {
  const mixture = active !== null && active < parameters;
  const latent = like.shape.mla !== null;
  const shape = mixture ? genericMoe(parameters, active, latent) : genericDense(parameters, latent);
  const skew = like.shape.moe?.skew;
  return { ...like, shape: skew === undefined ? shape : skewed(shape, skew) };
}

const NEVER = { chips: 0, stages: 0 };

/** Chips of the whole side if every pool that is too small grew, in more stages where that takes them; 0 when one cannot. */
function needed(planned: Extract<PlanResult, { feasible: false }>, { cluster }: EngineInput): typeof NEVER {
  let chips = cluster.pools.reduce((sum, pool) => sum + pool.chips, 0);
  let most = 0;
  for (const { pool, chipsNeeded, staged } of planned.shortfalls) {
    const enough = chipsNeeded ?? staged?.chips;
    if (enough === undefined) return NEVER;
    chips += enough - (cluster.pools[pool]?.chips ?? 0);
    if (chipsNeeded === null) most = Math.max(most, staged?.stages ?? 0);
  }
  return { chips, stages: most };
}

/** The workload with one thing changed. */
function workloadAt(axis: CurveAxis, value: number, input: EngineInput): WorkloadInput {
  const { workload, model } = input;
  const { maxContext, publishedContext = maxContext } = model;
  if (axis === 'size') return workload;
  const w = workload.kind === 'synthetic' ? workload : syntheticLike(workload);
  if (axis === 'load')
    return w.inFlight === undefined ? { ...w, requestsPerSecond: value } : { ...w, inFlight: value };
  const sum = w.promptTokensMean + w.outputTokensMean;
  const tokens = axis === 'context' ? value : sum;
  const ratio = axis === 'ratio' ? value : w.promptTokensMean / w.outputTokensMean;
  if (w.classes !== undefined) return { ...w, classes: scaleClasses(w.classes, tokens, ratio) };
  const outputTokensMean = Math.max(1, splitByRatio(tokens, ratio).output);
  return {
    ...w,
    promptTokensMean: Math.max(1, tokens - outputTokensMean),
    outputTokensMean,
    maxContext: contextLimit(tokens, publishedContext),
  };
}

/** Distributions with the rate, means and variations of a trace or of a closed loop. */
function syntheticLike(workload: Exclude<WorkloadInput, SyntheticWorkload>): SyntheticWorkload {
  const w = workloadStatistics(workload);
  return {
    kind: 'synthetic',
    requests: workload.kind === 'trace' ? workload.arrivalSeconds.length : workload.requests,
    requestsPerSecond: w.requestsPerSecond,
    gapCv: w.gapCv,
    promptTokensMean: w.promptMean,
    promptTokensCv: w.promptCv,
    outputTokensMean: w.outputMean,
    outputTokensCv: w.outputCv,
    maxContext: Infinity,
  };
}
