import type { Difference, PairedMean, SideReport } from '../../engine/result';
import { count, counted, dollars, joules, percent, significant } from '../../units/format';
import { withinNoise } from './relation';

/** How sure a difference is, in words. */

const UNITS = [
  [1, 's'],
  [1e-3, 'ms'],
  [1e-6, 'µs'],
] as const;

/** "12 ± 3 ms": both in one unit, and no digit finer than the second of the half-width. */
export function plusMinus(mean: number, half: number): string {
  const size = Math.max(Math.abs(mean), half);
  const [scale, unit] = UNITS.find(([from]) => size >= from) ?? UNITS[2];
  const finest = half > 0 ? 1 - Math.floor(Math.log10(half / scale)) : 3;
  const decimals = Math.min(6, Math.max(0, finest));
  const print = (value: number) => (Math.abs(value) / scale).toFixed(decimals);
  return `${print(mean)} ± ${print(half)}\u202f${unit}`;
}

/** What is compared, and how more of it and less of it are said. */
const MEASURES = {
  ttft_s: ['first token', 'later', 'sooner'],
  tpot_s: ['time per output token', 'longer', 'shorter'],
  e2e_s: ['whole answer', 'later', 'sooner'],
} as const;

type Measure = keyof typeof MEASURES;

/** One sentence for each time that both sides have. */
export function pairedSentences(difference: Difference): string[] {
  return (Object.keys(MEASURES) as Measure[]).flatMap((measure) => {
    const paired = difference[measure];
    return paired === null ? [] : [pairedSentence(measure, paired)];
  });
}

export function pairedSentence(measure: Measure, paired: PairedMean): string {
  const [what, more, less] = MEASURES[measure];
  const { mean, ci95 } = paired;
  const way = mean > 0 ? more : less;
  if (ci95 === null) {
    if (mean === 0) return `B’s ${what} is the same as A’s.`;
    return `B’s ${what} is ${oneUnit(Math.abs(mean))} ${way}, by too few requests to say how surely.`;
  }
  if (mean === 0 && ci95 === 0) return `B’s ${what} is the same as A’s on every request.`;
  if (withinNoise(paired)) return `B’s ${what} is ${plusMinus(mean, ci95)} ${way}, which may be chance.`;
  return `B’s ${what} is ${plusMinus(mean, ci95)} ${way}.`;
}

function oneUnit(value: number): string {
  const [scale, unit] = UNITS.find(([from]) => value >= from) ?? UNITS[2];
  return `${significant(value / scale, 2)}\u202f${unit}`;
}

/** On what the sentences stand. `own`: how many requests each side leaves out of its own means. */
export function pairsText({ requests, warmup_requests: cut }: Difference, own: readonly number[]): string {
  const warmup = cut === 0 ? '' : `, the first ${count(cut)} left out as warm-up on both sides`;
  const other = own.some((left) => left !== cut)
    ? ' Each side’s own mean leaves out its own warm-up, so the difference of those means may be another.'
    : '';
  return `B minus A on the same ${counted(requests, 'request')}${warmup}; ± is the 95% confidence interval of the mean.${other}`;
}

/** Means of one side with their intervals. */
export function meansOf(report: SideReport): { label: string; text: string }[] {
  const rows = [
    ['First token', report.ttft_s?.mean ?? null, report.ttft_ci95_s],
    ['Per output token', report.tpot_s?.mean ?? null, report.tpot_ci95_s],
  ] as const;
  return rows.flatMap(([label, mean, half]) => {
    if (mean === null) return [];
    if (half === null) return [{ label, text: `${oneUnit(mean)}, interval unknown` }];
    // Times are above 0: an interval as wide as its mean says that the run has not settled.
    const text = half < mean ? plusMinus(mean, half) : `${oneUnit(mean)}, unsettled: the run is too short`;
    return [{ label, text }];
  });
}

/** What a token costs and takes, where it is known by how much the tokens of a run are more or fewer by chance. */
export function perTokenOf(report: SideReport): { label: string; text: string }[] {
  const { output_tokens_per_s: rate, output_tokens_per_s_ci95: half } = report;
  if (rate === null || half === null || !(half < rate)) return [];
  const rows = [
    ['Energy per output token', report.joules_per_output_token, joules],
    ['Cost per million output tokens', report.usd_per_million_output_tokens, dollars],
  ] as const;
  return rows.flatMap(([label, mean, print]) =>
    mean === null ? [] : [{ label, text: `${print(mean)} ± ${percent(half / rate)}` }],
  );
}
