import { type Sample, stepPair, withFitted } from './samples';
import { solve, type Solution } from './least-squares';
import { type Fitted, fittedOf, PARAMETERS } from './parameters';

/** A residual of 8 % in TPOT, or of 15 % in TTFT, is one. */
const TPOT_SCALE = 0.08;
const TTFT_SCALE = 0.15;
/** Weight of a TTFT beside a TPOT: queueing makes it less about kernels. */
const TTFT_WEIGHT = 0.7;

export interface SampleError {
  tpot: number;
  ttft: number | null;
}

/** ln(predicted / measured) by the closed form, at a vector of parameters. */
export function errorsAt(samples: readonly Sample[], vector: readonly number[]): SampleError[] {
  const fitted = fittedOf(vector);
  return samples.map((sample) => errorAt(sample, fitted));
}

function errorAt(s: Sample, fitted: Fitted): SampleError {
  const c = withFitted(s.configuration, s.engine, s.family, fitted);
  const { mixed, tpot } = stepPair(c, s.load, s.batch);
  const ttft = s.ttftFactor * mixed + s.compiling + (c.software.requestSeconds ?? 0);
  return {
    tpot: Math.log(tpot / s.tpot),
    ttft: s.ttft === null ? null : Math.log(ttft / s.ttft),
  };
}

export function fit(samples: readonly Sample[], start?: readonly number[], iterations = 12): Solution {
  const put = (out: Float64Array, i: number, { tpot, ttft }: SampleError) => {
    const { weight } = samples[i]!;
    out[2 * i] = (weight * tpot) / TPOT_SCALE;
    out[2 * i + 1] = ttft === null ? 0 : (TTFT_WEIGHT * weight * ttft) / TTFT_SCALE;
  };
  const residuals = (vector: readonly number[]) => {
    const out = new Float64Array(2 * samples.length);
    errorsAt(samples, vector).forEach((error, i) => put(out, i, error));
    return out;
  };
  const touched = PARAMETERS.map(({ name }) => samples.flatMap((s, i) => (touches(name, s) ? [i] : [])));
  const moved = (vector: readonly number[], parameter: number, before: Float64Array) => {
    const out = before.slice();
    const fitted = fittedOf(vector);
    for (const i of touched[parameter]!) put(out, i, errorAt(samples[i]!, fitted));
    return out;
  };
  const column = (key: 'prior' | 'spread' | 'least') => PARAMETERS.map((p) => p[key]);
  return solve(
    { residuals, moved, prior: column('prior'), spread: column('spread'), least: column('least') },
    start ?? column('prior'),
    iterations,
  );
}

/** Whether a sample can depend on a parameter, by its name: an engine's own, or one of a family or a format. */
function touches(name: string, { engine, family, configuration: { weightFormat } }: Sample): boolean {
  const [owner] = name.split('.');
  if (owner !== name) return owner === engine;
  if (/hopper/i.test(name) && family !== 'hopper') return false;
  if (/blackwell/i.test(name) && family !== 'blackwell') return false;
  if (name.startsWith('nvfp4')) return weightFormat === 'nvfp4';
  if (name.startsWith('mxfp4')) return weightFormat === 'mxfp4-experts';
  return name.startsWith('block') ? weightFormat === 'fp8b' : true;
}

/** Errors of every sample, each predicted by a fit that saw nothing of its fold. */
export function crossValidate(
  samples: readonly Sample[],
  foldOf: (sample: Sample) => string,
  start: readonly number[],
  onFold?: (fold: string) => void,
): SampleError[] {
  const folds = [...new Set(samples.map(foldOf))].sort();
  const errors: SampleError[] = [];
  for (const fold of folds) {
    onFold?.(fold);
    const inside = samples.map((sample) => foldOf(sample) === fold);
    const { vector } = fit(
      samples.filter((_, i) => !inside[i]),
      start,
      4,
    );
    const held = samples.filter((_, i) => inside[i]);
    const heldErrors = errorsAt(held, vector);
    let k = 0;
    inside.forEach((isIn, i) => {
      if (isIn) errors[i] = heldErrors[k++]!;
    });
  }
  return errors;
}
