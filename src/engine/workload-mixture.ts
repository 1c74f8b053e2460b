import type { Fraction, Tokens } from '../units/units';
import type { SyntheticWorkload, WorkloadClass } from './input';
import { normalCdf } from './number/normal';
import { ln } from './number/portable';
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
): WorkloadStatistics {
  const total = classes.reduce((sum, { share }) => sum + share, 0);
  const mean = (value: (s: WorkloadStatistics) => number): number =>
    classes.reduce((sum, { share, statistics }) => sum + (share / total) * value(statistics), 0);
  const promptMean = mean((s) => s.promptMean);
  const outputMean = mean((s) => s.outputMean);
  const cvOf = (average: number, square: (s: WorkloadStatistics) => number): number =>
    Math.sqrt(Math.max(0, mean(square) - average * average)) / average;
  let [promptP99, sequenceP99] = [0, 0];
  return {
    requestsPerSecond,
    users: null,
    gapCv,
    promptMean,
    promptCv: cvOf(promptMean, (s) => squareMean(s.promptMean, s.promptCv)),
    outputMean,
    outputCv: cvOf(outputMean, (s) => squareMean(s.outputMean, s.outputCv)),
    // Looked for when they are asked for: most pools need one of the two, a steady state none.
    get promptP99() {
      return (promptP99 ||= quantile(
        classes,
        (s) => s.promptMean,
        (s) => s.promptCv,
        (s) => s.promptP99,
      ));
    },
    get sequenceP99() {
      return (sequenceP99 ||= quantile(
        classes,
        (s) => s.promptMean + s.outputMean,
        sumCv,
        (s) => s.sequenceP99,
      ));
    },
    classes,
  };
}

const squareMean = (mean: number, cv: number): number => mean * mean * (1 + cv * cv);

function sumCv(s: WorkloadStatistics): number {
  const prompt = s.promptMean * s.promptCv;
  const output = s.outputMean * s.outputCv;
  return Math.sqrt(prompt * prompt + output * output) / (s.promptMean + s.outputMean);
}

const HIGH: Fraction = 0.99;

/** Smallest whole number of tokens that 99 % of all requests do not exceed; never more than any class has. */
function quantile(
  classes: readonly ClassStatistics[],
  mean: (s: WorkloadStatistics) => number,
  cv: (s: WorkloadStatistics) => number,
  most: (s: WorkloadStatistics) => Tokens,
): Tokens {
  const total = classes.reduce((sum, { share }) => sum + share, 0);
  const each = classes.map(({ share, statistics: s }) => lognormalCdf(share / total, mean(s), cv(s)));
  const short = (tokens: Tokens): Fraction => {
    let below = 0;
    for (const part of each) below += part(tokens);
    return HIGH - below;
  };
  let low = 1;
  let high = Math.max(...classes.map(({ statistics }) => most(statistics)));
  let [shortLow, shortHigh] = [short(low), short(high)];
  if (shortHigh > 0) return high;
  if (shortLow <= 0) return low;
  // Straight to where the line between both ends crosses zero, and every other time to their middle.
  for (let halve = false; high - low > 1; halve = !halve) {
    const part = halve ? 0.5 : shortLow / (shortLow - shortHigh);
    const probe = Math.min(high - 1, Math.max(low + 1, Math.round(low + part * (high - low))));
    const here = short(probe);
    if (here > 0) [low, shortLow] = [probe, here];
    else [high, shortHigh] = [probe, here];
  }
  return high;
}

/** Of all requests, those of one class that have at most `x` tokens. */
function lognormalCdf(weight: Fraction, mean: number, cv: number): (x: Tokens) => Fraction {
  if (cv === 0) return (x) => (x >= mean ? weight : 0);
  const variance = ln(1 + cv * cv);
  const deviation = Math.sqrt(variance);
  const place = ln(mean) - variance / 2;
  return (x) => weight * normalCdf((ln(x) - place) / deviation);
}
