import { exp, ln } from '../number/portable';
import { probit } from '../number/probit';
import { uniform } from '../number/random';

/** Most rejections before the draw is declared broken; the acceptance rate is above 95 %. */
const MAX_TRIES = 1000;

/**
 * Gamma variate of unit mean and the given shape (Marsaglia and Tsang 2000). Draw j of request i comes from the
 * counter stream, so a rejected try never shifts another request's numbers.
 */
export function unitGamma(key: number, i: number, shape: number): number {
  // Below shape 1 the method needs the boost x · u^(1/shape).
  const boosted = shape < 1;
  const d = (boosted ? shape + 1 : shape) - 1 / 3;
  const c = 1 / (3 * Math.sqrt(d));
  let j = 0;
  for (let tries = 0; tries < MAX_TRIES; tries++) {
    const x = probit(uniform(key, i, j++));
    const u = uniform(key, i, j++);
    const t = 1 + c * x;
    if (t <= 0) continue;
    const v = t * t * t;
    if (ln(u) < 0.5 * x * x + d - d * v + d * ln(v)) {
      const boost = boosted ? exp(ln(uniform(key, i, j)) / shape) : 1;
      return (d * v * boost) / shape;
    }
  }
  throw new Error(`gamma draw for request ${String(i)} was never accepted`);
}
