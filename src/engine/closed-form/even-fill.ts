import { normalCdf } from '../number/normal';
import { exp, expm1, ln } from '../number/portable';

/**
 * Sequences spread evenly over places: the instances of a pool behind a least-loaded router, the lanes of a
 * pipeline. How many there are is Poisson, as in an infinite-server queue, unless they come in bursts or are few who take turns.
 */

const DENSITY = 0.3989422804014327;
/** Beyond this mean the Poisson distribution is as good as normal here (and e^−mean would soon underflow). */
const NORMAL_FROM = 40;
/** Less spread is none, and a spread so near to Poisson's is that. */
const CERTAIN = 1e-9;
const ALIKE = 1e-6;

/**
 * Places in use, E[min(N, places)]; for one place the probability that somebody is there. `dispersion`: variance of N over its
 * mean. 1 is Poisson, for one place 1 − e^(−mean); less is binomial, as of a few users, of whom one who is always there keeps
 * its place in use; more is negative binomial, as of bursts. All three go on by p(n) = p(n − 1)·(a + b/n) (Panjer 1981).
 */
export function placesInUse(mean: number, places: number, dispersion = 1): number {
  if (places < 1) return 0;
  if (dispersion < CERTAIN) return Math.min(mean, places);
  if (mean > NORMAL_FROM * Math.max(1, dispersion)) {
    const deviation = Math.sqrt(mean * dispersion);
    const z = (places - mean) / deviation;
    const below = normalCdf(z);
    return mean * below + places * (1 - below) - deviation * DENSITY * exp((-z * z) / 2);
  }
  const a = 1 - 1 / dispersion;
  const b = mean / dispersion - a;
  const logNobody = Math.abs(a) < ALIKE ? -mean : (-mean * ln(dispersion)) / (dispersion - 1);
  // Σ P(N > k) over k < places.
  let probability = exp(logNobody);
  let tail = -expm1(logNobody);
  let sum = tail;
  for (let k = 1; k < places && a + b / k > 0; k++) {
    probability *= a + b / k;
    tail -= probability;
    if (tail <= 1e-12) break;
    sum += tail;
  }
  return sum;
}

/** Dispersion of how many of `users` are there: each is with the same probability. */
export const ofUsers = (mean: number, users: number): number => Math.max(0, 1 - mean / users);

/**
 * Dispersion of how many are there who come with gaps of this coefficient of variation, gamma distributed, and stay as long as
 * others do: the peakedness of GI/M/∞, 1/(1 − φ) − mean, φ the transform of the gaps at the rate at which one leaves.
 */
export function ofGaps(mean: number, gapCv: number): number {
  if (!(mean > 0) || gapCv === 1) return 1;
  const squared = gapCv * gapCv;
  const log = squared > 0 ? -ln(1 + squared / mean) / squared : -1 / mean;
  return Math.max(0, -1 / expm1(log) - mean);
}

/**
 * Sequences that one finds in its place besides itself, E[max(1, (1 + N)/places)] − 1; for one place the mean
 * itself, because those who look see Poisson numbers. One of so many `users` is no other to itself.
 */
export function othersInPlace(mean: number, places: number, users = Infinity): number {
  const others = mean * (1 - 1 / users);
  return (others - placesInUse(others, places - 1)) / places;
}

/** Probability that no place is free. */
export function allInUse(mean: number, places: number): number {
  return Math.max(0, placesInUse(mean, places) - placesInUse(mean, places - 1));
}
