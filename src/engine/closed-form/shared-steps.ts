import type { Fraction, Seconds } from '../../units/units';
import { exp } from '../number/portable';
import { inOneStep } from './crowd';
import type { Chunked } from './filled-up';

/**
 * Seconds that an arrival waits for the `residual` of the step under way, and in all, where prompts are computed with all that came
 * during the step before. `added`: what one more adds to a step; `perStep` of them come in the mean step; `met`: of steps with
 * prompts and of those without, the mean that is under way; `utilisation` of full steps; `gaps`: squared variation of times between
 * arrivals, 1 for Poisson ones.
 *
 * A step takes S = F + added·M, M Poisson with λ times the step before, so that Var S = λE[S]·added²(c_a² + c²)/(1 − ρ²), ρ = λ·added:
 * long steps follow long ones, less so where a router evens them out. The step met is E[S²]/E[S]; half of it is to come, and
 * λ of it ride along. Those beyond the budget wait on: of the line before a server that takes one at a time, whose tail is
 * exponential, what exceeds a step.
 */
export function sharedSteps(
  { budget, mean, cv, rate }: Chunked,
  added: Seconds,
  perStep: number,
  met: Seconds,
  utilisation: Fraction,
  instances: number,
  gaps: number,
): { residual: Seconds; wait: Seconds } {
  const share = rate * added;
  const square = gaps + cv * cv;
  const carried = Math.min(0.999, share / instances);
  // `met` knows of all with prompts how long the mean one is.
  const varies = Math.max(0, square / (1 - carried * carried) + perStep - inOneStep(perStep));
  const residual = (met + share * added * varies) / 2;
  const free = (2 * (1 - utilisation)) / square;
  const beyond = ((utilisation * added) / free) * exp((-budget * free) / mean);
  return { residual, wait: residual * (1 + 2 * share) + beyond / instances };
}
