import { normalCdf } from '../number/normal';
import { exp, expm1, ln } from '../number/portable';

/**
 * Sequences spread evenly over places: the instances of a pool behind a least-loaded router, the lanes of a
 * pipeline. How many there are is Poisson, as in an infinite-server queue; of a fixed number of users, binomial.
 */

const DENSITY = 0.3989422804014327;
/** Beyond this mean the Poisson distribution is as good as normal here (and e^−mean would soon underflow). */
const NORMAL_FROM = 40;
/** A user who is there for so much of the time is there always. */
const ALWAYS = 1 - 1e-9;

/**
 * Places in use, E[min(N, places)]; for one place the probability 1 − e^(−mean) that somebody is there. Of `users` each is
 * there with probability mean/users: one alone, who is always there, has its place always in use.
 */
export function placesInUse(mean: number, places: number, users = Infinity): number {
  if (places < 1) return 0;
  const there = mean / users;
  if (there > ALWAYS) return Math.min(users, places);
  if (mean > NORMAL_FROM) {
    const deviation = Math.sqrt(mean * (1 - there));
    const z = (places - mean) / deviation;
    const below = normalCdf(z);
    return mean * below + places * (1 - below) - deviation * DENSITY * exp((-z * z) / 2);
  }
  // Σ P(N > k) over k < places.
  const logNobody = users === Infinity ? -mean : users * ln(1 - there);
  let probability = exp(logNobody);
  let tail = -expm1(logNobody);
  let sum = tail;
  for (let k = 1; k < places && k <= users; k++) {
    probability *= (mean * (1 - (k - 1) / users)) / (1 - there) / k;
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

/** How many of a mean number are others to one of `users`. */
export function othersOf(mean: number, users: number): number {
  return mean * (1 - 1 / users);
}

/** Probability that no place is free. */
export function allInUse(mean: number, places: number): number {
  return Math.max(0, placesInUse(mean, places) - placesInUse(mean, places - 1));
}
