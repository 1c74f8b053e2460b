import type { ChipInput } from '../../engine/input';
import { clientOf, type ClosedLoopLoad } from '../client';
import { admissionSeconds } from '../admission';
import { type Configuration, configurationOf } from '../configuration';
import { NO_EXTRAS } from '../extra-catalog';
import type { MeasuredRow } from '../measured-row';
import { HYBRIDS } from '../models-by-hand';
import { exclusion } from '../predict';
import { atClient, runClosedLoop } from '../predict-closed-loop';
import { countOf } from '../prediction';
import type { Seconds } from '../../units/units';
import { decodeShape, promptShape } from '../../engine/cost/step-shapes';
import { secondsOf, stepCostOf, windowOf } from '../step-cost-of';
import { closedLoopMeans } from '../closed-loop-mean';
import { ENGINES, type EngineId, fittedOf, PARAMETERS, type Fitted } from './parameters';

/** One closed-loop run that the fit learns from. */
export interface Sample {
  configuration: Configuration;
  engine: EngineId;
  family: 'hopper' | 'blackwell';
  hardware: string;
  model: string;
  mixture: boolean;
  load: ClosedLoopLoad;
  tpot: Seconds;
  /** Null where the run cannot teach it: start-up work in it, or too many users for the memory. */
  ttft: Seconds | null;
  /** Simulated TTFT over the time of one step with a prompt: carries start-up and queueing into the fit. */
  ttftFactor: number;
  /** Simulated delay by other prompts over that of the closed form: users in step stall each other less. */
  stallFactor: number;
  /** Of its mean TTFT: waiting for kernels to be compiled. */
  compiling: Seconds;
  /** Decodes that ran together, from the closed form at the priors; constants hardly move it. */
  batch: number;
  /** Rows of one configuration share a weight. */
  weight: number;
}

/** Users beyond these wait for memory or for each other, and say little about kernels. */
const MOST_USERS = 256;
/** A run whose first tokens took this much longer than predicted was compiling kernels. */
const START_UP = 4;

/** Where prompts hardly matter their delay is a ratio of two small numbers. */
const MOST_STALL = 2;

const standIns = new Set(HYBRIDS.map(({ id }) => id));

export function samplesOf(rows: readonly MeasuredRow[]): Sample[] {
  const runs = new Map<string, { row: MeasuredRow; tpot?: number; ttft?: number }>();
  for (const row of rows) {
    if (row.group !== 'C' || row.mode !== 'aggregated serving' || exclusion(row) !== null) continue;
    const { metric: _, value, id: __, ...rest } = row;
    const key = JSON.stringify({ ...rest, unit: '' });
    const run = runs.get(key) ?? { row };
    runs.set(key, run);
    if (row.metric === 'tpot_ms') run.tpot = value / 1e3;
    if (row.metric === 'ttft_ms') run.ttft = value / 1e3;
  }
  const start = fittedOf(PARAMETERS.map(({ prior }) => prior));
  const samples: Sample[] = [];
  for (const { row, tpot, ttft } of runs.values()) {
    const sample = tpot === undefined || ttft === undefined ? null : sampleOf(row, tpot, ttft, start);
    if (sample !== null) samples.push(sample);
  }
  const counts = new Map<string, number>();
  for (const { configuration } of samples)
    counts.set(configuration.key, (counts.get(configuration.key) ?? 0) + 1);
  for (const sample of samples) sample.weight = 1 / Math.sqrt(counts.get(sample.configuration.key)!);
  const mean = samples.reduce((sum, { weight }) => sum + weight, 0) / samples.length;
  for (const sample of samples) sample.weight /= mean;
  return samples;
}

