import { normalCdf } from '../number/normal';
import { exp, expm1 } from '../number/portable';

/**
 * Sequences spread evenly over places: the instances of a pool behind a least-loaded router, the lanes of a
 * pipeline. How many there are is Poisson, as in an infinite-server queue.
 */

const DENSITY = 0.3989422804014327;
/** Beyond this mean the Poisson distribution is as good as normal here (and e^−mean would soon underflow). */
const NORMAL_FROM = 40;

/** Places in use, E[min(N, places)]; for one place the probability 1 − e^(−mean) that somebody is there. */
export function placesInUse(mean: number, places: number): number {
  if (places < 1) return 0;
  if (mean > NORMAL_FROM) {
    const deviation = Math.sqrt(mean);
    const z = (places - mean) / deviation;
    const below = normalCdf(z);
    return mean * below + places * (1 - below) - deviation * DENSITY * exp((-z * z) / 2);
  }
  // Σ P(N > k) over k < places.
  let probability = exp(-mean);
  let tail = -expm1(-mean);
  let sum = tail;
  for (let k = 1; k < places; k++) {
    probability *= mean / k;
    tail -= probability;
    if (tail <= 1e-12) break;
    sum += tail;
  }
  return sum;
}

/**
 * Sequences that one finds in its place besides itself, E[max(1, (1 + N)/places)] − 1; for one place the mean
 * itself, because those who look see Poisson numbers.
 */
export function othersInPlace(mean: number, places: number): number {
  return (mean - placesInUse(mean, places - 1)) / places;
}

/** Probability that no place is free. */
export function allInUse(mean: number, places: number): number {
  return Math.max(0, placesInUse(mean, places) - placesInUse(mean, places - 1));
}
