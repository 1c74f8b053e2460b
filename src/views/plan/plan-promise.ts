import type { PlanOptions } from '../../scenario/plan/plan';
import type { Goal } from '../../scenario/plan/search';
import { parseDecimal } from '../../scenario/quantity';
import type { Scenario, SloChoice } from '../../scenario/scenario';
import { parseSeconds } from '../../scenario/slo';

/** What is typed, in the units of the form where no other is written: seconds, milliseconds, dollars an hour. Empty is not asked for. */
export interface PromiseText {
  ttft: string;
  tpot: string;
  budget: string;
  percentile: PlanOptions['percentile'];
  /** Id of the only chip; '' for any. */
  chip: string;
}

/** Where a scenario promises nothing: half a second to begin with, faster than anybody reads afterwards. */
const USUAL = { ttft: 0.5, tpot: 0.03 };

/** The scenario's own promise, else a usual one. */
export function firstPromise({ slo }: Pick<Scenario, 'slo'>): PromiseText {
  const { ttft, tpot } = slo ?? USUAL;
  return {
    ttft: ttft === null ? '' : String(ttft),
    tpot: tpot === null ? '' : String(Number((tpot * 1e3).toPrecision(12))),
    budget: '',
    percentile: 'p90',
    chip: '',
  };
}

const MOST_SECONDS = 86_400;

/** The goal, or what is wrong with which part. */
export function goalOf({ ttft, tpot, budget }: PromiseText): { goal: Goal } | { why: string } {
  const problems: string[] = [];
  const read = (name: string, text: string, parse: (text: string) => number, most: number, said: string) => {
    if (text.trim() === '') return null;
    const value = parse(text.trim());
    if (value > 0 && value <= most) return value;
    problems.push(`${name} “${text}” is not a number above 0 and at most ${said}.`);
    return null;
  };
  const inUnit = (unit: 's' | 'ms') => (text: string) => parseSeconds(text, unit);
  const ttftSeconds = read('TTFT', ttft, inUnit('s'), MOST_SECONDS, '86,400 s');
  const tpotSeconds = read('TPOT', tpot, inUnit('ms'), MOST_SECONDS, '86,400 s');
  const usdPerHour = read('Budget', budget, parseDecimal, 1e9, '1,000,000,000');
  if (problems.length > 0) return { why: problems.join(' ') };
  if (ttftSeconds === null && tpotSeconds === null) return { why: 'Promise a TTFT, a TPOT or both.' };
  return { goal: { ttftSeconds, tpotSeconds, usdPerHour } };
}

/** `TTFT 0.5 s, TPOT 30 ms`: in the units of the form. */
export function sloWords(slo: SloChoice | null): string {
  if (slo === null) return '';
  const { ttft, tpot } = firstPromise({ slo });
  return [ttft && `TTFT ${ttft} s`, tpot && `TPOT ${tpot} ms`].filter(Boolean).join(', ');
}
