import type { StepWork } from '../engine/cost/step-cost';
import { decodeShape } from '../engine/cost/step-shapes';
import type { Seconds, Tokens } from '../units/units';
import type { Configuration } from './configuration';
import type { MeasuredRow } from './measured-row';
import { powerShare } from './power-of';
import { countOf, predicted, type Prediction, unsupported } from './prediction';
import { samplingSeconds } from './sampling';
import { promptsShape, stepCostOf, windowOf, workOf } from './step-cost-of';

/** The file leaves the prompts out; those of its chats and questions average about this. */
const PROMPT = 230;
/** Code to fill in comes with what stands around it; fitted on the H100 rows of that task, which B200 confirms. */
const CODE_PROMPT = 1200;
/** Longer answers are in the batch longer: its mean output so far is above one half of the mean. */
const PROGRESS = 0.6;

/** A batch that is always full, steadily refilled: so many prompts in a mean step. */
export type SteadyLoad =
  | { ok: true; batch: number; output: Tokens; context: Tokens; prompt: Tokens; prompts: number }
  | { ok: false; reason: string };

export function steadyLoad(row: MeasuredRow): SteadyLoad {
  const batch = meanBatch(row);
  const output = row.outputTokens;
  if (batch === null) return { ok: false, reason: 'batch not stated' };
  if (output === null) return { ok: false, reason: 'lengths not stated' };
  const prompt = row.inputTokens ?? (row.mode.includes('fim') ? CODE_PROMPT : PROMPT);
  return { ok: true, batch, output, context: prompt + PROGRESS * output, prompt, prompts: batch / output };
}

/** Work of a mean step of such a batch: between those with one prompt less and one more. */
export function steadyWork(c: Configuration, load: SteadyLoad & { ok: true }): StepWork {
  const whole = Math.floor(load.prompts);
  const share = load.prompts - whole;
  const less = workOf(stepCostOf(c), stepShape(c, load, whole));
  const more = workOf(stepCostOf(c), stepShape(c, load, whole + 1));
  const mean = (field: 'seconds' | 'flop' | 'drawSeconds' | 'bytes') =>
    (1 - share) * less[field] + share * more[field];
  const sampling = samplingSeconds(c, load.batch);
  const seconds = mean('seconds') + sampling;
  return {
    seconds,
    busySeconds: seconds,
    flop: mean('flop'),
    drawSeconds: mean('drawSeconds') + c.chip.power.memory * sampling,
    bytes: mean('bytes'),
  };
}

function stepShape(c: Configuration, { batch, context, prompt }: SteadyLoad & { ok: true }, prompts: number) {
  return { ...promptsShape(prompts, prompt), ...decodesOf(batch, context, windowOf(c)) };
}

function decodesOf(batch: number, context: Tokens, window: Tokens) {
  const { globalTokens, localTokens } = decodeShape(batch, context, window);
  return { batch, globalTokens, localTokens };
}

/** The file records the median time between tokens: that of a step with the median number of prompts, which come at random. */
function medianStep(c: Configuration, load: SteadyLoad & { ok: true }): Seconds {
  const shape = stepShape(c, load, poissonMedian(load.prompts));
  return workOf(stepCostOf(c), shape).seconds + samplingSeconds(c, load.batch);
}

/** Below ln 2 it is 0. */
export function poissonMedian(mean: number): number {
  let [count, chance] = [0, Math.exp(-mean)];
  for (let sum = chance; sum < 0.5; sum += chance) {
    count++;
    chance *= mean / count;
  }
  return count;
}

/** Time of a step and power of the accelerators alone, from the work of decodes and prompts. */
export function predictSteadyBatch(row: MeasuredRow, c: Configuration): Prediction {
  const load = steadyLoad(row);
  if (!load.ok) return load;
  const work = steadyWork(c, load);
  const { batch } = load;
  const { tdpWatts } = c.chip;
  if (row.metric === 'tpot_ms') return predicted(medianStep(c, load) * 1e3);
  if (row.metric === 'tok_s_total') return predicted(batch / work.seconds);
  if (tdpWatts === null) return unsupported('hardware without a published TDP');
  const watts = powerShare(c.chip, work) * tdpWatts * c.tensorParallel;
  if (row.metric === 'watts_gpus') return predicted(watts);
  if (row.metric === 'joules_per_token') return predicted((watts * work.seconds) / batch);
  return unsupported(`metric ${row.metric} is not predicted`);
}

function meanBatch(row: MeasuredRow): number | null {
  const stated = /measured mean batch ([\d.]+)/.exec(row.notes);
  return stated === null ? countOf(row.load) : Number(stated[1]);
}
