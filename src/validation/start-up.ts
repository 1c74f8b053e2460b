import type { Seconds } from '../units/units';
import type { Configuration } from './configuration';
import type { ClosedLoopLoad } from './client';
import { HYBRIDS } from './models-by-hand';

/**
 * Kernels that are compiled when a shape is first met. SGLang and TensorRT-LLM take DeepGEMM for block-scaled weights,
 * and SGLang compiles those of its nvfp4 experts too: the requests of a benchmark's start-up burst wait for it, later
 * ones do not, and none where requests were sent before those that are measured. It is no property of a server that has
 * run for a while, so the engine does not know of it.
 *
 * Fitted on the first tokens of DeepSeek-R1: per user a new shape or so, until all sizes of a step have been met.
 */
const SECONDS_PER_USER = 0.08;
const MOST_SECONDS = 3;

/**
 * Kernels of recurrent layers are tuned when they are first met, requests before or not. Fitted on first tokens of Qwen3.5 on
 * SGLang.
 */
const RECURRENT_SECONDS = 2;
const recurrent = new Set(HYBRIDS.map(({ id }) => id));

/** What a closed loop's first tokens wait on average beyond the steady state, when `share` of them are in the burst. */
export function startUpSeconds(c: Configuration, load: ClosedLoopLoad, share: number): Seconds {
  const { users, warmedUp } = load;
  const tuning = c.software.id === 'sglang' && recurrent.has(c.model.id) ? RECURRENT_SECONDS : 0;
  const compiling = !warmedUp && compiles(c, load) ? Math.min(MOST_SECONDS, SECONDS_PER_USER * users) : 0;
  return share * (tuning + compiling);
}

function compiles({ software, weightFormat, model }: Configuration, load: ClosedLoopLoad): boolean {
  if (model.shape.moe === null) return false;
  if (software.id === 'sglang') return weightFormat === 'fp8b' || weightFormat === 'nvfp4';
  // The gap analysis' TensorRT-LLM, an early 1.0, shows no such wait.
  return software.id === 'trtllm' && weightFormat === 'fp8b' && load.requestSeconds === null;
}