function sampleOf(row: MeasuredRow, tpot: number, ttft: number, start: Fitted): Sample | null {
  const users = countOf(row.load);
  const result = configurationOf(row, NO_EXTRAS);
  if (users === null || users > MOST_USERS || !result.ok) return null;
  const { configuration } = result;
  const { inputTokens, outputTokens } = row;
  const engine = ENGINES.find((id) => id === configuration.software.id);
  if (engine === undefined || inputTokens === null || outputTokens === null) return null;
  // A stand-in for layers of another kind says nothing about kernels; attention data parallelism is left to check on.
  if (standIns.has(configuration.model.id) || configuration.dataParallel > 1) return null;
  // Runs of vLLM outside InferenceX contradict each other: some are faster than the chip, some run eagerly.
  const reference = row.notes.includes('random tokens');
  if (engine === 'vllm' && !reference && row.hardware.startsWith('H200')) return null;
  const family = familyOf(configuration.chip);
  const load = { users, promptTokens: inputTokens, outputTokens, ...clientOf(row) };
  const begun = withFitted(configuration, engine, family, start);
  const run = runClosedLoop(begun, load);
  if (run === null) return null;
  const served = atClient(begun, load);
  const { batch } = closedForm(served, load);
  const { mixed, decode, stall, admission } = stepTimes(served, load, batch);
  // SGLang's runs without requests before them wait for kernels to be compiled, some for minutes.
  const startUp = ttft > START_UP * run.ttft.mean || (engine === 'sglang' && run.compiling > 0);
  const request = (served.software.requestSeconds ?? 0) + admission;
  return {
    configuration,
    engine,
    family,
    hardware: row.hardware,
    model: configuration.model.id,
    mixture: configuration.model.shape.moe !== null,
    load,
    tpot,
    ttft: reference && !startUp ? ttft : null,
    ttftFactor: (run.ttft.mean - run.compiling - request) / mixed,
    stallFactor: Math.min(MOST_STALL, Math.max(0, (run.tpot.mean - decode) / stall)),
    compiling: run.compiling,
    batch,
    weight: 1,
  };
}

export const familyOf = (chip: ChipInput): Sample['family'] =>
  chip.peakFlops.nvfp4 === undefined ? 'hopper' : 'blackwell';

/** The configuration with the constants of a vector in place of the catalogue's. */
export function withFitted(
  c: Configuration,
  engine: EngineId,
  family: Sample['family'],
  fitted: Fitted,
): Configuration {
  if (c.chip.gpu === null) return c;
  const own = c.chip.gpu.inEngine;
  const inEngine = { ...own, ...fitted[family], experts: { ...own?.experts, ...fitted[family].experts } };
  const software = c.early ? fitted.earlyVllm : fitted.software[engine];
  return { ...c, software, chip: { ...c.chip, gpu: { ...c.chip.gpu, inEngine } } };
}

const meanOf = ({ shortest }: ClosedLoopLoad, nominal: number) => ((1 + shortest) / 2) * nominal;

function closedForm(c: Configuration, load: ClosedLoopLoad) {
  const prompt = meanOf(load, load.promptTokens);
  return closedLoopMeans(stepCostOf(c), load.users, prompt, meanOf(load, load.outputTokens), windowOf(c));
}

/** A step of the batch alone and with one prompt, what prompts add to the time per token by both, and the wait to be looked at. */
export function stepTimes(c: Configuration, load: ClosedLoopLoad, batch: number) {
  const cost = stepCostOf(c);
  const window = windowOf(c);
  const prompt = meanOf(load, load.promptTokens);
  const output = meanOf(load, load.outputTokens);
  const context = prompt + output / 2;
  const decode = secondsOf(cost, decodeShape(batch, context, window));
  const mixed = secondsOf(cost, promptShape(prompt, batch, context, window));
  // Of the batch, all but the one whose prompt it is have to wait for each other's prompts.
  const others = Math.max(1e-3, Math.min(batch, load.users - 1));
  const admission = admissionSeconds(cost, window, load);
  return { mixed, decode, stall: (others / output) * (mixed - decode), admission };
}
