import type { Tokens } from '../../units/units';
import { exp, ln } from '../number/portable';
import { probit } from '../number/probit';

/** A few prompt lengths that stand for all: the mean of a function of length is Σ weight · f(tokens). */
export interface LengthNodes {
  tokens: number[];
  weights: number[];
  /** Of each, the tokens that need not be computed; absent: all are. */
  cached?: number[];
  /** How many prompts of one length each is together, in one step where there is room; absent: one. */
  prompts?: number[];
}

/** √3: Gauss–Hermite of three points integrates polynomials of ln(length) up to the fifth degree. */
const OUTER = 1.7320508075688772;

/** Three lengths of a lognormal distribution, for functions smooth in length; the mean is met exactly. */
export function smoothNodes(mean: Tokens, cv: number): LengthNodes {
  if (cv === 0) return { tokens: [mean], weights: [1] };
  const deviation = Math.sqrt(ln(1 + cv * cv));
  const ratio = exp(OUTER * deviation);
  const weights = [1 / 6, 2 / 3, 1 / 6];
  const middle = mean / (1 / (6 * ratio) + 2 / 3 + ratio / 6);
  return { tokens: [middle / ratio, middle, middle * ratio], weights };
}

/** Equally likely lengths in the middle of `count` shares, for functions with steps; the mean is met exactly. */
export function steppedNodes(mean: Tokens, cv: number, count: number): LengthNodes {
  if (cv === 0) return { tokens: [mean], weights: [1] };
  const deviation = Math.sqrt(ln(1 + cv * cv));
  const tokens = Array.from({ length: count }, (_, i) => exp(deviation * probit((i + 0.5) / count)));
  const scale = (mean * count) / tokens.reduce((sum, t) => sum + t, 0);
  return { tokens: tokens.map((t) => t * scale), weights: tokens.map(() => 1 / count) };
}
