import { atClient, runClosedLoop } from '../predict-closed-loop';
import { type Sample, stepTimes, withFitted } from './samples';
import { solve, type Solution } from './least-squares';
import { ENGINES, type Fitted, fittedOf, PARAMETERS } from './parameters';

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
  const c = atClient(withFitted(s.configuration, s.engine, s.family, fitted), s.load);
  const { mixed, decode, stall, admission } = stepTimes(c, s.load, s.batch);
  const tpot = decode + s.stallFactor * stall;
  const ttft = s.ttftFactor * mixed + s.compiling + (c.software.requestSeconds ?? 0) + admission;
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

/** Launch times of a layer with prompts, in milliseconds: surely less than the chip needs for it, and about as much. */
const SHORT_LAUNCH = 0.1;
const LONG_LAUNCH = 0.65;

/**
 * A launch time below what the chip needs for a layer changes nothing, so a fit that begins there stays there: each engine's is
 * begun anew from the other side, and what fits better is kept.
 */
export function fitFromBothSides(samples: readonly Sample[]): Solution {
  const launched = (vector: readonly number[], engines: readonly string[], launch: number) =>
    vector.map((value, i) => {
      const [engine = '', name] = PARAMETERS[i]!.name.split('.');
      return name === 'promptLayerMs' && engines.includes(engine) ? launch : value;
    });
  const priors = PARAMETERS.map(({ prior }) => prior);
  let best = fit(samples, launched(priors, ENGINES, SHORT_LAUNCH));
  for (const engine of ENGINES) {
    const other = fit(samples, launched(best.vector, [engine], LONG_LAUNCH), 8);
    if (other.cost < best.cost) best = other;
  }
  return best;
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

/** The same by the simulator, which is what predicts; the closed form stands in for it while fitting. */
export function simulatedErrors(samples: readonly Sample[], vector: readonly number[]): SampleError[] {
  const fitted = fittedOf(vector);
  return samples.map((s) => {
    const run = runClosedLoop(withFitted(s.configuration, s.engine, s.family, fitted), s.load);
    if (run === null) return errorAt(s, fitted);
    return {
      tpot: Math.log(run.tpot.mean / s.tpot),
      ttft: s.ttft === null ? null : Math.log(run.ttft.mean / s.ttft),
    };
  });
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
    const heldErrors = simulatedErrors(held, vector);
    let k = 0;
    inside.forEach((isIn, i) => {
      if (isIn) errors[i] = heldErrors[k++]!;
    });
  }
  return errors;
}
