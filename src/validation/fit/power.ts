import type { Fraction, Seconds } from '../../units/units';
import { solve } from './least-squares';
import type { PowerSample } from './power-samples';

/** Base, memory and compute of `PowerFit`; idle power is no matter of a full batch. */
export type PowerVector = readonly [base: number, memory: number, compute: number];

/** What a residual of ln(share) counts as one. */
export const SCALE = 0.08;
/** Between nothing and everything: the data decide. */
const PRIOR = { value: 0.4, spread: 1.5 };

/** Share of TDP at constants, when a step takes `seconds`. */
export function shareAt(
  s: Pick<PowerSample, 'memory' | 'compute'>,
  [base, memory, compute]: PowerVector,
  seconds: Seconds,
): Fraction {
  return Math.min(1, base + (memory * s.memory + compute * s.compute) / seconds);
}

/** Fitted at measured times, so that an error of the time does not become one of the power. */
export function fitPower(samples: readonly PowerSample[]): PowerVector {
  const counts = new Map<string, number>();
  for (const { key } of samples) counts.set(key, (counts.get(key) ?? 0) + 1);
  return solvePower((vector) =>
    Float64Array.from(samples, (s) => {
      const share = Math.max(1e-3, shareAt(s, vector, s.measured));
      return Math.log(share / s.share) / (SCALE * Math.sqrt(counts.get(s.key)!));
    }),
  );
}

/** The constants that make residuals least. */
export function solvePower(residuals: (vector: PowerVector) => Float64Array): PowerVector {
  const vectorOf = (v: readonly number[]): PowerVector => [v[0]!, v[1]!, v[2]!];
  const start = [PRIOR.value, PRIOR.value, PRIOR.value];
  const spread = [PRIOR.spread, PRIOR.spread, PRIOR.spread];
  const { vector } = solve(
    { residuals: (v) => residuals(vectorOf(v)), prior: start, spread, least: [0, 0, 0] },
    start,
    30,
  );
  return vectorOf(vector);
}

export interface PowerError {
  sample: PowerSample;
  /** ln(predicted / measured) of watts and of joules per token, both at the predicted time. */
  watts: number;
  joules: number;
}

/** Errors of every sample, predicted by the fit of its family that saw nothing of its fold. */
export function crossValidatePower(
  samples: readonly PowerSample[],
  foldOf: (s: PowerSample) => string,
): PowerError[] {
  return [...new Set(samples.map(foldOf))].sort().flatMap((fold) => {
    const held = samples.filter((s) => foldOf(s) === fold);
    return [...new Set(held.map(({ family }) => family))].flatMap((family) => {
      const vector = fitPower(samples.filter((s) => s.family === family && foldOf(s) !== fold));
      return held.filter((s) => s.family === family).map((s) => errorOf(s, vector));
    });
  });
}

export function errorOf(sample: PowerSample, vector: PowerVector): PowerError {
  const watts = Math.log(shareAt(sample, vector, sample.predicted) / sample.share);
  return { sample, watts, joules: watts + Math.log(sample.predicted / sample.measured) };
}
