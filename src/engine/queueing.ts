import type { Fraction, RequestsPerSecond, Seconds } from '../units/units';
import { ln, pow } from './number/portable';

/**
 * Waiting times of textbook queues, in seconds before service starts. All need utilisation below 1 and return
 * Infinity at or above it. Sources: any queueing text; Allen–Cunneen for general arrivals and service.
 */

/** Poisson arrivals, exponential service, one server. */
export function waitMM1(arrivals: RequestsPerSecond, service: RequestsPerSecond): Seconds {
  return arrivals < service ? arrivals / service / (service - arrivals) : Infinity;
}

/** Poisson arrivals, any service of mean `seconds` and coefficient of variation `cv`: Pollaczek–Khinchine. */
export function waitMG1(arrivals: RequestsPerSecond, seconds: Seconds, cv: number): Seconds {
  const utilisation = arrivals * seconds;
  return utilisation < 1 ? (utilisation * seconds * (1 + cv * cv)) / (2 * (1 - utilisation)) : Infinity;
}

/** Poisson arrivals, constant service. */
export function waitMD1(arrivals: RequestsPerSecond, seconds: Seconds): Seconds {
  return waitMG1(arrivals, seconds, 0);
}

/**
 * Probability that an arrival finds all `servers` busy at `offered` load in Erlangs (below `servers`); 1 at or
 * above. By the recursion of Erlang's loss formula, which cannot overflow. `servers` is an integer ≥ 1.
 */
export function erlangC(servers: number, offered: number): number {
  if (offered >= servers) return 1;
  let loss = 1;
  for (let n = 1; n <= servers; n++) loss = (offered * loss) / (n + offered * loss);
  const utilisation = offered / servers;
  return loss / (1 - utilisation * (1 - loss));
}

/** Poisson arrivals, exponential service of `seconds`, `servers` servers and one queue. */
export function waitMMc(arrivals: RequestsPerSecond, seconds: Seconds, servers: number): Seconds {
  const offered = arrivals * seconds;
  if (offered >= servers) return Infinity;
  return (erlangC(servers, offered) * seconds) / (servers - offered);
}

/** Any arrivals and service: the exponential queue scaled by the mean of the squared variations. */
export function waitAllenCunneen(
  arrivals: RequestsPerSecond,
  seconds: Seconds,
  servers: number,
  arrivalCv: number,
  serviceCv: number,
): Seconds {
  return ((arrivalCv * arrivalCv + serviceCv * serviceCv) / 2) * waitMMc(arrivals, seconds, servers);
}

/**
 * The same for a real number of servers: Sakasegawa's form, w = S·ρ^(√(2(c+1)) - 1) / (c (1 - ρ)), scaled as above. Exact
 * at c = 1 for Poisson arrivals, within a few per cent of Erlang C elsewhere. Places in a memory are not whole.
 */
export function waitSakasegawa(
  arrivals: RequestsPerSecond,
  seconds: Seconds,
  servers: number,
  arrivalCv: number,
  serviceCv: number,
): Seconds {
  const utilisation = (arrivals * seconds) / servers;
  if (utilisation >= 1) return Infinity;
  if (utilisation <= 0) return 0;
  const exponential =
    (seconds * pow(utilisation, Math.sqrt(2 * (servers + 1)) - 1)) / (servers * (1 - utilisation));
  return ((arrivalCv * arrivalCv + serviceCv * serviceCv) / 2) * exponential;
}

/** Beyond this many servers Sakasegawa's form is near enough, and Erlang's recursion long. */
const FEW = 64;

/** A wait for one of many places: exact for exponential service where they are few and whole. */
export function waitForPlace(
  arrivals: RequestsPerSecond,
  seconds: Seconds,
  places: number,
  arrivalCv: number,
  serviceCv: number,
): Seconds {
  const exact = places <= FEW && Math.floor(places) === places;
  return (exact ? waitAllenCunneen : waitSakasegawa)(arrivals, seconds, places, arrivalCv, serviceCv);
}

/** Newton's steps until σ no longer changes; it is approached from one side, so more do no harm. */
const STEPS = 12;

/**
 * Chance that an arrival finds the server busy where gaps are gamma distributed, as drawn ones are, and service is
 * exponential: σ = (1 + (1 − σ)/(ρk))^−k with shape k = 1/cv² (GI/M/1). Utilisation itself at cv = 1; with cv of 3 and more
 * close to 1 at any utilisation: most gaps are next to nothing, and a burst waits for itself.
 */
export function busyAtArrival(utilisation: Fraction, cv: number): Fraction {
  if (cv <= 1 || utilisation <= 0) return Math.max(0, utilisation);
  if (utilisation >= 1) return 1;
  const shape = 1 / (cv * cv);
  const width = utilisation * shape;
  let idle = 1 - utilisation;
  for (let i = 0; i < STEPS; i++) {
    const off = ln(1 - idle) + shape * ln(1 + idle / width);
    const slope = shape / (width + idle) - 1 / (1 - idle);
    const next = idle - off / slope;
    if (!(next > 0 && next < idle)) break;
    idle = next;
  }
  return 1 - idle;
}

/** What gaps of variation `cv` add to the wait of Poisson arrivals for one server; none where they vary less. */
export function waitOfBursts(arrivals: RequestsPerSecond, seconds: Seconds, cv: number): Seconds {
  const utilisation = arrivals * seconds;
  if (!(utilisation > 0 && utilisation < 1) || cv <= 1) return 0;
  const busy = busyAtArrival(utilisation, cv);
  return seconds * (busy / (1 - busy) - utilisation / (1 - utilisation));
}
