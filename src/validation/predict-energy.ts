import type { StepWork } from '../engine/cost/step-cost';
import { decodeShape, promptShape } from '../engine/cost/step-shapes';
import type { Fraction, Seconds, Tokens } from '../units/units';
import type { Configuration } from './configuration';
import type { MeasuredRow } from './measured-row';
import { powerShare } from './power-of';
import { countOf, predicted, type Prediction, unsupported } from './prediction';
import { samplingSeconds } from './sampling';
import { stepCostOf, windowOf, workOf } from './step-cost-of';

/** The file leaves the prompts out; the prompts of these chats and questions average about this. */
const PROMPT = 230;
/** Longer answers are in the batch longer: its mean output so far is above one half of the mean. */
const PROGRESS = 0.6;

/** A batch that is always full, steadily refilled: per decode step a share of one prompt. */
export type SteadyLoad =
  | { ok: true; batch: number; output: Tokens; context: Tokens; prompt: Tokens; share: Fraction }
  | { ok: false; reason: string };

export function steadyLoad(row: MeasuredRow): SteadyLoad {
  const batch = meanBatch(row);
  const output = row.outputTokens;
  if (batch === null) return { ok: false, reason: 'batch not stated' };
  if (output === null) return { ok: false, reason: 'lengths not stated' };
  const share = Math.min(1, batch / output);
  return { ok: true, batch, output, context: PROMPT + PROGRESS * output, prompt: PROMPT, share };
}

/** Work of a mean step of such a batch. */
export function steadyWork(c: Configuration, load: SteadyLoad & { ok: true }): StepWork {
  const cost = stepCostOf(c);
  const window = windowOf(c);
  const { batch, context, prompt, share } = load;
  const decode = workOf(cost, decodeShape(batch, context, window));
  const mixed = workOf(cost, promptShape(prompt, batch, context, window));
  const mean = (field: 'seconds' | 'flop' | 'peakComputeSeconds' | 'bytes') =>
    (1 - share) * decode[field] + share * mixed[field];
  return {
    seconds: mean('seconds') + samplingSeconds(c, batch),
    flop: mean('flop'),
    peakComputeSeconds: mean('peakComputeSeconds'),
    bytes: mean('bytes'),
  };
}

/** The file records the median time between tokens: a decode step, until most steps carry a prompt. */
function medianStep(c: Configuration, { batch, context, prompt, share }: SteadyLoad & { ok: true }): Seconds {
  const window = windowOf(c);
  const shape =
    share < 0.5 ? decodeShape(batch, context, window) : promptShape(prompt, batch, context, window);
  return workOf(stepCostOf(c), shape).seconds + samplingSeconds(c, batch);
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
