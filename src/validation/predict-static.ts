import { allReduceSeconds } from '../engine/cost/all-reduce';
import { decodeShape } from '../engine/cost/step-shapes';
import type { StepWork } from '../engine/cost/step-cost';
import type { Tokens } from '../units/units';
import type { Configuration } from './configuration';
import type { MeasuredRow } from './measured-row';
import { powerShare } from './power-of';
import { countOf, predicted, type Prediction, unsupported } from './prediction';
import { promptsShape, stepCostOf, windowOf, workOf } from './step-cost-of';

/** Static batches: everybody's prompt in one step, then everybody decodes to the end; no queue. */
export function predictStatic(row: MeasuredRow, c: Configuration): Prediction {
  if (row.load !== '' && countOf(row.load) === null) return unsupported('batch is not a whole number');
  const work = staticWork(row, c);
  if (work === null) return unsupported('input length not stated');
  const { batch, output, prefill, decode, steps } = work;
  switch (row.metric) {
    case 'prefill_ms':
    case 'ttft_ms':
      return predicted(prefill.seconds * 1e3);
    case 'decode_step_ms':
    case 'tpot_ms':
      return predicted(decode.seconds * 1e3);
    case 'tok_s_per_gpu':
    case 'tok_s_total': {
      const rate = (batch * output) / (prefill.seconds + steps * decode.seconds);
      return predicted(row.metric === 'tok_s_total' ? rate : rate / c.tensorParallel);
    }
    case 'avg_power_frac_tdp': {
      const busy = prefill.seconds + steps * decode.seconds;
      const energy =
        powerShare(c.chip, prefill) * prefill.seconds + steps * powerShare(c.chip, decode) * decode.seconds;
      return predicted(energy / busy);
    }
    case 'peak_power_frac_tdp':
      return unsupported('peaks of power are not predicted');
    default:
      return unsupported(`metric ${row.metric} is not predicted`);
  }
}

export interface StaticWork {
  batch: number;
  output: Tokens;
  /** All prompts in one step, then so many steps like `decode`, which is at mean context. */
  prefill: StepWork;
  decode: StepWork;
  steps: number;
}

/** Null where the length of the prompts is not stated. */
export function staticWork(row: MeasuredRow, c: Configuration): StaticWork | null {
  const batch = countOf(row.load) ?? 1;
  const { inputTokens: prompt, outputTokens } = row;
  if (prompt === null) return null;
  const output = outputTokens ?? 1;
  const cost = stepCostOf(c);
  const prefill = workOf(cost, promptsShape(batch, prompt));
  const decode = workOf(cost, decodeShape(batch, prompt + output / 2, windowOf(c)));
  return { batch, output, prefill, decode, steps: Math.max(0, output - 1) };
}

/** Sums of operator times on one rank: the products and small kernels of all layers, or their all-reduces. */
export function predictOperators(row: MeasuredRow, c: Configuration): Prediction {
  const tokens = countOf(row.load);
  if (tokens === null) return unsupported('token count not stated');
  const { shape } = c.model;
  if (row.metric === 'allreduce_ms') {
    const fit = c.chip.gpu?.allReduce;
    if (fit === undefined) return unsupported('hardware without all-reduce constants');
    const bytes = tokens * shape.width * 2;
    return predicted(2 * shape.layers * allReduceSeconds(fit, c.tensorParallel, bytes) * 1e3);
  }
  if (row.metric !== 'dense_ops_ms') return unsupported(`metric ${row.metric} is not predicted`);
  const parts = stepCostOf({ ...c, software: NO_SOFTWARE }).explain(decodeShape(tokens, 1, Infinity));
  const dense = parts.filter((part) => DENSE.has(part.name)).reduce((sum, part) => sum + part.seconds, 0);
  return predicted(dense * 1e3);
}

const DENSE = new Set(['qkv', 'o', 'ffn', 'aux']);
const NO_SOFTWARE = { id: 'none', stepSeconds: 0, sequenceSeconds: 0, hostLayerSeconds: 0 };
