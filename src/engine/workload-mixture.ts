import type { Fraction, Tokens } from '../units/units';
import type { SyntheticWorkload, WorkloadClass } from './input';
import { normalCdf } from './number/normal';
import { fixedPoint } from './number/fixed-point';
import { exp, ln } from './number/portable';
import type { ClassStatistics, WorkloadStatistics } from './workload-shape';

/** The workload of one class by itself, at its own rate. */
export function classWorkload(
  workload: SyntheticWorkload,
  of: WorkloadClass,
  share: Fraction,
): SyntheticWorkload {
  return {
    kind: 'synthetic',
    requests: workload.requests,
    requestsPerSecond: workload.requestsPerSecond * share,
    // A renewal process of which each arrival is kept with this probability.
    gapCv: Math.sqrt(share * workload.gapCv * workload.gapCv + 1 - share),
    promptTokensMean: of.promptTokensMean,
    promptTokensCv: of.promptTokensCv,
    outputTokensMean: of.outputTokensMean,
    outputTokensCv: of.outputTokensCv,
    maxContext: of.maxContext,
  };
}

/** Several classes taken together: moments are exact, high quantiles those of the mixture of lognormals. */
export function mixtureStatistics(
  classes: readonly ClassStatistics[],
  requestsPerSecond: number,
  gapCv: number,
  users: number | null = null,
): WorkloadStatistics {
  return new Mixture(classes, requestsPerSecond, gapCv, users);
}

class Mixture implements WorkloadStatistics {
  readonly users: number | null;
  readonly promptMean: Tokens;
  readonly promptCv: number;
  readonly outputMean: Tokens;
  readonly outputCv: number;
  private promptHigh = 0;
  private sequenceHigh = 0;
  readonly classes: readonly ClassStatistics[];
  readonly requestsPerSecond: number;
  readonly gapCv: number;

  constructor(
    classes: readonly ClassStatistics[],
    requestsPerSecond: number,
    gapCv: number,
    users: number | null,
  ) {
    this.users = users;
    this.classes = classes;
    this.requestsPerSecond = requestsPerSecond;
    this.gapCv = gapCv;
    let [total, prompts, outputs, promptSquares, outputSquares] = [0, 0, 0, 0, 0];
    for (const { share, statistics: s } of classes) {
      total += share;
      prompts += share * s.promptMean;
      outputs += share * s.outputMean;
      promptSquares += share * squareMean(s.promptMean, s.promptCv);
      outputSquares += share * squareMean(s.outputMean, s.outputCv);
    }
    this.promptMean = prompts / total;
    this.outputMean = outputs / total;
    this.promptCv = cvOf(this.promptMean, promptSquares / total);
    this.outputCv = cvOf(this.outputMean, outputSquares / total);
  }

  // Looked for when they are asked for: most pools need one of the two, a steady state none.
  get promptP99(): Tokens {
    return (this.promptHigh ||= quantile(
      this.classes,
      (s) => s.promptMean,
      (s) => s.promptCv,
      (s) => s.promptP99,
    ));
  }

  get sequenceP99(): Tokens {
    return (this.sequenceHigh ||= quantile(
      this.classes,
      (s) => s.promptMean + s.outputMean,
      sumCv,
      (s) => s.sequenceP99,
    ));
  }
}

function cvOf(mean: number, squares: number): number {
  return Math.sqrt(Math.max(0, squares - mean * mean)) / mean;
}

const squareMean = (mean: number, cv: number): number => mean * mean * (1 + cv * cv);

function sumCv(s: WorkloadStatistics): number {
  const prompt = s.promptMean * s.promptCv;
  const output = s.outputMean * s.outputCv;
  return Math.sqrt(prompt * prompt + output * output) / (s.promptMean + s.outputMean);
}

/** Smallest whole number of tokens that 99 % of all requests do not exceed; never more than any class has. */
function quantile(
  classes: readonly ClassStatistics[],
  mean: (s: WorkloadStatistics) => number,
  cv: (s: WorkloadStatistics) => number,
  most: (s: WorkloadStatistics) => Tokens,
): Tokens {
  const longer = shareLonger(classes, mean, cv);
  const enough = (tokens: Tokens): boolean => longer(ln(tokens)) <= RARE;
  let low = Infinity;
  let high = 1;
  for (const { statistics } of classes) {
    low = Math.min(low, most(statistics));
    high = Math.max(high, most(statistics));
  }
  if (!enough(high)) return high;
  // Between logarithms, where tails are nearly straight; then to the whole number beside it.
  const g = (place: number): number => place + ln(Math.max(1e-12, longer(place)) / RARE);
  const near = Math.ceil(exp(fixedPoint(g, ln(low), ln(high), 1e-9)));
  low = 0;
  for (let probe = near; high - low > 1; probe = probe === near ? near - 1 : (low + high) >> 1) {
    const within = Math.min(high - 1, Math.max(low + 1, probe));
    if (enough(within)) high = within;
    else low = within;
  }
  return high;
}

const RARE: Fraction = 0.01;

/** Share of all requests that are longer than e^place tokens, each class lognormal. */
function shareLonger(
  classes: readonly ClassStatistics[],
  mean: (s: WorkloadStatistics) => number,
  cv: (s: WorkloadStatistics) => number,
): (place: number) => Fraction {
  let total = 0;
  for (const { share } of classes) total += share;
  const each = classes.map(({ share, statistics }) => {
    const spread = cv(statistics);
    const variance = ln(1 + spread * spread);
    const middle = ln(mean(statistics)) - variance / 2;
    return { weight: share / total, middle, deviation: Math.sqrt(variance) };
  });
  return (place) => {
    let longer = 0;
    for (const { weight, middle, deviation } of each) {
      const beyond = deviation > 0 ? normalCdf((middle - place) / deviation) : +(middle > place);
      longer += weight * beyond;
    }
    return longer;
  };
}
